package config

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
)

// The functions here turn one text into one field. What they say is the
// second half of a sentence; the key, the source and the advice are added by
// the caller.

func setData(c *Config, v string) error {
	if v == "" {
		return errors.New("is empty")
	}
	abs, err := filepath.Abs(v)
	if err != nil {
		return fmt.Errorf("is no usable path: %w", err)
	}
	c.Data = abs
	return nil
}

func setListen(c *Config, v string) error {
	_, port, err := net.SplitHostPort(v)
	if err != nil {
		return errors.New("is not host:port")
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		return errors.New("has no port between 0 and 65535")
	}
	c.Listen = v
	return nil
}

func setPublicURL(c *Config, v string) error {
	if v == "" {
		return nil
	}
	u, err := url.Parse(v)
	if err != nil {
		return errors.New("is not a URL")
	}
	switch {
	case u.Scheme != "http" && u.Scheme != "https", u.Host == "":
		return errors.New("does not start with http:// or https:// and a host")
	case u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.Trim(u.Path, "/") != "":
		return errors.New("has more than scheme and host")
	}
	u.Path = ""
	c.PublicURL = u
	return nil
}

func setDatabaseURL(c *Config, v string) error {
	if v == "" {
		return nil
	}
	// The parser's own error repeats the URL, and with it the password.
	u, err := url.Parse(v)
	if err != nil {
		return errors.New("is not a URL (a password with special characters must be percent-encoded)")
	}
	if u.Scheme != "postgres" && u.Scheme != "postgresql" {
		return errors.New("does not start with postgres://")
	}
	c.DatabaseURL = NewSecret(v)
	return nil
}

func setLogLevel(c *Config, v string) error {
	switch v {
	case "debug", "info", "warn", "error":
		return c.LogLevel.UnmarshalText([]byte(v))
	}
	return errors.New("is not a level")
}

func setLogFormat(c *Config, v string) error {
	if v != "text" && v != "json" {
		return errors.New("is not a format")
	}
	c.LogFormat = v
	return nil
}

func setACMEDomains(c *Config, v string) error {
	for _, name := range split(v) {
		if _, err := netip.ParseAddr(name); err == nil || !strings.Contains(name, ".") || strings.ContainsAny(name, "*/: ") {
			return fmt.Errorf("has %q, which is not a full domain name", name)
		}
		c.TLSACMEDomains = append(c.TLSACMEDomains, strings.ToLower(name))
	}
	return nil
}

func setACMEEmail(c *Config, v string) error {
	if v == "" {
		return nil
	}
	a, err := mail.ParseAddress(v)
	if err != nil || a.Address != v {
		return errors.New("is not a mail address")
	}
	c.TLSACMEEmail = v
	return nil
}

func setOwnCA(c *Config, v string) (err error) {
	c.TLSOwnCA, err = parseBool(v)
	return err
}

func setLinkPreviews(c *Config, v string) (err error) {
	c.LinkPreviews, err = parseBool(v)
	return err
}

func parseBool(v string) (bool, error) {
	switch v {
	case "true":
		return true, nil
	case "false", "":
		return false, nil
	}
	return false, errors.New("is neither true nor false")
}

func setOwnCANames(c *Config, v string) error {
	for _, name := range split(v) {
		if _, err := netip.ParseAddr(name); err != nil && strings.ContainsAny(name, "/: ") {
			return fmt.Errorf("has %q, which is neither a host name nor an IP address", name)
		}
		c.TLSOwnCANames = append(c.TLSOwnCANames, name)
	}
	return nil
}

func setTrustedProxies(c *Config, v string) error {
	ranges, err := parseRanges(v)
	for _, p := range ranges {
		// Whoever may write X-Forwarded-For chooses the address that is
		// throttled and audited: that must never be everybody.
		if p.Bits() == 0 {
			return fmt.Errorf("has %q, which trusts every address there is", p)
		}
	}
	c.TrustedProxies = ranges
	return err
}

func setMetricsFrom(c *Config, v string) (err error) {
	c.MetricsFrom, err = parseRanges(v)
	return err
}

// parseRanges reads addresses and CIDR ranges; an address is a range of one.
func parseRanges(v string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, part := range split(v) {
		p, err := netip.ParsePrefix(part)
		if err != nil {
			a, err := netip.ParseAddr(part)
			if err != nil {
				return nil, fmt.Errorf("has %q, which is neither an address nor a CIDR range", part)
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		out = append(out, p.Masked())
	}
	return out, nil
}

// split cuts a list at commas and drops empty parts.
func split(v string) []string {
	var out []string
	for part := range strings.SplitSeq(v, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
