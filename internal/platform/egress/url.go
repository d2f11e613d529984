package egress

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

const maxURL = 2048

// inside are endings of names that no public resolver knows. Asking for them would tell somebody
// about the inside, or find it.
var inside = []string{"localhost", "local", "localdomain", "internal", "intranet", "private", "corp", "home", "lan", "arpa",
	"onion", "alt", "test", "invalid", "example"}

// parse reads a URL and gives it back in the one form that is fetched, without its fragment.
func (g *guard) parse(raw string) (*url.URL, error) {
	no := func(why string) (*url.URL, error) { return nil, fmt.Errorf("%w: %s", ErrRefused, why) }
	if err := plain(raw); err != nil {
		return nil, err
	}
	u, err := url.Parse(raw)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Opaque != "" || u.User != nil {
		return no("no plain http or https URL")
	}
	host, err := g.host(u.Hostname())
	if err != nil {
		return nil, err
	}
	u.Fragment, u.RawFragment = "", ""
	if port := u.Port(); port != "" {
		host += ":" + port
	} else if strings.HasSuffix(u.Host, ":") {
		return no("no port after the colon")
	}
	u.Host = host
	return u, nil
}

// plain refuses what browsers, proxies and libraries read differently: disagreement is how guards
// are passed.
func plain(raw string) error {
	if len(raw) > maxURL {
		return fmt.Errorf("%w: the URL is too long", ErrRefused)
	}
	for _, c := range []byte(raw) {
		if c <= ' ' || c == 0x7f || c == '\\' {
			return fmt.Errorf("%w: a character that URLs do not have", ErrRefused)
		}
	}
	return nil
}

// host brings a name or address into the form in which it is looked up and connected. What comes
// out is only plausible: the guard judges the address.
func (g *guard) host(name string) (string, error) {
	if a, err := netip.ParseAddr(name); err == nil {
		if !global(a) && !g.tests(a) {
			return "", fmt.Errorf("%w: %v is not on the public internet", ErrRefused, a)
		}
		if a.Is6() {
			return "[" + a.String() + "]", nil
		}
		return a.String(), nil
	}
	ascii, err := idna.Lookup.ToASCII(strings.TrimSuffix(name, "."))
	if err != nil || !strings.Contains(ascii, ".") {
		return "", fmt.Errorf("%w: no full name", ErrRefused)
	}
	labels := strings.Split(ascii, ".")
	last := labels[len(labels)-1]
	// Octal, hexadecimal and short forms of addresses look like this, and so does an address that
	// only became one by mapping its characters.
	if strings.Trim(last, "0123456789") == "" || strings.HasPrefix(last, "0x") {
		return "", fmt.Errorf("%w: an address in another form", ErrRefused)
	}
	for _, ending := range inside {
		if last == ending {
			return "", fmt.Errorf("%w: names in .%s are not public", ErrRefused, ending)
		}
	}
	return ascii, nil
}

// tests tells whether an address is one of the tests' public internet.
func (g *guard) tests(a netip.Addr) bool {
	for to := range g.outside {
		if to.Addr() == a {
			return true
		}
	}
	return false
}
