package crypt

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"testing/iotest"
)

func aKey(t testing.TB) DataKey {
	t.Helper()
	k, err := File{Path: filepath.Join(t.TempDir(), "blobs.json")}.Open(fresh)
	if err != nil {
		t.Fatal(err)
	}
	key, _, err := k.NewDataKey(file)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func noise(n int) []byte {
	out := make([]byte, n)
	source := rand.NewChaCha8([32]byte{byte(n)})
	_, _ = source.Read(out)
	return out
}

func seal(t testing.TB, key DataKey, p Part, plain []byte) []byte {
	t.Helper()
	sealed, err := io.ReadAll(SealPart(key, p, bytes.NewReader(plain)))
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}

func opened(key DataKey, p Part, sealed io.Reader) ([]byte, error) {
	r, err := OpenPart(key, p, sealed)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func part(size int) Part { return Part{File: file, Variant: "original", No: 3, Size: int64(size)} }

// sizes lie around the seams of segments.
var sizes = []int{0, 1, 100, segmentSize - headerSize - tagSize - 1, segmentSize - headerSize - tagSize, segmentSize - headerSize - tagSize + 1,
	segmentSize, 2*(segmentSize-tagSize) - headerSize, 2*(segmentSize-tagSize) - headerSize + 1, 8 << 20}

func TestPartOpensAsItWasAndHasTheAnnouncedSize(t *testing.T) {
	key := aKey(t)
	for _, n := range sizes {
		plain := noise(n)
		sealed := seal(t, key, part(n), plain)
		if int64(len(sealed)) != SealedSize(int64(n)) {
			t.Errorf("%d bytes became %d, announced were %d", n, len(sealed), SealedSize(int64(n)))
		}
		if got, err := opened(key, part(n), bytes.NewReader(sealed)); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%d bytes: %v", n, err)
		}
		if n > 20 && bytes.Contains(sealed, plain[:20]) {
			t.Errorf("%d bytes are readable in the sealed part", n)
		}
	}
}

func TestPartOpensHoweverTheBytesCome(t *testing.T) {
	key, plain := aKey(t), noise(200_000)
	sealed := seal(t, key, part(len(plain)), plain)
	for name, slow := range map[string]func(io.Reader) io.Reader{"bytes": iotest.OneByteReader, "halves": iotest.HalfReader, "end with data": iotest.DataErrReader} {
		if got, err := opened(key, part(len(plain)), slow(bytes.NewReader(sealed))); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("opening by %s: %v", name, err)
		}
		again, err := io.ReadAll(SealPart(key, part(len(plain)), slow(bytes.NewReader(plain))))
		if err != nil || int64(len(again)) != SealedSize(int64(len(plain))) {
			t.Errorf("sealing by %s: %v", name, err)
		}
	}
}

func TestFlippedByteNeverComesThrough(t *testing.T) {
	key, plain := aKey(t), noise(150_000)
	sealed := seal(t, key, part(len(plain)), plain)
	places := []int{0, 1, headerSize - 1, headerSize, segmentSize - 1, segmentSize, 2*segmentSize + 1, len(sealed) - tagSize, len(sealed) - 1}
	for range 200 {
		places = append(places, rand.IntN(len(sealed)))
	}
	for _, i := range places {
		changed := slices.Clone(sealed)
		changed[i] ^= 1 << (i % 8)
		got, err := opened(key, part(len(plain)), bytes.NewReader(changed))
		if !errors.Is(err, ErrDamaged) {
			t.Fatalf("byte %d: %v", i, err)
		}
		if !bytes.HasPrefix(plain, got) {
			t.Fatalf("byte %d: bytes that were never sealed came through", i)
		}
	}
}

func TestCutOffOrLengthenedPartIsRefused(t *testing.T) {
	key, plain := aKey(t), noise(150_000)
	p := part(len(plain))
	sealed := seal(t, key, p, plain)
	for _, n := range []int{0, 1, headerSize - 1, headerSize, headerSize + tagSize, segmentSize - 1, segmentSize, segmentSize + 1, 2 * segmentSize, len(sealed) - 1} {
		if _, err := opened(key, p, bytes.NewReader(sealed[:n])); !errors.Is(err, ErrDamaged) {
			t.Errorf("cut off after %d: %v", n, err)
		}
	}
	for _, more := range []int{1, tagSize, segmentSize} {
		if _, err := opened(key, p, bytes.NewReader(append(slices.Clone(sealed), noise(more)...))); !errors.Is(err, ErrDamaged) {
			t.Errorf("%d bytes more: %v", more, err)
		}
	}
	swapped := slices.Concat(sealed[:segmentSize], sealed[2*segmentSize:], sealed[segmentSize:2*segmentSize])
	if _, err := opened(key, p, bytes.NewReader(swapped)); !errors.Is(err, ErrDamaged) {
		t.Errorf("swapped segments: %v", err)
	}
}

func TestPartOpensInItsOwnPlaceOnly(t *testing.T) {
	key, plain := aKey(t), noise(1000)
	p := part(len(plain))
	sealed := seal(t, key, p, plain)
	elsewhere := map[string]Part{"number": p, "variant": p, "size": p, "file": p}
	for name, q := range elsewhere {
		switch name {
		case "number":
			q.No++
		case "variant":
			q.Variant = "preview"
		case "size":
			q.Size--
		case "file":
			q.File[0]++
		}
		if _, err := opened(key, q, bytes.NewReader(sealed)); !errors.Is(err, ErrDamaged) {
			t.Errorf("another %s: %v", name, err)
		}
	}
	if _, err := opened(aKey(t), p, bytes.NewReader(sealed)); !errors.Is(err, ErrDamaged) {
		t.Errorf("another key: %v", err)
	}
}

func TestSourceOfAnotherSizeIsRefused(t *testing.T) {
	key := aKey(t)
	for _, n := range []int{0, 999, 1001, 300_000} {
		if _, err := io.ReadAll(SealPart(key, part(1000), bytes.NewReader(noise(n)))); !errors.Is(err, ErrSize) {
			t.Errorf("%d bytes instead of 1000: %v", n, err)
		}
	}
}

func TestFaultOfTheWayIsNotTakenForDamage(t *testing.T) {
	key, plain := aKey(t), noise(150_000)
	p, gone := part(len(plain)), errors.New("the store has gone")
	sealed := seal(t, key, p, plain)
	for _, n := range []int{0, 10, headerSize, segmentSize, 100_000} {
		broken := io.MultiReader(bytes.NewReader(sealed[:n]), iotest.ErrReader(gone))
		if _, err := opened(key, p, broken); !errors.Is(err, gone) || errors.Is(err, ErrDamaged) {
			t.Errorf("after %d bytes: %v", n, err)
		}
		if _, err := io.ReadAll(SealPart(key, p, io.MultiReader(bytes.NewReader(plain[:n]), iotest.ErrReader(gone)))); !errors.Is(err, gone) {
			t.Errorf("sealing, after %d bytes: %v", n, err)
		}
	}
}

func TestFailureStaysForWhoeverReadsOn(t *testing.T) {
	key, plain := aKey(t), noise(1000)
	sealed := seal(t, key, part(1000), plain)
	sealed[len(sealed)-1] ^= 1
	r, err := OpenPart(key, part(1000), bytes.NewReader(sealed))
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if n, err := r.Read(make([]byte, 10)); n != 0 || !errors.Is(err, ErrDamaged) {
			t.Fatalf("%d bytes, %v", n, err)
		}
	}
}

func FuzzOpenPart(f *testing.F) {
	key := aKey(f)
	good := seal(f, key, part(10), noise(10))
	f.Add([]byte(nil))
	f.Add(good)
	f.Add(good[:len(good)-1])
	f.Fuzz(func(t *testing.T, sealed []byte) {
		if _, err := opened(key, part(10), bytes.NewReader(sealed)); err == nil && !bytes.Equal(sealed, good) {
			t.Errorf("%d bytes that nobody has sealed open", len(sealed))
		}
	})
}

func BenchmarkSealAndOpen(b *testing.B) {
	key, plain := aKey(b), noise(8<<20)
	sealed := seal(b, key, part(len(plain)), plain)
	b.Run("seal", func(b *testing.B) {
		b.SetBytes(int64(len(plain)))
		for b.Loop() {
			_, _ = io.Copy(io.Discard, SealPart(key, part(len(plain)), bytes.NewReader(plain)))
		}
	})
	b.Run("open", func(b *testing.B) {
		b.SetBytes(int64(len(plain)))
		for b.Loop() {
			r, _ := OpenPart(key, part(len(plain)), bytes.NewReader(sealed))
			_, _ = io.Copy(io.Discard, r)
		}
	})
}
