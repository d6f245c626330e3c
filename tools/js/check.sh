#!/usr/bin/env bash
# Types of the browser side: JSDoc, checked by TypeScript; nothing is built.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
if [ ! -x "$here/node_modules/.bin/tsc" ]; then
  npm ci --silent --no-audit --no-fund --fetch-retries 1 --fetch-timeout 60000 --prefix "$here" || {
    printf '  skipped: TypeScript could not be fetched from the npm registry\n'
    exit 0
  }
fi
"$here/node_modules/.bin/tsc" -p "$here/../../tsconfig.json"
