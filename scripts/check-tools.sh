#!/usr/bin/env bash
# Says clearly when Go or Node is missing or too old.
set -euo pipefail

go_wanted=1.26
node_wanted=20
bad=0

# newer_or_same A B: is version A at least B?
newer_or_same() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

if ! command -v go >/dev/null; then
  echo "Go $go_wanted or later is needed and no Go was found. See https://go.dev/dl/" >&2
  bad=1
else
  # Asked outside the module and locally, so that Go neither refuses nor downloads another Go.
  have=$(cd / && GOTOOLCHAIN=local go env GOVERSION) && have=${have#go}
  if ! newer_or_same "${have%% *}" "$go_wanted"; then
    echo "Go $go_wanted or later is needed; this is Go $have. See https://go.dev/dl/" >&2
    bad=1
  fi
fi

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "Node $node_wanted or later with npm is needed and was not found. See https://nodejs.org/" >&2
  bad=1
else
  have=$(node --version) && have=${have#v}
  if ! newer_or_same "$have" "$node_wanted"; then
    echo "Node $node_wanted or later is needed; this is Node $have. See https://nodejs.org/" >&2
    bad=1
  fi
fi
exit "$bad"
