#!/bin/bash
# Makes the logs of the goldens anew, by the programs themselves: src/test/goldens/regenerate.sh [NAME…]
#
# NAME: nginx, apache, postgres, rsyslog, logback, log4j, python, nodejs, prometheus; none means all. A program that is not installed is
# left out and said. Debian packages that were only unpacked do as well: PROGRAMS=DIR, the directory of dpkg -x.
# Everything listens on loopback and writes to a temporary directory; only what was started here is ended.
# The times in the logs are those of the run. The events and pages beside them are then to be written anew, see CONTRIBUTING.md.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$(cd "$here/../resources/io/portent/goldens" && pwd)
root=${PROGRAMS:-}
work=$(mktemp -d)
chmod 755 "$work"
started=()
trap 'for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; wait "$pid" 2>/dev/null || true; done; rm -rf "$work"' EXIT
export TZ=UTC LC_ALL=C.UTF-8
export LD_LIBRARY_PATH=$root/usr/lib/x86_64-linux-gnu:$root/usr/lib/postgresql/15/lib

program() { # NAME DIRECTORY…: its path, or nothing
  local name=$1 dir
  shift
  for dir in "$@"; do [ -x "$root$dir/$name" ] && { echo "$root$dir/$name"; return; }; done
  command -v "$name" || true
}

missing() { [ -n "$2" ] && return 1; echo "not regenerated: $1 is not installed" >&2; }

port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

await() { # PORT: until something listens there
  for _ in $(seq 100); do (: < "/dev/tcp/127.0.0.1/$1") 2>/dev/null && return; sleep 0.1; done
  echo "nothing listens on port $1" >&2
  return 1
}

# In a session of its own: Apache ends its whole process group.
start() { setsid "$@" & started+=($!); }

stop() { kill -TERM "${started[-1]}" && { wait "${started[-1]}" || true; } && unset 'started[-1]'; }

folders() { for name in "$@"; do mkdir -p "$out/$name"; find "$out/$name" -type f ! -name '*.yaml' ! -name '*.txt' ! -name '*.jsonl' -delete; done; }

filled() { # FILE PORT BACKEND USER: a configuration with its places filled in
  sed -e "s|WORK|$work|g; s|OUT|$work/out|g; s|PORT|$2|g; s|BACKEND|$3|g; s|USER|$4|g; s|MODULES|$root/usr/lib/apache2/modules|g" "$here/$1"
}

site() {
  mkdir -p "$work/www/cart" "$work/out"
  echo '<p>shop</p>' > "$work/www/index.html"
  for cart in 17 18 19; do echo "$cart" > "$work/www/cart/$cart"; done
  echo 'ann:$apr1$x$0' > "$work/users"
  backend=$(port)
  start python3 "$here/web.py" backend "$backend"
  await "$backend"
}

nginx() {
  local nginx at
  nginx=$(program nginx /usr/sbin)
  missing nginx "$nginx" && return
  site
  at=$(port)
  folders nginx-combined nginx-timed nginx-own nginx-error
  mkdir -p "$work"/out/nginx-{combined,timed,own,error}
  filled nginx.conf "$at" "$backend" "$([ "$(id -u)" = 0 ] && echo 'user root;' || true)" > "$work/nginx.conf"
  start "$nginx" -p "$work" -e "$work/nginx-start.log" -c "$work/nginx.conf"
  await "$at"
  python3 "$here/web.py" client "$at"
  stop
  stop
  # What await did to see whether it listens, and where the temporary directory was.
  for name in nginx-combined nginx-timed nginx-own; do cp "$work/out/$name/access.log" "$out/$name/"; done
  sed "s|$work|/srv/shop|g" "$work/out/nginx-error/error.log" > "$out/nginx-error/error.log"
}

apache() {
  local apache at modules=$root/usr/lib/apache2/modules
  apache=$(program apache2 /usr/sbin)
  missing apache2 "$apache" && return
  site
  at=$(port)
  folders apache-combined apache-common apache-own apache-error
  mkdir -p "$work"/out/apache-{combined,common,own,error}
  filled apache.conf "$at" "$backend" "$([ "$(id -u)" = 0 ] && echo 'User nobody\nGroup nogroup' || true)" > "$work/apache.conf"
  start "$apache" -f "$work/apache.conf" -DFOREGROUND
  await "$at"
  python3 "$here/web.py" client "$at"
  stop
  stop
  for name in apache-combined apache-common apache-own; do cp "$work/out/$name/access.log" "$out/$name/"; done
  sed "s|$work|/srv/shop|g; s|$root/usr|/usr|g" "$work/out/apache-error/error.log" > "$out/apache-error/error.log"
}

postgres() {
  local bin at as=()
  bin=$(dirname "$(program initdb /usr/lib/postgresql/15/bin /usr/lib/postgresql/16/bin /usr/lib/postgresql/17/bin)")
  missing PostgreSQL "${bin#.}" && return
  bin=$(dirname "$(readlink -f "$bin/initdb")")
  at=$(port)
  folders postgres-stderr postgres-json postgres-csv
  mkdir "$work/pg"
  if [ "$(id -u)" = 0 ]; then chown postgres "$work/pg"; as=(setpriv --reuid=postgres --regid=postgres --clear-groups); fi
  "${as[@]}" "$bin/initdb" -D "$work/pg/data" -U ann -A trust --no-sync >/dev/null
  cat >> "$work/pg/data/postgresql.conf" <<END
listen_addresses = '127.0.0.1'
port = $at
unix_socket_directories = ''
logging_collector = on
log_destination = 'stderr, jsonlog, csvlog'
log_directory = '$work/pg/log'
log_filename = 'postgresql'
log_line_prefix = '%m [%p] %q%u@%d '
log_min_duration_statement = 50ms
log_connections = on
log_disconnections = on
log_checkpoints = on
log_timezone = 'UTC'
END
  start "${as[@]}" "$bin/postgres" -D "$work/pg/data"
  await "$at"
  sleep 1
  PGAPPNAME=shop "$bin/psql" -q -h 127.0.0.1 -p "$at" -U ann -d postgres -f "$here/sample.sql" >/dev/null 2>&1 || true
  "$bin/psql" -q -h 127.0.0.1 -p "$at" -U nobody -d postgres -c 'select 1' >/dev/null 2>&1 || true
  kill -INT "${started[-1]}"
  wait "${started[-1]}" || true
  unset 'started[-1]'
  cp "$work/pg/log/postgresql" "$out/postgres-stderr/postgresql.log"
  cp "$work/pg/log/postgresql.json" "$out/postgres-json/"
  cp "$work/pg/log/postgresql.csv" "$out/postgres-csv/"
  chmod 644 "$out"/postgres-*/postgresql.*
}

rsyslog() {
  local rsyslog at name
  rsyslog=$(program rsyslogd /usr/sbin)
  missing rsyslog "$rsyslog" && return
  at=$(port)
  folders rsyslog-traditional rsyslog-file rsyslog-5424
  mkdir -p "$work"/out/rsyslog-{traditional,file,5424}
  filled rsyslog.conf "$at" 0 '' > "$work/rsyslog.conf"
  start "$rsyslog" -n -f "$work/rsyslog.conf" -i "$work/rsyslog.pid" -M "$root/usr/lib/x86_64-linux-gnu/rsyslog"
  sleep 2
  python3 "$here/send_syslog.py" "$at"
  sleep 1
  stop
  for name in rsyslog-traditional rsyslog-file rsyslog-5424; do cp "$work/out/$name/messages" "$out/$name/"; done
}

jars() { # ARTIFACT…: into a directory of their own
  local artifact
  for artifact in "$@"; do mvn -B -q dependency:copy -Dartifact="$artifact" -DoutputDirectory="$work/jars"; done
}

logback() {
  missing Maven "$(program mvn)" && return
  folders logback-pattern logback-auto logback-logstash
  jars ch.qos.logback:logback-classic:1.5.18 ch.qos.logback:logback-core:1.5.18 org.slf4j:slf4j-api:2.0.17 \
    net.logstash.logback:logstash-logback-encoder:8.1 com.fasterxml.jackson.core:jackson-{core,databind,annotations}:2.19.0
  java -cp "$work/jars/*" "$here/LogbackGolden.java" "$here/logback.xml" "$out"
}

log4j() {
  missing Maven "$(program mvn)" && return
  folders log4j-pattern log4j-ecs log4j-logstash log4j-gelf
  mkdir -p "$work/log4j"
  jars org.apache.logging.log4j:log4j-{api,core,layout-template-json}:2.24.3
  java -Dlog4j2.configurationFile="$here/log4j2.xml" -Dout="$out" -cp "$work/jars/*" "$here/Log4jGolden.java"
  sed -i "s|\"$(hostname)\"|\"web1\"|" "$out"/log4j-*/app.json
}

python() {
  folders python-basic python-named
  (cd "$here" && python3 python_logging.py basic 2> "$out/python-basic/app.log") || true
  (cd "$here" && python3 python_logging.py named 2> "$out/python-named/app.log") || true
  sed -i "s|$here|/srv/shop|g" "$out"/python-*/app.log
}

nodejs() {
  local node
  node=$(program node /usr/bin)
  missing Node.js "$node" && return
  folders node-console
  "$node" "$here/node_console.js" > "$out/node-console/app.log" 2>&1 || true
  sed -i "s|$here|/srv/shop|g" "$out/node-console/app.log"
}

prometheus() {
  local prometheus at form
  prometheus=$(program prometheus /usr/bin)
  missing Prometheus "$prometheus" && return
  printf 'scrape_configs: [{job_name: none, scrape_interval: 1s, static_configs: [{targets: ["127.0.0.1:1"]}]}]\n' > "$work/prometheus.yml"
  for form in logfmt json; do
    at=$(port)
    folders "prometheus-$form"
    start "$prometheus" --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/tsdb" --web.listen-address="127.0.0.1:$at" \
      --log.format="$form" --log.level=debug 2> "$work/prometheus-$form.log"
    await "$at"
    sleep 3
    stop
    sed "s|$work|/srv/prometheus|g; s|(none)|web1|g; s| $(hostname) web1)| web1 (none))|" "$work/prometheus-$form.log" > "$out/prometheus-$form/prometheus.log"
  done
}

for name in "${@:-all}"; do
  if [ "$name" = all ]; then
    for each in nginx apache postgres rsyslog logback log4j python nodejs prometheus; do "$each"; done
  else
    "$name"
  fi
done
