#!/bin/sh
# Resolves the dependencies of every native platform that can be chosen, into a repository of its own. Takes ~1 GB of
# downloads.    bench/platforms.sh [DIRECTORY]
set -eu
cd "$(dirname "$0")/.."
repository=${1:-$(mktemp -d)}
for platform in linux-x86_64 linux-arm64 macosx-x86_64 macosx-arm64 windows-x86_64; do
  if mvn -B -q -Dmaven.repo.local="$repository" -Dnative.platform="$platform" dependency:resolve >"$repository/$platform.log" 2>&1
  then echo "$platform: resolves"
  else echo "$platform: does not resolve: $(grep -m1 -o 'Could not find artifact [^ ]*' "$repository/$platform.log" || tail -1 "$repository/$platform.log")"
  fi
done
