#!/usr/bin/env bash
# What the tests need beyond Python: Chromium and PostgreSQL, from Debian's packages.
set -euo pipefail
missing=()
command -v chromium >/dev/null || missing+=(chromium)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || missing+=(postgresql)
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  printf 'servicehall: installing %s for the tests\n' "${missing[*]}" >&2
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q >/dev/null && apt-get install -y -q "${missing[@]}" >/dev/null
else
  printf 'servicehall: the tests need %s. Install: sudo apt-get install %s\n' "${missing[*]}" "${missing[*]}" >&2
  exit 1
fi
