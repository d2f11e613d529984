package httpapi_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/wait"

	"github.com/danielgtaylor/huma/v2"
)

// streamed is how a body was read.
type streamed struct {
	n      int64
	length int64
	err    error
}

// streaming serves one operation that reads its body as it comes.
func streaming(t *testing.T) (*httptest.Server, chan streamed) {
	t.Helper()
	read := make(chan streamed, 10)
	s := httpapi.New(httpapi.Options{Version: "test", Clock: clock.NewFake(time.Unix(0, 0)), Log: slog.New(slog.DiscardHandler),
		Auth: fakeAuth{"staff": {Account: id.ID{1}}}, Text: func(_, code string, _ map[string]any) string { return code },
		Negotiate: func(string) string { return "en" }})
	httpapi.Handle(s, httpapi.Op{ID: "take", Method: "PATCH", Path: "/take", Tag: "Test", Action: authz.SessionOwn, Media: "application/octet-stream",
		First: func(ctx huma.Context) error {
			ctx.SetHeader("X-First", "seen")
			if ctx.Header("X-Refuse") != "" {
				return apperr.Conflict.New()
			}
			return nil
		}}, func(_ context.Context, _ authz.Principal, in *struct{ httpapi.Stream }) (*httpapi.None, error) {
		body, done := in.Body()
		defer done()
		n, err := io.Copy(io.Discard, body)
		read <- streamed{n, in.Length(), err}
		in.SetHeader("X-Later", "set")
		return nil, apperr.Conflict.New()
	})
	server := httptest.NewServer(s.Handler())
	t.Cleanup(server.Close)
	return server, read
}

// dial opens a connection and begins a request whose body has length bytes.
func dial(t *testing.T, server *httptest.Server, length string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(server.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if _, err := io.WriteString(conn, "PATCH /api/v1/take HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer staff\r\nContent-Length: "+length+"\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	return conn
}

func TestAClientThatSendsNextToNothingIsCutOffWithWhatItSent(t *testing.T) {
	defer httpapi.SetPace(50 * time.Millisecond)()
	server, read := streaming(t)
	conn := dial(t, server, "1000000")
	if _, err := io.WriteString(conn, "slowly"); err != nil {
		t.Fatal(err)
	}
	if got := wait.On(t, "the body has been read", read); got.n != 6 || !errors.Is(got.err, httpapi.ErrSlow) || got.length != 1_000_000 {
		t.Errorf("got %+v", got)
	}
	answer, err := io.ReadAll(conn)
	if err != nil || !strings.Contains(string(answer), "409") || !strings.Contains(string(answer), "X-Later: set") {
		t.Errorf("answered %q, %v", answer, err)
	}
}

func TestAClientThatKeepsThePaceMayTakeAnyTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		from, to := io.Pipe()
		var late atomic.Bool
		body, stop := httpapi.Pace(from, func() { late.Store(true); _ = to.Close() })
		defer stop()
		go func() {
			for range 100 { // 32 KiB in 20 s, for half an hour
				_, _ = to.Write(make([]byte, 32<<10))
				time.Sleep(20 * time.Second)
			}
			if late.Load() {
				t.Error("it was cut off")
			}
			_, _ = to.Write([]byte("and now next to nothing"))
		}()
		if n, err := io.Copy(io.Discard, body); n < 100*32<<10 || err != nil || !late.Load() {
			t.Errorf("%d bytes, %v, late %v", n, err, late.Load())
		}
	})
}

func TestWhatComesFirstIsSaidBeforeAnythingElse(t *testing.T) {
	server, read := streaming(t)
	for header, want := range map[string][2]string{"Authorization: nobody": {"401", "X-First: seen"}, "X-Refuse: 1": {"409", "X-First: seen"}} {
		conn, err := net.Dial("tcp", strings.TrimPrefix(server.URL, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(conn, "PATCH /api/v1/take HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"+header+"\r\nContent-Length: 0\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
		answer, err := io.ReadAll(conn)
		if err != nil || !strings.Contains(string(answer), want[0]) || !strings.Contains(string(answer), want[1]) {
			t.Errorf("%s: %q, %v", header, answer, err)
		}
		_ = conn.Close()
	}
	if len(read) != 0 {
		t.Error("a body was read")
	}
}
