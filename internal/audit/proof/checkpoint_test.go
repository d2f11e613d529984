package proof_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"tonggui/internal/audit/proof"
	"tonggui/internal/platform/clock"
)

func TestACheckpointIsReadAsItWasSigned(t *testing.T) {
	l := newLog(t, 10, 5)
	s, err := proof.Open(l.newest(10), l.keys)
	if err != nil || s.Size != 10 || s.At != atOf(10) || s.Origin != origin || !s.SignedBy(l.keys...) {
		t.Fatalf("%+v, %v", s, err)
	}
	if want := "tonggui/audit/test\n10\n" + s.Root.String() + "\nat 1772416800010000\n"; s.Text() != want {
		t.Errorf("%q, want %q", s.Text(), want)
	}
	for _, text := range []string{"", "x", "x\n1\ny\nat 2\n", "x\n-1\n" + s.Root.String() + "\nat 2\n", "x\n01\n" + s.Root.String() + "\nat 2\n", "x\n1\n" + s.Root.String() + "\nat z\n"} {
		if _, err := proof.ParseCheckpoint(text); err == nil {
			t.Errorf("%q passes", text)
		}
	}
	_, other := newSigner(t)
	if _, err := proof.Open(l.newest(10), []proof.Key{other}); !errors.Is(err, proof.ErrUnsigned) {
		t.Error(err)
	}
	if _, err := proof.Open(bytes.Replace(l.newest(10), []byte("\n10\n"), []byte("\n11\n"), 1), l.keys); !errors.Is(err, proof.ErrSignature) {
		t.Error(err)
	}
	if _, err := proof.Open([]byte("x"), l.keys); !errors.Is(err, proof.ErrCheckpoint) {
		t.Error(err)
	}
}

func TestAWitnessSignsTheSameTextAndItsTime(t *testing.T) {
	c := clock.NewFake(time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC))
	w, err := proof.NewCosigner("witness/one", proof.NewSeed(), c)
	if err != nil {
		t.Fatal(err)
	}
	l := newLog(t, 2, 2)
	l.sign(t, w)
	key, err := proof.ParseKey(w.Key().String())
	if err != nil {
		t.Fatal(err)
	}
	s, err := proof.Open(l.newest(2), append(l.keys, key))
	if err != nil || len(s.By) != 2 || !s.SignedBy(key) {
		t.Fatalf("%+v, %v", s, err)
	}
	if s, err := proof.Open(l.newest(2), l.keys); err != nil || !s.More {
		t.Errorf("%+v, %v", s, err)
	}
	file := l.export(t)
	o := proof.Options{Keys: l.keys, Outside: [][]byte{l.newest(2)}, Witnesses: []proof.Key{key}}
	if r := verify(t, file, o); !r.OK || len(r.Outside.Witnesses) != 1 || r.Outside.Witnesses[0] != "witness/one" {
		t.Errorf("%+v", r)
	}
	l.sign(t)
	o.Outside = [][]byte{l.newest(2)}
	if r := verify(t, file, o); r.OK || r.Problems[0].Code != proof.OutsideUnwitnessed {
		t.Errorf("%+v", r)
	}
	for _, text := range []string{"", "a+b+c", strings.Replace(key.String(), "one", "two", 1), key.String()[:len(key.String())-8], "+" + key.String()} {
		if _, err := proof.ParseKey(text); err == nil {
			t.Errorf("%q passes", text)
		}
	}
	if _, err := proof.NewCosigner("a b", proof.NewSeed(), c); err == nil {
		t.Error("a name with a space passes")
	}
}

func TestAFileOfKeysIsReadLineByLine(t *testing.T) {
	_, a := newSigner(t)
	_, b := newSigner(t)
	keys, err := proof.ParseKeys([]byte("# the log's keys\n\n" + a.String() + "\r\n  " + b.String()))
	if err != nil || len(keys) != 2 || keys[1].String() != b.String() {
		t.Errorf("%v, %v", keys, err)
	}
	for _, raw := range []string{"", "# nothing\n", a.String() + "\nrubbish\n"} {
		if _, err := proof.ParseKeys([]byte(raw)); !errors.Is(err, proof.ErrKey) {
			t.Errorf("%q: %v", raw, err)
		}
	}
}

func TestAFileOfCheckpointsIsReadAsFarAsItIsWhole(t *testing.T) {
	l := newLog(t, 30, 10)
	w, _ := proof.NewCosigner("w", proof.NewSeed(), clock.NewFake(time.Unix(0, 0)))
	l.sign(t, w)
	all := [][]byte{l.newest(10), l.newest(20), l.newest(30)}
	file := proof.Join(all...)
	for end := range len(file) + 1 {
		notes, err := proof.Split(file[:end])
		for i, n := range notes[:max(len(notes)-1, 0)] {
			if !bytes.Equal(n, all[i]) {
				t.Fatalf("%d bytes: note %d is %q", end, i, n)
			}
		}
		if len(notes) < bytes.Count(file[:end], []byte("\n\n"+"tonggui")) {
			t.Fatalf("%d bytes: %d notes, %v", end, len(notes), err)
		}
	}
	notes, err := proof.Split(file)
	if err != nil || len(notes) != 3 || !bytes.Equal(notes[2], all[2]) {
		t.Fatalf("%d, %v", len(notes), err)
	}
	if notes, err := proof.Split(l.newest(10)); err != nil || len(notes) != 1 {
		t.Errorf("a single note: %d, %v", len(notes), err)
	}
	if _, err := proof.Split(append(bytes.Clone(l.newest(10)), "x\n"...)); !errors.Is(err, proof.ErrCheckpoint) {
		t.Error(err)
	}
}

// FuzzSplit proves that no file ends the program.
func FuzzSplit(f *testing.F) {
	f.Add([]byte("a\n1\nb\n\n— x y\n\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		notes, _ := proof.Split(raw)
		for _, n := range notes {
			_, _ = proof.Open(n, nil)
		}
	})
}
