#!/usr/bin/env bash
# Types of the browser side: JSDoc, checked by TypeScript; nothing is built.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ -x "$here/node_modules/.bin/tsc" ] || npm ci --silent --no-audit --no-fund --prefix "$here"
"$here/node_modules/.bin/tsc" -p "$here/../../tsconfig.json"
