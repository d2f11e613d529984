#!/usr/bin/env bash
# Installs what the tests need on Debian (or a relative of it), as root or by
# sudo. Does nothing, and needs neither, when all is present.
set -euo pipefail
cd "$(dirname "$0")/.."

has() { command -v "$1" >/dev/null 2>&1; }
has_any() { for name in "$@"; do has "$name" && return 0; done; return 1; }
# Without pipefail: grep -q ends early and fc-list then dies of a broken pipe.
has_font() { (set +o pipefail; has fc-list && fc-list "$@" 2>/dev/null | grep -q .); }
has_postgres() { has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

missing=()
need() { missing+=("$1"); }

has make || need make
has systemd-analyze || need systemd
has git || need git
has sqlite3 || need sqlite3
has gcc || { need gcc; need libc6-dev; }
has fc-list || need fontconfig
[ -e /etc/ssl/certs/ca-certificates.crt ] || need ca-certificates
has_any chromium chromium-browser google-chrome google-chrome-stable || need chromium
has_font :lang=zh-cn || need fonts-noto-cjk
has_font :family='Noto Color Emoji' || need fonts-noto-color-emoji
has_postgres || need postgresql

# Only this one program of Debian's prometheus, and not installed: the package would start a server.
# Where it cannot be had, the test that wants it says so and is skipped.
fetch_promtool() {
  if has promtool || [ -x build/tools/promtool ] || ! has apt-get; then return; fi
  local work
  work=$(mktemp -d) && mkdir -p build/tools
  if (cd "$work" && apt-get download -q prometheus && dpkg -x prometheus_*.deb .) >/dev/null 2>&1; then
    cp "$work/usr/bin/promtool" build/tools/
  else
    echo 'NOT FETCHED: promtool (Debian: prometheus); the alert rules are then checked by their form only.'
  fi
  rm -rf "$work"
}

# Looking at all screens takes a whole Chromium half as long again; so it does where the shell cannot be had.
fetch_shell() {
  if has chromium-headless-shell || ! has apt-get || [ "$(id -u)" != 0 ]; then return; fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium-headless-shell >/dev/null 2>&1 ||
    echo 'NOT INSTALLED: chromium-headless-shell; looking at the screens takes longer.'
}

if [ ${#missing[@]} = 0 ]; then fetch_shell; fetch_promtool; exit 0; fi
echo "The tests need these packages: ${missing[*]}"

if ! has apt-get; then
  echo "This is no Debian system: install their equivalents (a C compiler, Chromium, Noto CJK and emoji fonts, PostgreSQL 15 or later), then run this again." >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" != 0 ]; then
  if ! has sudo; then
    echo "Run as root: apt-get update && apt-get install ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -q
if [[ " ${missing[*]} " == *" postgresql "* ]]; then
  # Only the programs are wanted: the tests start databases of their own.
  "${as_root[@]}" apt-get install -y -q --no-install-recommends postgresql-common
  "${as_root[@]}" sed -ri 's/^#?(create_main_cluster) .*$/\1 = false/' /etc/postgresql-common/createcluster.conf
fi
"${as_root[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}"
fetch_shell
fetch_promtool
