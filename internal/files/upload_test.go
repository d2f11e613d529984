package files_test

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"tonggui/internal/files"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
	"tonggui/internal/testkit/samples"
)

// noise is text of which no two places are alike.
func noise(n int) []byte {
	out := make([]byte, 0, n+20)
	for i := int64(n); len(out) < n; i += 7 {
		out = append(strconv.AppendInt(out, i*2_654_435_761, 36), '\n')
	}
	return out[:n]
}

// covers: MSG-02, FIL-01
func TestAFileArrivesWholeAndUnaltered(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		b := noise(100_000)
		ref := ann.upload("报告.txt", "message", b)
		if ref.Name != "报告.txt" || ref.Size != 100_000 || ref.Mime != "text/plain" || ref.Media != files.Document || ref.SHA256 != digest(b) ||
			ref.Width != nil || ref.DurationMS != nil || ref.Preview {
			t.Errorf("got %+v", ref)
		}
		place := h.said(ann, []id.ID{ref.ID}, ann)
		if got := h.get(ann.link(place, ref.ID, "original")); !bytes.Equal(got.body, b) {
			t.Errorf("%d bytes came back", len(got.body))
		}
	})
}

// covers: FIL-01
func TestAnUploadGoesOnWhereItStopped(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		b := noise(300_001)
		at := ann.begin("a.txt", "message", len(b))
		for offset := 0; offset < len(b); {
			if got := ann.state(at); got != fmt.Sprint(offset) {
				t.Fatalf("stands at %s, want %d", got, offset)
			}
			next := min(offset+70_000, len(b))
			a := ann.piece(at, offset, b[offset:next]).is(t, http.StatusNoContent, "")
			if a.header.Get("Upload-Offset") != fmt.Sprint(next) || a.header.Get("Upload-Expires") == "" || a.header.Get("Tus-Resumable") != "1.0.0" {
				t.Errorf("headers %v", a.header)
			}
			offset = next
		}
		if ref := ann.result(at); ref.SHA256 != digest(b) {
			t.Error("it is not what was sent")
		}
		// Whoever missed the last answer asks again and is told the same.
		ann.piece(at, len(b), nil).is(t, http.StatusNoContent, "")
		if ann.state(at) != fmt.Sprint(len(b)) {
			t.Error("a complete upload is forgotten")
		}
	})
}

func TestUploadsSpeakTusAsItIsWritten(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		a := ann.call("OPTIONS", "/uploads", nil, "Tus-Resumable", "").is(t, http.StatusNoContent, "")
		for name, want := range map[string]string{"Tus-Version": "1.0.0", "Tus-Resumable": "1.0.0", "Tus-Max-Size": fmt.Sprint(100 << 20),
			"Tus-Extension": "creation,termination,expiration,checksum", "Tus-Checksum-Algorithm": "sha256,sha1"} {
			if got := a.header.Get(name); got != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
		said := metadata("filename", "a.txt", "purpose", "message", "of-the-client", "x")
		a = ann.call("POST", "/uploads", nil, "Upload-Length", "10", "Upload-Metadata", said).is(t, http.StatusCreated, "")
		at := a.header.Get("Location")
		expires, err := http.ParseTime(a.header.Get("Upload-Expires"))
		if !strings.HasPrefix(at, "/api/v1/uploads/") || a.header.Get("Upload-Offset") != "0" || err != nil || expires.Sub(h.clock.Now().Time()).Round(time.Minute) != 24*time.Hour {
			t.Errorf("created: %v", a.header)
		}
		a = ann.call("HEAD", at, nil).is(t, http.StatusOK, "")
		if a.header.Get("Upload-Offset") != "0" || a.header.Get("Upload-Length") != "10" || a.header.Get("Upload-Metadata") != said ||
			a.header.Get("Cache-Control") != "no-store" || a.header.Get("Tus-Resumable") != "1.0.0" {
			t.Errorf("state: %v", a.header)
		}
		before := h.rows()
		for _, c := range []struct{ method, version string }{{"POST", ""}, {"HEAD", "0.2.2"}, {"PATCH", "1.0.1"}, {"DELETE", ""}} {
			path := at
			if c.method == "POST" {
				path = "/uploads"
			}
			a := ann.call(c.method, path, nil, "Tus-Resumable", c.version)
			if a.status != http.StatusPreconditionFailed || a.header.Get("Tus-Version") != "1.0.0" || a.header.Get("Tus-Resumable") != "1.0.0" {
				t.Errorf("%s in version %q: %d %v", c.method, c.version, a.status, a.header)
			}
		}
		ann.piece(at, 0, noise(5), "Content-Type", "application/octet-stream").is(t, http.StatusUnsupportedMediaType, "request.unsupported_type")
		ann.piece(at, 0, noise(5), "Upload-Offset", "").is(t, http.StatusUnprocessableEntity, "request.invalid")
		ann.piece(at, 0, noise(5), "Upload-Offset", "-1").is(t, http.StatusUnprocessableEntity, "request.invalid")
		for _, length := range []string{"", "-1", "x", "1e3", "99999999999999999999"} {
			ann.call("POST", "/uploads", nil, "Upload-Length", length, "Upload-Metadata", said).is(t, http.StatusUnprocessableEntity, "request.invalid")
		}
		for _, wrong := range []string{"", "filename", "filename !!!,purpose bWVzc2FnZQ==", said + "," + said, metadata("filename", "a", "purpose", "other"),
			metadata("filename", "a", "purpose", "message", "sha256", "abc"), metadata("filename", "a", "purpose", "message", "filetype", strings.Repeat("a", 201))} {
			ann.call("POST", "/uploads", nil, "Upload-Length", "10", "Upload-Metadata", wrong).is(t, http.StatusUnprocessableEntity, "request.invalid")
		}
		if after := h.rows(); fmt.Sprint(after) != fmt.Sprint(before) {
			t.Errorf("refusals left %v, there was %v", after, before)
		}
	})
}

func TestAPieceAtTheWrongPlaceChangesNothingAndIsToldTheRightOne(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		b := noise(1000)
		at := ann.begin("a.txt", "message", len(b))
		ann.piece(at, 0, b[:400]).is(t, http.StatusNoContent, "")
		before := h.rows()
		for _, offset := range []int{0, 399, 401, 1000, 5000} { // 0: the same piece again
			a := ann.piece(at, offset, b[:400]).is(t, http.StatusConflict, "upload.offset_wrong")
			if a.header.Get("Upload-Offset") != "400" || a.params["offset"] != 400.0 {
				t.Errorf("at %d: %v %v", offset, a.header, a.params)
			}
		}
		ann.piece(at, 400, append(b[400:], 'x')).is(t, http.StatusRequestEntityTooLarge, "upload.beyond_length")
		if after := h.rows(); fmt.Sprint(after) != fmt.Sprint(before) || ann.state(at) != "400" {
			t.Errorf("refusals left %v, there was %v", after, before)
		}
		ann.piece(at, 400, b[400:]).is(t, http.StatusNoContent, "")
		if ann.result(at).SHA256 != digest(b) {
			t.Error("it is not what was sent")
		}
	})
}

func TestAPieceWhoseLengthIsNotAnnouncedCannotBeTooLongEither(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		b := noise(1000)
		at := ann.begin("a.txt", "message", len(b))
		streamed := func(b []byte) answer { // without a Content-Length
			return ann.call("PATCH", at, struct{ *bytes.Buffer }{bytes.NewBuffer(b)}, "Content-Type", "application/offset+octet-stream", "Upload-Offset", "0")
		}
		streamed(append(bytes.Clone(b), "and more"...)).is(t, http.StatusRequestEntityTooLarge, "upload.beyond_length")
		if ann.state(at) != "0" {
			t.Errorf("stands at %s", ann.state(at))
		}
		streamed(b).is(t, http.StatusNoContent, "")
		if ann.result(at).SHA256 != digest(b) {
			t.Error("it is not what was sent")
		}
	})
}

func TestAPieceThatChangedOnItsWayIsNotTaken(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		b := noise(1000)
		at := ann.begin("a.txt", "message", len(b))
		of256, of1 := sha256.Sum256(b[:500]), sha1.Sum(b[500:])
		good := "sha256 " + base64.StdEncoding.EncodeToString(of256[:])
		changed := bytes.Clone(b[:500])
		changed[250] ^= 1
		a := ann.piece(at, 0, changed, "Upload-Checksum", good).is(t, 460, "upload.checksum_wrong")
		if ann.state(at) != "0" {
			t.Errorf("stands at %s after %v", ann.state(at), a.header)
		}
		for _, wrong := range []string{"md5 AAAA", "sha256", "sha256 !!", "sha1 " + good[7:], "SHA256 " + good[7:]} {
			ann.piece(at, 0, b[:500], "Upload-Checksum", wrong).is(t, http.StatusBadRequest, "request.malformed")
		}
		ann.piece(at, 0, b[:500], "Upload-Checksum", good).is(t, http.StatusNoContent, "")
		ann.piece(at, 500, b[500:], "Upload-Checksum", "sha1 "+base64.StdEncoding.EncodeToString(of1[:])).is(t, http.StatusNoContent, "")
		if ann.result(at).SHA256 != digest(b) {
			t.Error("it is not what was sent")
		}
		h.sweep()
		if h.store.count() != 2 {
			t.Errorf("%d blobs for two pieces", h.store.count())
		}
	})
}

// covers: ACC-06
func TestAnUploadIsItsOwnersAlone(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann, bob := h.person(), h.person()
		at := ann.begin("a.txt", "message", 10)
		nowhere := "/api/v1/uploads/" + id.New(h.clock.Now()).String()
		for _, path := range []string{at, nowhere} {
			if a := bob.call("HEAD", path, nil); a.status != http.StatusNotFound || a.header.Get("Upload-Offset") != "" {
				t.Errorf("state: %d %v", a.status, a.header)
			}
			bob.piece(path, 0, noise(10)).is(t, http.StatusNotFound, "not_found")
			bob.call("DELETE", path, nil).is(t, http.StatusNotFound, "not_found")
			bob.call("GET", path+"/file", nil).is(t, http.StatusNotFound, "not_found")
		}
		if ann.state(at) != "0" {
			t.Error("somebody else changed it")
		}
		ann.piece(at, 0, noise(10)).is(t, http.StatusNoContent, "")
		bob.call("GET", at+"/file", nil).is(t, http.StatusNotFound, "not_found")
		ref := ann.result(at)
		if err := h.db.Write(t.Context(), func(tx *db.Tx) error {
			_, err := h.room.ForMessage(tx, bob.Account, []id.ID{ref.ID})
			return err
		}); err == nil || !strings.Contains(err.Error(), "file.not_usable") {
			t.Errorf("somebody else may send it: %v", err)
		}
	})
}

func TestACancelledOrForgottenUploadIsGoneWithItsBytes(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		cancelled, forgotten := ann.begin("a.txt", "message", 10), ann.begin("b.txt", "message", 10)
		ann.piece(cancelled, 0, noise(4)).is(t, http.StatusNoContent, "")
		ann.piece(forgotten, 0, noise(4)).is(t, http.StatusNoContent, "")
		ann.call("DELETE", cancelled, nil).is(t, http.StatusNoContent, "")
		ann.call("DELETE", cancelled, nil).is(t, http.StatusNotFound, "not_found")
		h.clock.Advance(23 * time.Hour)
		ann.piece(forgotten, 4, noise(1)).is(t, http.StatusNoContent, "")
		h.clock.Advance(23 * time.Hour)
		if ann.state(forgotten) != "5" {
			t.Error("an upload that went on was forgotten")
		}
		h.clock.Advance(time.Hour)
		ann.piece(forgotten, 5, noise(5)).is(t, http.StatusNotFound, "not_found")
		h.sweep()
		if h.store.count() != 0 {
			t.Errorf("%d blobs are left", h.store.count())
		}
		for table, n := range h.rows() {
			if n != 0 {
				t.Errorf("%d rows are left in %s", n, table)
			}
		}
	})
}

// covers: MSG-02
func TestAFileForAMessageHasFiftyMegabytesAndALargerOneIsShownTheLibrary(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		const limit = 52_428_800
		create := func(size int, purpose string) answer {
			return ann.call("POST", "/uploads", nil, "Upload-Length", fmt.Sprint(size), "Upload-Metadata", metadata("filename", "a.zip", "purpose", purpose))
		}
		create(limit, "message").is(t, http.StatusCreated, "")
		before := h.rows()
		a := create(limit+1, "message").is(t, http.StatusRequestEntityTooLarge, "file.too_large_for_message")
		for _, want := range []string{`"id":"files.message_size"`, `"code":"library.upload"`, `"value":52428800`, `"max_mb":50`} {
			if !strings.Contains(string(a.body), want) {
				t.Errorf("%s lacks %s", a.body, want)
			}
		}
		after := h.rows()
		if after["evidence"] != before["evidence"]+1 || after["files"] != before["files"] || after["uploads"] != before["uploads"] {
			t.Errorf("a refusal left %v, there was %v", after, before)
		}
		create(limit+1, "library").is(t, http.StatusCreated, "")
		create(100<<20+1, "library").is(t, http.StatusRequestEntityTooLarge, "file.too_large")
		create(10<<20+1, "voice").is(t, http.StatusRequestEntityTooLarge, "file.too_large")
		create(0, "message").is(t, http.StatusUnprocessableEntity, "file.empty")
		for _, name := range []string{"", "a/b.png", "..", "a\x00b", "a\u202eb.png", strings.Repeat("长", 121)} {
			ann.call("POST", "/uploads", nil, "Upload-Length", "5", "Upload-Metadata", metadata("filename", name, "purpose", "message")).
				is(t, http.StatusUnprocessableEntity, "file.name_invalid")
		}
	})
}

// covers: MSG-02, RBK-03
func TestARuleThatOnlyWarnsOrWatchesLetsAFileThroughAsFarAsTheDiskGoes(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		create := func(size int) answer {
			return ann.call("POST", "/uploads", nil, "Upload-Length", fmt.Sprint(size), "Upload-Metadata", metadata("filename", "a.zip", "purpose", "message"))
		}
		for _, one := range []struct {
			stage rulebook.Stage
			told  bool
		}{{rulebook.Warning, true}, {rulebook.Watching, false}} {
			size := int64(1 << 20)
			if _, err := h.book.Set(t.Context(), authz.Principal{Account: id.New(h.clock.Now())}, rulebook.Change{Rule: files.MessageSize.ID, Scope: rulebook.Scope{Kind: rulebook.ForCompany}, Value: &size,
				Stage: one.stage, Reason: "test"}); err != nil {
				t.Fatal(err)
			}
			before := h.rows()["evidence"]
			a := create(1<<20 + 1)
			a.is(t, http.StatusCreated, "")
			var told []httpapi.Warning
			header := a.header.Get(httpapi.WarningHeader)
			if one.told {
				if err := json.Unmarshal([]byte(header), &told); err != nil || len(told) != 1 || told[0].Code != "file.too_large_for_message" ||
					told[0].Rule.ID != files.MessageSize.ID || told[0].Rule.Clause.Number == "" || told[0].Rule.Clause.Text != "" {
					t.Errorf("%s: the person is told %q, %v", one.stage, header, err)
				}
			} else if header != "" {
				t.Errorf("%s: the person is told %q", one.stage, header)
			}
			if n := h.rows()["evidence"]; n != before+1 {
				t.Errorf("%s: %d rows of evidence, there were %d", one.stage, n, before)
			}
			if a := create(1 << 20); a.header.Get(httpapi.WarningHeader) != "" {
				t.Errorf("%s: told of what is within the rule", one.stage)
			}
			refused := create(100<<20 + 1)
			refused.is(t, http.StatusRequestEntityTooLarge, "file.too_large")
			if refused.header.Get(httpapi.WarningHeader) != "" || h.rows()["evidence"] != before+1 {
				t.Errorf("%s: what was refused for another reason leaves evidence or a warning", one.stage)
			}
			h.clock.Advance(time.Second)
		}
	})
}

func TestNobodyHoldsMoreThanTwoHundredUnfinishedUploads(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann, bob := h.person(), h.person()
		for range 199 {
			ann.begin("a.txt", "message", 10)
		}
		ann.upload("b.txt", "message", noise(10))
		last := ann.begin("a.txt", "message", 10)
		said := metadata("filename", "a.txt", "purpose", "message")
		ann.call("POST", "/uploads", nil, "Upload-Length", "10", "Upload-Metadata", said).is(t, http.StatusTooManyRequests, "upload.too_many")
		bob.begin("a.txt", "message", 10)
		ann.call("DELETE", last, nil).is(t, http.StatusNoContent, "")
		ann.begin("a.txt", "message", 10)
	})
}

func TestAFileInLibraryOrMessageIsKeptAndAnUnusedOneIsNot(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann, bob := h.person(), h.person()
		kept, sent, unused := ann.upload("a.png", "library", samples.PNG(9, 9)), ann.upload("b.png", "message", samples.PNG(9, 9)), ann.upload("c.png", "message", samples.PNG(9, 9))
		place := h.said(ann, []id.ID{sent.ID}, ann, bob)
		h.clock.Advance(25 * time.Hour)
		h.sweep()
		if ann.link(files.Library, kept.ID, "thumb") == "" || bob.link(place, sent.ID, "original") == "" {
			t.Error("a file that is held was removed")
		}
		if err := h.db.Write(t.Context(), func(tx *db.Tx) error { return h.room.Hold(tx, place, []id.ID{unused.ID}) }); err == nil {
			t.Error("a file that was removed is held")
		}
		if n := h.rows(); n["files"] != 2 || n["file_variants"] != 4 || n["uploads"] != 0 || n["events"] != 1 || h.store.count() != 6 {
			t.Errorf("left are %v and %d blobs", n, h.store.count())
		}
		h.write(func(tx *db.Tx) error { return h.room.Release(tx, place) })
		h.sweep()
		if n := h.rows(); n["files"] != 1 || n["file_holds"] != 0 || h.store.count() != 3 {
			t.Errorf("after the message was destroyed: %v and %d blobs", n, h.store.count())
		}
	})
}
