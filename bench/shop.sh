#!/bin/sh
# Learns a month of a simulated shop and scores the month after it, once per network, faults with and without precursors
# apart.    [NETWORKS="gru ..."] bench/shop.sh SEED [DIRECTORY]
set -eu
cd "$(dirname "$0")/.."
seed=$1
dir=${2:-$(mktemp -d)}
./agent simulate --days 60 --seed "$seed" --out "$dir" 2>/dev/null
for network in ${NETWORKS:-simple-rnn lstm}; do
  cat >"$dir/$network.yaml" <<Y
entity: shop
sources: [{name: app, files: ["$dir/shop.json"], format: logstash}]
labels: {files: ["$dir/labels.csv"]}
model: {network: $network, directory: "$dir/models-$network"}
Y
  began=$(date +%s)
  ./agent train -c "$dir/$network.yaml" --until 2026-04-01 >"$dir/$network.train.txt" 2>&1
  echo "== $network: trained twice (backtest, then all of the first month) in $(($(date +%s) - began)) s"
  ./agent evaluate -c "$dir/$network.yaml" --since 2026-04-01 --forecasts "$dir/$network.csv" --report "$dir/$network.html" 2>/dev/null
  python3 bench/shop_by_fault.py "$dir/$network.csv" "$dir/labels.csv" "$dir/faults.csv"
done
