package blob

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"time"
)

// transport connects to the S3 server of the settings. It does not go through platform/egress: an
// administrator named this server, and it normally stands inside, where egress never goes.
func transport(roots *x509.CertPool, stall time.Duration) *http.Transport {
	dialer := net.Dialer{Timeout: 5 * time.Second}
	return &http.Transport{
		Proxy: http.ProxyFromEnvironment,
		DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			c, err := dialer.DialContext(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			return watch(c, stall), nil
		},
		TLSClientConfig:       &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots},
		TLSHandshakeTimeout:   5 * time.Second,
		ResponseHeaderTimeout: stall,
		IdleConnTimeout:       stall,
		MaxIdleConnsPerHost:   32,
		DisableCompression:    true, // bytes are sealed and must come as they are
		ForceAttemptHTTP2:     true,
	}
}

// watched is a connection that closes itself when nothing has moved on it for a while: a server
// that vanished without a word would else hold a request for ever.
type watched struct {
	net.Conn
	stall time.Duration
	timer *time.Timer
}

func watch(c net.Conn, stall time.Duration) *watched {
	return &watched{c, stall, time.AfterFunc(stall, func() { _ = c.Close() })}
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.Conn.Read(p)
	w.moved(n)
	return n, err
}

func (w *watched) Write(p []byte) (int, error) {
	n, err := w.Conn.Write(p)
	w.moved(n)
	return n, err
}

func (w *watched) moved(n int) {
	if n > 0 {
		w.timer.Reset(w.stall)
	}
}

func (w *watched) Close() error {
	w.timer.Stop()
	return w.Conn.Close()
}
