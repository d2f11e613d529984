package tamper

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"tonggui/internal/audit"
	"tonggui/internal/audit/merkle"
	"tonggui/internal/audit/proof"
	"tonggui/internal/messaging"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"

	"golang.org/x/mod/sumdb/tlog"
)

// scene is a copy of the database in the hands of its superuser.
type scene struct {
	*base
	t      testing.TB
	db     *db.DB
	random *rand.Rand
}

func (b *base) scene(t testing.TB, at place, random *rand.Rand) *scene {
	t.Helper()
	p := at.copied(t)
	d, err := db.Open(t.Context(), db.Options{Dir: p.dir, URL: p.url, Clock: clock.NewSystem()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	s := &scene{b, t, d, random}
	for _, table := range []string{"audit", "audit_leaves", "audit_spans", "audit_checkpoints"} {
		if d.Dialect() == db.Postgres {
			s.do(`ALTER TABLE ` + table + ` DISABLE TRIGGER ALL`)
			continue
		}
		s.do(`DROP TRIGGER IF EXISTS ` + table + `_no_update`)
		s.do(`DROP TRIGGER IF EXISTS ` + table + `_no_delete`)
	}
	return s
}

func (s *scene) do(query string, args ...any) {
	s.t.Helper()
	if err := s.db.Write(s.t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(query, args...); return err }); err != nil {
		s.t.Fatalf("%s: %v", query, err)
	}
}

func (s *scene) log() *audit.Log {
	s.t.Helper()
	keys, err := s.keys.Open(func() (bool, error) { return true, nil })
	if err != nil {
		s.t.Fatal(err)
	}
	l, err := audit.OpenLog(s.t.Context(), audit.Deps{DB: s.db, Keys: keys, Node: id.New(s.db.Now()), Messages: messaging.New(messaging.Deps{DB: s.db})})
	if err != nil {
		s.t.Fatal(err)
	}
	return l
}

func (s *scene) export() []byte {
	s.t.Helper()
	var out bytes.Buffer
	if _, err := s.log().Export(s.t.Context(), &out, true, nil); err != nil {
		s.t.Fatal(err)
	}
	return out.Bytes()
}

// goOn lets the server run on: it numbers and signs what it is given, or notices and refuses.
func (s *scene) goOn() {
	s.t.Helper()
	if err := s.db.Write(s.t.Context(), func(tx *db.Tx) error {
		return audit.Write(tx, authz.Principal{}, audit.Entry{Action: authz.AccountReset, Object: "account"})
	}); err != nil {
		s.t.Fatal(err)
	}
	_ = s.log().Round(s.t.Context())
}

func (s *scene) anyAct() act { return s.acts[s.random.IntN(len(s.acts))] }

// leaf is the hash of a record as the database has it now.
func (s *scene) leaf(n int64) merkle.Hash {
	s.t.Helper()
	at := int64(0)
	for _, line := range bytes.Split(s.export(), []byte("\n")) {
		if bytes.HasPrefix(line, []byte(`{"v":1,`)) {
			if at == n {
				return tlog.RecordHash(line)
			}
			at++
		}
	}
	s.t.Fatalf("there is no record %d", n)
	return merkle.Hash{}
}

// rebuild makes the whole tree anew with other leaves, as somebody would who knows how.
func (s *scene) rebuild(with map[int64]merkle.Hash) []merkle.Hash {
	s.t.Helper()
	raw, err := db.All(s.db.Ask(s.t.Context()), db.Scalar[[]byte], `SELECT hashes FROM audit_tiles WHERE level = 0 ORDER BY idx`)
	if err != nil {
		s.t.Fatal(err)
	}
	var leaves []merkle.Hash
	for _, h := range raw {
		for ; len(h) > 0; h = h[tlog.HashSize:] {
			leaves = append(leaves, merkle.Hash(h[:tlog.HashSize]))
		}
	}
	for n, h := range with {
		leaves[n] = h
	}
	s.do(`DELETE FROM audit_tiles`)
	made, err := merkle.Append(0, nil, leaves)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, tile := range made {
		s.do(`INSERT INTO audit_tiles (level, idx, hashes) VALUES (?, ?, ?)`, tile.Level, tile.Index, tile.Hashes)
	}
	return leaves
}

// resign replaces all checkpoints by ones of a foreign key.
func (s *scene) resign(leaves []merkle.Hash) proof.Key {
	s.t.Helper()
	secret, key, err := proof.NewKey(s.public[0].Name())
	if err != nil {
		s.t.Fatal(err)
	}
	signer, err := proof.NewSigner(secret)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, size := range s.ends {
		raw, err := proof.Checkpoint{Origin: key.Name(), Size: size, Root: merkle.RootOf(leaves[:size]), At: s.db.Now()}.Sign(signer)
		if err != nil {
			s.t.Fatal(err)
		}
		s.do(`UPDATE audit_checkpoints SET note = ? WHERE size = ?`, raw, size)
	}
	return key
}
