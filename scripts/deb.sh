#!/usr/bin/env bash
# Packs a binary as a Debian package: scripts/deb.sh BINARY FOLDER prints the package's path.
set -euo pipefail
cd "$(dirname "$0")/.."

binary=$1 out=$2
command -v dpkg-deb >/dev/null || { echo "dpkg-deb is missing: install the package dpkg." >&2; exit 1; }

# A release is named as such; anything else sorts before the next release, by its date.
version=$(git describe --tags --exact-match 2>/dev/null | sed 's/^v//' || true)
if [ -z "$version" ]; then
  version="0.0.0~git$(git log -1 --format=%cd --date=format:%Y%m%d%H%M%S).$(git rev-parse --short=8 HEAD)"
fi
arch=$(dpkg --print-architecture)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

install -D -m 0755 "$binary" "$work/usr/bin/tonggui"
install -D -m 0644 packaging/systemd/tonggui.service "$work/lib/systemd/system/tonggui.service"
install -D -m 0640 packaging/examples/one-machine/tonggui.toml "$work/etc/tonggui/tonggui.toml"
doc=$work/usr/share/doc/tonggui
install -D -m 0644 LICENSE "$doc/copyright"
install -m 0644 README.md README.zh-CN.md "$doc/"
gzip -9n <CHANGELOG.md >"$doc/changelog.gz"
install -D -m 0644 -t "$doc/guide" docs/guide/*.md
cp -R packaging/examples "$doc/examples"
cp -R packaging/grafana packaging/prometheus "$doc/examples/"
chmod -R u=rwX,go=rX "$doc"

mkdir -m 0755 "$work/DEBIAN"
size=$(du -sk --exclude=DEBIAN "$work" | cut -f1)
sed -e "s/@VERSION@/$version/" -e "s/@ARCH@/$arch/" -e "s/@SIZE@/$size/" packaging/deb/control.in >"$work/DEBIAN/control"
echo /etc/tonggui/tonggui.toml >"$work/DEBIAN/conffiles"
for script in postinst prerm postrm; do install -m 0755 "packaging/deb/$script" "$work/DEBIAN/$script"; done
(cd "$work" && find usr lib -type f -print0 | sort -z | xargs -0 md5sum) >"$work/DEBIAN/md5sums"

mkdir -p "$out"
package=$out/tonggui_${version}_$arch.deb
# Who owns the files follows from who installs, and the date from the commit: the same in, the same out.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) dpkg-deb --root-owner-group -Zgzip --build "$work" "$package" >&2
echo "$package"
