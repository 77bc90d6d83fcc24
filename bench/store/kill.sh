#!/bin/sh
# Promise 1 with hundreds of processes: an agent that is killed at random moments and started again has the windows of one
# that was not.
#
#   bench/store/kill.sh [KILLS] [SEED]     default: 300 kills, seed 7
#
# Once for the store alone, once for the daemon that reads logs. Needs Maven. About half a second and two seconds a kill.
set -eu

cd "$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)"
mvn -B test -Dtest=KilledAgentTest,KilledDaemonTest -Dsurefire.failIfNoSpecifiedTests=false \
  -Dportent.kills="${1:-300}" -Dportent.seed="${2:-7}" | grep -E 'Tests run|ERROR|BUILD'
