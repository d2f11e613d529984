package witness_test

import (
	"bytes"
	"context"
	"encoding/pem"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonggui/internal/audit/merkle"
	"tonggui/internal/audit/proof"
	"tonggui/internal/audit/record"
	"tonggui/internal/audit/witness"
	"tonggui/internal/platform/clock"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const origin = "tonggui/audit/test"

// server is a log that its owner can bend.
type server struct {
	leaves []merkle.Hash
	signer note.Signer
	key    proof.Key
	away   bool
	note   []byte // instead of the true one

	handovers []proof.Handover
}

func (s *server) Handovers(context.Context) ([]proof.Handover, error) {
	if s.away {
		return nil, errors.New("no route")
	}
	return s.handovers, nil
}

// hand names a new key in the log, and makes the proof of it, signed by whom it is said; from then on the new
// key alone signs.
func (s *server) hand(t *testing.T, by note.Signer) proof.Key {
	t.Helper()
	signer, key := newKey(t)
	line := (&record.Key{At: 9, Key: key.String()}).Line()
	n := int64(len(s.leaves))
	s.grow(string(line), 1)
	s.grow("after", 2)
	s.signer = by
	checkpoint, err := s.Newest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.handovers = append(s.handovers, proof.Handover{Number: n, Record: string(line), Hashes: s.inclusion(t, n), Checkpoint: string(checkpoint)})
	s.signer = signer
	return key
}

func (s *server) inclusion(t *testing.T, n int64) tlog.RecordProof {
	t.Helper()
	p, err := tlog.ProveRecord(int64(len(s.leaves)), n, merkle.Hashes(s.tree(t)))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (s *server) tree(t *testing.T) merkle.Reader {
	t.Helper()
	tiles := map[[2]int64][]byte{}
	read := func(level int, index int64) ([]byte, error) { return tiles[[2]int64{int64(level), index}], nil }
	made, err := merkle.Append(0, read, s.leaves)
	if err != nil {
		t.Fatal(err)
	}
	for _, tile := range made {
		tiles[[2]int64{int64(tile.Level), tile.Index}] = tile.Hashes
	}
	return read
}

func newServer(t *testing.T) *server {
	t.Helper()
	s := &server{}
	s.signer, s.key = newKey(t)
	s.grow("a", 3)
	return s
}

func newKey(t *testing.T) (note.Signer, proof.Key) {
	t.Helper()
	secret, key, err := proof.NewKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := proof.NewSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	return signer, key
}

func (s *server) grow(text string, n int) {
	for range n {
		s.leaves = append(s.leaves, tlog.RecordHash([]byte(text)))
	}
}

func (s *server) Newest(context.Context) ([]byte, error) {
	if s.away {
		return nil, errors.New("no route")
	}
	if s.note != nil {
		return s.note, nil
	}
	return proof.Checkpoint{Origin: origin, Size: int64(len(s.leaves)), Root: merkle.RootOf(s.leaves), At: 7}.Sign(s.signer)
}

func (s *server) Grown(_ context.Context, from, to int64) (tlog.TreeProof, error) {
	tiles := map[[2]int64][]byte{}
	read := func(level int, index int64) ([]byte, error) { return tiles[[2]int64{int64(level), index}], nil }
	made, err := merkle.Append(0, read, s.leaves)
	for _, tile := range made {
		tiles[[2]int64{int64(tile.Level), tile.Index}] = tile.Hashes
	}
	if err != nil {
		return nil, err
	}
	return tlog.ProveTree(to, from, merkle.Hashes(read))
}

func open(t *testing.T, dir string, s witness.Source, keys ...proof.Key) *witness.Witness {
	t.Helper()
	w, err := witness.New(t.Context(), witness.Options{Dir: dir, Name: "witness/one", Keys: keys, Source: s,
		Clock: clock.NewFake(time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// covers: SEC-03
func TestAWitnessSignsALogThatOnlyGrowsAndRemembersItWhenItStartsAgain(t *testing.T) {
	s, dir := newServer(t), t.TempDir()
	w := open(t, dir, s, s.key)
	key := w.Key()
	for i := range 5 {
		if err := w.Look(t.Context()); err != nil {
			t.Fatal(err)
		}
		signed, err := proof.Open(w.Newest(), []proof.Key{s.key, key})
		if err != nil || len(signed.By) != 2 || signed.Size != int64(len(s.leaves)) {
			t.Fatalf("%+v, %v", signed, err)
		}
		if i%2 == 0 {
			s.grow("b", 100)
		}
		w = open(t, dir, s, s.key)
		if w.Key().String() != key.String() || w.Newest() == nil {
			t.Fatal("it has forgotten")
		}
	}
	raw, err := os.ReadFile(filepath.Join(dir, "checkpoints"))
	if err != nil {
		t.Fatal(err)
	}
	if notes, err := proof.Split(raw); err != nil || len(notes) != 3 {
		t.Errorf("%d checkpoints, %v", len(notes), err)
	}
}

// covers: SEC-03
func TestAWitnessRefusesWhatContradictsWhatItHasSigned(t *testing.T) {
	for name, c := range map[string]struct {
		bend    func(s *server)
		want    error
		problem string
	}{
		"put back":         {func(s *server) { s.leaves = s.leaves[:2] }, witness.ErrRollback, "rollback"},
		"another last one": {func(s *server) { s.leaves[2] = merkle.Hash{9} }, witness.ErrFork, "fork"},
		"put back and on":  {func(s *server) { s.leaves = s.leaves[:2]; s.grow("c", 50) }, witness.ErrFork, "fork"},
		"another key":      {func(s *server) { s.signer, _ = newKey(t); s.grow("c", 1) }, witness.ErrForeign, "foreign"},
		"no checkpoint":    {func(s *server) { s.note = []byte("hello") }, witness.ErrForeign, "foreign"},
		"a false signature": {func(s *server) {
			n, _ := s.Newest(t.Context())
			s.note = bytes.Replace(n, []byte("\n3\n"), []byte("\n4\n"), 1)
		}, witness.ErrForeign, "foreign"},
		"it does not answer": {func(s *server) { s.away = true }, witness.ErrAway, "away"},
	} {
		t.Run(name, func(t *testing.T) {
			s, dir := newServer(t), t.TempDir()
			w := open(t, dir, s, s.key)
			if err := w.Look(t.Context()); err != nil {
				t.Fatal(err)
			}
			before := w.Newest()
			kept := append([]merkle.Hash{}, s.leaves...)
			signer := s.signer
			c.bend(s)
			for range 2 {
				if err := w.Look(t.Context()); !errors.Is(err, c.want) {
					t.Fatal(err)
				}
			}
			if st := w.Status(); st.OK || st.Problem != c.problem || !bytes.Equal(w.Newest(), before) {
				t.Errorf("%+v", st)
			}
			evidence, err := os.ReadFile(filepath.Join(dir, "refused"))
			if c.want != witness.ErrAway && (err != nil || len(evidence) == 0) {
				t.Error("what was refused is not kept:", err)
			}
			// A restart does not make it forget, and the true log is signed again.
			w = open(t, dir, s, s.key)
			if err := w.Look(t.Context()); !errors.Is(err, c.want) {
				t.Error("after a restart:", err)
			}
			s.leaves, s.signer, s.note, s.away = kept, signer, nil, false
			s.grow("d", 4)
			if err := w.Look(t.Context()); err != nil || !w.Status().OK {
				t.Error("the true log:", err)
			}
		})
	}
}

func TestAWitnessAnswersWhoeverAsks(t *testing.T) {
	s, dir := newServer(t), t.TempDir()
	w := open(t, dir, s, s.key)
	get := func(path string) (int, string) {
		rec := httptest.NewRecorder()
		w.Handler().ServeHTTP(rec, httptest.NewRequest(http.MethodGet, path, nil))
		return rec.Code, rec.Body.String()
	}
	if code, _ := get("/checkpoint"); code != 404 {
		t.Error("before the first:", code)
	}
	if err := w.Look(t.Context()); err != nil {
		t.Fatal(err)
	}
	if code, body := get("/checkpoint"); code != 200 || body != string(w.Newest()) {
		t.Errorf("%d %q", code, body)
	}
	if code, body := get("/checkpoints"); code != 200 || body != string(proof.Join(w.Newest())) {
		t.Errorf("%d %q", code, body)
	}
	if code, body := get("/key"); code != 200 || strings.TrimSpace(body) != w.Key().String() {
		t.Errorf("%d %q", code, body)
	}
	if code, body := get("/status"); code != 200 || !strings.Contains(body, `"size":3`) {
		t.Errorf("%d %q", code, body)
	}
	s.leaves = s.leaves[:1]
	_ = w.Look(t.Context())
	if code, body := get("/status"); code != 503 || !strings.Contains(body, `"rollback"`) {
		t.Errorf("%d %q", code, body)
	}
}

func TestAWitnessFetchesOverHTTPSOnly(t *testing.T) {
	for _, bad := range []string{"", "im.example.com", "http://im.example.com", "https://im.example.com/x", "https://u:p@im.example.com", "ftp://x"} {
		if _, err := witness.Reach(bad, ""); err == nil {
			t.Errorf("%q passes", bad)
		}
	}
	secure := httptest.NewTLSServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/v1/audit/checkpoint" {
			_, _ = rw.Write([]byte(`{"size":1,"note":"hello"}`))
			return
		}
		http.Redirect(rw, r, "/elsewhere", http.StatusFound)
	}))
	defer secure.Close()
	s, err := witness.Reach(secure.URL, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Newest(t.Context()); err == nil {
		t.Error("a certificate that nobody vouches for passes")
	}
	ca := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(ca, pemOf(secure.Certificate().Raw), 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err = witness.Reach(secure.URL, ca); err != nil {
		t.Fatal(err)
	}
	if note, err := s.Newest(t.Context()); err != nil || string(note) != "hello" {
		t.Errorf("%q, %v", note, err)
	}
	if _, err := s.Grown(t.Context(), 1, 2); err == nil {
		t.Error("it was led elsewhere")
	}
}

func pemOf(der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}
