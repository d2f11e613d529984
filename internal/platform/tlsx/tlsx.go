package tlsx

import (
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/crypto/acme/autocert"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/config"
)

// Options says by which means to get certificates; exactly one is set.
type Options struct {
	CertFile, KeyFile string
	ACMEDomains       []string
	ACMEEmail         string
	OwnCA             bool
	Names             []string // host names and addresses in the own authority's certificate
	Dir               string   // where certificates are kept, DATA/tls
	Clock             clock.Clock
	Log               *slog.Logger
}

// FromConfig reads the options off the configuration.
func FromConfig(c *config.Config, clk clock.Clock, log *slog.Logger) Options {
	o := Options{
		CertFile: c.TLSCert, KeyFile: c.TLSKey, ACMEDomains: c.TLSACMEDomains, ACMEEmail: c.TLSACMEEmail,
		OwnCA: c.TLSOwnCA, Dir: c.Path("tls"), Clock: clk, Log: log,
	}
	if c.TLSOwnCA {
		o.Names = names(c)
	}
	return o
}

// TLS is what a server needs to speak TLS.
type TLS struct {
	Config *tls.Config
	CA     *Authority // only with an own certificate authority; serves /ca
}

// New prepares certificates. It fails when the server could not answer a
// single handshake; what fails later is logged.
func New(o Options) (*TLS, error) {
	switch {
	case o.CertFile != "":
		f, err := newFiles(o.CertFile, o.KeyFile, o.Log)
		if err != nil {
			return nil, err
		}
		return &TLS{Config: base(f.certificate)}, nil
	case len(o.ACMEDomains) > 0:
		m := &autocert.Manager{
			Prompt: autocert.AcceptTOS, Email: o.ACMEEmail, HostPolicy: autocert.HostWhitelist(o.ACMEDomains...),
			Cache: autocert.DirCache(filepath.Join(o.Dir, "acme")),
		}
		c := base(m.GetCertificate)
		c.NextProtos = m.TLSConfig().NextProtos // with the challenge's own protocol
		return &TLS{Config: c}, nil
	case o.OwnCA:
		a, err := newAuthority(o)
		if err != nil {
			return nil, err
		}
		return &TLS{Config: base(a.certificate), CA: a}, nil
	}
	return nil, errors.New("tlsx: no means to get a certificate is set")
}

func base(get func(*tls.ClientHelloInfo) (*tls.Certificate, error)) *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: get, NextProtos: []string{"h2", "http/1.1"}}
}

// names lists every name under which a browser may reach this server. Where it
// listens on all addresses, the machine's own belong to it: on a network
// without names, people type them.
func names(c *config.Config) []string {
	out := append([]string{"localhost", "127.0.0.1", "::1"}, c.TLSOwnCANames...)
	if c.PublicURL != nil {
		out = append(out, c.PublicURL.Hostname())
	}
	if name, err := os.Hostname(); err == nil {
		out = append(out, name)
	}
	host, _, _ := net.SplitHostPort(c.Listen)
	a, err := netip.ParseAddr(host)
	switch {
	case host == "" || err == nil && a.IsUnspecified():
		out = append(out, ownAddresses()...)
	default:
		out = append(out, host)
	}
	for i := range out {
		out[i] = strings.ToLower(out[i])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func ownAddresses() []string {
	all, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var out []string
	for _, a := range all {
		p, err := netip.ParsePrefix(a.String())
		if err == nil && p.Addr().IsGlobalUnicast() {
			out = append(out, p.Addr().Unmap().String())
		}
	}
	return out
}
