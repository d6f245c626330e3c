#!/usr/bin/env bash
# Format, lint, types, imports and generated files, with the tools in $1.
set -euo pipefail
bin=$1
step() { printf '• %s\n' "$1"; shift; "$@"; }

step "format" "$bin/ruff" format --check -q .
step "lint" "$bin/ruff" check -q .
step "types" "$bin/mypy"
step "imports, wheel, generated files" "$bin/python" -m pytest tests/architecture
if command -v npm >/dev/null; then
  step "browser side: layout, lint, types" tools/js/check.sh
else
  printf '• browser side: skipped, npm is not installed (apt-get install npm)\n'
fi
