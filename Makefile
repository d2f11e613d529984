# make run    builds everything and starts a sample company on http://127.0.0.1:8765
# make test   installs what the tests need (Debian, root or sudo) and runs all checks
.PHONY: run build deb web test lint fmt gen bench microbench soak clean check-tools
.DEFAULT_GOAL := build

commit  := $(shell git rev-parse --short=12 HEAD 2>/dev/null)$(shell git diff --quiet HEAD 2>/dev/null || echo +changes)
release := $(shell git describe --tags --exact-match 2>/dev/null)
info    := tonggui/internal/platform/version
ldflags := -s -w -X $(info).commit=$(commit) -X $(info).release=$(release)

run: build
	build/tonggui demo --data ./data --listen 127.0.0.1:8765

# One static binary with the web client inside; needs no C compiler.
build: web
	CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags "$(ldflags)" -o build/tonggui ./cmd/tonggui

# A package for Debian and its relatives, in build/.
deb: build
	@scripts/deb.sh build/tonggui build

web: check-tools
	@scripts/web.sh

check-tools:
	@scripts/check-tools.sh

test:
	@scripts/test.sh

lint: web
	@scripts/test.sh lint

fmt:
	gofmt -w $$(scripts/go-dirs.sh)
	npm --prefix web run fmt

# Writes what follows from other files: API document, its TypeScript types, settings page.
gen: web
	@scripts/gen.sh

# How fast it is, beside its targets: one table, also as build/bench.json. BENCH=-quick takes two minutes;
# docs/performance.md says how to run one workload and profile it.
bench: build
	CGO_ENABLED=0 go run -trimpath ./test/bench $(BENCH)

microbench: web
	go test -run '^$$' -bench . -benchmem $$(scripts/go-packages.sh)

# The large numbers: hours of load, kills and random seeds.
soak: web
	SOAK=1 go test -count=1 -timeout 8h -v ./test/... ./internal/audit/proof ./internal/approvals/engine ./internal/platform/workday ./internal/rulebook ./internal/messaging

clean:
	rm -rf build web/dist
