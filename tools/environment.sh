#!/usr/bin/env bash
# Makes the virtual environment $1 from the lock file. Needs Python 3.11 or newer, and brings
# what a bare Debian lacks: python3-venv, where it may install packages.
set -euo pipefail
venv=$1
python=${PYTHON:-python3}

say() { printf 'servicehall: %s\n' "$*" >&2; }

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  say "Python 3.11 or newer is needed; '$python' is older. Try: make PYTHON=python3.11"
  exit 1
}
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing python3-venv"
    apt-get update -q >/dev/null && apt-get install -y -q python3-venv >/dev/null
  else
    say "Python's venv module is missing. Install it: sudo apt-get install python3-venv"
    exit 1
  fi
fi
say "making $venv from requirements.lock (once; a minute or two)"
"$python" -m venv --clear "$venv"
"$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
"$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
