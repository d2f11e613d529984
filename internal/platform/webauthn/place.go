package webauthn

import (
	"net/netip"
	"net/url"
	"strings"
)

// Place is where passkeys are used: a host, and the address of the pages that may use them there.
type Place struct {
	Host   string
	Origin string // empty: any page of the host, or below it
}

// PlaceOf is the place of an address; false where browsers use no passkeys at it: they want a name, and TLS unless it is that
// of the own machine.
func PlaceOf(address string) (Place, bool) {
	u, err := url.Parse(address)
	if err != nil {
		return Place{}, false
	}
	host, port := strings.ToLower(u.Hostname()), u.Port()
	if _, err := netip.ParseAddr(host); err == nil || !name(host) || u.Scheme != "https" && (u.Scheme != "http" || host != "localhost") {
		return Place{}, false
	}
	origin := u.Scheme + "://" + host
	if port != "" && port != map[string]string{"https": "443", "http": "80"}[u.Scheme] {
		origin += ":" + port
	}
	return Place{host, origin}, true
}

// name tells whether a host is one that passkeys can be bound to: letters, digits and hyphens in labels.
func name(host string) bool {
	if host == "" || len(host) > 253 {
		return false
	}
	for label := range strings.SplitSeq(host, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' ||
			strings.ContainsFunc(label, func(r rune) bool { return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-') }) {
			return false
		}
	}
	return true
}

// shows tells whether a page of an origin may use passkeys of the place.
func (p Place) shows(origin string) bool {
	at, ok := PlaceOf(origin)
	if p.Origin != "" {
		return ok && at.Origin == p.Origin && origin == at.Origin
	}
	return ok && p.Host != "" && (at.Host == p.Host || strings.HasSuffix(at.Host, "."+p.Host))
}

// origins lists what the library is to take as the page's address, given the one that the answer names: that one, or none.
func (p Place) origins(said string) []string {
	if !p.shows(said) {
		return nil
	}
	return []string{said}
}
