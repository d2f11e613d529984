package blob

import (
	"bytes"
	"encoding/pem"
	"errors"
	"io"
	"net"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/testkit/s3test"
)

func newS3(t *testing.T, server *s3test.Server, change func(*S3Options)) *S3 {
	t.Helper()
	o := S3Options{Endpoint: server.URL, Bucket: server.Bucket, Region: "us-east-1", AccessKey: server.AccessKey, SecretKey: server.SecretKey,
		Addressing: "path", SpoolDir: t.TempDir(), Stall: 2 * time.Second}
	if change != nil {
		change(&o)
	}
	s, err := NewS3(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func unavailable(t *testing.T, s Store) {
	t.Helper()
	_, open := s.Open(t.Context(), keyOf(1))
	for name, err := range map[string]error{"check": s.Check(t.Context()), "open": open, "delete": s.Delete(t.Context(), keyOf(1)),
		"put": s.Put(t.Context(), keyOf(9), strings.NewReader("x"), 1)} {
		if !apperr.Has(err, ErrUnavailable) {
			t.Errorf("%s gives %v", name, err)
		}
	}
}

func TestS3ThatVanishesIsUnavailableAndComesBackByItself(t *testing.T) {
	t.Parallel()
	server := s3test.Start(t)
	s := newS3(t, server, nil)
	put(t, s, keyOf(1), []byte("before"))
	for range 2 {
		server.Kill()
		unavailable(t, s)
		server.Up()
		if err := s.Check(t.Context()); err != nil {
			t.Errorf("after it came back: %v", err)
		}
		holds(t, s, keyOf(1), []byte("before"))
		holds(t, s, keyOf(9), nil)
	}
	put(t, s, keyOf(9), []byte("after"))
	holds(t, s, keyOf(9), []byte("after"))
}

func TestS3ThatIsAwayAtTheStartStopsNothing(t *testing.T) {
	t.Parallel()
	server := s3test.Start(t)
	server.Kill()
	s := newS3(t, server, nil)
	unavailable(t, s)
	server.Up()
	put(t, s, keyOf(1), []byte("x"))
}

func TestWrongSecretOrBucketIsUnavailable(t *testing.T) {
	t.Parallel()
	server := s3test.Start(t)
	put(t, newS3(t, server, nil), keyOf(1), []byte("x"))
	unavailable(t, newS3(t, server, func(o *S3Options) { o.SecretKey = "another" }))
	unavailable(t, newS3(t, server, func(o *S3Options) { o.AccessKey = "another" }))
	unavailable(t, newS3(t, server, func(o *S3Options) { o.Bucket = "another" }))
}

// link is a line between client and server that can be cut or go silent after some bytes.
type link struct {
	net.Listener
	server string
	mu     sync.Mutex
	allow  int64 // bytes that still pass; below 0 all do
	silent bool  // at the limit nothing moves any more, instead of a cut
	open   []net.Conn
}

func newLink(t *testing.T, server *s3test.Server) *link {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	out := &link{Listener: l, server: strings.TrimPrefix(server.URL, "http://"), allow: -1}
	go out.serve()
	t.Cleanup(func() { _ = l.Close(); out.limit(0, false) })
	return out
}

func (l *link) serve() {
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		up, err := net.Dial("tcp", l.server)
		if err != nil {
			_ = c.Close()
			continue
		}
		l.mu.Lock()
		l.open = append(l.open, c, up)
		l.mu.Unlock()
		go l.pass(up, c)
		go l.pass(c, up)
	}
}

func (l *link) pass(to, from net.Conn) {
	buf := make([]byte, 4096)
	for {
		n, err := from.Read(buf)
		l.mu.Lock()
		switch {
		case l.allow >= 0 && int64(n) > l.allow:
			n, err = int(l.allow), io.EOF
			l.allow = 0
		case l.allow >= 0:
			l.allow -= int64(n)
		}
		silent := l.silent
		l.mu.Unlock()
		if _, failed := to.Write(buf[:n]); failed != nil || err != nil {
			if !silent {
				_ = to.Close()
				_ = from.Close()
			}
			return
		}
	}
}

// limit sets how many bytes pass from now on and ends what is open.
func (l *link) limit(n int64, silent bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.allow, l.silent = n, silent
	for _, c := range l.open {
		_ = c.Close()
	}
	l.open = nil
}

func TestLineThatBreaksInTheMiddleShowsNoHalfObject(t *testing.T) {
	t.Parallel()
	server := s3test.Start(t)
	line, direct := newLink(t, server), newS3(t, server, nil)
	s := newS3(t, server, func(o *S3Options) { o.Endpoint = "http://" + line.Addr().String(); o.Stall = 300 * time.Millisecond })
	content := bytes.Repeat([]byte("0123456789abcdef"), 1<<16)
	put(t, s, keyOf(1), content)
	for silent, afters := range map[bool][]int64{false: {0, 100, 500_000, 1<<20 + 100}, true: {500_000}} {
		for _, after := range afters {
			line.limit(after, silent)
			err := s.Put(t.Context(), keyOf(2), bytes.NewReader(content), int64(len(content)))
			if !apperr.Has(err, ErrUnavailable) {
				t.Errorf("put, %d bytes passed, silent %v: %v", after, silent, err)
			}
			holdsNothingHalf(t, direct, keyOf(2), content)
			line.limit(after, silent)
			if err := readThrough(t, s, content); !apperr.Has(err, ErrUnavailable) {
				t.Errorf("open, %d bytes passed, silent %v: %v", after, silent, err)
			}
		}
	}
	line.limit(-1, false)
	put(t, s, keyOf(2), content)
	holds(t, s, keyOf(2), content)
	if err := readThrough(t, s, content); err != nil {
		t.Errorf("after the line was mended: %v", err)
	}
}

// holdsNothingHalf allows what an unknown outcome allows: all or nothing.
func holdsNothingHalf(t *testing.T, s Store, key string, content []byte) {
	t.Helper()
	if _, err := s.Open(t.Context(), key); errors.Is(err, ErrNotFound) {
		return
	}
	holds(t, s, key, content)
	if err := s.Delete(t.Context(), key); err != nil {
		t.Fatal(err)
	}
}

func readThrough(t *testing.T, s Store, content []byte) error {
	t.Helper()
	r, err := s.Open(t.Context(), keyOf(1))
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	got, err := io.ReadAll(r)
	if !bytes.HasPrefix(content, got) {
		t.Error("what came through was never stored")
	}
	return err
}

func TestServerThatIsKilledWhileABlobIsReadIsUnavailable(t *testing.T) {
	t.Parallel()
	server := s3test.Start(t)
	s := newS3(t, server, nil)
	content := bytes.Repeat([]byte("0123456789abcdef"), MaxSize/16)
	put(t, s, keyOf(1), content)
	r, err := s.Open(t.Context(), keyOf(1))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	if _, err := io.ReadFull(r, make([]byte, 1000)); err != nil {
		t.Fatal(err)
	}
	server.Kill()
	if _, err := io.Copy(io.Discard, r); !apperr.Has(err, ErrUnavailable) {
		t.Errorf("got %v", err)
	}
}

func TestNothingIsSentUntilTheSourceIsWhole(t *testing.T) {
	t.Parallel()
	server := s3test.Start(t)
	line := newLink(t, server)
	line.limit(0, false)
	s := newS3(t, server, func(o *S3Options) { o.Endpoint = "http://" + line.Addr().String() })
	gone := errors.New("the sender has gone")
	for _, n := range []int64{10, 4 << 20} {
		if err := s.Put(t.Context(), keyOf(1), io.MultiReader(io.LimitReader(zeros{}, n-1), iotest.ErrReader(gone)), n); !errors.Is(err, gone) {
			t.Errorf("got %v", err)
		}
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestSpoolLeavesNothingBehind(t *testing.T) {
	server := s3test.Start(t)
	dir := t.TempDir()
	s := newS3(t, server, func(o *S3Options) { o.SpoolDir = dir })
	put(t, s, keyOf(1), make([]byte, 4<<20))
	_ = s.Put(t.Context(), keyOf(1), strings.NewReader("short"), 4<<20)
	if got := filesIn(t, dir); len(got) != 0 {
		t.Errorf("left are %v", got)
	}
}

func TestObjectsLieUnderTheirKeysAsTheyAre(t *testing.T) {
	server := s3test.Start(t)
	put(t, newS3(t, server, nil), keyOf(1), []byte("sealed"))
	if got, err := os.ReadFile(filepath.Join(server.Dir, server.Bucket, keyOf(1))); err != nil || string(got) != "sealed" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestUnusableS3OptionsAreRefused(t *testing.T) {
	for _, o := range []S3Options{{}, {Endpoint: "s3.example.com"}, {Endpoint: "ftp://s3.example.com"}, {Endpoint: "https://s3.example.com", CAFile: "no.pem"}} {
		if _, err := NewS3(o); err == nil {
			t.Errorf("%+v was accepted", o)
		}
	}
}

func TestOwnAuthorityVouchesForTheServer(t *testing.T) {
	server := s3test.Start(t)
	target, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	// The signature covers the name under which the client called, so that must come through.
	front := httptest.NewTLSServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.Out.URL.Scheme, r.Out.URL.Host = target.Scheme, target.Host }})
	t.Cleanup(front.Close)
	ca := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(ca, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: front.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	s := newS3(t, server, func(o *S3Options) { o.Endpoint, o.CAFile = front.URL, ca })
	put(t, s, keyOf(1), bytes.Repeat([]byte("x"), 1<<20))
	holds(t, s, keyOf(1), bytes.Repeat([]byte("x"), 1<<20))
	unavailable(t, newS3(t, server, func(o *S3Options) { o.Endpoint = front.URL }))
}
