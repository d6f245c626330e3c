#!/usr/bin/env bash
# The README's two commands as somebody new runs them, with the seconds of each: `make run` until
# the start page and every screen it links answer, then `make test`. Ends with the last line that
# `make test` printed, pytest's own; or with 75 where what they need could not be had.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'servicehall: %s\n' "$*"; }
prepare() {
  timeout -k 30 1200 "$@" || {
    say "not prepared: $*"
    exit 75
  }
}

port=8000
ARGS=
while (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
  port=$((port + 1))
  ARGS="--port $port"
done
[ -z "$ARGS" ] || say "port 8000 is taken on this machine; the demo gets $port"

SECONDS=0
prepare make setup
setsid make run ${ARGS:+ARGS="$ARGS"} &
run=$!
trap 'kill -- -"$run" 2>/dev/null || true' EXIT
python3 tools/first_screens.py "http://127.0.0.1:$port" "$run"
say "make run: all screens after $SECONDS s"
kill -- -"$run"
wait "$run" 2>/dev/null || true
trap - EXIT

SECONDS=0
prepare make packages
prepare .venv/bin/python -m tools.smoke
make test 2>&1 | {
  lines=()
  while IFS= read -r line; do
    [ ${#lines[@]} -eq 0 ] || printf '%s\n' "${lines[0]}"
    lines=("$line")
  done
  say "make test: $SECONDS s"
  printf '%s\n' "${lines[@]}"
}
