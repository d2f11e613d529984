#!/usr/bin/env bash
# Builds the web client into web/dist, where the Go build embeds it. Does only
# what changed files ask for; "deps" stops after the libraries.
set -euo pipefail
cd "$(dirname "$0")/.."

lock=web/package-lock.json
deps_stamp=web/node_modules/.lock-sum
build_stamp=build/.web-sum

sum() { sha256sum | cut -d' ' -f1; }

want=$(sum <"$lock")
if [ "$(cat "$deps_stamp" 2>/dev/null)" != "$want" ]; then
  npm --prefix web ci --no-audit --no-fund
  echo "$want" >"$deps_stamp"
fi
if [ "${1:-}" = deps ]; then exit 0; fi

want=$(find web catalogue -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' -print0 | sort -z | xargs -0 sha256sum | sum)
if [ ! -e web/dist/index.html ] || [ "$(cat "$build_stamp" 2>/dev/null)" != "$want" ]; then
  npm --prefix web run build
  mkdir -p build
  echo "$want" >"$build_stamp"
fi
