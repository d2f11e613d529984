package config

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
)

// CheckExposure is the rule that passwords never travel in the clear: an
// address that other machines can reach is refused unless this server speaks
// TLS or a proxy that does so is declared.
func CheckExposure(listen string, tls, proxy bool) error {
	if tls || proxy || Loopback(listen) {
		return nil
	}
	return fmt.Errorf("%s can be reached from other machines, and passwords and messages would travel unencrypted", listen)
}

// Loopback says whether an address can be reached from this machine only.
// A name other than localhost may point anywhere and does not count.
func Loopback(listen string) bool {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return false
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	a, err := netip.ParseAddr(host)
	return err == nil && a.Unmap().IsLoopback()
}

const exposureAdvice = "listen on 127.0.0.1, or set tls_cert and tls_key, or tls_acme_domains, or tls_own_ca = true, " +
	"or name the reverse proxy that ends TLS in trusted_proxies"

// checkTogether finds what is wrong between settings that are each right.
func checkTogether(c *Config) Problems {
	var out Problems
	add := func(key, value string, what error, do string) {
		out = append(out, Problem{Key: key, Value: value, What: what.Error(), Do: do})
	}
	if (c.TLSCert == "") != (c.TLSKey == "") {
		add("tls_cert", c.TLSCert, errors.New("certificate and key go together, and one is missing"), "set both tls_cert and tls_key")
	}
	means := 0
	for _, used := range []bool{c.TLSCert != "" || c.TLSKey != "", len(c.TLSACMEDomains) > 0, c.TLSOwnCA} {
		if used {
			means++
		}
	}
	if means > 1 {
		add("tls_cert, tls_acme_domains, tls_own_ca", "", errors.New("more than one of these is set"), "keep one of them")
	}
	if c.TLS() && c.PublicURL != nil && c.PublicURL.Scheme != "https" {
		add("public_url", c.PublicURL.String(), errors.New("this server speaks TLS but the address says http"), "write https://")
	}
	checkNATS(c, add)
	checkStore(c, add)
	checkTraces(c, add)
	checkOrigins(c, add)
	if c.Listen == "" { // its own problem is reported already
		return out
	}
	if err := CheckExposure(c.Listen, c.TLS() || means > 0, len(c.TrustedProxies) > 0); err != nil {
		add("listen", c.Listen, err, exposureAdvice)
	}
	return out
}
