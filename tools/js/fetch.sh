#!/usr/bin/env bash
# Fetches the locked tools for the browser side (Biome, TypeScript) unless they are there; false where npm can't.
set -euo pipefail
cd "$(dirname "$0")"
fetched=node_modules/.fetched-lock.json
cmp -s package-lock.json "$fetched" && exit
npm ci --silent --no-audit --no-fund --fetch-retries 1 --fetch-timeout 60000 || exit 1
cp package-lock.json "$fetched"
