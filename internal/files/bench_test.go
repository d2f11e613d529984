package files_test

import (
	"fmt"
	"net/http"
	"testing"

	"tonggui/internal/files"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/samples"
)

// onEach runs a benchmark on both databases.
func onEach(b *testing.B, fn func(b *testing.B, h *house)) {
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		b.Run(string(dialect), func(b *testing.B) {
			d, c := dbtest.Open(b, dialect, rooms)
			fn(b, open(b, d, c))
		})
	}
}

// An upload of 50 MB over HTTP in pieces of 8 MB: sealed, hashed, on stable storage, judged.
func BenchmarkUploadOf50MB(b *testing.B) {
	onEach(b, func(b *testing.B, h *house) {
		ann := h.person()
		all := noise(50 << 20)
		b.SetBytes(int64(len(all)))
		b.ReportAllocs()
		for b.Loop() {
			at := ann.begin("a.txt", "message", len(all))
			for from := 0; from < len(all); from += 8 << 20 {
				ann.piece(at, from, all[from:min(from+8<<20, len(all))]).is(b, http.StatusNoContent, "")
			}
		}
	})
}

// Following a link to 50 MB.
func BenchmarkDownloadOf50MB(b *testing.B) {
	onEach(b, func(b *testing.B, h *house) {
		ann := h.person()
		all := noise(50 << 20)
		link := ann.link(files.Library, ann.upload("a.txt", "library", all).ID, "original")
		b.SetBytes(int64(len(all)))
		for b.Loop() {
			if a := h.get(link); len(a.body) != len(all) {
				b.Fatal(a.status)
			}
		}
	})
}

// Asking for 50 links, as a screen of pictures does.
func BenchmarkFiftyLinks(b *testing.B) {
	onEach(b, func(b *testing.B, h *house) {
		ann := h.person()
		var wanted []files.Wanted
		for i := range 50 {
			ref := ann.upload(fmt.Sprint(i, ".png"), "message", samples.PNG(9, 9))
			wanted = append(wanted, files.Wanted{Place: h.said(ann, []id.ID{ref.ID}, ann), File: ref.ID, Variant: files.Thumb})
		}
		b.ReportAllocs()
		for b.Loop() {
			if links, err := h.room.Links(b.Context(), ann.Principal, wanted); err != nil || links[49].URL == nil {
				b.Fatal(err)
			}
		}
	})
}

// Looking at a thumb of a screen again: nothing is sent, access is asked.
func BenchmarkThumbThatIsKnown(b *testing.B) {
	onEach(b, func(b *testing.B, h *house) {
		ann := h.person()
		link := ann.link(files.Library, ann.upload("a.png", "library", samples.PNG(900, 900)).ID, "thumb")
		etag := h.get(link).header.Get("ETag")
		for b.Loop() {
			if a := h.get(link, "If-None-Match", etag); a.status != http.StatusNotModified {
				b.Fatal(a.status)
			}
		}
	})
}
