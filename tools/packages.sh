#!/usr/bin/env bash
# What the tests need of the system: Python's venv, Chromium, PostgreSQL and OpenMP, from
# Debian's packages. Root gets what is missing; anybody else reads in one line what to install.
set -euo pipefail
python=${PYTHON:-python3}
missing=()
"$python" -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing+=(chromium)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || missing+=(postgresql)
PATH=$PATH:/sbin ldconfig -p | grep -c libgomp.so.1 >/dev/null || missing+=(libgomp1)
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  printf 'servicehall: installing %s for the tests\n' "${missing[*]}" >&2
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q >/dev/null
  apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null
else
  printf 'servicehall: the tests need %s: sudo apt-get install %s\n' "${missing[*]}" "${missing[*]}" >&2
  exit 1
fi
