#!/bin/sh
# One optimizer step by the engine and by DL4J's own layers, in turn.    bench/engine.sh   (after mvn -B package -DskipTests)
set -eu
cd "$(dirname "$0")/.."
export OMP_NUM_THREADS=1
exec java -Xmx1g -XX:+UseSerialGC -Dorg.bytedeco.javacpp.maxbytes=1g -Dorg.bytedeco.javacpp.maxphysicalbytes=0 \
  "-Dorg.bytedeco.javacpp.cachedir=${PORTENT_CACHE:-$HOME/.cache/portent}" \
  -cp "target/test-classes:target/agent/lib/*" io.portent.model.dl4j.EngineBench
