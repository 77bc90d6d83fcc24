#!/bin/sh
# Time and memory of `agent retrain --since 30d` on one core, and of reading the windows.
#
#   bench/retrain.sh [SERVICES] [SEED] [MIB]     default: 1 service, seed 4711, 512 MiB; 20 services need about 3072
#
# Needs a built agent (mvn -B package -DskipTests), taskset and GNU time. Simulates 30 days of a shop for each service, backfills, then
# retrains with 64 units and three horizons. Writes nothing outside a temporary directory.
set -eu

services=${1:-1}
seed=${2:-4711}
mib=${3:-512}
here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

i=0
echo "entity,state,start,end,source,note" > "$work/labels.csv"
while [ "$i" -lt "$services" ]; do
  "$here/agent" simulate --days 30 --seed $((seed + i)) --out "$work/logs" > /dev/null 2>&1
  sed "s/^{/{\"service\":\"shop$i\",/" "$work/logs/shop.json" > "$work/shop$i.json"
  sed "1d; s/^,/shop$i,/" "$work/logs/labels.csv" >> "$work/labels.csv"
  rm -rf "$work/logs"
  i=$((i + 1))
done
cat > "$work/agent.yaml" <<Y
entity: {field: service}
sources: [{name: app, files: ["$work/shop*.json"], format: logstash}]
model: {directory: "$work/models", units: 64}
labels: {files: ["$work/labels.csv"], default: green}
store: {url: "jdbc:sqlite:$work/portent.db"}
Y
"$here/agent" backfill -c "$work/agent.yaml" 2> /dev/null
rm -f "$work"/shop*.json

# As the daemon starts it: 60 % heap, 25 % native arrays.
PORTENT_HEAP=$((mib * 6 / 10)) PORTENT_JAVA_OPTS="-Dorg.bytedeco.javacpp.maxbytes=$((mib / 4))m" \
  taskset -c 0 /usr/bin/time -f '%e s elapsed, %U s of processor time, %M KiB resident at most' \
  "$here/agent" retrain -c "$work/agent.yaml" --since 30d 2> "$work/err" || { cat "$work/err"; exit 1; }
tail -1 "$work/err"
"$here/agent" models list -c "$work/agent.yaml"
