package audit_test

import (
	"bytes"
	"context"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"tonggui/internal/audit"
	"tonggui/internal/audit/merkle"
	"tonggui/internal/audit/proof"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/crypt"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/dbtest"

	"golang.org/x/mod/sumdb/tlog"
)

// house is a log with all that it needs.
type house struct {
	t     testing.TB
	db    *db.DB
	clock *clock.Fake
	keys  *crypt.Keys
	talk  talk
	log   *audit.Log
	more  []audit.Keeper
}

// talk stands for the messages: per conversation the hashes of its rows.
type talk map[id.ID][]audit.Row

func (m talk) say(conversation id.ID, text string) {
	h := tlog.RecordHash([]byte(text))
	m[conversation] = append(m[conversation], audit.Row{Stored: h, Now: h})
}

func (m talk) SpansSince(context.Context, clock.Instant) (out []audit.Span, err error) {
	for _, c := range slices.SortedFunc(maps.Keys(m), func(a, b id.ID) int { return bytes.Compare(a[:], b[:]) }) {
		out = append(out, audit.Span{Conversation: c, To: int64(len(m[c]))})
	}
	return out, nil
}

func (m talk) RowHashes(_ context.Context, c id.ID, from, to int64) (out []merkle.Hash, err error) {
	for _, r := range m[c][from-1 : to] {
		out = append(out, r.Stored)
	}
	return out, nil
}

func (m talk) Rows(_ context.Context, c id.ID, from, to int64) ([]audit.Row, error) {
	return m[c][from-1 : to], nil
}

func newHouse(t testing.TB, d *db.DB, c *clock.Fake, keepers ...audit.Keeper) *house {
	t.Helper()
	keys, err := crypt.File{Path: filepath.Join(t.TempDir(), "keys.json")}.Open(func() (bool, error) { return false, nil })
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, db: d, clock: c, keys: keys, talk: talk{}, more: keepers}
	h.log = h.open()
	return h
}

// open is another process over the same database.
func (h *house) open() *audit.Log {
	h.t.Helper()
	l, err := audit.OpenLog(h.t.Context(), audit.Deps{DB: h.db, Keys: h.keys, Node: id.New(h.clock.Now()), Messages: h.talk, Keepers: h.more})
	if err != nil {
		h.t.Fatal(err)
	}
	return l
}

// acts writes many rows in one transaction.
func (h *house) acts(n int) {
	h.t.Helper()
	if err := h.db.Write(h.t.Context(), func(tx *db.Tx) error {
		for i := range n {
			if err := write(tx, i); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		h.t.Fatal(err)
	}
}

// act writes a row as rooms do.
func (h *house) act(n int) {
	h.t.Helper()
	if err := h.db.Write(h.t.Context(), func(tx *db.Tx) error { return write(tx, n) }); err != nil {
		h.t.Fatal(err)
	}
}

func write(tx *db.Tx, n int) error {
	who := authz.Principal{Account: id.New(tx.Now), Session: id.New(tx.Now)}
	return audit.Write(tx, who, audit.Entry{Action: authz.AccountFreeze, Object: "account", ObjectID: id.New(tx.Now), Facts: map[string]any{"n": n}})
}

func (h *house) round() {
	h.t.Helper()
	if err := h.log.Round(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) export() []byte {
	h.t.Helper()
	var out bytes.Buffer
	if _, err := h.log.Export(h.t.Context(), &out, true, nil); err != nil {
		h.t.Fatal(err)
	}
	return out.Bytes()
}

func (h *house) publicKeys() []proof.Key {
	h.t.Helper()
	keys, err := h.log.PublicKeys(h.t.Context())
	if err != nil || len(keys) == 0 {
		h.t.Fatal(keys, err)
	}
	return keys
}

func (h *house) verify(outside ...[]byte) proof.Report {
	h.t.Helper()
	return verify(h.t, h.export(), h.publicKeys(), outside...)
}

func verify(t testing.TB, file []byte, keys []proof.Key, outside ...[]byte) proof.Report {
	t.Helper()
	r, err := proof.Verify(bytes.NewReader(file), proof.Options{Keys: keys, Outside: outside})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (h *house) checkpoint() []byte {
	h.t.Helper()
	note, _, err := h.log.Checkpoint(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	return note
}

func (h *house) count(query string) int64 {
	h.t.Helper()
	n, err := db.Value[int64](h.db.Ask(h.t.Context()), query)
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

// each runs a test over a log on both databases.
func each(t *testing.T, fn func(t *testing.T, h *house)) {
	dbtest.Each(t, []db.Migrations{audit.Migrations}, func(t *testing.T, d *db.DB, c *clock.Fake) { fn(t, newHouse(t, d, c)) })
}

// exportPlain leaves the messages' rows out.
func (h *house) exportPlain() []byte {
	h.t.Helper()
	var out bytes.Buffer
	if _, err := h.log.Export(h.t.Context(), &out, false, nil); err != nil {
		h.t.Fatal(err)
	}
	return out.Bytes()
}

func split(t testing.TB, raw []byte) [][]byte {
	t.Helper()
	all, err := proof.Split(raw)
	if err != nil {
		t.Fatal(err)
	}
	return all
}
