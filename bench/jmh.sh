#!/bin/sh
# What a line costs at each stage, by JMH.    bench/jmh.sh FILE... [-- JMH OPTIONS]      (after mvn -B package -DskipTests)
#
#   bench/jmh.sh app.log                       all stages, about two minutes a file
#   bench/jmh.sh app.log -- -prof gc learn     one stage, with allocation
set -eu

files=
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  files=$files${files:+,}$(readlink -f -- "$1")
  shift
done
[ $# -eq 0 ] || shift
[ -n "$files" ] || { echo "usage: bench/jmh.sh FILE... [-- JMH OPTIONS]" >&2; exit 2; }
cd "$(dirname "$0")/jmh"
mvn -B -q clean compile dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=compile
exec java -cp "target/classes:../../target/portent-0.1.0.jar:$(cat target/classpath)" org.openjdk.jmh.Main -p "file=$files" "$@"
