#!/bin/sh
# Time and memory of `agent retrain --since 30d` on one core, and of reading the windows.
#
#   bench/retrain.sh [SERVICES] [SEED] [MIB]     default: 1 service, seed 4711, 512 MiB; 20 services need about 3072
#
# Needs a built agent (mvn -B package -DskipTests), taskset and GNU time. Simulates 30 days of a shop for each service, backfills, then
# retrains with 64 units and three horizons; where a control group can be made (as root), it is killed beyond MIB. CORES=0,1 gives it two
# cores. Writes nothing outside a temporary directory.
set -eu

services=${1:-1}
seed=${2:-4711}
mib=${3:-512}
here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
work=$(mktemp -d)
group=
trap 'rm -rf "$work"; [ -z "$group" ] || rmdir "$group"' EXIT
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

for root in /sys/fs/cgroup/memory /sys/fs/cgroup; do
  if [ -z "$group" ] && mkdir "$root/portent-bench-$$" 2> /dev/null; then
    for limit in memory.max memory.limit_in_bytes; do
      [ -e "$root/portent-bench-$$/$limit" ] && echo $((mib * 1048576)) > "$root/portent-bench-$$/$limit" && group=$root/portent-bench-$$
    done
    [ -n "$group" ] || rmdir "$root/portent-bench-$$"
  fi
done
if [ -n "$group" ]; then echo "killed beyond $mib MiB"; else echo "no hard limit: no control group could be made"; fi

# As the daemon starts it: 60 % heap, 25 % native arrays.
PORTENT_HEAP=$((mib * 6 / 10)) PORTENT_JAVA_OPTS="-Dorg.bytedeco.javacpp.maxbytes=$((mib / 4))m" \
  sh -c '[ -z "$1" ] || echo $$ > "$1/cgroup.procs"; shift; exec "$@"' limited "$group" \
  taskset -c "${CORES:-0}" /usr/bin/time -f '%e s elapsed, %U s of processor time, %M KiB resident at most' \
  "$here/agent" retrain -c "$work/agent.yaml" --since 30d 2> "$work/err" || { cat "$work/err"; exit 1; }
tail -1 "$work/err"
"$here/agent" models list -c "$work/agent.yaml"
