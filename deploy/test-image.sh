#!/usr/bin/env bash
# Builds the image and runs it as a cluster would: without root, capabilities, a writable root or more than 256 MiB.
#
#   deploy/test-image.sh [--cache DIR] [--minutes N] [--keep] [--archive TAR | --image NAME]
#
#   --cache DIR     where the base images are kept between two runs; default /var/cache/portent-image
#   --minutes N     how long it reads a growing log before and after the restart; default 3, and no less: two windows must
#                   have closed
#   --keep          leaves the working directory: log, store, what the agent said
#   --archive TAR   takes the image from an archive, such as jib's target/portent-image.tar, and builds none
#   --image NAME    takes an image that podman has
#
# For Debian, as root. Needs podman, runc, debootstrap, python3 and curl, a JDK's certificates and Maven's repository of this machine
# (~/.m2), and no container engine that runs, nor a registry: the base images are made of Debian's packages, from the mirror that apt
# uses. Ends with 0 if every line says PASS, with 1 if one says FAIL.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cache=/var/cache/portent-image minutes=3 keep='' archive='' image=''
while [ $# -gt 0 ]; do
  case $1 in
    --cache) cache=$2; shift ;;
    --minutes) minutes=$2; shift ;;
    --keep) keep=1 ;;
    --archive) archive=$2; shift ;;
    --image) image=$2; shift ;;
    *) sed -n '2,/^set /{s/^# \{0,1\}//;/^set /d;p}' "$0" >&2; exit 2 ;;
  esac
  shift
done

missing=''
for tool in podman runc debootstrap python3 curl; do command -v $tool > /dev/null || missing="$missing $tool"; done
[ -z "$missing" ] || { echo "NOT CHECKED: missing are$missing; apt-get install podman runc debootstrap python3 curl" >&2; exit 2; }
[ "$(id -u)" = 0 ] || { echo "NOT CHECKED: only root can make the base image" >&2; exit 2; }

base=localhost/portent-base build=localhost/portent-build
uid=10001 limit=256
failed=0
say() { printf '%s  %s\n' "$1" "$2"; [ "$1" != FAIL ] || failed=1; }
check() { # WHAT COMMAND...
  local what=$1; shift
  if "$@"; then say PASS "$what"; else say FAIL "$what"; fi
}

# Where this machine's own limits may not be raised (no CAP_SYS_RESOURCE), podman's default for containers is refused.
ulimits=(--ulimit nofile=4096:4096 --ulimit nproc=4096:4096)
# Without systemd nothing asks for health by itself, which podman mentions each time; it is asked here.
podman() { command podman --runtime "$(command -v runc)" "$@" 2> >(grep -v 'systemd connection' >&2 || true); }

have() { podman image exists "$1"; }

make_base() {
  have $base && return
  mkdir -p "$cache"
  if [ ! -s "$cache/base.tar" ]; then
    local suite mirror
    suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
    mirror=$(apt-cache policy base-files | awk -v s="$suite/main" '$2 ~ /^https?:/ && $3 == s { print $2; exit }')
    echo "+ debootstrap $suite with a Java runtime"
    rm -rf "$cache/root"
    debootstrap --variant=minbase --include=openjdk-17-jre-headless "$suite" "$cache/root" "$mirror" > "$cache/debootstrap.log"
    rm -rf "$cache"/root/var/cache/apt/* "$cache"/root/var/lib/apt/lists/*
    tar -C "$cache/root" --numeric-owner --exclude='./dev/*' -cf "$cache/base.tar.new" .
    mv "$cache/base.tar.new" "$cache/base.tar"
    rm -rf "$cache/root"
  fi
  # The hash of the content only: jib and podman then speak of the same layer.
  podman import --quiet -c 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' "$cache/base.tar" $base > /dev/null
  podman save --quiet --format docker-archive -o "$cache/base-image.tar.new" $base
  mv "$cache/base-image.tar.new" "$cache/base-image.tar"
}

make_build_base() {
  have $build && return
  echo "+ the base image with Maven and a JDK"
  podman rm -f portent-build-base > /dev/null 2>&1 || true
  podman run --name portent-build-base "${ulimits[@]}" --network host $base sh -c 'apt-get update -q > /dev/null &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends maven openjdk-17-jdk-headless > /dev/null 2>&1'
  podman commit -q portent-build-base $build > /dev/null
  podman rm -f portent-build-base > /dev/null
}

built=''
build_image() {
  built=1
  make_base
  make_build_base
  echo "+ podman build"
  # Docker's format: the other one knows no health check. Maven's repository, settings and certificates are this machine's.
  podman build --quiet --format docker --network host "${ulimits[@]}" \
    -v "${HOME:-/root}/.m2:/root/.m2" -v /etc/ssl/certs:/etc/ssl/certs:ro -v /etc/maven:/etc/maven:ro \
    --build-arg BUILD_IMAGE=$build --build-arg BASE_IMAGE=$base --build-arg "REVISION=$(git -C "$root" rev-parse --short HEAD 2> /dev/null || echo unknown)" \
    --build-arg "MAVEN_OPTIONS=${MAVEN_OPTIONS:-}" -t localhost/portent "$root" > /dev/null
  image=localhost/portent
}

if [ -n "$archive" ]; then
  image=$(podman load --quiet -i "$archive" | sed 's/^Loaded image[^:]*: *//')
elif [ -z "$image" ]; then
  build_image
fi
echo "image $image, $(podman --version), $(runc --version | head -n 1), cgroup v$([ -f /sys/fs/cgroup/cgroup.controllers ] && echo 2 || echo 1)"

# --- layers ---------------------------------------------------------------------------------------------------------------
echo
work=$(mktemp -d /var/tmp/portent-image.XXXXXX)
name=portent-test-$$
writer=''
finish() {
  [ -z "$writer" ] || kill "$writer" 2> /dev/null || true
  podman rm -f "$name" > /dev/null 2>&1 || true
  if [ -n "$keep" ]; then echo "kept: $work"; else rm -rf "$work"; fi
}
trap finish EXIT
podman save --quiet --format docker-archive -o "$work/image.tar" "$image"
python3 "$root/deploy/image/layers.py" "$work/image.tar" > "$work/layers.txt" && cat "$work/layers.txt"
rm -f "$work/image.tar"
check "code and jars take at most 60 MB beside the natives and the archive of classes" \
  awk '/^code and jars/ { sum = $(NF - 1) } END { exit !(sum > 0 && sum <= 60) }' "$work/layers.txt"

# --- a model, and a log that grows ------------------------------------------------------------------------------------------
mkdir "$work"/{log,data,history}
chown $uid "$work/data" "$work/history"
cat > "$work/agent.yaml" << 'EOF'
entity: shop
sources:
  - {name: app, files: ["/var/log/app/*.json"], format: logstash}
labels: {default: green, files: [/history/labels.csv]}
forecast: {data_window: 2, horizons: [5m], every: 10s}
window: {lateness: 5s}
# The simulated history is of one March, and its log not quite what the writer makes of it.
model: {ensemble: 1, epochs: 3, max_age: 36500d, max_drift: 1000}
retrain: {cron: "0 0 0 1 1 ? 2099"}
EOF
mounts=(-v "$work/log:/var/log/app:ro" -v "$work/data:/portent/data" -v "$work/history:/history"
  -v "$work/agent.yaml:/portent/config/agent.yaml:ro")
hardening=(--read-only --read-only-tmpfs=false --cap-drop all --security-opt no-new-privileges --network host)
once() { podman run --rm "${ulimits[@]}" "${hardening[@]}" --memory 1g --no-healthcheck "${mounts[@]}" "$image" "$@"; }
once simulate --days 4 --seed 7 --out /history > "$work/simulate.out" 2>&1
if once train --logs /history/shop.json --labels /history/labels.csv > "$work/train.out" 2>&1; then
  say PASS "train writes a model: $(grep -o 'Champion: [^ ]*' "$work/train.out")"
else
  say FAIL "train: $(tail -n 1 "$work/train.out")"
fi

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
page() { curl -sf --max-time 5 "http://127.0.0.1:$port$1"; }
# Jib knows no health check: then the one of the Dockerfile is given by option.
health=()
if ! podman inspect "$image" | grep -q '"Healthcheck"'; then
  health=(--health-cmd "$(python3 "$root/deploy/image/health-check.py" "$root/Dockerfile")")
  echo "the image has no health check of its own"
fi
start() { # WHAT OPTION...
  podman run -d --name "$name" ${health[@]+"${health[@]}"} "${ulimits[@]}" "${hardening[@]}" --memory ${limit}m --memory-swap ${limit}m "${mounts[@]}" \
    -e PORTENT_WEB_LISTEN="0.0.0.0:$port" "${@:2}" "$image" > /dev/null
  local begun; begun=$(date +%s%N)
  for _ in $(seq 600); do
    if page /metrics > "$work/metrics.txt"; then
      say PASS "$1: first scrape after $((($(date +%s%N) - begun) / 1000000)) ms"
      pid=$(podman inspect --format '{{.State.Pid}}' "$name")
      return
    fi
    sleep 0.1
  done
  say FAIL "$1: no metrics within a minute"; podman logs "$name" | tail -n 5
  exit 1
}
ready() {
  for _ in $(seq 120); do page /-/ready > /dev/null && return; sleep 1; done
  return 1
}
python3 "$root/deploy/image/growing-log.py" "$work/history/shop.json" "$work/log/shop.json" & writer=$!
start "start"
check "ready" ready

# --- what it may do ---------------------------------------------------------------------------------------------------------
status() { awk -v key="$1:" '$1 == key { print $2 }' "/proc/$pid/status"; }
inside() { podman exec "$name" bash -c "$1" > /dev/null 2>&1; }
check "uid is $(status Uid)" [ "$(status Uid)" = $uid ]
for set in CapInh CapPrm CapEff CapBnd CapAmb; do
  check "$set is $(status $set)" [ "$(status $set)" = 0000000000000000 ]
done
check "no new privileges" [ "$(status NoNewPrivs)" = 1 ]
check "system calls are filtered (seccomp mode $(status Seccomp))" [ "$(status Seccomp)" = 2 ]
for place in / /opt/portent /portent /tmp /var/log/app; do
  if inside "touch $place/x"; then say FAIL "can write to $place"; else say PASS "cannot write to $place"; fi
done
check "can write to the volume" inside 'touch data/x && rm data/x'
# JavaCPP insists on a copy of OpenBLAS under this second name, 31 MB, once.
unpacked=$(find "$work/data" -type f -name '*.so*' ! -name libopenblas_nolapack.so.0)
check "nothing is unpacked into the volume but JavaCPP's copy of OpenBLAS ${unpacked}" [ -z "$unpacked" ]
group=$(awk -F: '$2 == "memory" || $2 == "" { print $3; exit }' "/proc/$pid/cgroup")
bound=$(cat "/sys/fs/cgroup/memory$group/memory.limit_in_bytes" "/sys/fs/cgroup$group/memory.max" 2> /dev/null | head -n 1 || true)
check "the kernel's memory limit of its control group is ${bound:-none}" [ "${bound:-0}" = $((limit << 20)) ]
check "health check" podman healthcheck run "$name"
# The JVM leaves an archive that is not of its kind aside without a word; then it is not mapped, or not a class is taken out of it.
archived=''
jsa=/opt/portent/agent.jsa
if [ -n "$built" ] || inside "[ -e $jsa ]"; then
  archived=1
  check "the archive of classes is mapped by the daemon" grep -q " $jsa\$" "/proc/$pid/maps"
else
  echo "the image has no archive of classes, as jib's has none"
fi

# --- under load -------------------------------------------------------------------------------------------------------------
load() {
  most=0
  for _ in $(seq $((minutes * 12))); do
    rss=$(awk '/^VmRSS/ { print $2 }' "/proc/$pid/status" 2> /dev/null || echo 0)
    [ "${rss:-0}" -le $most ] || most=$rss
    page /metrics > "$work/metrics.txt" || say FAIL "a scrape failed"
    page / > /dev/null || say FAIL "the page failed"
    sleep 5
  done
  lines=$(awk '/^portent_log_lines_total/ { print $2 }' "$work/metrics.txt")
  check "$minutes min of load: RSS at most $((most / 1024)) MiB, ${lines%.*} lines read" [ $most -gt 0 ] 
  check "RSS stays under $limit MiB" [ $most -lt $((limit << 10)) ]
}
load
check "forecasts are made with the model: $(grep -c '^portent_forecast_probability_ratio' "$work/metrics.txt" || true) series" \
  grep -q '^portent_forecast_probability_ratio' "$work/metrics.txt"

# --- SIGTERM, and on --------------------------------------------------------------------------------------------------------
stop() {
  local begun; begun=$(date +%s%N)
  podman kill --signal TERM "$name" > /dev/null
  local code; code=$(podman wait "$name")
  local took=$((($(date +%s%N) - begun) / 1000000))
  check "$1: SIGTERM ends it with exit code $code, as it does a JVM" [ "$code" = 143 ]
  check "$1: after $took ms, at most 5000" [ $took -le 5000 ]
  check "$1: not killed for memory" [ "$(podman inspect --format '{{.State.OOMKilled}}' "$name")" = false ]
  podman logs "$name" > "$work/$1.out" 2>&1
  podman rm "$name" > /dev/null
}
stop "first end"
count() { python3 "$root/deploy/image/stored.py" "$work/data/portent.db" "$1"; }
check "positions are stored: line $(count line), byte $(count byte)" [ "$(count line)" -gt 0 ]
sleep 5
# Tells where each class comes from, in a file of the volume.
start "second start" -e "PORTENT_JAVA_OPTS=-Xlog:class+load:file=/portent/data/classes.txt"
if [ -n "$archived" ]; then
  read -r out all < <(awk '/ io\.portent\./ { all++ } / io\.portent\..*shared objects file \(top\)/ { out++ } END { print out + 0, all + 0 }' "$work/data/classes.txt")
  check "$out of the agent's $all classes that were loaded so far come out of the archive, at least 90 %" [ $((out * 10)) -ge $((all * 9)) -a "$out" -gt 100 ]
fi
load
kill $writer; wait $writer 2> /dev/null || true; writer=''
written=$(wc -l < "$work/log/shop.json")
for _ in $(seq 150); do [ "$(count events)" -lt "$written" ] || break; sleep 1; done
sleep 10
check "every line is counted once: $written written, $(count events) in the store" [ "$(count events)" = "$written" ]
check "health check, again" podman healthcheck run "$name"
stop "second end"

# --- as in a pod ------------------------------------------------------------------------------------------------------------
# The volumes are root's, and fsGroup's by their group; the service beside it is another user; the config map is that of
# deploy/kubernetes, by links of which one is exchanged.
pod=$work/pod
mkdir -p "$pod"/{data,log,config/..1,config/..2}
sed -n '/^  agent.yaml: |$/,$ { s/^    //p }' "$root/deploy/kubernetes/configmap.yaml" > "$pod/config/..1/agent.yaml"
sed 's/default: green/default: unknown/' "$pod/config/..1/agent.yaml" > "$pod/config/..2/agent.yaml"
ln -s ..1 "$pod/config/..data" && ln -s ..data/agent.yaml "$pod/config/agent.yaml"
head -n 100 "$work/history/shop.json" > "$pod/log/shop.json"
chown -R root:$uid "$pod" && chown 10000 "$pod/log/shop.json"
chmod 2775 "$pod/data" && chmod 2777 "$pod/log" && chmod 640 "$pod/log/shop.json"
mounts=(-v "$pod/log:/var/log/app:ro" -v "$pod/data:/portent/data" -v "$pod/config:/portent/config:ro" --user $uid:$uid)
start "in a pod" -e PORTENT_ENTITY=shop-0 -e PORTENT_WEB_TOKEN=0123456789abcdef
pod_lines() { page /metrics | grep -q '^portent_log_lines_total.* 100'; }
taken() { podman logs "$name" 2>&1 | grep -q 'configuration read again, changed: labels.default'; }
within() { local n; for n in $(seq 60); do "$@" && return; sleep 1; done; return 1; } # a minute
check "in a pod: reads what is readable for the group" within pod_lines
check "in a pod: writes to a volume that is its own by the group alone" within [ -s "$pod/data/portent.db" ]
ln -s ..2 "$pod/config/..new" && mv -T "$pod/config/..new" "$pod/config/..data"
check "in a pod: takes over another config map" within taken
stop "in a pod"

# --- learning beside the daemon ---------------------------------------------------------------------------------------------
# In 704 MiB, 512 of which are the learner's; from the simulated history, to which nothing of today is added.
night=$work/night limit=704
mkdir -p "$night"/{data,log} && chown $uid "$night/data"
sed 's|^retrain:.*|retrain: {cron: "*/20 * * * * ?", least_onsets: 3}\nstore: {retention: 36500d}|' "$work/agent.yaml" > "$night/agent.yaml"
mounts=(-v "$night/log:/var/log/app:ro" -v "$night/data:/portent/data" -v "$work/history:/history:ro" -v "$night/agent.yaml:/portent/config/agent.yaml:ro")
once backfill --logs /history/shop.json > "$night/backfill.out" 2>&1
start "learning"
decided() { page /metrics | grep -Eq '^portent_retrain_(promotions|rejections)_total [1-9]'; }
check "learning: comes to a decision" within decided
verdict=$(podman logs "$name" 2>&1 | sed -n 's/.*"message":"\(retrain[^"]*\)".*/\1/p' | head -n 1)
check "learning: $verdict" grep -Eq 'retrained.*(better|worse|skill)' <<< "$verdict" # and not that there was too little
check "learning: no run failed" [ "$(page /metrics | awk '/^portent_retrain_failures_total/ { print $2 + 0 }')" = 0 ]
stop "learning"

echo
if [ $failed = 0 ]; then echo "PASS"; else echo "FAIL"; fi
exit $failed
