package files_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"sync"
	"testing"
	"time"

	"tonggui/internal/files"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/wait"
)

// breaking gives bytes and then fails, as a connection does that is lost.
type breaking struct {
	r io.Reader
}

func (b breaking) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if err == io.EOF {
		err = errors.New("the connection is lost")
	}
	return n, err
}

// idOf reads the id of an upload from its path.
func idOf(at string) id.ID {
	one, err := id.Parse(at[len(at)-36:])
	if err != nil {
		panic(err)
	}
	return one
}

// covers: FIL-01
func TestWhatArrivedBeforeTheConnectionBrokeIsKept(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		b := noise(3_000_000)
		at := ann.begin("a.txt", "message", len(b))
		if _, err := ann.try("PATCH", at, breaking{bytes.NewReader(b[:1_234_567])}, "Content-Type", "application/offset+octet-stream", "Upload-Offset", "0"); err == nil {
			t.Fatal("the connection held")
		}
		// The server learns of it after the client.
		eventually(t, func() bool { return ann.state(at) == "1234567" })
		ann.piece(at, 1_234_567, b[1_234_567:]).is(t, http.StatusNoContent, "")
		if ann.result(at).SHA256 != digest(b) {
			t.Error("it is not what was sent")
		}
	})
}

// eventually waits for what another goroutine is about to do.
func eventually(t *testing.T, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !done(); runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatal("it did not come to this")
		}
	}
}

func TestOfAPieceWithAChecksumNothingIsKeptWhereItBreaksOff(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		b := noise(100_000)
		at := ann.begin("a.txt", "message", len(b))
		sum := &files.Checksum{New: newSHA256, Sum: make([]byte, 32)}
		_, err := h.room.Append(t.Context(), ann.Principal, idOf(at), files.Piece{Length: -1, Body: breaking{bytes.NewReader(b[:50_000])}, Checksum: sum})
		if !apperr.Has(err, files.ErrInterrupted) || ann.state(at) != "0" {
			t.Errorf("%v; stands at %s", err, ann.state(at))
		}
		h.sweep()
		if h.store.count() != 0 {
			t.Errorf("%d blobs are left", h.store.count())
		}
	})
}

func TestOfTwoPiecesAtTheSamePlaceOneWins(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		b := noise(200_000)
		at := ann.begin("a.txt", "message", len(b))
		// Both are in the store before either is named.
		var both sync.WaitGroup
		both.Add(2)
		h.store.after = func(string) error {
			both.Done()
			both.Wait()
			return nil
		}
		answers := make(chan answer, 2)
		for range 2 {
			go func() { answers <- ann.piece(at, 0, b[:100_000]) }()
		}
		statuses := map[int]int{}
		for range 2 {
			a := wait.On(t, "an answer", answers)
			statuses[a.status]++
			if a.header.Get("Upload-Offset") != "100000" {
				t.Errorf("%d tells %s", a.status, a.header.Get("Upload-Offset"))
			}
		}
		if statuses[204] != 1 || statuses[409] != 1 {
			t.Errorf("got %v", statuses)
		}
		h.store.after = nil
		ann.piece(at, 100_000, b[100_000:]).is(t, http.StatusNoContent, "")
		if ann.result(at).SHA256 != digest(b) {
			t.Error("it is not what was sent")
		}
		h.sweep()
		if h.store.count() != 2 {
			t.Errorf("%d blobs for two pieces: the loser's is left", h.store.count())
		}
	})
}

func TestManyClientsOfOneUploadMakeOneWholeFile(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		b := noise(400_000)
		at := ann.begin("a.txt", "message", len(b))
		var clients sync.WaitGroup
		for range 6 {
			clients.Go(func() {
				for offset := 0; offset < len(b); {
					a := ann.piece(at, offset, b[offset:min(offset+37_000, len(b))])
					if a.status != 204 && a.status != 409 {
						t.Errorf("%d %s", a.status, a.body)
						return
					}
					if _, err := fmt.Sscan(a.header.Get("Upload-Offset"), &offset); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		clients.Wait()
		if ann.result(at).SHA256 != digest(b) {
			t.Error("it is not what was sent")
		}
		h.sweep()
		if parts := h.rows()["file_parts"]; h.store.count() != parts || parts != 11 {
			t.Errorf("%d blobs for %d parts", h.store.count(), parts)
		}
	})
}

// covers: FIL-01
func TestAStoreThatIsAwayIsSaidAndTheUploadGoesOnWhenItIsBack(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		b := noise(100_000)
		at := ann.begin("a.txt", "message", len(b))
		ann.piece(at, 0, b[:40_000]).is(t, http.StatusNoContent, "")
		h.store.set(true)
		for range 2 {
			a := ann.piece(at, 40_000, b[40_000:]).is(t, http.StatusServiceUnavailable, "storage.unavailable")
			if a.header.Get("Retry-After") != "10" {
				t.Errorf("headers %v", a.header)
			}
		}
		if ann.state(at) != "40000" {
			t.Errorf("stands at %s", ann.state(at))
		}
		h.store.set(false)
		// It goes away again between the last byte and the checks.
		h.store.after = func(string) error { h.store.set(true); return nil }
		ann.piece(at, 40_000, b[40_000:]).is(t, http.StatusServiceUnavailable, "storage.unavailable")
		ann.call("GET", at+"/file", nil).is(t, http.StatusServiceUnavailable, "storage.unavailable")
		h.store.after = nil
		h.store.set(false)
		ref := ann.result(at)
		place := h.said(ann, []id.ID{ref.ID}, ann)
		link := ann.link(place, ref.ID, "original")
		h.store.set(true)
		if a := h.get(link).is(t, http.StatusServiceUnavailable, "storage.unavailable"); a.header.Get("Retry-After") != "10" || a.header.Get("ETag") != "" {
			t.Errorf("headers %v", a.header)
		}
		h.store.set(false)
		if got := h.get(link); !bytes.Equal(got.body, b) {
			t.Errorf("%d bytes came back", len(got.body))
		}
	})
}

func TestAFullStoreIsSaid(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		at := ann.begin("a.txt", "message", 10)
		h.store.after = func(string) error { return apperr.StorageFull.New() }
		ann.piece(at, 0, noise(10)).is(t, http.StatusInsufficientStorage, "storage.full")
		if ann.state(at) != "0" {
			t.Errorf("stands at %s", ann.state(at))
		}
	})
}

// covers: FIL-01
func TestAProcessThatEndsBetweenStoreAndDatabaseLeavesOnlyWhatTheSweepFinds(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		b := noise(50_000)
		at := ann.begin("a.txt", "message", len(b))
		h.store.after = func(string) error {
			runtime.Goexit() // nothing after it runs, as after kill -9
			return nil
		}
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			_, _ = h.room.Append(context.Background(), ann.Principal, idOf(at), files.Piece{Length: int64(len(b)), Body: bytes.NewReader(b)})
			t.Error("it went on")
		}()
		wait.On(t, "the process has ended", ended)
		h.store.after = nil
		if h.store.count() != 1 || ann.state(at) != "0" {
			t.Fatalf("%d blobs, stands at %s", h.store.count(), ann.state(at))
		}
		h.clock.Advance(time.Hour)
		h.sweep()
		if h.store.count() != 1 {
			t.Error("a blob was swept that somebody may be about to name")
		}
		ann.piece(at, 0, b[:10_000]).is(t, http.StatusNoContent, "")
		h.clock.Advance(23*time.Hour + time.Minute)
		h.sweep()
		if h.store.count() != 1 || ann.state(at) != "10000" {
			t.Errorf("%d blobs, stands at %s", h.store.count(), ann.state(at))
		}
		ann.piece(at, 10_000, b[10_000:]).is(t, http.StatusNoContent, "")
		if ann.result(at).SHA256 != digest(b) {
			t.Error("it is not what was sent")
		}
	})
}

func TestABlobThatWasSweptWhileItWasMadeIsNotNamed(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		at := ann.begin("a.txt", "message", 10)
		h.store.after = func(string) error {
			h.clock.Advance(25 * time.Hour)
			h.keepAlive(idOf(at)) // as a piece on another node would have done
			h.sweep()
			return nil
		}
		ann.piece(at, 0, noise(10)).is(t, http.StatusInternalServerError, "internal")
		h.store.after = nil
		if n := h.rows()["file_parts"]; n != 0 {
			t.Errorf("%d parts without a blob", n)
		}
	})
}

func TestWhoseSessionEndsMeanwhileSendsNothingMore(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		at := ann.begin("a.txt", "message", 20<<20)
		b := noise(20 << 20)
		parts := 0
		h.store.after = func(string) error {
			if parts++; parts == 1 {
				h.people.set(ann.Session, false) // as freezing does
			}
			return nil
		}
		ann.piece(at, 0, b).is(t, http.StatusUnauthorized, "session.missing")
		h.people.set(ann.Session, true)
		if got := ann.state(at); got != fmt.Sprint(8<<20) {
			t.Errorf("stands at %s", got)
		}
	})
}

func TestAClientThatSendsByteByByteIsStopped(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		at := ann.begin("a.txt", "message", 2000)
		if err := h.manyParts(idOf(at), 1000); err != nil {
			t.Fatal(err)
		}
		ann.piece(at, 1000, noise(1)).is(t, http.StatusBadRequest, "upload.too_many_pieces")
	})
}

func TestWhoSendsTooMuchAtATimeIsToldToWait(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann, bob := h.person(), h.person()
		var inside sync.WaitGroup
		inside.Add(16)
		open := make(chan struct{})
		h.store.after = func(string) error {
			inside.Done()
			<-open
			return nil
		}
		answers := make(chan answer, 16)
		for range 16 {
			at := ann.begin("a.txt", "message", 10)
			go func() { answers <- ann.piece(at, 0, noise(10)) }()
		}
		inside.Wait()
		h.store.after = nil
		at := ann.begin("a.txt", "message", 10)
		if a := ann.piece(at, 0, noise(10)).is(t, http.StatusTooManyRequests, "request.too_many"); a.header.Get("Retry-After") != "1" {
			t.Errorf("headers %v", a.header)
		}
		bob.upload("a.txt", "message", noise(10))
		close(open)
		for range 16 {
			wait.On(t, "an answer", answers).is(t, http.StatusNoContent, "")
		}
		ann.piece(at, 0, noise(10)).is(t, http.StatusNoContent, "")
	})
}

func TestALargePieceIsNeverInMemoryAsAWhole(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		const size = 48 << 20
		at := ann.begin("a.txt", "library", size)
		var before, peak runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		most := uint64(0)
		h.store.after = func(string) error {
			runtime.GC()
			runtime.ReadMemStats(&peak)
			most = max(most, peak.HeapAlloc)
			return nil
		}
		u, err := h.room.Append(t.Context(), ann.Principal, idOf(at), files.Piece{Length: size, Body: io.LimitReader(zeros{}, size)})
		if err != nil || u.Received != size {
			t.Fatalf("%+v, %v", u, err)
		}
		if most > before.HeapAlloc+32<<20 {
			t.Errorf("%d MiB were held at a time", (most-before.HeapAlloc)>>20)
		}
	})
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = ' '
	}
	return len(b), nil
}
