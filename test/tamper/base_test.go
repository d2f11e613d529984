package tamper

import (
	"bytes"
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"tonggui/internal/app"
	"tonggui/internal/audit"
	"tonggui/internal/audit/proof"
	"tonggui/internal/org/password"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/crypt"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/dbtest"
)

// place is where a database lies.
type place struct{ dir, url string }

// copied is a copy of its own.
func (p place) copied(t testing.TB) place {
	t.Helper()
	if p.url != "" {
		return place{t.TempDir(), dbtest.CopyPostgres(t, p.url)}
	}
	raw, err := os.ReadFile(filepath.Join(p.dir, "tonggui.db"))
	if err != nil {
		t.Fatal(err)
	}
	to := t.TempDir()
	if err := os.WriteFile(filepath.Join(to, "tonggui.db"), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return place{to, ""}
}

// base is an installation with a history.
type base struct {
	now, early place // as it is, and as it was some time before
	earlySize  int64
	keys       crypt.File
	public     []proof.Key
	outside    [][]byte // checkpoints that were kept elsewhere
	old        int64    // records that the newest of them covers
	ends       []int64  // sizes of all checkpoints
	outEnds    []int64  // sizes of those outside
	acts       []act
	spans      []span
}

type act struct{ n, pos int64 }

type span struct {
	n, from, to  int64
	conversation id.ID
}

const rounds = 12

// newBase lets people act and talk, with a checkpoint now and then, of which each third is kept outside.
func newBase(t testing.TB, dialect db.Dialect) *base {
	t.Helper()
	b := &base{keys: crypt.File{Path: filepath.Join(t.TempDir(), "keys.json")}}
	b.now.dir = t.TempDir()
	if dialect == db.Postgres {
		b.now.url = dbtest.NewPostgres(t)
	}
	h := b.open(t)
	token, conversation := enter(t, h)
	for round := range rounds {
		for n := range 8 {
			if err := h.DB.Write(t.Context(), func(tx *db.Tx) error {
				who := authz.Principal{Account: id.New(tx.Now), Session: id.New(tx.Now)}
				return audit.Write(tx, who, audit.Entry{Action: authz.AccountFreeze, Object: "account", ObjectID: id.New(tx.Now), Subject: who.Account,
					Facts: map[string]any{"round": round, "n": n}})
			}); err != nil {
				t.Fatal(err)
			}
		}
		for range 3 {
			ask(t, h, token, "/conversations/"+conversation+"/messages", map[string]any{"client_id": id.New(h.Clock.Now()),
				"content": map[string]any{"type": "text", "nodes": []any{map[string]any{"type": "text", "text": "早上好"}}}})
		}
		if err := h.Audit.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
		note, c, err := h.Audit.Checkpoint(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		b.ends = append(b.ends, c.Size)
		if round%3 == 2 && round < rounds-1 {
			b.outside, b.outEnds, b.old = append(b.outside, note), append(b.outEnds, c.Size), c.Size
		}
		if round == rounds/2 {
			h.Close()
			b.early, b.earlySize = b.now.copied(t), c.Size
			h = b.open(t)
		}
	}
	b.read(t, h)
	h.Close()
	return b
}

func (b *base) open(t testing.TB) *app.House {
	t.Helper()
	h, err := app.Build(t.Context(), app.Options{Dir: b.now.dir, DatabaseURL: b.now.url, Clock: clock.NewSystem(), Storage: app.Storage{Keys: b.keys},
		PasswordCost: password.Cost{Passes: 1, MemoryKiB: 64, Lanes: 1}})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// read notes what can be tampered with: what is older than the newest checkpoint outside.
func (b *base) read(t testing.TB, h *app.House) {
	t.Helper()
	var err error
	if b.public, err = h.Audit.PublicKeys(t.Context()); err != nil {
		t.Fatal(err)
	}
	q := h.DB.Ask(t.Context())
	if b.acts, err = db.All(q, func(r db.Row) (a act, err error) { return a, r.Scan(&a.n, &a.pos) },
		`SELECT n, pos FROM audit_leaves WHERE kind = 1 AND n < ? ORDER BY n`, b.old); err != nil {
		t.Fatal(err)
	}
	if b.spans, err = db.All(q, func(r db.Row) (s span, err error) { return s, r.Scan(&s.n, &s.conversation, &s.from, &s.to) },
		`SELECT n, conversation_id, from_seq, to_seq FROM audit_spans WHERE n < ? ORDER BY n`, b.old); err != nil {
		t.Fatal(err)
	}
}

func enter(t testing.TB, h *app.House) (token, conversation string) {
	t.Helper()
	setup, err := h.Org.MakeSetupToken(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	in := ask(t, h, "", "/setup", map[string]any{"token": setup, "company": "同轨", "number": "A1", "name": "林素", "password": "Kx7!quiet-harbour"})
	token = in["token"].(string)
	me := in["me"].(map[string]any)["account"].(map[string]any)["id"]
	return token, ask(t, h, token, "/conversations/direct", map[string]any{"account_id": me})["id"].(string)
}

func ask(t testing.TB, h *app.House, token, path string, body any) (out map[string]any) {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("POST", "/api/v1"+path, bytes.NewReader(text))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+token)
	w := httptest.NewRecorder()
	h.HTTP.Handler().ServeHTTP(w, r)
	if w.Code >= 300 {
		t.Fatalf("%s: %d %s", path, w.Code, w.Body.String())
	}
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	return out
}
