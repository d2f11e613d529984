package tamper

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"tonggui/internal/audit/merkle"
	"tonggui/internal/audit/proof"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// done is what was done: the first record that is not what it was, and how closely it must be found.
type done struct {
	first int64
	exact bool
}

// among: what was done is found between two checkpoints.
func among(n int64) done   { return done{n, false} }
func exactly(n int64) done { return done{n, true} }

// attacks are what a superuser can do to records older than the newest checkpoint outside.
var attacks = map[string]func(s *scene) done{
	"update": func(s *scene) done {
		a := s.anyAct()
		column := s.random.IntN(len(columns))
		s.do(`UPDATE audit SET `+columns[column].name+` = ? WHERE pos = ?`, columns[column].value(s), a.pos)
		return exactly(a.n)
	},
	"delete": func(s *scene) done {
		a := s.anyAct()
		s.do(`DELETE FROM audit WHERE pos = ?`, a.pos)
		return exactly(a.n)
	},
	"delete many": func(s *scene) done {
		a := s.anyAct()
		s.do(`DELETE FROM audit WHERE pos >= ?`, a.pos)
		return exactly(a.n)
	},
	"insert among the old": func(s *scene) done {
		s.do(`INSERT INTO audit (pos, id, at, action, object, facts, ip, request_id) /*postgres OVERRIDING SYSTEM VALUE*/ SELECT -1, ?, at, action, object, facts, ip, request_id FROM audit WHERE pos = ?`,
			id.New(s.db.Now()), s.anyAct().pos)
		return exactly(s.acts[0].n) // the place before the first one
	},
	"insert with an old time": func(s *scene) done {
		s.do(`INSERT INTO audit (id, at, action, object, facts, ip, request_id) SELECT ?, at - 86400000000, action, object, facts, ip, request_id FROM audit WHERE pos = ?`,
			id.New(s.db.Now()), s.anyAct().pos)
		return exactly(s.ends[len(s.ends)-1])
	},
	"reorder": func(s *scene) done {
		a, b := s.anyAct(), s.anyAct()
		for a == b {
			b = s.anyAct()
		}
		s.do(`UPDATE audit_leaves SET pos = -1 WHERE n = ?`, a.n)
		s.do(`UPDATE audit_leaves SET pos = ? WHERE n = ?`, a.pos, b.n)
		s.do(`UPDATE audit_leaves SET pos = ? WHERE n = ?`, b.pos, a.n)
		return exactly(min(a.n, b.n))
	},
	"take a number away": func(s *scene) done {
		a := s.anyAct()
		s.do(`DELETE FROM audit_leaves WHERE n = ?`, a.n)
		return exactly(a.n)
	},
	"truncate": func(s *scene) done {
		s.do(`DELETE FROM audit`)
		return exactly(s.acts[0].n)
	},
	"update the hash": func(s *scene) done {
		a := s.anyAct()
		h := s.leaf(a.n)
		h[s.random.IntN(len(h))] ^= 1
		s.rebuild(nil) // one row for all tiles of a level, easily changed
		raw, err := db.Value[[]byte](s.db.Ask(s.t.Context()), `SELECT hashes FROM audit_tiles WHERE level = 0 AND idx = ?`, a.n/256)
		if err != nil {
			s.t.Fatal(err)
		}
		copy(raw[a.n%256*32:], h[:])
		s.do(`UPDATE audit_tiles SET hashes = ? WHERE level = 0 AND idx = ?`, raw, a.n/256)
		return exactly(a.n)
	},
	"update record and tree": func(s *scene) done {
		a := s.anyAct()
		s.do(`UPDATE audit SET ip = '10.9.9.9' WHERE pos = ?`, a.pos)
		s.rebuild(map[int64]merkle.Hash{a.n: s.leaf(a.n)})
		return among(a.n)
	},
	"update record and tree, without checkpoints": func(s *scene) done {
		a := s.anyAct()
		s.do(`UPDATE audit SET ip = '10.9.9.9' WHERE pos = ?`, a.pos)
		s.rebuild(map[int64]merkle.Hash{a.n: s.leaf(a.n)})
		s.do(`DELETE FROM audit_checkpoints`)
		return among(a.n)
	},
	"sign with another key": func(s *scene) done {
		a := s.anyAct()
		s.do(`UPDATE audit SET ip = '10.9.9.9' WHERE pos = ?`, a.pos)
		s.resign(s.rebuild(map[int64]merkle.Hash{a.n: s.leaf(a.n)}))
		return among(a.n)
	},
	"swap the key": func(s *scene) done {
		key := s.resign(s.rebuild(nil))
		s.do(`UPDATE audit_keys SET public = ?`, key.String())
		s.resign(s.rebuild(map[int64]merkle.Hash{0: s.leaf(0)}))
		return among(0)
	},
	"put back": func(s *scene) done {
		*s = *s.scene(s.t, s.early, s.random)
		return exactly(s.earlySize)
	},
	"put back and go on": func(s *scene) done {
		*s = *s.scene(s.t, s.early, s.random)
		for range 1 + s.random.IntN(30) {
			s.goOn()
		}
		return among(s.earlySize)
	},
	"cut off": func(s *scene) done {
		a := s.anyAct()
		s.do(`DELETE FROM audit WHERE pos >= ?`, a.pos)
		for _, table := range []string{"audit_leaves", "audit_spans"} {
			s.do(`DELETE FROM `+table+` WHERE n >= ?`, a.n)
		}
		s.do(`DELETE FROM audit_checkpoints WHERE size > ?`, a.n)
		s.do(`UPDATE audit_log SET size = ?`, a.n)
		return exactly(a.n)
	},
	"a message's content": func(s *scene) done {
		m, seq := s.anyMessage()
		s.do(`UPDATE messages SET content = ? WHERE conversation_id = ? AND seq = ?`, []byte(`{"type":"text","nodes":[]}`), m.conversation, seq)
		return exactly(m.n)
	},
	"a message's sender": func(s *scene) done {
		m, seq := s.anyMessage()
		s.do(`UPDATE messages SET sender_id = ? WHERE conversation_id = ? AND seq = ?`, id.New(s.db.Now()), m.conversation, seq)
		return exactly(m.n)
	},
	"a message's row": func(s *scene) done {
		m, seq := s.anyMessage()
		s.do(`DELETE FROM messages WHERE conversation_id = ? AND seq = ?`, m.conversation, seq)
		return exactly(m.n)
	},
	"a message's hash": func(s *scene) done {
		m, seq := s.anyMessage()
		s.do(`UPDATE messages SET hash = ? WHERE conversation_id = ? AND seq = ?`, make([]byte, 32), m.conversation, seq)
		return exactly(m.n)
	},
	"the record of messages": func(s *scene) done {
		m, _ := s.anyMessage()
		s.do(`UPDATE audit_spans SET from_seq = from_seq + 1 WHERE n = ?`, m.n)
		return exactly(m.n)
	},
}

func (s *scene) anyMessage() (m span, seq int64) {
	m = s.spans[s.random.IntN(len(s.spans))]
	return m, m.from + s.random.Int64N(m.to-m.from+1)
}

type column struct {
	name  string
	value func(s *scene) any
}

func newID(s *scene) any { return id.New(s.db.Now()) }

func text(v string) func(*scene) any { return func(*scene) any { return v } }

var columns = []column{{"id", newID}, {"actor", newID}, {"session", newID}, {"object_id", newID}, {"subject", newID}, {"action", text("account.look")},
	{"object", text("thing")}, {"ip", text("10.9.9.9")}, {"request_id", text("none")}, {"facts", func(*scene) any { return []byte(`{"round":99}`) }},
	{"at", func(s *scene) any { return int64(s.db.Now()) }}, {"actor", func(*scene) any { return nil }}}

// covers: SEC-03
func TestEveryTamperingByASuperuserIsFoundAndLocated(t *testing.T) {
	times := 1
	if os.Getenv("SOAK") != "" {
		times = 1000/len(attacks) + 1
	}
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			b := newBase(t, dialect)
			found := 0
			for _, name := range slices.Sorted(maps.Keys(attacks)) {
				for i := range times {
					t.Run(fmt.Sprintf("%s %d", name, i), func(t *testing.T) {
						random := rand.New(rand.NewPCG(uint64(i), uint64(len(name))))
						s := b.scene(t, b.now, random)
						what := attacks[name](s)
						if random.IntN(2) == 0 && what.exact && name != "put back" && name != "cut off" {
							s.goOn() // whether the server runs on makes no difference
						} else if name == "insert with an old time" {
							_ = s.log().Round(t.Context())
						}
						if fault := b.judge(s, what); fault != "" {
							t.Error(fault)
							return
						}
						found++
					})
				}
			}
			t.Logf("%d of %d found and located", found, len(attacks)*times)
		})
	}
}

// judge asks the verifier and compares what it says with what was done; "" where that is found and located.
func (b *base) judge(s *scene, what done) string {
	s.t.Helper()
	r, err := proof.Verify(bytes.NewReader(s.export()), proof.Options{Keys: b.public, Outside: b.outside})
	if err != nil {
		s.t.Fatal(err)
	}
	if r.OK {
		return fmt.Sprintf("record %d: nothing is found", what.first)
	}
	p := *r.FirstBad
	located := p.First <= what.first && what.first <= p.Last && (p.Exact || !what.exact)
	if !what.exact && p.Last-p.First >= b.widest() {
		located = false
	}
	if !located {
		return fmt.Sprintf("record %d: it is said to lie in %+v; %+v", what.first, p, r.Problems)
	}
	return ""
}

// The harness has to notice a verifier that finds nothing, another record, or no exact one.
func TestTheHarnessKnowsWhenSomethingIsNotFound(t *testing.T) {
	b := newBase(t, db.SQLite)
	for name, c := range map[string]struct {
		attack string
		claim  func(done) done
	}{
		"another record":  {"update", func(d done) done { return exactly(d.first + 1) }},
		"not exactly":     {"update record and tree", func(d done) done { return exactly(d.first) }},
		"nothing at all":  {"", func(done) done { return exactly(5) }},
		"another quarter": {"update record and tree", func(d done) done { return among(d.first + b.widest()) }},
	} {
		s := b.scene(t, b.now, rand.New(rand.NewPCG(3, 3)))
		what := done{}
		if c.attack != "" {
			what = attacks[c.attack](s)
		}
		if b.judge(s, c.claim(what)) == "" {
			t.Errorf("%s passes", name)
		}
	}
}

// widest is how many records lie between two checkpoints outside at most, or behind the last of them.
func (b *base) widest() (out int64) {
	last := int64(0)
	for _, end := range append(slices.Clone(b.outEnds), b.ends[len(b.ends)-1]) {
		out, last = max(out, end-last), end
	}
	return out
}

// covers: SEC-03
func TestWhatNobodyTouchedIsFoundInOrder(t *testing.T) {
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			b := newBase(t, dialect)
			s := b.scene(t, b.now, rand.New(rand.NewPCG(1, 1)))
			verify := func(when string) {
				t.Helper()
				r, err := proof.Verify(bytes.NewReader(s.export()), proof.Options{Keys: b.public, Outside: b.outside})
				if err != nil || !r.OK || r.Outside.Hold != len(b.outside) {
					t.Errorf("%s: %+v, %v", when, r, err)
				}
			}
			verify("as it is")
			s.goOn()
			verify("after it went on")
			// What was said can be destroyed, with its salt, and every proof stands.
			m, seq := s.anyMessage()
			s.do(`UPDATE messages SET content = ?, salt = ? WHERE conversation_id = ? AND seq = ?`, []byte{}, []byte{}, m.conversation, seq)
			s.do(`DELETE FROM message_edits WHERE conversation_id = ? AND seq = ?`, m.conversation, seq)
			s.do(`DELETE FROM files`)
			s.goOn()
			verify("after content was destroyed")
		})
	}
}
