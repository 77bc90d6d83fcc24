#!/usr/bin/env bash
# Makes docs/img/page-*.png anew: each state of the page, and the demo's first red forecast. Needs chromium-driver and a few minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -B -q test -Dtest='PageTest,DemoPictureTest' -Dsurefire.failIfNoSpecifiedTests=false -Dportent.screenshots="$PWD/docs/img" -Dportent.demo="${1:-data/demo}"
ls -l docs/img
