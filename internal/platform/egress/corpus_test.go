package egress

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"strings"
)

// trial is one way to make a server knock inside.
type trial struct{ what, url string }

// targets are addresses that are not the public internet: each range at its ends and within.
var targets4 = strings.Fields(`
	0.0.0.0 0.0.0.1 0.255.255.255 10.0.0.0 10.0.0.1 10.127.3.4 10.255.255.255 100.64.0.0 100.100.100.200 100.127.255.255
	127.0.0.0 127.0.0.1 127.0.1.1 127.127.127.127 127.255.255.255 169.254.0.0 169.254.169.254 169.254.170.2 169.254.255.255
	172.16.0.0 172.16.0.1 172.20.10.2 172.31.255.255 192.0.0.0 192.0.0.192 192.0.0.255 192.0.2.1 192.31.196.1 192.52.193.1
	192.88.99.1 192.168.0.0 192.168.1.1 192.168.255.255 192.175.48.1 198.18.0.0 198.19.255.255 198.51.100.7 203.0.113.9
	224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.254 255.255.255.255 168.63.129.16`)

var targets6 = strings.Fields(`
	:: ::1 ::2 ::ffff:0:0 100::1 64:ff9b:1::1 64:ff9b:1:ffff:ffff:ffff:ffff:ffff 1::1 200::1 400::1 2001::1 2001:2::1 2001:10::1 2001:20::1
	2001:1ff:ffff::1 2001:db8::1 2001:db8:ffff::1 2002::1 2002:ffff::1 2620:4f:8000::1 3fff::1 3fff:fff::1 4000::1 5f00::1 8000::1 c000::1 e000::1
	f000::1 f800::1 fc00::1 fd00::1 fd00:ec2::254 fdff:ffff::1 fe00::1 fe80::1 fe80::1%25lo fe80::1%25eth0 febf::1 fec0::1 feff::1 ff01::1 ff02::1 ff02::fb ff05::2 ff0e::1 ffff::1`)

// wanted are what attackers want most.
var wanted = strings.Fields("127.0.0.1 169.254.169.254 10.0.0.1 192.168.1.1 0.0.0.0")

func addr(s string) netip.Addr { return netip.MustParseAddr(s) }

// forms4 writes an IPv4 address in every way that some reader takes for it.
func forms4(s string) map[string]string {
	b := addr(s).As4()
	n := binary.BigEndian.Uint32(b[:])
	wide := func(zero rune) string {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return zero + r - '0'
			}
			return r
		}, s)
	}
	return map[string]string{
		"decimal": fmt.Sprint(n), "hex": fmt.Sprintf("0x%08x", n), "HEX": fmt.Sprintf("0X%08X", n), "octal": fmt.Sprintf("0%o", n),
		"overflow":      fmt.Sprint(uint64(n) + 1<<32),
		"dotted hex":    fmt.Sprintf("0x%x.0x%x.0x%x.0x%x", b[0], b[1], b[2], b[3]),
		"dotted octal":  fmt.Sprintf("0%o.0%o.0%o.0%o", b[0], b[1], b[2], b[3]),
		"zeros":         fmt.Sprintf("%03d.%03d.%03d.%03d", b[0], b[1], b[2], b[3]),
		"octal zeros":   fmt.Sprintf("000%o.%d.%d.%d", b[0], b[1], b[2], b[3]),
		"mixed":         fmt.Sprintf("%d.0x%x.0%o.%d", b[0], b[1], b[2], b[3]),
		"two parts":     fmt.Sprintf("%d.%d", b[0], n&0xffffff),
		"three parts":   fmt.Sprintf("%d.%d.%d", b[0], b[1], n&0xffff),
		"hex two parts": fmt.Sprintf("0x%x.0x%x", b[0], n&0xffffff),
		"large parts":   fmt.Sprintf("%d.%d.%d.%d", 256+int(b[0]), 256+int(b[1]), 256+int(b[2]), 256+int(b[3])),
		"dot":           s + ".", "two dots": s + "..", "inner dots": strings.Replace(s, ".", "..", 1),
		"fullwidth": wide('０'), "bold": wide('𝟎'), "mono": wide('𝟶'),
		"ideographic dots": strings.ReplaceAll(s, ".", "。"), "halfwidth dots": strings.ReplaceAll(s, ".", "｡"), "wide dots": strings.ReplaceAll(s, ".", "．"),
		"escaped": strings.ReplaceAll(s, ".", "%2e"), "escaped digits": escaped(s), "circled": strings.NewReplacer("1", "①", "2", "②", "7", "⑦").Replace(s),
		"soft hyphen": strings.Replace(s, ".", "\u00ad.", 1), "zero width": strings.Replace(s, ".", "\u200b.", 1), "joiner": strings.Replace(s, ".", "\u2060.", 1),
	}
}

func escaped(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		fmt.Fprintf(&b, "%%%02x", c)
	}
	return b.String()
}

// forms6 puts an IPv4 address into IPv6.
func forms6(s string) map[string]string {
	b := addr(s).As4()
	hex := fmt.Sprintf("%02x%02x:%02x%02x", b[0], b[1], b[2], b[3])
	return map[string]string{
		"mapped": "::ffff:" + s, "mapped hex": "::ffff:" + hex, "mapped long": "0:0:0:0:0:ffff:" + hex, "MAPPED": "::FFFF:" + s,
		"compatible": "::" + hex, "translated": "::ffff:0:" + hex, "nat64": "64:ff9b::" + hex, "nat64 dotted": "64:ff9b::" + s, "local nat64": "64:ff9b:1::" + hex,
		"6to4": "2002:" + hex + "::1", "teredo": fmt.Sprintf("2001:0:%s::%02x%02x:%02x%02x", hex, ^b[0], ^b[1], ^b[2], ^b[3]),
		"isatap": "2400:cb00::5efe:" + hex, "isatap public": "2400:cb00::200:5efe:" + hex, "isatap local": "fe80::5efe:" + hex,
		"mapped zone": "::ffff:" + s + "%25lo",
	}
}

// corpus lists every trial in a world.
func corpus(w *world) (out []trial) {
	add := func(what, url string) { out = append(out, trial{what, url}) }
	for _, a := range targets4 {
		add("address", w.inside(a))
		add("name of "+a, w.inside(w.named("a", addr(a))))
		add("mapped name of "+a, w.inside(w.named("m", addr("::ffff:"+a))))
		add("port 80 of "+a, "http://"+a+"/")
	}
	for _, a := range targets6 {
		add("address", w.inside("["+a+"]"))
		if !strings.Contains(a, "%") {
			add("name of "+a, w.inside(w.named("aaaa", addr(a))))
		}
	}
	for _, a := range wanted {
		for form, host := range forms4(a) {
			add(form+" of "+a, w.inside(host))
		}
		for form, host := range forms6(a) {
			add(form+" of "+a, w.inside("["+host+"]"))
			if !strings.Contains(host, "%") {
				add("name of "+form+" of "+a, w.inside(w.named("six", addr(host))))
			}
		}
	}
	for _, t := range [][]trial{spellings(w), names(w), redirects(w)} {
		out = append(out, t...)
	}
	return out
}
