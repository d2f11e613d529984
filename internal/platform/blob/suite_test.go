package blob

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"tonggui/internal/testkit/s3test"
)

// stores are the backends that must behave alike.
var stores = map[string]func(t *testing.T) Store{
	"disk": func(t *testing.T) Store { return newDisk(t, t.TempDir()) },
	"s3":   func(t *testing.T) Store { return newS3(t, s3test.Start(t), nil) },
}

func each(t *testing.T, test func(t *testing.T, s Store)) {
	for name, open := range stores {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

func keyOf(n int) string { return fmt.Sprintf("0195f3d2-7c00-7000-8000-%012x", n) }

func put(t *testing.T, s Store, key string, content []byte) {
	t.Helper()
	if err := s.Put(t.Context(), key, bytes.NewReader(content), int64(len(content))); err != nil {
		t.Fatal(err)
	}
}

// holds says whether a key has exactly this content; nil content: whether there is none.
func holds(t *testing.T, s Store, key string, content []byte) {
	t.Helper()
	r, err := s.Open(t.Context(), key)
	if content == nil {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("%s can be opened, or gives %v", key, err)
		}
		return
	}
	if err != nil {
		t.Errorf("%s: %v", key, err)
		return
	}
	defer func() { _ = r.Close() }()
	got, err := io.ReadAll(r)
	if err != nil || !bytes.Equal(got, content) {
		t.Errorf("%s gives %d bytes, %v", key, len(got), err)
	}
}

func TestWhatWasPutComesBackUntilItIsDeleted(t *testing.T) {
	each(t, func(t *testing.T, s Store) {
		for i, n := range []int{0, 1, 4096, 100_000, 8<<20 + 600} {
			content := bytes.Repeat([]byte{byte(i + 1)}, n)
			put(t, s, keyOf(i), content)
			holds(t, s, keyOf(i), content)
		}
		if err := s.Delete(t.Context(), keyOf(2)); err != nil {
			t.Fatal(err)
		}
		holds(t, s, keyOf(2), nil)
		holds(t, s, keyOf(1), []byte{2})
		if err := s.Delete(t.Context(), keyOf(2)); err != nil {
			t.Errorf("deleting again: %v", err)
		}
	})
}

func TestUnknownKeyIsNotFound(t *testing.T) {
	each(t, func(t *testing.T, s Store) { holds(t, s, keyOf(1), nil) })
}

func TestPuttingAgainReplacesWhole(t *testing.T) {
	each(t, func(t *testing.T, s Store) {
		put(t, s, keyOf(1), bytes.Repeat([]byte("long"), 1000))
		put(t, s, keyOf(1), []byte("short"))
		holds(t, s, keyOf(1), []byte("short"))
	})
}

func TestNothingAppearsWhereTheSourceFails(t *testing.T) {
	each(t, func(t *testing.T, s Store) {
		broken := errors.New("the sender has gone")
		for name, c := range map[string]struct {
			r    io.Reader
			size int64
			want error
		}{
			"fails":    {io.MultiReader(strings.NewReader("some"), iotest.ErrReader(broken)), 10, broken},
			"at once":  {iotest.ErrReader(broken), 10, broken},
			"short":    {strings.NewReader("some"), 10, ErrSize},
			"long":     {strings.NewReader("too much"), 4, ErrSize},
			"none":     {strings.NewReader(""), 1, ErrSize},
			"no size":  {strings.NewReader("x"), 0, ErrSize},
			"large":    {io.MultiReader(bytes.NewReader(make([]byte, 3<<20)), iotest.ErrReader(broken)), 4 << 20, broken},
			"negative": {strings.NewReader("x"), -1, ErrSize},
			"too much": {zeros{}, MaxSize + 1, ErrSize},
		} {
			err := s.Put(t.Context(), keyOf(1), c.r, c.size)
			if !errors.Is(err, c.want) {
				t.Errorf("%s: got %v", name, err)
			}
			holds(t, s, keyOf(1), nil)
		}
	})
}

func TestFailedPutLeavesWhatWasThere(t *testing.T) {
	each(t, func(t *testing.T, s Store) {
		put(t, s, keyOf(1), []byte("old"))
		if err := s.Put(t.Context(), keyOf(1), strings.NewReader("ne"), 3); !errors.Is(err, ErrSize) {
			t.Errorf("got %v", err)
		}
		holds(t, s, keyOf(1), []byte("old"))
	})
}

func TestWhoGivesUpGetsTheirOwnError(t *testing.T) {
	each(t, func(t *testing.T, s Store) {
		ctx, cancel := context.WithCancel(t.Context())
		r := readerFunc(func(p []byte) (int, error) { cancel(); return len(p), nil })
		if err := s.Put(ctx, keyOf(1), r, 1<<20); !errors.Is(err, context.Canceled) {
			t.Errorf("put: %v", err)
		}
		holds(t, s, keyOf(1), nil)
		if _, err := s.Open(ctx, keyOf(1)); !errors.Is(err, context.Canceled) {
			t.Errorf("open: %v", err)
		}
		if err := s.Delete(ctx, keyOf(1)); !errors.Is(err, context.Canceled) {
			t.Errorf("delete: %v", err)
		}
	})
}

type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestKeysThatAreNoRandomIdsAreRefused(t *testing.T) {
	each(t, func(t *testing.T, s Store) {
		for _, key := range []string{"", "short", "../../../../etc/passwd", "aaaaaaaaaaaaaaaa/bbbbbbbb", "aaaaaaaaaaaaaaaa..", strings.Repeat("a", 65), "AAAAAAAAAAAAAAAAAAAA", "aaaaaaaaaaaaaaaa\x00", "会议纪要会议纪要会议纪要"} {
			if err := s.Put(t.Context(), key, strings.NewReader("x"), 1); err == nil {
				t.Errorf("%q can be put", key)
			}
			if _, err := s.Open(t.Context(), key); err == nil {
				t.Errorf("%q can be opened", key)
			}
			if err := s.Delete(t.Context(), key); err == nil {
				t.Errorf("%q can be deleted", key)
			}
		}
	})
}

func TestManyAtATimeDoNotMix(t *testing.T) {
	each(t, func(t *testing.T, s Store) {
		var group sync.WaitGroup
		for i := range 40 {
			group.Go(func() { put(t, s, keyOf(i), bytes.Repeat([]byte{byte(i)}, 1000*i)) })
			// All these want one key: any of them may win, whole.
			group.Go(func() { put(t, s, keyOf(99), bytes.Repeat([]byte{byte(i)}, 5000)) })
		}
		group.Wait()
		for i := range 40 {
			holds(t, s, keyOf(i), bytes.Repeat([]byte{byte(i)}, 1000*i))
		}
		r, err := s.Open(t.Context(), keyOf(99))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = r.Close() }()
		if got, err := io.ReadAll(r); err != nil || len(got) != 5000 || !bytes.Equal(got, bytes.Repeat(got[:1], 5000)) {
			t.Errorf("a key that many have put holds %d mixed bytes, %v", len(got), err)
		}
	})
}

func TestOpenBlobIsReadToItsEndThoughItIsReplaced(t *testing.T) {
	each(t, func(t *testing.T, s Store) {
		old := bytes.Repeat([]byte("old "), 2000)
		put(t, s, keyOf(1), old)
		r, err := s.Open(t.Context(), keyOf(1))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = r.Close() }()
		head := make([]byte, 4)
		if _, err := io.ReadFull(r, head); err != nil {
			t.Fatal(err)
		}
		put(t, s, keyOf(1), bytes.Repeat([]byte("new "), 2000))
		rest, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(append(head, rest...), old) {
			t.Errorf("got a mixture, %v", err)
		}
	})
}

func TestProbeLeavesNothingAndFindsAStoreThatLies(t *testing.T) {
	each(t, func(t *testing.T, s Store) {
		if err := Probe(t.Context(), s, keyOf(1)); err != nil {
			t.Error(err)
		}
		holds(t, s, keyOf(1), nil)
		if err := Probe(t.Context(), forgetful{s}, keyOf(1)); err == nil {
			t.Error("a store that keeps nothing passes")
		}
	})
}

type forgetful struct{ Store }

func (forgetful) Put(context.Context, string, io.Reader, int64) error { return nil }

func TestCheckAndEmptyLeaveNothing(t *testing.T) {
	each(t, func(t *testing.T, s Store) {
		empty := s.(interface {
			Empty(ctx context.Context) (bool, error)
		}).Empty
		if err := s.Check(t.Context()); err != nil {
			t.Fatal(err)
		}
		if is, err := empty(t.Context()); err != nil || !is {
			t.Errorf("a new store: %v, %v", is, err)
		}
		put(t, s, keyOf(1), []byte("x"))
		if is, err := empty(t.Context()); err != nil || is {
			t.Errorf("with a blob: %v, %v", is, err)
		}
		if err := s.Delete(t.Context(), keyOf(1)); err != nil {
			t.Fatal(err)
		}
		if is, err := empty(t.Context()); err != nil || !is {
			t.Errorf("after it was deleted: %v, %v", is, err)
		}
	})
}
