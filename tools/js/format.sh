#!/usr/bin/env bash
# Lays out the browser side.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
"$here/fetch.sh"
"$here/node_modules/.bin/biome" format --write
