package files_test

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tonggui/internal/files"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/samples"
	"tonggui/internal/testkit/wait"
)

// covers: MSG-02, FIL-01
func TestWhatIsNotWhatItSaysIsRefusedAndNothingOfItIsKept(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		png, jpeg := samples.PNG(50, 40), samples.JPEG(50, 40, 1)
		for _, c := range []struct {
			name, typ string
			bytes     []byte
		}{
			{"a.png", "image/png", samples.HTML()}, {"page", "image/png", samples.HTML()}, {"invoice.pdf", "application/pdf", samples.EXE()},
			{"a.jpg", "", samples.EXE()}, {"a.txt", "", samples.EXE()}, {"a.png", "", samples.SVG()}, {"a.js", "", samples.Polyglot()},
			{"a.gif", "", samples.Polyglot()}, {"a.png", "", png[:len(png)-9]}, {"a.png", "", png[:40]}, {"a.jpg", "", jpeg[:len(jpeg)/2]},
			{"a.gif", "", samples.GIF(3)[:60]}, {"a.mp4", "video/mp4", []byte("\x00\x01\x02\x03\x00\x00\x00")}, {"a.zip", "", samples.EXE()},
			{"a.PNG.", "", samples.HTML()},
		} {
			a := ann.refused("file.type_wrong", c.name, "message", c.bytes, "filetype", c.typ)
			if a.status != http.StatusUnprocessableEntity || a.params["reason"] == nil {
				t.Errorf("%s: %d %v", c.name, a.status, a.params)
			}
		}
		ann.refused("file.hash_wrong", "a.txt", "message", []byte("one"), "sha256", digest([]byte("two")))
		h.sweep()
		if n := h.rows(); h.store.count() != 0 || n["file_parts"] != 0 || n["file_variants"] != 0 {
			t.Errorf("%d blobs are left, and %v", h.store.count(), n)
		}
		h.clock.Advance(25 * time.Hour)
		h.sweep()
		if n := h.rows(); n["files"] != 0 || n["uploads"] != 0 {
			t.Errorf("left are %v", n)
		}
	})
}

// covers: MSG-02, FIL-10
func TestAnImageHasPreviewsAndEverythingElseIsAFile(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		for _, c := range []struct {
			name    string
			bytes   []byte
			mime    string
			media   files.Media
			w, h    int64
			preview bool
		}{
			{"a.png", samples.PNG(50, 40), "image/png", files.Image, 50, 40, true},
			{"a.jpg", samples.PNG(50, 40), "image/png", files.Image, 50, 40, true}, // an image as it says, of another format
			{"a.jpeg", samples.JPEG(50, 40, 6), "image/jpeg", files.Image, 40, 50, true},
			{"many frames.gif", samples.GIF(3000), "image/gif", files.Image, 8, 8, true},
			{"64k.png", samples.BombPNG(65_535, 65_535), "image/png", files.Other, 0, 0, false},
			{"busy.jpg", samples.BusyJPEG(9000, 9000, 3), "image/jpeg", files.Other, 0, 0, false},
			{"a.svg", samples.SVG(), "image/svg+xml", files.Document, 0, 0, false},
			{"a.html", samples.HTML(), "text/html", files.Document, 0, 0, false},
			{"bomb.zip", samples.ZipBomb(200 << 20), "application/zip", files.Archive, 0, 0, false},
			{"a.pdf", samples.PDF(), "application/pdf", files.Document, 0, 0, false},
			{"setup.exe", samples.EXE(), "application/vnd.microsoft.portable-executable", files.Other, 0, 0, false},
			{"a.webm", samples.WebMVideo(time.Second), "video/webm", files.Video, 0, 0, false},
		} {
			ref := ann.upload(c.name, "message", c.bytes)
			if ref.Mime != c.mime || ref.Media != c.media || ref.Preview != c.preview || c.w != or(ref.Width) || c.h != or(ref.Height) {
				t.Errorf("%s: got %+v", c.name, ref)
			}
			place := h.said(ann, []id.ID{ref.ID}, ann)
			if has := ann.link(place, ref.ID, "thumb") != ""; has != c.preview {
				t.Errorf("%s has a thumb: %v", c.name, has)
			}
			if a := h.get(ann.link(place, ref.ID, "original")); !bytes.Equal(a.body, c.bytes) || !strings.HasPrefix(a.header.Get("Content-Disposition"), map[bool]string{true: "inline", false: "attachment"}[c.media == files.Video]) {
				t.Errorf("%s: %d bytes came back as %v", c.name, len(a.body), a.header)
			}
		}
	})
}

func or(n *int64) int64 {
	if n == nil {
		return 0
	}
	return *n
}

// covers: MSG-02
func TestARecordingIsJudgedByItsContentAndItsLength(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		for name, record := range map[string]func(time.Duration) []byte{"a.webm": samples.WebM, "a.ogg": samples.Ogg, "a.m4a": samples.MP4} {
			ref := ann.upload(name, "voice", record(61*time.Second))
			if ref.Media != files.Voice || !strings.HasPrefix(ref.Mime, "audio/") || or(ref.DurationMS) < 60_900 || or(ref.DurationMS) > 61_100 {
				t.Errorf("%s: %+v", name, ref)
			}
			ann.refused("file.voice_too_long", name, "voice", record(10*time.Minute+2*time.Second))
		}
		for what, b := range map[string][]byte{"an image": samples.PNG(9, 9), "a page": samples.HTML(), "a video": samples.WebMVideo(time.Second), "a cut off one": samples.WebM(5 * time.Second)[:300]} {
			if a := ann.refused("file.not_a_voice_message", "voice.webm", "voice", b); a.status != http.StatusUnprocessableEntity {
				t.Errorf("%s: %d", what, a.status)
			}
		}
	})
}

// covers: FIL-01
func TestChecksThatWereInterruptedAreMadeUp(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		good, bad := samples.PNG(30, 20), samples.HTML()
		var at []string
		for _, b := range [][]byte{good, bad} {
			one := ann.begin("a.png", "library", len(b))
			h.store.after = func(string) error { h.store.set(true); return nil } // no byte can be read back
			ann.piece(one, 0, b).is(t, http.StatusServiceUnavailable, "storage.unavailable")
			h.store.after = nil
			h.store.set(false)
			at = append(at, one)
		}
		h.clock.Advance(5 * time.Minute)
		h.sweep()
		if ref := ann.result(at[0]); ref.Media != files.Image || ann.link(files.Library, ref.ID, "preview") == "" {
			t.Errorf("got %+v", ref)
		}
		ann.call("GET", at[1]+"/file", nil).is(t, http.StatusUnprocessableEntity, "file.type_wrong")
	})
}

func TestAnImageThatEndsTheProcessIsNotDecodedForEver(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		b := samples.PNG(30, 20)
		at := ann.begin("a.png", "message", len(b))
		h.store.after = func(string) error { h.store.set(true); return nil }
		ann.piece(at, 0, b).is(t, http.StatusServiceUnavailable, "storage.unavailable")
		h.store.after = nil
		h.store.set(false)
		h.attempted(idOf(at), 2) // and never came to an end
		if ref := ann.result(at); ref.Media != files.Other || ref.Preview {
			t.Errorf("got %+v", ref)
		}
	})
}

func TestOneVerdictIsReachedHoweverManyAsk(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		b := samples.PNG(300, 200)
		at := ann.begin("a.png", "message", len(b))
		h.store.after = func(string) error { h.store.set(true); return nil }
		ann.piece(at, 0, b).is(t, http.StatusServiceUnavailable, "storage.unavailable")
		h.store.after = nil
		h.store.set(false)
		answers := make(chan answer)
		for range 8 {
			go func() { answers <- ann.call("GET", at+"/file", nil) }()
		}
		var bodies []string
		for range 8 {
			bodies = append(bodies, string(wait.On(t, "an answer", answers).body))
		}
		if len(slices.Compact(bodies)) != 1 || !strings.Contains(bodies[0], `"preview":true`) {
			t.Errorf("got %v", bodies)
		}
		h.sweep()
		if h.store.count() != 3 {
			t.Errorf("%d blobs for a file and its two previews", h.store.count())
		}
	})
}
