package egress

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// world is an internet on loopback: a public site on 127.0.0.2, canaries on 127.0.0.1 and ::1 that
// nobody may reach, and a name server that says whatever a case wants.
type world struct {
	t      testing.TB
	port   int // of the canaries, and of every address inside
	public netip.AddrPort
	knocks atomic.Int64 // connections that a canary saw
	dns    *net.Resolver

	mu      sync.Mutex
	zone    map[string]func(asked int) []netip.Addr
	aliases map[string]string
	asked   map[string]int
	passed  []netip.AddrPort // what was let through to a connect, other than the public site
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, zone: map[string]func(int) []netip.Addr{}, aliases: map[string]string{}, asked: map[string]int{}}
	first := w.canary("127.0.0.1:0")
	w.port = first.(*net.TCPAddr).Port
	w.canary(fmt.Sprintf("[::1]:%d", w.port))
	w.public = w.site()
	w.nameServer()
	t.Setenv("HTTP_PROXY", fmt.Sprintf("http://127.0.0.1:%d", w.port))
	t.Setenv("HTTPS_PROXY", fmt.Sprintf("http://127.0.0.1:%d", w.port))
	return w
}

func (w *world) canary(addr string) net.Addr {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		w.t.Skipf("no listener on %s: %v", addr, err)
	}
	w.t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			w.knocks.Add(1)
			_ = c.Close()
		}
	}()
	return l.Addr()
}

// site is the public site: /to/CODE?TARGET redirects, the rest is a page.
func (w *world) site() netip.AddrPort {
	l, err := net.Listen("tcp", "127.0.0.2:0")
	if err != nil {
		w.t.Skipf("this machine has only one loopback address: %v", err)
	}
	s := &httptest.Server{Listener: l, Config: &http.Server{Handler: http.HandlerFunc(w.answer)}}
	s.Start()
	w.t.Cleanup(s.Close)
	return netip.MustParseAddrPort(l.Addr().String())
}

func (w *world) answer(rw http.ResponseWriter, r *http.Request) {
	http.SetCookie(rw, &http.Cookie{Name: "track", Value: "1"})
	if code, ok := strings.CutPrefix(r.URL.Path, "/to/"); ok {
		n, _ := strconv.Atoi(code)
		rw.Header()["Location"] = []string{strings.NewReplacer("%20", " ", "%25", "%").Replace(r.URL.RawQuery)}
		rw.Header().Set("Refresh", "0; url=http://127.0.0.1:"+strconv.Itoa(w.port))
		rw.WriteHeader(n)
		return
	}
	if w.excess(rw, r) {
		return
	}
	rw.Header().Set("Content-Type", "text/html; charset=utf-8")
	rw.Header().Set("Alt-Svc", fmt.Sprintf(`h2="127.0.0.1:%d"`, w.port))
	rw.Header().Set("Link", fmt.Sprintf("<http://127.0.0.1:%d/x.css>; rel=preload", w.port))
	_, _ = fmt.Fprintf(rw, "<title>page</title><meta http-equiv=refresh content='0;url=http://127.0.0.1:%d/'>%s|%s", w.port, r.Header.Get("Cookie"), r.Header.Get("Referer"))
}

// excess answers with more than anybody wants.
func (w *world) excess(rw http.ResponseWriter, r *http.Request) bool {
	const many = 4 << 20
	switch r.URL.Path {
	case "/large":
		_, _ = io.CopyN(rw, zeros{}, many)
	case "/packed":
		rw.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(rw)
		_, _ = io.CopyN(z, zeros{}, many)
		_ = z.Close()
	case "/headers":
		rw.Header().Set("X-Large", strings.Repeat("x", 1<<20))
	case "/slow":
		for r.Context().Err() == nil {
			_, _ = rw.Write([]byte("."))
			rw.(http.Flusher).Flush()
			<-time.After(5 * time.Millisecond)
		}
	case "/silent":
		<-r.Context().Done()
	default:
		return false
	}
	return true
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// nameServer answers from the zone; numbers that look like addresses are names too, which it reads as
// the C library does.
func (w *world) nameServer() {
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = c.Close() })
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := c.ReadFrom(buf)
			if err != nil {
				return
			}
			if reply := w.reply(buf[:n]); reply != nil {
				_, _ = c.WriteTo(reply, from)
			}
		}
	}()
	w.dns = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", c.LocalAddr().String())
	}}
}

func (w *world) reply(raw []byte) []byte {
	var p dnsmessage.Parser
	h, err := p.Start(raw)
	if err != nil {
		return nil
	}
	q, err := p.Question()
	if err != nil {
		return nil
	}
	b := dnsmessage.NewBuilder(nil, dnsmessage.Header{ID: h.ID, Response: true, RecursionAvailable: true, RCode: w.code(q.Name.String())})
	b.EnableCompression()
	_ = b.StartQuestions()
	_ = b.Question(q)
	_ = b.StartAnswers()
	name := q.Name
	if alias := w.aliasOf(name.String()); alias != "" {
		_ = b.CNAMEResource(head(name), dnsmessage.CNAMEResource{CNAME: dnsmessage.MustNewName(alias + ".")})
		name = dnsmessage.MustNewName(alias + ".")
	}
	for _, a := range w.addresses(name.String(), q.Type) {
		switch {
		case a.Is4() && q.Type == dnsmessage.TypeA:
			_ = b.AResource(head(name), dnsmessage.AResource{A: a.As4()})
		case a.Is6() && q.Type == dnsmessage.TypeAAAA:
			_ = b.AAAAResource(head(name), dnsmessage.AAAAResource{AAAA: a.As16()})
		}
	}
	out, err := b.Finish()
	if err != nil {
		return nil
	}
	return out
}

func head(name dnsmessage.Name) dnsmessage.ResourceHeader {
	return dnsmessage.ResourceHeader{Name: name, Class: dnsmessage.ClassINET}
}

func plainName(name string) string { return strings.ToLower(strings.TrimSuffix(name, ".")) }

func (w *world) code(name string) dnsmessage.RCode {
	name = plainName(name)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.zone[name] == nil && w.aliases[name] == "" && aton(name) == nil {
		return dnsmessage.RCodeNameError
	}
	return dnsmessage.RCodeSuccess
}

func (w *world) aliasOf(name string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.aliases[plainName(name)]
}

func (w *world) addresses(name string, kind dnsmessage.Type) []netip.Addr {
	name = plainName(name)
	w.mu.Lock()
	defer w.mu.Unlock()
	if found := w.zone[name]; found != nil {
		w.asked[fmt.Sprint(name, kind)]++
		return found(w.asked[fmt.Sprint(name, kind)])
	}
	return aton(name)
}

// aton reads what inet_aton reads: one to four numbers in any base.
func aton(name string) []netip.Addr {
	parts := strings.Split(name, ".")
	if len(parts) > 4 {
		return nil
	}
	var sum uint64
	for i, p := range parts {
		n, err := strconv.ParseUint(p, 0, 64)
		if err != nil {
			return nil
		}
		if i < len(parts)-1 {
			sum |= n & 0xff << (24 - 8*i)
		} else {
			sum |= n & 0xffffffff
		}
	}
	return []netip.Addr{netip.AddrFrom4([4]byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)})}
}

var errNotHere = errors.New("tests stay on loopback")

// client makes a client in this world. control is the guard, or a planted fault in its place; what
// it lets through is noted, and only loopback is really connected.
func (w *world) client(redirects int, control func(g *guard) func(context.Context, string, string, syscall.RawConn) error) *Client {
	g := newGuard(nil)
	g.ports[uint16(w.port)], g.ports[w.public.Port()] = true, true
	g.outside = map[netip.AddrPort]bool{w.public: true}
	check := g.control
	if control != nil {
		check = control(g)
	}
	return newClient(Options{Redirects: redirects}, g, &net.Dialer{Resolver: w.dns,
		ControlContext: func(ctx context.Context, network, address string, raw syscall.RawConn) error {
			if err := check(ctx, network, address, raw); err != nil {
				return err
			}
			to := netip.MustParseAddrPort(address)
			if to == w.public {
				return nil
			}
			w.mu.Lock()
			w.passed = append(w.passed, to)
			w.mu.Unlock()
			if to.Addr().IsLoopback() {
				return nil
			}
			return errNotHere
		}})
}

// breaches counts what came through to the inside since the last call.
func (w *world) breaches() (int, string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := len(w.passed) + int(w.knocks.Swap(0))
	text := fmt.Sprint(w.passed)
	w.passed = nil
	return n, text
}

// named makes a name that resolves to the addresses.
func (w *world) named(label string, addrs ...netip.Addr) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	name := fmt.Sprintf("%s.%d.outside-world.com", label, len(w.zone))
	w.zone[name] = func(int) []netip.Addr { return addrs }
	return name
}

// says has a name answer as it likes, by how often it was asked.
func (w *world) says(name string, answer func(asked int) []netip.Addr) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.zone[name] = answer
}

func (w *world) alias(name, to string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.aliases[name] = to
}

func (w *world) inside(host string) string { return fmt.Sprintf("http://%s:%d/secret", host, w.port) }

func (w *world) redirect(code int, to string) string {
	return fmt.Sprintf("http://%s:%d/to/%d?%s", w.named("site", w.public.Addr()), w.public.Port(), code, to)
}
