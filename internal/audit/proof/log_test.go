package proof_test

import (
	"bytes"
	"fmt"
	"strconv"
	"testing"

	"tonggui/internal/audit/merkle"
	"tonggui/internal/audit/proof"
	"tonggui/internal/audit/record"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const origin = "tonggui/audit/test"

// start is the instant of a log's first record.
const start = clock.Instant(1_772_416_800_000_000)

// log is what a database holds: records, their stored leaf hashes, signed checkpoints.
type log struct {
	keys        []proof.Key // the newest first
	signer      note.Signer
	lines       [][]byte // nil: the row is gone
	leaves      []merkle.Hash
	checkpoints map[int64][]byte
	strays      [][]byte
	rows        map[int][]merkle.Hash
	differ      map[int]map[int64]merkle.Hash
}

func act(n int) []byte {
	ident := id.ID{1, 2, 3, 6: 0x70, 8: 0x80, 13: byte(n >> 16), 14: byte(n >> 8), 15: byte(n)}
	a := record.Act{ID: ident[:], At: strconv.AppendInt(nil, int64(start)+int64(n)*1000, 10), Actor: ident[:], Action: []byte("account.freeze"),
		Object: []byte("account"), ObjectID: ident[:], Facts: fmt.Appendf(nil, `{"n":%d}`, n), IP: []byte("10.0.0.1"), RequestID: []byte("r")}
	return a.Line()
}

func atOf(n int64) clock.Instant { return start + clock.Instant(n*1000) }

func newSigner(t testing.TB) (note.Signer, proof.Key) {
	t.Helper()
	secret, public, err := proof.NewKey(origin)
	if err != nil {
		t.Fatal(err)
	}
	s, err := proof.NewSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	return s, public
}

// newLog makes a log of n records, with a checkpoint after each of some.
func newLog(t testing.TB, n, every int) *log {
	t.Helper()
	l := &log{checkpoints: map[int64][]byte{}, rows: map[int][]merkle.Hash{}, differ: map[int]map[int64]merkle.Hash{}}
	s, k := newSigner(t)
	l.signer, l.keys = s, []proof.Key{k}
	l.add((&record.Key{At: start, Key: k.String()}).Line())
	for i := 1; i < n; i++ {
		l.add(act(i))
		if (i+1)%every == 0 || i == n-1 {
			l.sign(t)
		}
	}
	return l
}

func (l *log) add(b []byte) {
	l.lines, l.leaves = append(l.lines, b), append(l.leaves, tlog.RecordHash(b))
}

func (l *log) sign(t testing.TB, more ...note.Signer) {
	t.Helper()
	size := int64(len(l.lines))
	var e merkle.Edge
	for _, h := range l.leaves {
		e.Add(h)
	}
	raw, err := proof.Checkpoint{Origin: origin, Size: size, Root: e.Root(), At: atOf(size)}.Sign(append([]note.Signer{l.signer}, more...)...)
	if err != nil {
		t.Fatal(err)
	}
	l.checkpoints[size] = raw
}

// newest is the note of the newest checkpoint up to a size.
func (l *log) newest(size int) []byte {
	for n := int64(size); n > 0; n-- {
		if c := l.checkpoints[n]; c != nil {
			return c
		}
	}
	return nil
}

// rewrite gives a record another content and its stored hash too, as somebody would who knows how.
func (l *log) rewrite(n int, b []byte) { l.lines[n], l.leaves[n] = b, tlog.RecordHash(b) }

func (l *log) export(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	w := proof.NewWriter(&out, origin, start, int64(len(l.lines)), l.keys)
	for i, b := range l.lines {
		if i%merkle.Width == 0 {
			var raw []byte
			for _, h := range l.leaves[i:min(i+merkle.Width, len(l.leaves))] {
				raw = append(raw, h[:]...)
			}
			w.Leaves(int64(i), raw)
		}
		if b == nil {
			w.Missing()
		} else {
			w.Record(b)
		}
		if l.rows[i] != nil {
			s, _ := record.Parse(b)
			w.Rows(s.From, l.rows[i], l.differ[i])
		}
		if c := l.checkpoints[int64(i+1)]; c != nil {
			w.Checkpoint(c)
		}
	}
	for size, c := range l.checkpoints {
		if size > int64(len(l.lines)) {
			w.Checkpoint(c)
		}
	}
	for _, s := range l.strays {
		w.Stray(3, s)
	}
	if err := w.End(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func verify(t testing.TB, file []byte, o proof.Options) proof.Report {
	t.Helper()
	r, err := proof.Verify(bytes.NewReader(file), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (l *log) verify(t testing.TB, outside ...[]byte) proof.Report {
	t.Helper()
	return verify(t, l.export(t), proof.Options{Keys: l.keys, Outside: outside})
}
