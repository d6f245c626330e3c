#!/usr/bin/env bash
# Runs the quick tests, then those marked `system`, with the programs of $1; the rest goes to
# pytest. A choice of tests may leave one of the two groups empty, but not both.
set -uo pipefail
bin=$1
shift
none=5 # pytest's own answer when it found no test

"$bin/python" -m pytest -m 'not system' --dist worksteal "$@"
quick=$?
[ $quick -eq 0 ] || [ $quick -eq $none ] || exit $quick
# Tests of one file share a server and its day.
"$bin/python" -m pytest -m system --dist loadfile "$@"
system=$?
[ $system -eq $none ] && exit $quick
exit $system
