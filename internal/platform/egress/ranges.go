package egress

import "net/netip"

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, s := range list {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

var (
	// special4 is what of IPv4 is not the public internet (IANA's special-purpose registry), and
	// one public address at which a cloud answers its own machines.
	special4 = prefixes("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
		"192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
		"198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32")
	// unicast6 is the only part of IPv6 that is handed out; special6 is what of it is not public.
	unicast6 = netip.MustParsePrefix("2000::/3")
	special6 = prefixes("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
	// nat64 holds IPv4 addresses for networks that speak IPv6 only.
	nat64 = netip.MustParsePrefix("64:ff9b::/96")
)

// global tells whether an address is on the public internet.
func global(a netip.Addr) bool {
	if a.Zone() != "" {
		return false
	}
	a = a.Unmap()
	if nat64.Contains(a) {
		raw := a.As16()
		a = netip.AddrFrom4([4]byte(raw[12:]))
	}
	if a.Is4() {
		return !within(special4, a)
	}
	return unicast6.Contains(a) && !within(special6, a) && !isatap(a)
}

func within(list []netip.Prefix, a netip.Addr) bool {
	for _, p := range list {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

// isatap tells whether the lower half of an IPv6 address holds an IPv4 address to which a router of
// the site would tunnel.
func isatap(a netip.Addr) bool {
	raw := a.As16()
	return raw[8]&0xfd == 0 && raw[9] == 0 && raw[10] == 0x5e && raw[11] == 0xfe
}
