package proof_test

import (
	"bytes"
	"os"
	"testing"
	"time"

	"tonggui/internal/audit/merkle"
	"tonggui/internal/audit/proof"
	"tonggui/internal/audit/record"
	"tonggui/internal/platform/id"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

// covers: SEC-03
func TestAnUntouchedLogVerifiesWithNothingButThePublicKey(t *testing.T) {
	for _, size := range []int{1, 2, 255, 256, 257, 1000} {
		l := newLog(t, max(size, 2), 10)
		r := l.verify(t)
		if !r.OK || r.Proven != int64(len(l.lines)) || r.Records != r.Proven || r.FirstBad != nil || r.Checkpoints == 0 || r.ProvenAt != atOf(r.Proven) {
			t.Errorf("%d records: %+v", size, r)
		}
		r = l.verify(t, l.newest(size/2+2), l.newest(len(l.lines)))
		if !r.OK || r.Outside.Hold != r.Outside.Given || r.Outside.Size != r.Proven {
			t.Errorf("%d records with outside checkpoints: %+v", size, r)
		}
	}
}

func TestRecordsBehindTheNewestCheckpointAreNotCalledProven(t *testing.T) {
	l := newLog(t, 30, 10)
	for i := range 5 {
		l.add(act(30 + i))
	}
	if r := l.verify(t); !r.OK || r.Proven != 30 || r.Records != 35 {
		t.Errorf("%+v", r)
	}
}

// Each tampering below is made at a random place; what the report says is compared with what was done.
//
// covers: SEC-03
func TestEachTamperingIsFoundAndLocated(t *testing.T) {
	const size, every = 120, 10
	for name, tamper := range map[string]func(l *log, n int){
		proof.RecordChanged:    func(l *log, n int) { l.lines[n] = act(n + 1000) },
		proof.RecordMissing:    func(l *log, n int) { l.lines[n] = nil },
		proof.RecordInserted:   func(l *log, n int) { l.strays = append(l.strays, act(n)) },
		proof.RecordMoved:      func(l *log, n int) { l.lines[n], l.lines[n+1] = l.lines[n+1], l.lines[n] },
		proof.LeavesChanged:    func(l *log, n int) { l.leaves[n][3] ^= 1 },
		proof.RecordsRewritten: func(l *log, n int) { l.rewrite(n, act(n+1000)) },
		proof.LogShortened: func(l *log, n int) {
			l.lines, l.leaves = l.lines[:n], l.leaves[:n]
		},
		proof.CheckpointDamaged: func(l *log, n int) { l.checkpoints[int64(n/every+1)*every] = []byte("rubbish") },
		proof.CheckpointFalse: func(l *log, n int) {
			at := int64(n/every+1) * every
			l.checkpoints[at] = bytes.Replace(l.checkpoints[at], []byte("\nat "), []byte("\nat 1"), 1)
		},
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				l := newLog(t, size, every)
				n := rapid.IntRange(1, size-every-2).Draw(rt, "n")
				tamper(l, n)
				r := l.verify(t)
				if r.OK || r.FirstBad.Code != name && !(name == proof.RecordMoved && r.FirstBad.Code == proof.RecordChanged) {
					rt.Fatalf("%d: %+v", n, r)
				}
				p := *r.FirstBad
				switch name {
				case proof.RecordInserted, proof.CheckpointDamaged, proof.CheckpointFalse:
				case proof.RecordsRewritten:
					if p.First > int64(n) || p.Last < int64(n) || p.Last-p.First >= every {
						rt.Fatalf("%d is said to lie in %+v", n, p)
					}
				default:
					if !p.Exact || p.First != int64(n) {
						rt.Fatalf("%d is said to lie at %+v", n, p)
					}
				}
			})
		})
	}
}

func TestWhoeverRewritesEverythingIsFoundByAnOutsideCheckpoint(t *testing.T) {
	l := newLog(t, 100, 10)
	outside := [][]byte{l.newest(20), l.newest(50), l.newest(100)}
	// With the server's own key: the database was put back to 57 records, and the log went on.
	forked := newLogFrom(t, l, 57, 100)
	if r := forked.verify(t); !r.OK {
		t.Fatalf("the fork is consistent by itself: %+v", r)
	}
	r := forked.verify(t, outside...)
	if r.OK || r.FirstBad.Code != proof.HistoryDiffers || r.FirstBad.First != 50 || r.FirstBad.Last != 99 || r.Proven >= 100 || r.Outside.Hold != 2 {
		t.Errorf("%+v %+v", r, r.FirstBad)
	}
	// Put back and stopped.
	short := newLogFrom(t, l, 57, 57)
	r = short.verify(t, outside...)
	if r.OK || r.FirstBad.Code != proof.LogShortened || r.FirstBad.First != 57 || r.FirstBad.Last != 99 {
		t.Errorf("%+v", r)
	}
}

// newLogFrom goes on from the first records of a log, with its key, with others than it had.
func newLogFrom(t testing.TB, of *log, keep, size int) *log {
	l := newLog(t, 2, 10)
	l.signer, l.keys = of.signer, of.keys
	l.lines, l.leaves, l.checkpoints = of.lines[:keep:keep], of.leaves[:keep:keep], map[int64][]byte{}
	l.sign(t)
	for len(l.lines) < size {
		l.add(act(len(l.lines) + 5000))
		if len(l.lines)%10 == 0 {
			l.sign(t)
		}
	}
	return l
}

func TestAnotherKeyIsNotBelieved(t *testing.T) {
	l := newLog(t, 50, 10)
	real, outside := l.keys, l.newest(50)
	other, public := newSigner(t)
	l.signer, l.keys = other, []proof.Key{public}
	l.rewrite(7, act(900))
	whole := l.lines
	l.lines, l.leaves = nil, nil
	for i, b := range whole {
		l.add(b)
		if (i+1)%10 == 0 {
			l.sign(t)
		}
	}
	file := l.export(t)
	r := verify(t, file, proof.Options{Keys: real})
	if r.OK || r.Proven != 0 || r.FirstBad.Code != proof.KeyUnknown || r.FirstBad.First != 9 {
		t.Errorf("%+v", r)
	}
	r = verify(t, file, proof.Options{Keys: real, Outside: [][]byte{outside}})
	if r.OK || r.FirstBad.Code != proof.HistoryDiffers {
		t.Errorf("%+v", r)
	}
	if r := verify(t, file, proof.Options{Keys: real, Outside: [][]byte{l.newest(50), []byte("x")}}); r.Problems[0].Code != proof.OutsideUnsigned || r.Problems[1].Code != proof.OutsideDamaged {
		t.Errorf("%+v", r)
	}
}

func TestARotatedKeyIsBelievedOnceTheOldOneHasConfirmedIt(t *testing.T) {
	l := newLog(t, 50, 10)
	old, oldKeys := l.signer, l.keys
	signer, public := newSigner(t)
	l.add((&record.Key{At: atOf(50), Key: public.String()}).Line())
	l.signer = signer
	l.sign(t, old) // both sign once
	for i := range 20 {
		l.add(act(51 + i))
	}
	l.sign(t)
	file := l.export(t)
	for name, keys := range map[string][]proof.Key{"the old key": oldKeys, "both": {public, oldKeys[0]}} {
		if r := verify(t, file, proof.Options{Keys: keys}); !r.OK || r.Proven != 71 {
			t.Errorf("%s: %+v", name, r)
		}
	}
	// Without the old key's word a record that names a key is worth nothing.
	delete(l.checkpoints, 51)
	if r := verify(t, l.export(t), proof.Options{Keys: oldKeys}); r.OK || r.FirstBad.Code != proof.KeyUnknown || r.Proven != 50 {
		t.Errorf("%+v", r)
	}
}

func TestARecordThatClaimsToBeOldIsFound(t *testing.T) {
	l := newLog(t, 30, 10)
	a, _ := record.Parse(act(29))
	late := record.Act{ID: a.ID[:], At: []byte("1772416000000000"), Action: []byte("x"), Object: []byte("x"), Facts: []byte("{}"), IP: []byte{}, RequestID: []byte{}}
	l.add(late.Line())
	l.sign(t)
	if r := l.verify(t); r.OK || r.FirstBad.Code != proof.RecordBackdated || r.FirstBad.First != 30 {
		t.Errorf("%+v", r)
	}
}

func TestMessagesAreHeldByTheirRecord(t *testing.T) {
	room := id.ID{6: 0x70, 8: 0x80, 15: 9}
	hashes := []merkle.Hash{tlog.RecordHash([]byte("a")), tlog.RecordHash([]byte("b")), tlog.RecordHash([]byte("c"))}
	make := func() *log {
		l := newLog(t, 5, 5)
		l.add((&record.Messages{At: atOf(5), Conversation: room, From: 4, To: 6, Root: merkle.RootOf(hashes)}).Line())
		l.rows[5] = append([]merkle.Hash{}, hashes...)
		l.sign(t)
		return l
	}
	if r := make().verify(t); !r.OK {
		t.Fatalf("%+v", r)
	}
	for name, c := range map[string]struct {
		tamper func(l *log)
		code   string
		seq    int64
		exact  bool
	}{
		"its content":      {func(l *log) { l.differ[5] = map[int64]merkle.Hash{5: {1}} }, proof.MessageChanged, 5, true},
		"its row is gone":  {func(l *log) { l.rows[5][2] = merkle.Hash{} }, proof.MessageMissing, 6, true},
		"its hash":         {func(l *log) { l.rows[5][1] = merkle.Hash{7} }, proof.MessageChanged, 4, false},
		"its hash, not it": {func(l *log) { l.rows[5][1], l.differ[5] = merkle.Hash{7}, map[int64]merkle.Hash{5: hashes[1]} }, proof.MessageChanged, 5, true},
		"content and hash": {func(l *log) { l.rows[5][0] = merkle.Hash{7} }, proof.MessageChanged, 4, false},
		"the record about it": {func(l *log) {
			l.lines[5] = bytes.Replace(l.lines[5], []byte(`"to":6`), []byte(`"to":7`), 1)
			delete(l.rows, 5)
		}, proof.RecordChanged, 0, true},
	} {
		l := make()
		c.tamper(l)
		r := l.verify(t)
		if r.OK || r.FirstBad.Code != c.code || r.FirstBad.First != 5 || r.FirstBad.Exact != c.exact || c.seq > 0 && r.FirstBad.Params["seq"] != c.seq {
			t.Errorf("%s: %+v", name, r.FirstBad)
		}
	}
}

func TestADamagedFileIsNotTakenForATamperedLog(t *testing.T) {
	l := newLog(t, 40, 10)
	whole := l.export(t)
	for name, c := range map[string]struct {
		file []byte
		code string
	}{
		"nothing":           {nil, proof.FileCut},
		"another file":      {[]byte("hello\n"), proof.FileDamaged},
		"cut at a line":     {whole[:bytes.LastIndex(whole[:len(whole)-1], []byte("\n"))+1], proof.FileCut},
		"something behind":  {append(bytes.Clone(whole), "{}\n"...), proof.FileDamaged},
		"another kind":      {bytes.Replace(whole, []byte(`"export":"end"`), []byte(`"export":"who"`), 1), proof.FileDamaged},
		"another program's": {bytes.Replace(whole, []byte(`"form":1`), []byte(`"form":9`), 1), proof.FileDamaged},
	} {
		r := verify(t, c.file, proof.Options{Keys: l.keys})
		codes := []string{}
		for _, p := range r.Problems {
			codes = append(codes, p.Code)
		}
		if r.OK || !bytes.Contains([]byte(join(codes)), []byte(c.code)) {
			t.Errorf("%s: %v", name, codes)
		}
	}
}

func join(all []string) (out string) {
	for _, s := range all {
		out += s + " "
	}
	return out
}

func TestTheKeyOfAnotherLogIsSaidToBeOne(t *testing.T) {
	_, k, err := proof.NewKey("tonggui/audit/other")
	if err != nil {
		t.Fatal(err)
	}
	if r := verify(t, newLog(t, 5, 5).export(t), proof.Options{Keys: []proof.Key{k}}); r.OK || r.Problems[0].Code != proof.OtherLog {
		t.Errorf("%+v", r)
	}
}

// covers: SEC-03
func TestAMillionRecordsVerifyInUnderTenSeconds(t *testing.T) {
	size := 100_000
	if os.Getenv("SOAK") != "" {
		size = 1_000_000
	}
	l := newLog(t, 2, 2)
	var e merkle.Edge
	for _, h := range l.leaves {
		e.Add(h)
	}
	for i := 2; i < size; i++ {
		l.add(act(i))
		e.Add(l.leaves[i])
		if (i+1)%100 == 0 {
			raw, err := proof.Checkpoint{Origin: origin, Size: int64(i + 1), Root: e.Root(), At: atOf(int64(i))}.Sign(l.signer)
			if err != nil {
				t.Fatal(err)
			}
			l.checkpoints[int64(i+1)] = raw
		}
	}
	file := l.export(t)
	began := time.Now()
	r := verify(t, file, proof.Options{Keys: l.keys})
	took := time.Since(began)
	t.Logf("%d records, %d checkpoints, %d MB: %v", r.Records, r.Checkpoints, len(file)>>20, took)
	if !r.OK || r.Proven != int64(size) || took > 10*time.Second {
		t.Errorf("%+v after %v", r, took)
	}
}

// FuzzVerify proves that no file ends the program, and that none passes but the log's own.
func FuzzVerify(f *testing.F) {
	l := newLog(f, 12, 4)
	l.strays = [][]byte{act(77)}
	whole := l.export(f)
	clean := newLogFrom(f, l, 12, 12)
	clean.checkpoints = l.checkpoints
	good := clean.export(f)
	outside := [][]byte{l.newest(12)}
	f.Add(good, 0, byte(0))
	f.Add(whole, 100, byte(1))
	f.Fuzz(func(t *testing.T, file []byte, at int, flip byte) {
		_ = verify(t, file, proof.Options{Keys: l.keys, Outside: outside})
		if flip == 0 || at < 0 {
			return
		}
		// A changed byte in a record is found, whatever it is.
		changed := bytes.Clone(good)
		changed[at%len(changed)] ^= flip
		r := verify(t, changed, proof.Options{Keys: l.keys, Outside: outside})
		if r.OK && records(changed) != records(good) {
			t.Fatalf("byte %d: %+v", at%len(good), r)
		}
	})
}

// records are the lines of a file that are records.
func records(file []byte) (out string) {
	for _, line := range bytes.Split(file, []byte("\n")) {
		if !bytes.HasPrefix(line, []byte(`{"export":`)) {
			out += string(line) + "\n"
		}
	}
	return out
}
