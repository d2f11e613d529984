package egress

import (
	"fmt"
	"net/netip"
	"strings"
)

// spellings are URLs that one reader takes for a public site and another for the inside, and
// schemes and ports that are none of ours.
func spellings(w *world) (out []trial) {
	p := fmt.Sprint(w.port)
	site := fmt.Sprintf("%s:%d", w.named("site", w.public.Addr()), w.public.Port())
	canary := "127.0.0.1:" + p
	for _, url := range []string{
		"http://" + site + "@" + canary + "/", "http://user:pass@" + canary + "/", "http://@" + canary + "/", "http://:@" + canary + "/", "http://" + site + "%40" + canary + "/",
		"http://" + canary + "\\@" + site + "/", "http://" + site + "\\@" + canary + "/", "http://" + canary + "#@" + site + "/", "http://" + canary + "?@" + site + "/",
		"http://" + canary + "\t/", "http://" + canary + "\r\n/", "http://" + canary + " /", " http://" + canary + "/", "http://\x00" + canary + "/", "http:\\\\" + canary + "\\",
		"http:/" + canary + "/", "http:" + canary + "/", "http:///" + canary + "/", "http:////" + canary + "/", "//" + canary + "/", "/" + canary, canary, "?" + canary,
		"HTTP://" + canary + "/", "hTtP://" + canary + "/", "http://" + canary + "/%2e%2e/", "http://" + canary + "/\r\nHost: " + site, "http://" + canary + "//" + site,
		"http://localhost:" + p + "/", "http://LOCALHOST:" + p + "/", "http://localhost.:" + p + "/", "http://localhost.localdomain:" + p + "/", "http://app.localhost:" + p + "/",
		"http://ip6-localhost:" + p + "/", "http://ip6-loopback:" + p + "/", "http://ℓocalhost:" + p + "/", "http://loc%61lhost:" + p + "/", "http://ⓛocalhost:" + p + "/",
		"http://intranet:" + p + "/", "http://db:" + p + "/", "http://metadata.google.internal:" + p + "/", "http://printer.local:" + p + "/", "http://router.lan:" + p + "/",
		"http://1.0.0.127.in-addr.arpa:" + p + "/", "http://home.arpa:" + p + "/", "http://x.onion:" + p + "/", "http://www.corp:" + p + "/", "http://127.0.0.1.:" + p + "/",
		"http://[::1]:" + p + "/", "http://[::1%25lo]:" + p + "/", "http://[::1]." + p + "/", "http://[127.0.0.1]:" + p + "/", "http://[::]:" + p + "/", "http://::1:" + p + "/",
		"http://[0:0:0:0:0:0:0:1]:" + p + "/", "http://[0000::0001]:" + p + "/", "http://[::1]@" + canary + "/", "http://[v1.fe]:" + p + "/", "http://0:" + p + "/", "http://00000000:" + p + "/",
		"http://127.1:" + p + "/", "http://127.0.1:" + p + "/", "http://127:" + p + "/", "http://127.0.0.1%00.outside-world.com:" + p + "/", "http://127.0.0.1%23.outside-world.com:" + p + "/",
		"file:///etc/passwd", "file://" + canary + "/etc/passwd", "ftp://" + canary + "/", "gopher://" + canary + "/_x", "dict://" + canary + "/d", "ldap://" + canary + "/", "jar:http://" + canary + "!/",
		"tftp://" + canary + "/", "ssh://" + canary + "/", "telnet://" + canary + "/", "smb://" + canary + "/", "ws://" + canary + "/", "wss://" + canary + "/", "data:text/html,x", "javascript:alert(1)",
		"unix:///run/docker.sock", "http+unix://%2Frun%2Fdocker.sock/", "view-source:http://" + canary + "/", "blob:http://" + canary + "/", "about:blank", "mailto:a@" + canary, "netdoc:///etc/passwd", "phar://x", "",
		"http://", "https://", "http://:" + p + "/", "http://.:" + p + "/", "http://..:" + p + "/", "http://-:" + p + "/", "http://*:" + p + "/", "http://%:" + p + "/",
		"http://" + strings.Repeat("a", 3000) + ".com/", "http://" + strings.Repeat("a.", 300) + "com/", "http://" + site + "/" + strings.Repeat("a", 2048),
	} {
		out = append(out, trial{"spelling", url})
	}
	host := w.named("ports", w.public.Addr())
	for _, port := range []string{"0", "1", "21", "22", "23", "25", "53", "110", "135", "139", "445", "2375", "3306", "5432", "6379", "8080", "9200", "11211", "65536", "99999", "-1", "080x", "", "+80", " 80", "0x50", "443443"} {
		out = append(out, trial{"port", "http://" + host + ":" + port + "/"})
	}
	return out
}

// names are what a name server can do to whoever believes it twice.
func names(w *world) (out []trial) {
	add := func(what, host string) { out = append(out, trial{what, w.inside(host)}) }
	loop4, loop6, private, public := addr("127.0.0.1"), addr("::1"), addr("10.0.0.1"), w.public.Addr()
	for _, several := range [][]netip.Addr{
		{public, loop4}, {loop4, public}, {public, loop6}, {loop6, public}, {public, public, loop4}, {loop4, loop6}, {loop6, loop4}, {public, private}, {private, public},
		{private, loop4, loop6}, {addr("::ffff:127.0.0.1"), public}, {public, addr("::ffff:127.0.0.1")}, {addr("0.0.0.0"), loop4}, {addr("::"), addr("0.0.0.0")}, {addr("64:ff9b::7f00:1"), loop6},
	} {
		add("several addresses", w.named("several", several...)) // nobody public listens on the canaries' port
	}
	for i, inside := range []netip.Addr{loop4, loop6, private, addr("169.254.169.254"), addr("::ffff:127.0.0.1"), addr("fd00::1")} {
		// The name is the public site's when it is looked at, and somebody else's when it is used.
		name := fmt.Sprintf("rebind%d.outside-world.com", i)
		w.says(name, func(asked int) []netip.Addr {
			if asked == 1 {
				return []netip.Addr{public}
			}
			return []netip.Addr{inside}
		})
		out = append(out, trial{"rebinding", fmt.Sprintf("http://%s:%d/to/302?http://%s:%d/", name, w.public.Port(), name, w.port)})
		odd := fmt.Sprintf("flip%d.outside-world.com", i)
		w.says(odd, func(asked int) []netip.Addr {
			if asked%2 == 0 {
				return []netip.Addr{public}
			}
			return []netip.Addr{inside}
		})
		for range 3 {
			add("flipping name", odd)
		}
		alias := fmt.Sprintf("alias%d.outside-world.com", i)
		w.alias(alias, w.named("behind", inside))
		add("alias", alias)
	}
	for i, to := range []string{"localhost", "metadata.google.internal", "db.corp"} {
		w.says(to, func(int) []netip.Addr { return []netip.Addr{loop4, loop6} })
		alias := fmt.Sprintf("inner%d.outside-world.com", i)
		w.alias(alias, to)
		add("alias of an inside name", alias)
	}
	return out
}

// redirects lead from the public site to the inside.
func redirects(w *world) (out []trial) {
	add := func(what, url string) { out = append(out, trial{what, url}) }
	for _, code := range []int{301, 302, 303, 307, 308} {
		for _, a := range wanted {
			add("redirect", w.redirect(code, w.inside(a)))
			add("redirect", w.redirect(code, w.inside("[::ffff:"+a+"]")))
		}
		add("redirect", w.redirect(code, w.inside("[::1]")))
		add("redirect to a name", w.redirect(code, w.inside(w.named("inner", addr("127.0.0.1")))))
	}
	canary := fmt.Sprintf("127.0.0.1:%d", w.port)
	for _, to := range []string{"//" + canary + "/", "///" + canary, "\\\\" + canary, "/\\" + canary, "http:\\\\" + canary, "http:" + canary, "http://user@" + canary + "/", "%20http://" + canary, "http://localhost:" + fmt.Sprint(w.port),
		"file:///etc/passwd", "gopher://" + canary + "/", "ftp://" + canary + "/", "javascript:x", "data:text/html,x", "http://2130706433:" + fmt.Sprint(w.port), "http://0x7f000001:" + fmt.Sprint(w.port), "http://127.1:" + fmt.Sprint(w.port),
		"http://①②⑦.0.0.1:" + fmt.Sprint(w.port), "http://127。0。0。1:" + fmt.Sprint(w.port), "http://[::1%2525lo]:" + fmt.Sprint(w.port), "http://" + canary + "#x", "HTTP://" + canary, ""} {
		add("redirect spelling", w.redirect(302, to))
	}
	add("chain", w.redirect(302, w.redirect(302, w.inside("127.0.0.1"))))
	add("long chain", w.redirect(302, w.redirect(301, w.redirect(307, w.redirect(302, w.inside("10.0.0.1"))))))
	return out
}
