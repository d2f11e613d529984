package httpapi

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// Meta is what is known of a request beside its content.
type Meta struct {
	RequestID string
	IP        netip.Addr // of the client, behind declared proxies only
	UserAgent string
	Secure    bool   // it came over TLS, here or at a declared proxy
	Origin    string // scheme and host under which the client reached us
	Language  string // "zh-CN" or "en", by Accept-Language
	warnings  *warnings
}

type metaKey struct{}

// MetaOf returns the Meta of a request's context.
func MetaOf(ctx context.Context) Meta {
	m, _ := ctx.Value(metaKey{}).(Meta)
	return m
}

func (s *Server) meta(r *http.Request) Meta {
	m := Meta{RequestID: newRequestID(), UserAgent: clip(r.UserAgent(), 300), Secure: r.TLS != nil,
		Language: s.options.Negotiate(r.Header.Get("Accept-Language")), warnings: &warnings{}}
	m.IP = remoteIP(r.RemoteAddr)
	host := r.Host
	if s.trusted(m.IP) {
		m.Secure = m.Secure || strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https")
		if h := r.Header.Get("X-Forwarded-Host"); h != "" {
			host = h
		}
		m.IP = s.clientBehind(r, m.IP)
	}
	scheme := "http://"
	if m.Secure {
		scheme = "https://"
	}
	m.Origin = scheme + host
	if s.options.PublicURL != "" {
		m.Origin = strings.TrimSuffix(s.options.PublicURL, "/")
	}
	return m
}

// clientBehind walks X-Forwarded-For from the right and stops at the first address that is not a
// declared proxy: what stands further left anybody could have written.
func (s *Server) clientBehind(r *http.Request, proxy netip.Addr) netip.Addr {
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	ip := proxy
	for i := len(hops) - 1; i >= 0; i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			return ip
		}
		if ip = hop.Unmap(); !s.trusted(ip) {
			return ip
		}
	}
	return ip
}

func (s *Server) trusted(ip netip.Addr) bool {
	for _, p := range s.options.TrustedProxies {
		if p.Contains(ip) {
			return true
		}
	}
	return false
}

func remoteIP(addr string) netip.Addr {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		host = addr
	}
	ip, _ := netip.ParseAddr(host)
	return ip.Unmap()
}

func newRequestID() string {
	var b [8]byte
	_, _ = rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

func clip(s string, n int) string {
	if len(s) > n {
		return strings.ToValidUTF8(s[:n], "")
	}
	return s
}
