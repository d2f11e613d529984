#!/usr/bin/env bash
# All checks, each with its seconds. "lint" runs only the first half.
set -euo pipefail
cd "$(dirname "$0")/.."

# The same settings as make build has: what one step compiled, the next need not.
export CGO_ENABLED=0 GOFLAGS=-trimpath
export TONGGUI_TEST_BINARY=$PWD/build/tonggui

# What tests write goes into memory where there is plenty. Much of what they do is waiting for disks to sync, and
# no test cuts the power: a process that is killed leaves what it wrote to the system, on any file system.
# One name for each checkout: go test asks again where TMPDIR has changed.
memory=/dev/shm/tonggui-$(id -u)-$(pwd | cksum | cut -d' ' -f1)
plenty() {
  local free
  free=$(df --output=avail -k -t tmpfs /dev/shm 2>/dev/null | tail -n 1) && [ "${free:-0}" -ge $((6 << 20)) ] &&
    [ "$(awk '/^MemAvailable/ { print $2 }' /proc/meminfo)" -ge $((8 << 20)) ] && rm -rf "$memory" && mkdir "$memory" &&
    # Programs are started from there, and PostgreSQL reaches through it as a user of its own.
    chmod 755 "$memory" && cp /bin/true "$memory/" && "$memory/true"
}
if plenty 2>/dev/null; then
  export TMPDIR=$memory
  trap 'rm -rf "$memory"' EXIT
else
  rm -rf "$memory"
fi

only=${1:-all}
tools=build/tools
begin=$SECONDS
summary=()

# step NAME COMMAND...: stops everything at the first failure.
step() {
  local name=$1 start=$SECONDS
  shift
  printf '\n=== %s\n' "$name"
  if ! "$@"; then
    printf '\n*** %s failed after %d s\n' "$name" $((SECONDS - start)) >&2
    exit 1
  fi
  summary+=("$(printf '%5d s  %s' $((SECONDS - start)) "$name")")
  printf '%s: %d s\n' "--- $name" $((SECONDS - start))
}

# Each of these runs as the condition of an "if", where set -e does not work:
# so every command that may fail is the last or is chained with &&.
build_tools() {
  # The S3 server of the tests has a module of its own: its pins would change those of the checkers.
  mkdir -p $tools && go build -C tools -o "../$tools/" tool && go build -C tools/s3 -o "../../$tools/" tool
}

formatted() {
  local unformatted
  # shellcheck disable=SC2046
  unformatted=$(gofmt -l $(scripts/go-dirs.sh)) && if [ -n "$unformatted" ]; then
    printf 'not formatted, run make fmt:\n%s\n' "$unformatted"
    return 1
  fi
}

with_packages() { local list && list=$(scripts/go-packages.sh) && "$@" $list; }

vulnerabilities() {
  local out code=0
  out=$(with_packages $tools/govulncheck 2>&1) || code=$?
  printf '%s\n' "$out"
  # Findings end with 3. Only a database that cannot be reached is passed over.
  if [ $code = 0 ]; then return 0; fi
  if [ $code != 3 ] && grep -q 'fetching vulnerabilities' <<<"$out"; then
    echo 'NOT CHECKED: the vulnerability database (https://vuln.go.dev) cannot be reached from here.'
    return 0
  fi
  return 1
}

# Four packages at a time, those that take longest first: much of what they do is waiting for disks and locks.
go_tests() {
  local list first
  first=$(printf 'tonggui/%s\n' test/matrix test/ledger test/haystack test/nodes test/bench test/decided internal/messaging/marks internal/messaging internal/files internal/app internal/org) &&
    list=$(scripts/go-packages.sh) &&
    go test -p 4 -timeout 15m $first $(grep -vxF "$first" <<<"$list")
}

# Both halves wait more than they work, so they run beside each other.
race() {
  local other code=0
  # shellcheck disable=SC2046
  CGO_ENABLED=1 go test -race $(grep -v '^#' scripts/race-packages.txt) &
  other=$!
  CGO_ENABLED=1 go test -race -run '/postgres' ./internal/platform/db ./internal/messaging &&
    CGO_ENABLED=1 go test -race -run 'WritersThatWait/sqlite' ./internal/platform/db || code=$?
  wait $other && return $code
}

binary() {
  make --no-print-directory build && build/tonggui version || return 1
  local limit=$((80 << 20)) size
  size=$(wc -c <build/tonggui) || return 1
  echo "build/tonggui: $((size >> 20)) MiB (limit $((limit >> 20)))"
  [ "$size" -le $limit ]
}

browser() {
  if [ -f test/e2e/package.json ]; then
    npm --prefix test/e2e ci --no-audit --no-fund && npm --prefix test/e2e test
  else
    echo 'the browser tests are Go tests in test/e2e and ran above'
  fi
}

step 'tools are present' scripts/check-tools.sh
if [ "$only" = all ]; then step 'packages of the system' scripts/prepare.sh; fi
step 'checking tools' build_tools
step 'web: libraries and build' scripts/web.sh
step 'gofmt' formatted
step 'go vet' with_packages go vet
step 'staticcheck' with_packages $tools/staticcheck
step 'govulncheck' vulnerabilities
step 'web: biome' npm --prefix web run lint
step 'web: types' npm --prefix web run types
if [ "$only" = all ]; then
  step 'web: unit tests' npm --prefix web test
  step 'generated files' scripts/gen.sh --check
  step 'build and size' binary
  step 'web: size' npm --prefix web run size
  step 'go test' go_tests
  step 'race detector' race
  step 'browser' browser
fi

printf '\nAll checks passed.\n'
printf '%s\n' "${summary[@]}"
printf '%5d s  in all\n' $((SECONDS - begin))
