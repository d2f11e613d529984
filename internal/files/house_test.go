package files_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"hash"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/files"
	"tonggui/internal/platform/blob"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/crypt"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
	"tonggui/internal/testkit/dbtest"
)

var rooms = []db.Migrations{audit.Migrations, rulebook.Migrations, files.Migrations}

// house is the room behind a real server and over a real store, with people and messages of the
// test's own.
type house struct {
	t      testing.TB
	db     *db.DB
	clock  *clock.Fake
	book   *rulebook.Book
	store  *store
	people *people
	talk   *talk
	forms  *forms
	room   *files.Service
	server *httptest.Server
	seq    int64
}

// each runs a test on both databases.
func each(t *testing.T, fn func(t *testing.T, h *house)) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) { fn(t, open(t, d, c)) })
}

func open(t testing.TB, d *db.DB, c *clock.Fake) *house {
	t.Helper()
	disk, err := blob.NewDisk(filepath.Join(t.TempDir(), "blobs"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = disk.Close() })
	keys, err := crypt.File{Path: filepath.Join(t.TempDir(), "keys", "blobs.json")}.Open(func() (bool, error) { return false, nil })
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, db: d, clock: c, store: &store{Disk: disk, keys: map[string]bool{}}, people: &people{alive: map[id.ID]bool{}},
		talk:  &talk{members: map[files.Place]map[id.ID]bool{}},
		forms: &forms{seen: map[id.ID]map[id.ID]bool{}}}
	if h.book, err = rulebook.NewBook(context.Background(), d, nil, func(_, key string) string { return key }); err != nil {
		t.Fatal(err)
	}
	h.room, err = files.New(context.Background(), files.Deps{DB: d, Book: h.book, Blobs: h.store, Keys: keys, Sessions: h.people,
		Places: func() files.Places { return h.talk }, Approvals: func() files.Approvals { return h.forms }, Log: slog.New(slog.DiscardHandler), MaxUpload: 100 << 20})
	if err != nil {
		t.Fatal(err)
	}
	h.serve(httpapi.Options{})
	return h
}

// serve answers HTTP as the house does.
func (h *house) serve(o httpapi.Options) {
	// The limits on rates have a clock of their own that nobody meets.
	o.Version, o.Clock, o.Log, o.Auth = "test", &rush{}, slog.New(slog.DiscardHandler), h.people
	o.Text = func(_, code string, _ map[string]any) string { return code }
	o.Negotiate = func(string) string { return "en" }
	api := httpapi.New(o)
	h.room.Routes(api)
	h.server = httptest.NewServer(api.Handler())
	h.t.Cleanup(h.server.Close)
}

// rush is a clock on which a minute passes between two calls.
type rush struct {
	mu  sync.Mutex
	now clock.Instant
}

func (r *rush) Now() clock.Instant {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now += 60_000_000
	return r.now
}

// said puts files into a message that the people see.
func (h *house) said(by person, ids []id.ID, seenBy ...person) files.Place {
	h.t.Helper()
	h.seq++
	place := files.Message(id.New(h.clock.Now()), h.seq)
	h.write(func(tx *db.Tx) error {
		if _, err := h.room.ForMessage(tx, by.Account, ids); err != nil {
			return err
		}
		return h.room.Hold(tx, place, ids)
	})
	for _, p := range seenBy {
		h.talk.set(place, p.Account, true)
	}
	return place
}

func (h *house) write(fn func(tx *db.Tx) error) {
	h.t.Helper()
	if err := h.db.Write(context.Background(), fn); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) sweep() {
	h.t.Helper()
	if err := h.room.Sweep(context.Background()); err != nil {
		h.t.Fatal(err)
	}
}

// rows counts the rows of the room's tables.
func (h *house) rows() map[string]int {
	h.t.Helper()
	out := map[string]int{}
	for _, table := range []string{"files", "file_parts", "file_variants", "uploads", "file_holds", "library_entries", "loose_blobs", "events", "evidence"} {
		n, err := db.Value[int](h.db.Ask(context.Background()), `SELECT COUNT(*) FROM `+table)
		if err != nil {
			h.t.Fatal(err)
		}
		out[table] = n
	}
	return out
}

// link asks for one link and returns its path, or "".
func (p person) link(place files.Place, file id.ID, variant string) string {
	p.t.Helper()
	out := p.links(place, []id.ID{file}, variant)
	if out[0].URL == nil {
		return ""
	}
	return *out[0].URL
}

func (p person) links(place files.Place, ids []id.ID, variant string) []files.FileLink {
	p.t.Helper()
	var items []map[string]any
	for _, one := range ids {
		at := map[string]any{"kind": place.Kind}
		if place.Kind == files.InMessage {
			at["conversation_id"], at["seq"] = place.Object, place.Seq
		}
		if place.Kind == files.InApproval {
			at["approval_id"] = place.Object
		}
		items = append(items, map[string]any{"place": at, "file_id": one, "variant": variant})
	}
	body, _ := json.Marshal(map[string]any{"items": items})
	a := p.call("POST", "/api/v1/files/links", bytes.NewReader(body), "Content-Type", "application/json").is(p.t, http.StatusOK, "")
	var out struct{ Items []files.FileLink }
	if err := json.Unmarshal(a.body, &out); err != nil {
		p.t.Fatal(err)
	}
	return out.Items
}

// get follows a link, as a browser without any session would.
func (h *house) get(link string, headers ...string) answer {
	h.t.Helper()
	return person{house: h}.call("GET", link, nil, headers...)
}

// manyParts lets an upload look as if it had come in n bytes one by one.
func (h *house) manyParts(one id.ID, n int64) error {
	return h.db.Write(context.Background(), func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE uploads SET received = ?, parts = ? WHERE file_id = ?`, n, n, one)
		return err
	})
}

func (h *house) keepAlive(one id.ID) {
	h.write(func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE uploads SET expires_at = ? WHERE file_id = ?`, tx.Now.Add(time.Hour), one)
		return err
	})
}

func newSHA256() hash.Hash { return sha256.New() }

// attempted lets the checks of an upload look as if they had been begun n times.
func (h *house) attempted(one id.ID, n int) {
	h.write(func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE uploads SET attempts = ? WHERE file_id = ?`, n, one)
		return err
	})
}

// blobsOf lists the blobs of an original in the order of its parts.
func (h *house) blobsOf(one id.ID) []string {
	h.t.Helper()
	keys, err := db.All(h.db.Ask(context.Background()), db.Scalar[string], `SELECT blob_key FROM file_parts WHERE file_id = ? AND variant = 'original' ORDER BY pos`, one)
	if err != nil {
		h.t.Fatal(err)
	}
	return keys
}

func (h *house) sealed(key string) []byte {
	h.t.Helper()
	r, err := h.store.Disk.Open(context.Background(), key)
	if err != nil {
		h.t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	b, err := io.ReadAll(r)
	if err != nil {
		h.t.Fatal(err)
	}
	return b
}

func (h *house) overwrite(key string, b []byte) {
	h.t.Helper()
	if err := h.store.Disk.Put(context.Background(), key, bytes.NewReader(b), int64(len(b))); err != nil {
		h.t.Fatal(err)
	}
}

func flipped(b []byte, at int) []byte {
	out := bytes.Clone(b)
	out[at] ^= 0x10
	return out
}
