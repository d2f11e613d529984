#!/usr/bin/env bash
# Writes the files that follow from others. With --check it changes nothing
# that stays: it fails, and says which file, where one is out of date.
set -euo pipefail
cd "$(dirname "$0")/.."

export CGO_ENABLED=0 GOFLAGS=-trimpath

generated=(web/src/gen docs/guide/settings.md)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ "${1:-}" = --check ]; then
  for path in "${generated[@]}"; do
    mkdir -p "$work/before/$(dirname "$path")"
    if [ -e "$path" ]; then cp -R "$path" "$work/before/$path"; fi
  done
fi

# By way of a second file: a program that fails must not leave an empty one.
go build -o "$work/tonggui" ./cmd/tonggui
"$work/tonggui" config --markdown >"$work/settings.md"
"$work/tonggui" openapi >"$work/openapi.json"
mkdir -p web/src/gen docs/guide
cp "$work/settings.md" docs/guide/settings.md
cp "$work/openapi.json" web/src/gen/openapi.json
npm --prefix web run gen

if [ "${1:-}" = --check ]; then
  stale=0
  for path in "${generated[@]}"; do
    diff -r -q "$work/before/$path" "$path" || stale=1
  done
  if [ "$stale" = 1 ]; then
    echo "Generated files were out of date. They are right now: commit them (make gen writes them)." >&2
    exit 1
  fi
fi
