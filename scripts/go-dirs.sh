#!/usr/bin/env bash
# Lists the folders that hold Go code, for gofmt.
set -euo pipefail
cd "$(dirname "$0")/.."
for dir in catalogue cmd internal test web/*.go; do
  if [ -e "$dir" ]; then echo "$dir"; fi
done
