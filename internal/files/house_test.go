package files_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/files"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
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
	keys, err := crypt.Open(filepath.Join(t.TempDir(), "keys", "blobs.json"), func() (bool, error) { return false, nil })
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, db: d, clock: c, store: &store{Disk: disk, keys: map[string]bool{}}, people: &people{alive: map[id.ID]bool{}},
		talk: &talk{members: map[files.Place]map[id.ID]bool{}}}
	if h.book, err = rulebook.NewBook(context.Background(), d, nil, func(_, key string) string { return key }); err != nil {
		t.Fatal(err)
	}
	h.room, err = files.New(context.Background(), files.Deps{DB: d, Book: h.book, Blobs: h.store, Keys: keys, Sessions: h.people,
		Places: func() files.Places { return h.talk }, Log: slog.New(slog.DiscardHandler), MaxUpload: 100 << 20})
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

// store is a folder that can be away, and remembers what is in it.
type store struct {
	*blob.Disk
	mu     sync.Mutex
	away   bool
	keys   map[string]bool
	puts   int
	opens  int
	before func(key string)       // sees each put first
	after  func(key string) error // and after it is durable; its error is what the caller gets
}

func (s *store) gone(write bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.away {
		return blob.ErrUnavailable.New()
	}
	if !write {
		s.opens++
	}
	return nil
}

func (s *store) set(away bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.away = away
}

func (s *store) Put(ctx context.Context, key string, r io.Reader, size int64) error {
	if s.before != nil {
		s.before(key)
	}
	if err := s.gone(true); err != nil {
		return err
	}
	if err := s.Disk.Put(ctx, key, r, size); err != nil {
		return err
	}
	s.mu.Lock()
	s.keys[key] = true
	s.puts++
	s.mu.Unlock()
	if s.after != nil {
		return s.after(key)
	}
	return nil
}

func (s *store) Open(ctx context.Context, key string) (io.ReadCloser, error) {
	if err := s.gone(false); err != nil {
		return nil, err
	}
	return s.Disk.Open(ctx, key)
}

func (s *store) Delete(ctx context.Context, key string) error {
	if err := s.gone(true); err != nil {
		return err
	}
	s.mu.Lock()
	delete(s.keys, key)
	s.mu.Unlock()
	return s.Disk.Delete(ctx, key)
}

func (s *store) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.keys)
}

// people is the entrance: the bearer is account and session.
type people struct {
	mu    sync.Mutex
	alive map[id.ID]bool // by session
}

func (p *people) Authenticate(_ context.Context, r *http.Request) (authz.Principal, error) {
	account, session, _ := strings.Cut(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), " ")
	who, err := id.Parse(account)
	if err != nil {
		return authz.Principal{}, apperr.Unauthenticated.New()
	}
	at, err := id.Parse(session)
	if ok, _ := p.Alive(r.Context(), who, at); err != nil || !ok {
		return authz.Principal{}, apperr.Unauthenticated.New()
	}
	return authz.Principal{Account: who, Session: at, Language: "en"}, nil
}

func (p *people) Alive(_ context.Context, _, session id.ID) (bool, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.alive[session], nil
}

func (p *people) set(session id.ID, alive bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.alive[session] = alive
}

// talk tells who sees which message.
type talk struct {
	mu      sync.Mutex
	members map[files.Place]map[id.ID]bool
	asked   int
}

func (t *talk) MayRead(_ context.Context, account id.ID, places []files.Place) ([]bool, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.asked++
	out := make([]bool, len(places))
	for i, p := range places {
		out[i] = t.members[p][account]
	}
	return out, nil
}

func (t *talk) set(place files.Place, account id.ID, sees bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.members[place] == nil {
		t.members[place] = map[id.ID]bool{}
	}
	t.members[place][account] = sees
}

// person is a colleague who can call the server.
type person struct {
	*house
	authz.Principal
}

func (h *house) person() person {
	p := person{h, authz.Principal{Account: id.New(h.clock.Now()), Session: id.New(h.clock.Now())}}
	h.people.set(p.Session, true)
	return p
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   []byte
	code   string
	params map[string]any
	broken error // while the body was read
}

func (p person) call(method, path string, body io.Reader, headers ...string) answer {
	p.t.Helper()
	a, err := p.try(method, path, body, headers...)
	if err != nil {
		p.t.Fatalf("%s %s: %v", method, path, err)
	}
	return a
}

func (p person) try(method, path string, body io.Reader, headers ...string) (a answer, err error) {
	if !strings.HasPrefix(path, "/files/") || strings.HasPrefix(path, "/files/links") {
		path = "/api/v1" + strings.TrimPrefix(path, "/api/v1")
	}
	r, err := http.NewRequest(method, p.server.URL+path, body)
	if err != nil {
		return a, err
	}
	if !strings.HasPrefix(path, "/files/") {
		r.Header.Set("Authorization", "Bearer "+p.Account.String()+" "+p.Session.String())
		r.Header.Set("Tus-Resumable", "1.0.0")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
		if headers[i] == "Content-Length" {
			r.ContentLength = -1
		}
		if headers[i+1] == "" {
			r.Header.Del(headers[i])
		}
	}
	resp, err := p.server.Client().Do(r)
	if err != nil {
		return a, err
	}
	defer func() { _ = resp.Body.Close() }()
	a = answer{status: resp.StatusCode, header: resp.Header}
	a.body, a.broken = io.ReadAll(resp.Body)
	var problem struct {
		Code   string         `json:"code"`
		Params map[string]any `json:"params"`
	}
	if a.status >= 400 && json.Unmarshal(a.body, &problem) == nil {
		a.code, a.params = problem.Code, problem.Params
	}
	return a, nil
}

func (a answer) is(t testing.TB, status int, code string) answer {
	t.Helper()
	if a.status != status || a.code != code {
		t.Fatalf("got %d %s %.300s; want %d %s", a.status, a.code, a.body, status, code)
	}
	return a
}

func metadata(pairs ...string) string {
	var out []string
	for i := 0; i+1 < len(pairs); i += 2 {
		out = append(out, pairs[i]+" "+base64.StdEncoding.EncodeToString([]byte(pairs[i+1])))
	}
	return strings.Join(out, ",")
}

// begin creates an upload and returns its path.
func (p person) begin(name, purpose string, size int, more ...string) string {
	p.t.Helper()
	a := p.call("POST", "/uploads", nil, "Upload-Length", fmt.Sprint(size), "Upload-Metadata",
		metadata(append([]string{"filename", name, "purpose", purpose}, more...)...)).is(p.t, http.StatusCreated, "")
	return a.header.Get("Location")
}

// piece sends bytes of an upload.
func (p person) piece(at string, offset int, b []byte, headers ...string) answer {
	p.t.Helper()
	return p.call("PATCH", at, bytes.NewReader(b), append([]string{"Content-Type", "application/offset+octet-stream",
		"Upload-Offset", fmt.Sprint(offset)}, headers...)...)
}

// state asks how far an upload has come.
func (p person) state(at string) string {
	p.t.Helper()
	return p.call("HEAD", at, nil).header.Get("Upload-Offset")
}

// upload sends a whole file.
func (p person) upload(name, purpose string, b []byte) files.FileRef {
	p.t.Helper()
	at := p.begin(name, purpose, len(b), "sha256", digest(b))
	p.piece(at, 0, b).is(p.t, http.StatusNoContent, "")
	return p.result(at)
}

// refused sends a whole file and demands that the checks do not take it.
func (p person) refused(code, name, purpose string, b []byte, more ...string) answer {
	p.t.Helper()
	at := p.begin(name, purpose, len(b), more...)
	a := p.piece(at, 0, b)
	if again := p.call("GET", at+"/file", nil); a.code != code || again.code != code || again.status != a.status {
		p.t.Errorf("%s: got %d %s, then %d %s; want %s", name, a.status, a.code, again.status, again.code, code)
	}
	return a
}

func (p person) result(at string) (ref files.FileRef) {
	p.t.Helper()
	a := p.call("GET", at+"/file", nil).is(p.t, http.StatusOK, "")
	if err := json.Unmarshal(a.body, &ref); err != nil {
		p.t.Fatal(err)
	}
	return ref
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
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
			at["conversation_id"], at["seq"] = place.Conversation, place.Seq
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
