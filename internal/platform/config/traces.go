package config

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// Settings of where traces go.

func setOTLPEndpoint(c *Config, v string) error {
	if v == "" {
		return nil
	}
	u, err := url.Parse(v)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return errors.New("does not start with http:// or https:// and a host")
	}
	if u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return errors.New("has more than scheme, host and path; what the collector asks for goes into otlp_headers")
	}
	c.OTLPEndpoint = strings.TrimSuffix(strings.TrimSuffix(u.String(), "/"), "/v1/traces")
	return nil
}

var headerName = regexp.MustCompile(`^[A-Za-z0-9-]+$`)

func setOTLPHeaders(c *Config, v string) error {
	c.OTLPHeaders = NewSecret(v)
	for i, one := range split(v) {
		name, value, found := strings.Cut(one, "=")
		if !found || !headerName.MatchString(strings.TrimSpace(name)) || strings.TrimSpace(value) == "" || strings.ContainsAny(value, "\r\n") {
			return fmt.Errorf("has no Name=value at place %d", i+1) // not repeated: it is a secret
		}
	}
	return nil
}

// CollectorHeaders are the headers of otlp_headers.
func (c *Config) CollectorHeaders() map[string]string {
	out := map[string]string{}
	for _, one := range split(c.OTLPHeaders.Reveal()) {
		if name, value, found := strings.Cut(one, "="); found {
			out[strings.TrimSpace(name)] = strings.TrimSpace(value)
		}
	}
	return out
}

func setOTLPSample(c *Config, v string) error {
	number, found := strings.CutSuffix(v, "%")
	percent, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if !found || err != nil || !(percent > 0 && percent <= 100) {
		return errors.New("is no percentage above 0% and up to 100%")
	}
	c.OTLPSample = percent / 100
	return nil
}

// checkTraces finds what is set without an address.
func checkTraces(c *Config, add func(key, value string, what error, do string)) {
	if c.OTLPEndpoint == "" && (!c.OTLPHeaders.Empty() || c.OTLPCA != "") {
		add("otlp_endpoint", "", errors.New("is empty while other settings of the collector are there"), "set otlp_endpoint, or remove the other settings")
	}
}
