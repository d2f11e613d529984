package proof

import (
	"bytes"
	"io"
	"slices"
	"time"

	"tonggui/internal/audit/merkle"
	"tonggui/internal/audit/record"
	"tonggui/internal/platform/clock"

	"golang.org/x/mod/sumdb/tlog"
)

// Options say what is known beside the file.
type Options struct {
	Keys      []Key    // of the log; one is enough
	Outside   [][]byte // notes that were kept elsewhere, of any age
	Witnesses []Key    // where given, the newest outside checkpoint must be co-signed by one
}

// late is how much later than its own time a record may come into the log: longer than a transaction
// lasts, and than clocks of several servers differ.
const late = 10 * time.Minute

// Verify reads an export to its end and says what is wrong with it. Its error is the reader's own; all
// that is wrong with what was read stands in the report.
func Verify(in io.Reader, o Options) (Report, error) {
	v := &verifying{trusted: slices.Clone(o.Keys), r: Report{OK: true, Problems: []Problem{}, Outside: Outside{Given: len(o.Outside), Witnesses: []string{}}}}
	v.readOutside(o)
	lines := newLines(in)
	for {
		b, err := lines.next()
		if err == io.EOF {
			break
		}
		if err == errLong {
			v.damaged(lines.n)
			break
		}
		if err != nil {
			return v.r, err
		}
		v.line(lines.n, b)
	}
	v.end()
	return v.r, nil
}

// bad is a record that is not what its stored leaf hash says.
type bad struct {
	n       int64
	got     merkle.Hash // zero: the record is missing
	stored  merkle.Hash
	missing bool
}

// source is where checkpoints come from; each kind is judged by its own history.
type source struct {
	good   int64 // the newest size at which the records agree
	broken bool  // one did not, and that was said
}

type verifying struct {
	r       Report
	trusted []Key
	named   []named // keys that records named and no checkpoint has confirmed yet
	outside []Signed
	begun   bool
	ended   bool

	records, leaves merkle.Edge // the tree of what is there, and of what is stored as hashes, where that is another
	apart           bool        // it is
	stored          []byte      // leaf hashes that wait for their records
	storedFrom      int64
	suspects        []bad
	own, out        source
	lastAt          clock.Instant // of the newest checkpoint that holds
	ownAt           clock.Instant // of the newest one of the file that holds
	span            *record.Parsed
	doubtful        bool // the record is not what its leaf hash says: it can tell nothing about messages
}

type named struct {
	n   int64
	key Key
}

// record takes the next record; nil stands for a missing one.
func (v *verifying) record(b []byte) {
	n := v.records.Size()
	stored, have := v.takeStored(n)
	var h merkle.Hash
	if b != nil {
		h = tlog.RecordHash(b)
	} else {
		h = stored // a tree needs something there; it is a suspect all the same
	}
	if !have {
		stored = h
	}
	if b == nil || h != stored {
		s := bad{n: n, got: h, stored: stored, missing: b == nil}
		v.suspects = append(v.suspects, s)
		if !v.apart {
			v.leaves, v.apart = v.records.Clone(), true
		}
	}
	v.records.Add(h)
	if v.apart {
		v.leaves.Add(stored)
	}
	v.span, v.doubtful = nil, h != stored
	if b != nil {
		v.look(n, b)
	}
	v.reached(n + 1)
}

// look takes from a record what verifying needs of it.
func (v *verifying) look(n int64, b []byte) {
	if at, ok := record.TimeOf(b); ok {
		if v.lastAt > 0 && at < v.lastAt.Add(-late) {
			v.r.add(Problem{Code: RecordBackdated, First: n, Exact: true, Params: map[string]any{"at": at, "after": v.lastAt}})
		}
		return
	}
	if !bytes.HasPrefix(b, keyBegin) && !bytes.HasPrefix(b, messagesBegin) {
		return
	}
	p, err := record.Parse(b)
	if err != nil {
		return // its hash tells whether it was always so
	}
	if p.Type == record.TypeMessages {
		v.span = &p
		return
	}
	if k, err := ParseKey(p.Key); err == nil && k.Name() == v.r.Origin {
		v.named = append(v.named, named{n, k})
	}
}

var (
	keyBegin      = []byte(`{"v":1,"type":"key"`)
	messagesBegin = []byte(`{"v":1,"type":"messages"`)
)

func (v *verifying) takeStored(n int64) (h merkle.Hash, have bool) {
	if len(v.stored) == 0 || n != v.storedFrom {
		return h, false
	}
	h = merkle.Hash(v.stored[:tlog.HashSize])
	v.stored = v.stored[tlog.HashSize:]
	v.storedFrom++
	return h, true
}

// reached compares with the outside checkpoints of a size.
func (v *verifying) reached(size int64) {
	for len(v.outside) > 0 && v.outside[0].Size <= size {
		if c := v.outside[0]; c.Size == size && v.judge(c.Checkpoint, &v.out) {
			v.r.Outside.Hold++
		}
		v.outside = v.outside[1:]
	}
}

// judge compares a checkpoint that is believed with the records up to it.
func (v *verifying) judge(c Checkpoint, from *source) bool {
	stored := merkle.Hash{}
	if v.apart {
		stored = v.leaves.Root()
	}
	switch c.Root {
	case v.records.Root():
		// What is stored as a hash was changed, if anything: the records are right.
		for _, s := range v.suspects {
			if s.missing {
				v.r.add(Problem{Code: RecordMissing, First: s.n, Exact: true})
			} else {
				v.r.add(Problem{Code: LeavesChanged, First: s.n, Exact: true})
			}
		}
		v.apart = false
	case stored:
		v.tellSuspects()
		v.records, v.apart = v.leaves, false
	default:
		v.tellSuspects()
		if !from.broken {
			from.broken = true
			p := Problem{Code: RecordsRewritten, First: max(v.own.good, v.out.good), Last: c.Size - 1}
			if from == &v.out {
				p.Code, p.First = HistoryDiffers, v.out.good
			}
			p.Exact = p.First == p.Last
			v.r.add(p)
		}
		v.suspects = nil
		return false
	}
	v.suspects = nil
	from.good = c.Size
	if !v.own.broken && !v.out.broken {
		v.r.Proven, v.r.ProvenAt = c.Size, c.At
	}
	v.lastAt = max(v.lastAt, c.At)
	if from == &v.own {
		v.ownAt = max(v.ownAt, c.At)
	}
	v.confirm(c.Size)
	return true
}

// tellSuspects says which records are not what their leaf hashes say.
func (v *verifying) tellSuspects() {
	places := map[merkle.Hash]int64{}
	for _, s := range v.suspects {
		places[s.stored] = s.n
	}
	for _, s := range v.suspects {
		p := Problem{Code: RecordChanged, First: s.n, Exact: true}
		if was, known := places[s.got]; s.missing {
			p.Code = RecordMissing
		} else if known {
			p.Code, p.Params = RecordMoved, map[string]any{"was": was}
		}
		v.r.add(p)
	}
}

// confirm trusts the keys that records below a size have named.
func (v *verifying) confirm(size int64) {
	for len(v.named) > 0 && v.named[0].n < size {
		v.trusted = append(v.trusted, v.named[0].key)
		v.named = v.named[1:]
	}
}
