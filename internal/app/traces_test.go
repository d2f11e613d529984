package app

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonggui/internal/org/password"
	"tonggui/internal/platform/bus"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/crypt"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/tracing"
	"tonggui/internal/testkit/collector"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/natstest"
)

// secretWords are what somebody writes, and must not be found in any trace.
const secretWords = "不可外传的内容"

// founder is the number of who sets a house up; long, so that no random id of a trace holds it by chance.
const founder = "A1-0417-founder"

func traced(t *testing.T, o Options, to *collector.Collector) *House {
	t.Helper()
	o.Dir, o.Clock, o.PasswordCost = t.TempDir(), clock.NewSystem(), password.Cost{Passes: 1, MemoryKiB: 64, Lanes: 1}
	o.Traces = tracing.Options{Endpoint: to.URL, Part: 1}
	h, err := Build(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	return h
}

// request asks a house as a client does.
func request(t *testing.T, h *House, token, method, path string, body any) *httptest.ResponseRecorder {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(method, "/api/v1"+path, bytes.NewReader(text))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+token)
	w := httptest.NewRecorder()
	h.HTTP.Handler().ServeHTTP(w, r)
	return w
}

// call asks and gives a field of the answer.
func call[T any](t *testing.T, h *House, token, method, path string, body any) (out T) {
	t.Helper()
	w := request(t, h, token, method, path, body)
	if w.Code >= 300 {
		t.Fatalf("%s %s: %d %s", method, path, w.Code, w.Body.String())
	}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// say has the first administrator of a new house write themselves a note.
func say(t *testing.T, h *House) (token, conversation string) {
	t.Helper()
	setup, err := h.Org.MakeSetupToken(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	in := call[struct {
		Token string
		Me    struct{ Account struct{ ID id.ID } }
	}](t, h, "", http.MethodPost, "/setup", map[string]any{"token": setup, "company": "同轨", "number": founder, "name": "林素", "password": "Kx7!quiet-harbour"})
	to := call[struct{ ID id.ID }](t, h, in.Token, http.MethodPost, "/conversations/direct", map[string]any{"account_id": in.Me.Account.ID})
	write(t, h, in.Token, to.ID.String())
	return in.Token, to.ID.String()
}

// find gives the span of a name under another one, at a node.
func find(t *testing.T, spans []collector.Span, above collector.Span, name, node string) collector.Span {
	t.Helper()
	for _, s := range spans {
		if s.Name == name && s.Above == above.ID && s.Node == node && (above.Trace == "" || s.Trace == above.Trace) {
			return s
		}
	}
	t.Errorf("no %s of %s below %q", name, node, above.Name)
	return collector.Span{Trace: "?", ID: "?"}
}

const sending = "POST /api/v1/conversations/{id}/messages"

func TestAMessageIsTracedFromItsRequestToItsPushWithoutItsContent(t *testing.T) {
	c := collector.Start(t)
	h := traced(t, Options{Name: "one"}, c)
	say(t, h)
	await(t, 10*time.Second, "it is pushed", func() bool { return h.Messaging.Figures.Push.Count() > 0 })
	h.endTraces()
	spans := c.Spans()
	request := find(t, spans, collector.Span{}, sending, "one")
	write := find(t, spans, request, "db.write", "one")
	find(t, spans, write, "db.commit", "one")
	find(t, spans, write, "message.push", "one")
	for _, private := range []string{secretWords, "林素", founder, "quiet-harbour", "Bearer"} {
		if strings.Contains(c.Raw(), private) {
			t.Errorf("a trace tells %q", private)
		}
	}
}

func TestATraceGoesOnAtAnotherNode(t *testing.T) {
	c, nats, url := collector.Start(t), natstest.Start(t, ""), dbtest.NewPostgres(t)
	keys := Storage{Keys: crypt.File{Path: filepath.Join(t.TempDir(), "keys.json")}} // nodes share them
	here := traced(t, Options{Name: "here", DatabaseURL: url, Storage: keys, NATS: bus.Options{URLs: []string{nats.URL}}}, c)
	there := traced(t, Options{Name: "there", DatabaseURL: url, Storage: keys, NATS: bus.Options{URLs: []string{nats.URL}}}, c)
	await(t, 10*time.Second, "they hear each other", func() bool { return here.Node.Peers() == 1 && here.whole() && there.whole() })
	say(t, here)
	await(t, 10*time.Second, "it is pushed on both", func() bool {
		return here.Messaging.Figures.Push.Count() > 0 && there.Messaging.Figures.Push.Count() > 0
	})
	here.endTraces()
	there.endTraces()
	spans := c.Spans()
	request := find(t, spans, collector.Span{}, sending, "here")
	write := find(t, spans, request, "db.write", "here")
	find(t, spans, write, "db.commit", "here")
	find(t, spans, write, "message.push", "here")
	find(t, spans, write, "message.push", "there")
}
