#!/usr/bin/env bash
# What the tests need of the system, from Debian's packages: Python's venv, Chromium, PostgreSQL,
# OpenMP, libatomic, and what lays out Uyghur and Tibetan (as in a hall that prints them). Root gets what is
# missing; anybody else reads in one line what to install.
set -euo pipefail
python=${PYTHON:-python3}
missing=()
has() { command -v "$1" >/dev/null; }
"$python" -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
has chromium-headless-shell || has chromium || has chromium-browser || missing+=(chromium-headless-shell)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || has initdb || missing+=(postgresql)
has_library() { PATH=$PATH:/sbin ldconfig -p | grep -c "$1" >/dev/null; }
has_library libgomp.so.1 || missing+=(libgomp1)
has_library libfribidi.so.0 || missing+=(libfribidi0)
has_library libatomic.so.1 || missing+=(libatomic1) # of the program that drives Chromium

apt() { DEBIAN_FRONTEND=noninteractive apt-get -q "$@" >/dev/null; }
root=$([ "$(id -u)" = 0 ] && has apt-get && echo yes || true)
if [ -z "$root" ]; then
  [ ${#missing[@]} -eq 0 ] && exit 0
  printf 'servicehall: the tests need what is not installed here: sudo apt-get install %s\n' "${missing[*]}" >&2
  exit 1
fi
if [ ${#missing[@]} -gt 0 ]; then
  printf 'servicehall: installing %s for the tests\n' "${missing[*]}" >&2
  apt update
  apt install -y --no-install-recommends "${missing[@]}"
fi
# A whole Chromium does as well, at twice the time.
has chromium-headless-shell || apt install -y --no-install-recommends chromium-headless-shell 2>/dev/null || true
