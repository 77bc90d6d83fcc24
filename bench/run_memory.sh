#!/bin/sh
# Resident memory and start-up of `agent run`, each measured several times: the median is the number to quote.
#
#   bench/run_memory.sh [TIMES] [SECONDS]     default: 5 times, memory read 60 s after the first forecast
#
# Needs a built agent (mvn -B package -DskipTests), curl, Linux with /proc. Learns one small model, then starts the daemon
# TIMES times on 127.0.0.1 while a line per second is logged. Writes nothing outside a temporary directory.
set -eu

times=${1:-5}
settle=${2:-60}
here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
work=$(mktemp -d)
port=${PORTENT_BENCH_PORT:-19781}
agent=
writer=
end() {
  for pid in $agent $writer; do kill "$pid" 2>/dev/null || true; done
  for pid in $agent $writer; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap end EXIT
trap 'exit 130' INT TERM

# Ten hours up to now, of a service that is red in minutes 50 to 56 of every hour and warns of it from minute 40.
now=$(date +%s)
first=$(((now - 36000) / 3600 * 3600))
awk -v first="$first" -v now="$now" '
  function line(t, level, message) {
    printf "{\"@timestamp\":\"%s\",\"level\":\"%s\",\"logger_name\":\"a.B\",\"message\":\"%s\"}\n",
      strftime("%Y-%m-%dT%H:%M:%SZ", t, 1), level, message
  }
  BEGIN {
    for (t = first; t < now; t += 10) {
      minute = int(t / 60) % 60
      line(t, "INFO", "request " t " served")
      if (minute >= 40 && minute < 56) line(t + 5, "WARN", "pool nearly empty")
    }
  }' > "$work/app.json"
awk -v first="$first" -v now="$now" '
  function utc(t) { return strftime("%Y-%m-%dT%H:%M:%SZ", t, 1) }
  BEGIN {
    print "entity,state,start,end,source,note"
    for (t = first; t + 3360 < now; t += 3600) printf ",red,%s,%s,slo,\n", utc(t + 3000), utc(t + 3360)
  }' > "$work/labels.csv"
cat > "$work/agent.yaml" <<YAML
sources:
  - {name: app, files: ["$work/app.json"]}
forecast: {data_window: 60, every: 1s}
model: {units: 32, epochs: 2, ensemble: 3, directory: "$work/models"}
labels: {files: ["$work/labels.csv"], default: green}
YAML
"$here/agent" train -c "$work/agent.yaml" > "$work/train.txt" 2>&1 || { cat "$work/train.txt" >&2; exit 1; }

# A live service goes on logging.
(while :; do
  printf '{"@timestamp":"%s","level":"INFO","logger_name":"a.B","message":"request %s served"}\n' \
    "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$(date +%s)" >> "$work/app.json"
  sleep 1
done) &
writer=$!

seconds() { awk '{ print $1 }' /proc/uptime; }
elapsed() { awk -v from="$1" -v to="$(seconds)" 'BEGIN { printf "%.2f", to - from }'; }
page() { curl -fsS --max-time 2 "http://127.0.0.1:$port$1" 2>/dev/null; }
median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
# Until a condition holds, at most two minutes; prints how long it took since the start.
until_true() {
  began=$1; shift
  while ! "$@"; do
    kill -0 "$agent" 2>/dev/null || { echo "the agent ended:" >&2; cat "$work/run.txt" >&2; exit 1; }
    awk -v s="$(elapsed "$began")" 'BEGIN { exit (s >= 120) }' || { echo "not within two minutes: $*" >&2; exit 1; }
    sleep 0.05
  done
  elapsed "$began"
}
scraped() { page /metrics > "$work/page"; }
is_ready() { page /-/ready > "$work/page"; }
forecast() { page /metrics | grep -q '^portent_forecast_probability_ratio{'; }

run=0
while [ "$run" -lt "$times" ]; do
  run=$((run + 1))
  began=$(seconds)
  "$here/agent" run -c "$work/agent.yaml" --listen "127.0.0.1:$port" > "$work/run.txt" 2>&1 &
  agent=$!
  scrape=$(until_true "$began" scraped)
  ready=$(until_true "$began" is_ready)
  known=$(until_true "$began" forecast)
  sleep "$settle"
  rss=$(awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$agent/status")
  peak=$(awk '/^VmHWM/ { print int($2 / 1024) }' "/proc/$agent/status")
  kill "$agent"
  wait "$agent" || true
  agent=
  echo "$scrape" >> "$work/scrape"; echo "$ready" >> "$work/ready"; echo "$known" >> "$work/known"
  echo "$rss" >> "$work/rss"; echo "$peak" >> "$work/peak"
  echo "run $run: first scrape ${scrape} s, ready ${ready} s, first forecast ${known} s, VmRSS $rss MiB, VmHWM $peak MiB"
done
echo "median of $times: first scrape $(median < "$work/scrape") s, ready $(median < "$work/ready") s," \
  "first forecast $(median < "$work/known") s, VmRSS $(median < "$work/rss") MiB, VmHWM $(median < "$work/peak") MiB"
