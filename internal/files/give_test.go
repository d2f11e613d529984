package files_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"tonggui/internal/files"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/samples"
)

// covers: MSG-02
func TestALinkLivesAsLongAsWhoAskedMayReadThere(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann, bob, eve := h.person(), h.person(), h.person()
		b := samples.PNG(900, 600)
		ref := ann.upload("图 1.png", "message", b)
		place := h.said(ann, []id.ID{ref.ID}, ann, bob)
		for _, variant := range []string{"original", "preview", "thumb"} {
			if eve.link(place, ref.ID, variant) != "" || bob.link(files.Library, ref.ID, variant) != "" || bob.link(files.Message(place.Object, place.Seq+1), ref.ID, variant) != "" {
				t.Fatal("a link was given where nothing may be read")
			}
			link := bob.link(place, ref.ID, variant)
			a := h.get(link).is(t, http.StatusOK, "")
			if variant == "original" && !bytes.Equal(a.body, b) {
				t.Error("it is not what was sent")
			}
			if variant != "original" {
				if m, _, err := image.DecodeConfig(bytes.NewReader(a.body)); err != nil || m.Width != map[string]int{"preview": 900, "thumb": 480}[variant] {
					t.Errorf("%s: %+v, %v", variant, m, err)
				}
			}
			dead := func(why string) {
				t.Helper()
				for _, headers := range [][]string{{}, {"If-None-Match", a.header.Get("ETag")}, {"Range", "bytes=0-1"}} {
					if a := h.get(link, headers...); a.status != http.StatusNotFound || a.code != "not_found" || a.header.Get("ETag") != "" {
						t.Errorf("%s: %d %s %v", why, a.status, a.code, a.header)
					}
				}
			}
			h.talk.set(place, bob.Account, false) // as leaving the group does, or a recall
			dead("without access")
			h.talk.set(place, bob.Account, true)
			h.get(link).is(t, http.StatusOK, "")
			h.people.set(bob.Session, false) // as freezing does, or logging out
			dead("without a session")
			h.people.set(bob.Session, true)
			h.clock.Advance(20 * time.Minute)
			dead("after its time")
		}
		link := bob.link(place, ref.ID, "original")
		h.write(func(tx *db.Tx) error { return h.room.Release(tx, place) })
		if a := h.get(link); a.status != http.StatusNotFound {
			t.Errorf("of a destroyed message: %d", a.status)
		}
	})
}

func TestALinkIsTheSameForAWhileSoThatItCanBeKept(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		ref := ann.upload("a.png", "library", samples.PNG(9, 9))
		h.clock.Advance(10*time.Minute - time.Duration(h.clock.Now()%600_000_000)*time.Microsecond) // a bucket begins
		first := ann.links(files.Library, []id.ID{ref.ID}, "thumb")[0]
		h.clock.Advance(9 * time.Minute)
		again := ann.links(files.Library, []id.ID{ref.ID}, "thumb")[0]
		h.clock.Advance(time.Minute)
		later := ann.links(files.Library, []id.ID{ref.ID}, "thumb")[0]
		if *first.URL != *again.URL || *first.URL == *later.URL {
			t.Errorf("got %s, %s, %s", *first.URL, *again.URL, *later.URL)
		}
		if life := later.ExpiresAt.Sub(h.clock.Now()); life != 20*time.Minute {
			t.Errorf("it lives %v", life)
		}
		h.get(*first.URL).is(t, http.StatusOK, "")
		h.clock.Advance(10 * time.Minute)
		h.get(*first.URL).is(t, http.StatusNotFound, "not_found")
		h.get(*later.URL).is(t, http.StatusOK, "")
	})
}

// covers: ACC-06
func TestATokenThatIsChangedOrUsedElsewhereOpensNothing(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		one, two := ann.upload("a.png", "library", samples.PNG(9, 9)), ann.upload("b.png", "library", samples.PNG(9, 9))
		link := ann.link(files.Library, one.ID, "thumb")
		path, token, _ := strings.Cut(link, "?t=")
		h.get(link).is(t, http.StatusOK, "")
		raw, err := base64.RawURLEncoding.DecodeString(token)
		if err != nil {
			t.Fatal(err)
		}
		tokens := []string{"", "x", token[:len(token)-1], token + "A", strings.ToLower(token), token + "=", strings.Repeat("A", len(token)), strings.Repeat("A", 100_000/4)}
		for i := range raw { // each bit that could be turned
			changed := bytes.Clone(raw)
			changed[i] ^= 1 << (i % 8)
			tokens = append(tokens, base64.RawURLEncoding.EncodeToString(changed))
		}
		for _, wrong := range tokens[:len(tokens)-len(raw)-1] {
			h.get(path+"?t="+wrong).is(t, http.StatusNotFound, "not_found")
		}
		for _, wrong := range tokens[len(tokens)-len(raw):] {
			h.get(path+"?t="+wrong).is(t, http.StatusNotFound, "not_found")
		}
		for _, other := range []string{strings.Replace(link, "thumb", "original", 1), strings.Replace(link, "thumb", "preview", 1),
			strings.Replace(link, one.ID.String(), two.ID.String(), 1), strings.Replace(link, "thumb", "secret", 1), path,
			"/files/x/thumb/a.png?t=" + token, "/files/" + one.ID.String() + "/../thumb/a.png?t=" + token} {
			if a := h.get(other); a.status != http.StatusNotFound {
				t.Errorf("%s: %d", other, a.status)
			}
		}
		if a := h.get("/files/links"); a.status == http.StatusOK {
			t.Errorf("got %d %s", a.status, a.body)
		}
	})
}

func TestAFileIsGivenSoThatNothingInItRuns(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		for name, c := range map[string]struct {
			bytes               []byte
			purpose, typ, shown string
		}{
			"页面 «1».html": {samples.HTML(), "library", "application/octet-stream", "attachment"},
			"a.svg":       {samples.SVG(), "library", "application/octet-stream", "attachment"},
			"a.js":        {[]byte("alert(1)"), "library", "application/octet-stream", "attachment"},
			"a.pdf":       {samples.PDF(), "library", "application/pdf", "attachment"},
			"a.png":       {samples.PNG(9, 9), "library", "image/png", "attachment"},
			"a.mp4":       {samples.MP4Video(time.Second), "library", "video/mp4", "inline"},
			"a\"b;c=d\r":  {},
		} {
			if c.bytes == nil {
				continue // such a name is never kept
			}
			ref := ann.upload(name, c.purpose, c.bytes)
			a := h.get(ann.link(files.Library, ref.ID, "original"))
			for header, want := range map[string]string{"Content-Type": c.typ, "X-Content-Type-Options": "nosniff",
				"Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'", "Cross-Origin-Resource-Policy": "same-origin",
				"Cache-Control": "private, no-cache", "Accept-Ranges": "bytes", "ETag": `"` + digest(c.bytes) + `"`, "Access-Control-Allow-Origin": "",
				"Repr-Digest": "sha-256=:" + inBase64(digest(c.bytes)) + ":", "Referrer-Policy": "same-origin", "Content-Length": fmt.Sprint(len(c.bytes)), "Set-Cookie": ""} {
				if got := a.header.Get(header); got != want {
					t.Errorf("%s: %s is %q, want %q", name, header, got, want)
				}
			}
			if got := a.header.Get("Content-Disposition"); !strings.HasPrefix(got, c.shown+"; filename") {
				t.Errorf("%s: %s", name, got)
			}
		}
	})
}

func inBase64(inHex string) string {
	b, _ := hex.DecodeString(inHex)
	return base64.StdEncoding.EncodeToString(b)
}

func TestRangesGiveWhatIsAskedAndAbuseGetsTheWholeOrNothing(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		b := noise(100_000)
		at := ann.begin("a.txt", "library", len(b))
		for offset := 0; offset < len(b); offset += 30_000 { // of several parts
			ann.piece(at, offset, b[offset:min(offset+30_000, len(b))]).is(t, http.StatusNoContent, "")
		}
		link := ann.link(files.Library, ann.result(at).ID, "original")
		etag := `"` + digest(b) + `"`
		for _, c := range []struct {
			rang     string
			from, to int // -1: nothing, 416
			status   int
			more     []string
		}{
			{"bytes=0-9", 0, 10, 206, nil}, {"bytes=29999-30000", 29_999, 30_001, 206, nil}, {"bytes=99999-", 99_999, 100_000, 206, nil},
			{"bytes=-5", 99_995, 100_000, 206, nil}, {"bytes=-200000", 0, 100_000, 206, nil}, {"bytes=50000-999999", 50_000, 100_000, 206, nil},
			{"bytes=0-", 0, 100_000, 206, nil}, {"bytes=10-20", 10, 21, 206, []string{"If-Range", etag}},
			{"bytes=10-20", 0, 100_000, 200, []string{"If-Range", `"another"`}},
			{"bytes=100000-", -1, 0, 416, nil}, {"bytes=999999-1000000", -1, 0, 416, nil}, {"bytes=-0", -1, 0, 416, nil},
			{"bytes=20-10", 0, 100_000, 200, nil}, {"bytes=0-1,5-6", 0, 100_000, 200, nil}, {"bytes=" + strings.Repeat("0-,", 5000) + "0-", 0, 100_000, 200, nil},
			{"lines=0-1", 0, 100_000, 200, nil}, {"bytes=a-b", 0, 100_000, 200, nil}, {"bytes=--5", 0, 100_000, 200, nil}, {"bytes=+1-2", 0, 100_000, 200, nil},
			{"bytes=1-99999999999999999999", 0, 100_000, 200, nil}, {"bytes=-", 0, 100_000, 200, nil}, {"", 0, 100_000, 200, nil},
		} {
			before := h.store.opens
			a := h.get(link, append([]string{"Range", c.rang}, c.more...)...)
			if a.status != c.status {
				t.Errorf("%.40s: %d, want %d", c.rang, a.status, c.status)
				continue
			}
			if c.from < 0 {
				if a.code != "request.range_not_satisfiable" || a.header.Get("Content-Range") != "bytes */100000" {
					t.Errorf("%s: %s %v", c.rang, a.code, a.header)
				}
				continue
			}
			if !bytes.Equal(a.body, b[c.from:c.to]) || a.status == 206 && a.header.Get("Content-Range") != fmt.Sprintf("bytes %d-%d/100000", c.from, c.to-1) {
				t.Errorf("%.40s: %d bytes, %v", c.rang, len(a.body), a.header)
			}
			if opened, needed := h.store.opens-before, (c.to-1)/30_000-c.from/30_000+1; opened != needed {
				t.Errorf("%.40s: %d parts were opened, %d were needed", c.rang, opened, needed)
			}
		}
	})
}

func TestWhatABrowserHasIsNotSentAgain(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		ref := ann.upload("a.png", "library", samples.PNG(9, 9))
		link := ann.link(files.Library, ref.ID, "thumb")
		etag := h.get(link).header.Get("ETag")
		opens := h.store.opens
		for _, condition := range []string{etag, "W/" + etag, `"x", ` + etag, "*"} {
			if a := h.get(link, "If-None-Match", condition); a.status != http.StatusNotModified || len(a.body) != 0 || a.header.Get("ETag") != etag {
				t.Errorf("%s: %d, %d bytes, %v", condition, a.status, len(a.body), a.header)
			}
		}
		if h.store.opens != opens {
			t.Error("the store was asked for what is not sent")
		}
		h.get(link, "If-None-Match", `"x"`).is(t, http.StatusOK, "")
		a := person{house: h}.call("HEAD", link, nil)
		if a.status != http.StatusOK || a.header.Get("ETag") != etag || a.header.Get("Content-Length") == "" || len(a.body) != 0 {
			t.Errorf("HEAD: %d %v", a.status, a.header)
		}
		if a := (person{house: h}).call("POST", link, nil); a.status == http.StatusOK {
			t.Error("a link takes something in")
		}
	})
}

func TestAFileThatChangedInTheStoreIsNotGiven(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		b := noise(300_000)
		at := ann.begin("a.txt", "library", len(b))
		ann.piece(at, 0, b[:150_000]).is(t, http.StatusNoContent, "")
		ann.piece(at, 150_000, b[150_000:]).is(t, http.StatusNoContent, "")
		link := ann.link(files.Library, ann.result(at).ID, "original")
		keys := h.blobsOf(idOf(at))
		whole := h.sealed(keys[1])
		for what, bad := range map[string][]byte{"a flipped bit": flipped(whole, 5), "a flipped bit later": flipped(whole, len(whole)-5), "cut off": whole[:len(whole)-70_000],
			"another part": h.sealed(keys[0]), "nothing": {}} {
			h.overwrite(keys[1], bad)
			if a := h.get(link); a.broken == nil && a.status == http.StatusOK || bytes.Equal(a.body, b) {
				t.Errorf("%s: %d, %d bytes, and no error", what, a.status, len(a.body))
			}
			if a := h.get(link, "Range", "bytes=160000-160009"); what != "a flipped bit later" && what != "cut off" && a.code != "file.damaged" {
				t.Errorf("%s: %d %s", what, a.status, a.code)
			}
			h.get(link, "Range", "bytes=0-9").is(t, http.StatusPartialContent, "")
		}
		if err := h.store.Disk.Delete(context.Background(), keys[1]); err != nil {
			t.Fatal(err)
		}
		h.get(link, "Range", "bytes=160000-").is(t, http.StatusInternalServerError, "file.damaged")
		h.overwrite(keys[1], whole)
		if a := h.get(link); !bytes.Equal(a.body, b) {
			t.Error("it is not what was sent")
		}
	})
}

func TestALongAnswerEndsWhenAccessEnds(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		b := noise(40 << 20)
		ref := ann.upload("a.txt", "message", b)
		place := h.said(ann, []id.ID{ref.ID}, ann)
		r, err := http.Get(h.server.URL + ann.link(place, ref.ID, "original"))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = r.Body.Close() }()
		if _, err := io.CopyN(io.Discard, r.Body, 1<<20); err != nil {
			t.Fatal(err)
		}
		h.talk.set(place, ann.Account, false)
		if n, err := io.Copy(io.Discard, r.Body); err == nil || n > 32<<20 {
			t.Errorf("%d bytes more came, %v", n, err)
		}
	})
}

func TestAnOriginOfItsOwnServesFilesAndNothingElse(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.room.Origin = "http://files.example"
		h.serve(httpapi.Options{PublicURL: "http://im.example", FilesOrigin: "http://files.example"})
		ann := h.person()
		ref := ann.upload("a.png", "library", samples.PNG(9, 9))
		link := ann.link(files.Library, ref.ID, "thumb")
		path, own := strings.CutPrefix(link, "http://files.example")
		if !own {
			t.Fatalf("the link is %s", link)
		}
		a := h.get(path)
		if a.header.Get("Cross-Origin-Resource-Policy") != "cross-origin" || a.header.Get("Access-Control-Allow-Origin") != "http://im.example" {
			t.Errorf("headers %v", a.header)
		}
		on := func(host, path string) int {
			r, _ := http.NewRequest("GET", h.server.URL+path, nil)
			r.Host = host
			r.Header.Set("Authorization", "Bearer "+ann.Account.String()+" "+ann.Session.String())
			resp, err := h.server.Client().Do(r)
			if err != nil {
				t.Fatal(err)
			}
			_ = resp.Body.Close()
			if policy := resp.Header.Get("Content-Security-Policy"); host == "im.example" && strings.HasPrefix(path, "/api") {
				for _, part := range []string{"img-src 'self' data: blob: http://files.example;", "media-src 'self' blob: http://files.example;", "connect-src 'self' http://files.example;"} {
					if !strings.Contains(policy, part) {
						t.Errorf("%s lacks %s", policy, part)
					}
				}
			}
			return resp.StatusCode
		}
		for want, where := range map[int][][2]string{200: {{"files.example", path}, {"FILES.example", path}, {"im.example", "/api/v1/library"}},
			404: {{"files.example", "/api/v1/library"}, {"files.example", "/"}, {"files.example", "/api/docs"}}} {
			for _, w := range where {
				if got := on(w[0], w[1]); got != want {
					t.Errorf("%s%s: %d, want %d", w[0], w[1], got, want)
				}
			}
		}
	})
}
