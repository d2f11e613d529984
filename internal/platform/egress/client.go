package egress

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"
)

// Options say what a client may do. Zero values take the defaults.
type Options struct {
	Redirects int            // how many are followed; each is guarded like the first address
	Timeout   time.Duration  // for everything together; 5 s
	MaxBytes  int64          // of the body, after decompression; 512 KiB
	Deny      []netip.Prefix // addresses beyond those that are always refused: a company's own public ranges
	Accept    string         // what the caller can use
	Language  string         // Accept-Language
}

// Client fetches guarded. It is safe for concurrent use.
type Client struct {
	guard *guard
	http  *http.Client
	o     Options
}

// agent is honest, so that sites can tell us apart.
const agent = "Mozilla/5.0 (compatible; Tonggui-Preview/1.0)"

// New returns a client.
func New(o Options) *Client {
	g := newGuard(o.Deny)
	return newClient(o, g, &net.Dialer{ControlContext: g.control})
}

func newClient(o Options, g *guard, dialer *net.Dialer) *Client {
	if o.Timeout == 0 {
		o.Timeout = 5 * time.Second
	}
	if o.MaxBytes == 0 {
		o.MaxBytes = 512 << 10
	}
	c := &Client{guard: g, o: o}
	c.http = &http.Client{
		CheckRedirect: c.follow,
		Transport: &http.Transport{
			Proxy: nil, // a proxy would connect where the guard cannot look
			DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
				return dialer.DialContext(ctx, network, absolute(addr))
			},
			TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
			TLSHandshakeTimeout:    o.Timeout,
			DisableKeepAlives:      true, // each hop connects anew and is judged anew
			MaxResponseHeaderBytes: 32 << 10,
			Protocols:              onlyHTTP1(),
		},
	}
	return c
}

func onlyHTTP1() *http.Protocols {
	p := new(http.Protocols)
	p.SetHTTP1(true)
	return p
}

// absolute keeps the resolver from trying a name below the company's own domains.
func absolute(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return addr
	}
	if _, err := netip.ParseAddr(host); err == nil {
		return addr
	}
	return net.JoinHostPort(host+".", port)
}

// Answer is what came back.
type Answer struct {
	URL         *url.URL // after redirects
	Status      int
	ContentType string
	Body        []byte
	Cut         bool // there was more than MaxBytes
}

// Get fetches a URL. ErrRefused: the guard or a limit refused; other errors: it could not be had.
func (c *Client) Get(ctx context.Context, raw string) (*Answer, error) {
	u, err := c.guard.parse(raw)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, c.o.Timeout)
	defer cancel()
	return c.fetch(ctx, u)
}

func (c *Client) fetch(ctx context.Context, u *url.URL) (*Answer, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	req.Header.Set("User-Agent", agent)
	for name, value := range map[string]string{"Accept": c.o.Accept, "Accept-Language": c.o.Language} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, c.o.MaxBytes+1))
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	out := &Answer{URL: resp.Request.URL, Status: resp.StatusCode, ContentType: resp.Header.Get("Content-Type"), Body: body}
	if int64(len(body)) > c.o.MaxBytes {
		out.Body, out.Cut = body[:c.o.MaxBytes], true
	}
	return out, nil
}

// follow decides on a redirect.
func (c *Client) follow(req *http.Request, via []*http.Request) error {
	if len(via) > c.o.Redirects {
		return fmt.Errorf("%w: more than %d redirects", ErrRefused, c.o.Redirects)
	}
	// The parsed URL no longer shows what was odd about the text.
	if err := plain(req.Response.Header.Get("Location")); err != nil {
		return err
	}
	u, err := c.guard.parse(req.URL.String())
	if err != nil {
		return err
	}
	if via[len(via)-1].URL.Scheme == "https" && u.Scheme != "https" {
		return fmt.Errorf("%w: a redirect away from encryption", ErrRefused)
	}
	req.URL, req.Host = u, ""
	req.Header.Del("Referer")
	return nil
}
