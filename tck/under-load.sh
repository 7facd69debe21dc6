#!/usr/bin/env bash
# Runs the tests while four busy loops occupy the processors, because no test result may depend on the speed of the machine.
# Usage: bash tck/under-load.sh [arguments for Maven]. Without arguments, it runs all tests.
set -uo pipefail
cd "$(dirname "$0")/.."

loops=()
for number in 1 2 3 4; do
  (while :; do :; done) &
  loops+=($!)
done
trap 'kill "${loops[@]}"' EXIT

started=$(date +%s)
mvn -B -ntp "${@:-verify}"
status=$?
echo "== under load: status $status after $(( $(date +%s) - started )) s"
exit $status
