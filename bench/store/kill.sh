#!/bin/sh
# Promise 1 with hundreds of processes: an agent that is killed at random moments and started again has the windows of one
# that was not. Then every trouble of the store under real agents, those too that take minutes.
#
#   bench/store/kill.sh [KILLS] [SEED]     default: 300 kills, seed 7
#
# Once for the store alone, once for the daemon that reads logs, once (a tenth of the kills) for one with PostgreSQL, if that is
# installed. Needs Maven. About half a second, two seconds and five seconds a kill.
set -eu

cd "$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)"
kills=${1:-300}
seed=${2:-7}
run() {
  mvn -B test -Dtest="$1" -Dsurefire.failIfNoSpecifiedTests=false -Dportent.kills="$2" -Dportent.seed="$seed" -Dportent.patient=true |
    grep -E 'Tests run|NOT CHECKED|ERROR|BUILD'
}
run KilledAgentTest,KilledDaemonTest "$kills"
run KilledDaemonPostgresTest $((kills / 10 + 1))
run StoreTroubleTest 1
