#!/usr/bin/env bash
# Runs the quick tests, then those marked `system`, with the programs of $1; the rest goes to
# pytest. Both groups run to their end, so that one run names every test that failed. A choice of
# tests may leave one of the two groups empty, but not both.
#
# WORKERS work at the system tests, which keep a processor each; half of the time of the quick ones
# is waited for a printer's patience or a database, so twice as many work at those.
#
# CLOCK='2026-12-31 23:58' begins each group at that time of the hall's own zone, for every program
# it starts (Debian's faketime): nothing may depend on the hour, the weekday or the date.
set -uo pipefail
bin=$1
shift
workers=${WORKERS:-2}
interrupted=2 none=5 # pytest's own answers to Ctrl-C, and where it found no test

at=()
if [ -n "${CLOCK:-}" ]; then
  command -v faketime >/dev/null || {
    printf 'servicehall: CLOCK needs faketime: sudo apt-get install faketime\n' >&2
    exit 1
  }
  export PYTHONPATH=$PWD/tools/clock${PYTHONPATH:+:$PYTHONPATH} FAKETIME_DONT_FAKE_MONOTONIC=1
  then=$(date -d "TZ=\"Asia/Shanghai\" $CLOCK" +%s)
  export CLOCK_SHIFT_MS=$(((then - $(date +%s)) * 1000)) # for the browser's pages
  at=(faketime "@$then")
fi

"${at[@]}" "$bin/python" -m pytest -m 'not system' -n $((workers * 2)) --dist worksteal "$@"
quick=$?
[ $quick -ne $interrupted ] || exit $quick
# Tests of one file share a server and its day; the longest files come first (tests/conftest.py).
"${at[@]}" "$bin/python" -m pytest -m system -n "$workers" --dist loadfile --no-loadscope-reorder "$@"
system=$?
[ $system -eq $none ] && exit $quick
[ $quick -eq 0 ] || [ $quick -eq $none ] || exit $quick
exit $system
