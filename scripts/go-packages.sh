#!/usr/bin/env bash
# Lists the module's packages, without Go files that lie inside npm packages.
set -euo pipefail
cd "$(dirname "$0")/.."
go list "${1:-./...}" | grep -v /node_modules/
