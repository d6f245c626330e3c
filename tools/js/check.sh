#!/usr/bin/env bash
# Layout, lint and types of the browser side: Biome, and JSDoc checked by TypeScript; nothing is built.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
"$here/fetch.sh" || {
  printf '  skipped: Biome and TypeScript could not be fetched from the npm registry\n'
  exit 0
}
"$here/node_modules/.bin/biome" check --error-on-warnings
"$here/node_modules/.bin/tsc" -p tsconfig.json
