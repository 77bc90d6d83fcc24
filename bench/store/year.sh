#!/bin/sh
# Size and speed of the store: a year of one-minute windows of one service, thirty templates each.
#
#   bench/store/year.sh                                    SQLite, in a temporary directory
#   bench/store/year.sh 'jdbc:postgresql://HOST/DB?user=U'   an empty database of a server
#
# Needs Maven. Goals: at most 300 MB, 43,200 windows read in at most 2 s.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cd "$here"
mvn -B -q test-compile dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile="$work/classpath"
java -Xmx512m -Djava.io.tmpdir="$work" -cp "target/test-classes:target/classes:$(cat "$work/classpath")" \
  io.portent.store.jdbc.StoreBench "${1:-$work}"
