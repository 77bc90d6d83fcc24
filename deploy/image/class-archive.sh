#!/usr/bin/env bash
# Writes /opt/portent/agent.jsa: the classes of a daemon with a model, as this JVM wants them in memory (AppCDS). In an image that is
# being built, and in the very place that they will run in, for the archive holds only where JVM and jars are the same.
set -euo pipefail
work=$(mktemp -d)
cd "$work"
export PORTENT_CACHE=$work/cache OMP_NUM_THREADS=1
cat > agent.yaml <<EOF
entity: shop
sources:
  - {name: app, files: ["$work/live/*.json"], format: logstash}
labels: {default: green, files: [history/labels.csv]}
model: {ensemble: 1, epochs: 1, directory: models, max_age: 36500d}
store: {url: "jdbc:sqlite:portent.db"}
web: {listen: "127.0.0.1:9781"}
EOF
agent simulate --days 4 --seed 7 --out history > simulate.log
agent train -c agent.yaml --logs history/shop.json --labels history/labels.csv > train.log
mkdir live && tail -n 5000 history/shop.json > live/shop.json
PORTENT_JAVA_OPTS="-XX:ArchiveClassesAtExit=/opt/portent/agent.jsa -Xlog:cds=off -Xlog:cds+dynamic=off" agent run -c agent.yaml > run.log 2>&1 &
agent=$!
page() {
  exec 3<>/dev/tcp/127.0.0.1/9781 || return 1
  printf 'GET %s HTTP/1.0\r\n\r\n' "$1" >&3
  cat <&3 > /dev/null
} 2> /dev/null
for _ in $(seq 300); do
  ! page /metrics || break
  kill -0 $agent || { cat run.log; exit 1; }
  sleep 0.2
done
# The first forecast comes within a minute.
for _ in $(seq 14); do page /metrics; page /; page /api/v1/forecast; sleep 5; done
kill -TERM $agent
wait $agent || [ $? = 143 ] # as a JVM ends by SIGTERM
[ -s /opt/portent/agent.jsa ] || { cat run.log; exit 1; }
cd / && rm -rf "$work"
