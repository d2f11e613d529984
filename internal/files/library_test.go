package files_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"tonggui/internal/files"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/samples"
)

// library lists an own area and returns the names.
func (p person) library(query string) (names []string, next string) {
	p.t.Helper()
	a := p.call("GET", "/library?"+query, nil).is(p.t, http.StatusOK, "")
	var out struct {
		Items []files.LibraryEntry
		Next  *string `json:"next_cursor"`
	}
	if err := json.Unmarshal(a.body, &out); err != nil {
		p.t.Fatal(err)
	}
	for _, e := range out.Items {
		names = append(names, e.File.Name)
	}
	if out.Next != nil {
		next = *out.Next
	}
	return names, next
}

// covers: MSG-02, FIL-01
func TestTheLibraryListsOnesOwnFilesNewestFirst(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann, bob := h.person(), h.person()
		for i := range 5 {
			ann.upload(fmt.Sprintf("文件 %d.txt", i), "library", noise(10+i))
			if i != 2 { // two have come at the same instant
				h.clock.Advance(time.Second)
			}
		}
		bob.upload("of bob.txt", "library", noise(9))
		ann.upload("in no library.txt", "message", noise(8))
		var all []string
		next := ""
		for pages := 0; pages == 0 || next != ""; pages++ {
			var names []string
			names, next = ann.library("limit=2&cursor=" + next)
			if all = append(all, names...); pages > 3 {
				t.Fatal("it has no end")
			}
		}
		if got := strings.Join(all, " "); len(all) != 5 || all[0] != "文件 4.txt" || all[4] != "文件 0.txt" {
			t.Errorf("got %s", got)
		}
		if names, _ := bob.library(""); len(names) != 1 {
			t.Errorf("bob sees %v", names)
		}
		ann.call("GET", "/library?cursor=x", nil).is(t, http.StatusUnprocessableEntity, "request.invalid")
	})
}

func TestAFileOfTheLibraryIsFoundByAPartOfItsName(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		for _, name := range []string{"Budget 2026.xlsx.txt", "１００%.txt", "a_b.txt", `预算.txt`, "ab.txt"} {
			ann.upload(name, "library", noise(9))
		}
		for query, want := range map[string]string{"budget": "Budget 2026.xlsx.txt", "ＢＵＤ": "Budget 2026.xlsx.txt", "100%": "１００%.txt", "%": "１００%.txt",
			"_": "a_b.txt", "算": "预算.txt", " a_b ": "a_b.txt", `\`: "", "zzz": ""} {
			if names, _ := ann.library("q=" + url.QueryEscape(query)); strings.Join(names, " ") != want {
				t.Errorf("%s: got %v, want %q", query, names, want)
			}
		}
	})
}

func TestWhatIsTakenOutOfTheLibraryStaysWhereItWasSent(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann, bob := h.person(), h.person()
		sent, alone := ann.upload("a.png", "library", samples.PNG(9, 9)), ann.upload("b.png", "library", samples.PNG(9, 9))
		place := h.said(ann, []id.ID{sent.ID}, bob)
		link := ann.link(files.Library, alone.ID, "original")
		for _, ref := range []files.FileRef{sent, alone} {
			bob.call("DELETE", "/library/"+ref.ID.String(), nil).is(t, http.StatusNotFound, "not_found")
			ann.call("DELETE", "/library/"+ref.ID.String(), nil).is(t, http.StatusNoContent, "")
			ann.call("DELETE", "/library/"+ref.ID.String(), nil).is(t, http.StatusNotFound, "not_found")
		}
		h.get(link).is(t, http.StatusNotFound, "not_found")
		h.sweep()
		if bob.link(place, sent.ID, "original") == "" {
			t.Error("what was sent is gone")
		}
		if n := h.rows()["files"]; n != 1 {
			t.Errorf("%d files are left", n)
		}
	})
}

// covers: MSG-02
func TestAFileThatIsBeingSentIsNeverSweptAway(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		var refs []files.FileRef
		for i := range 20 {
			refs = append(refs, ann.upload("a.txt", "message", noise(10+i)))
		}
		h.clock.Advance(24 * time.Hour) // all may go now
		var work sync.WaitGroup
		for range 3 {
			work.Go(h.sweep)
		}
		held := make([]bool, len(refs))
		for i, ref := range refs {
			work.Go(func() {
				err := h.db.Write(t.Context(), func(tx *db.Tx) error {
					if _, err := h.room.ForMessage(tx, ann.Account, []id.ID{ref.ID}); err != nil {
						return err
					}
					return h.room.Hold(tx, files.Message(ref.ID, int64(i+1)), []id.ID{ref.ID})
				})
				if held[i] = err == nil; err != nil && !apperr.Has(err, files.ErrNotUsable) {
					t.Error(err)
				}
			})
		}
		work.Wait()
		h.sweep()
		for i, ref := range refs {
			h.talk.set(files.Message(ref.ID, int64(i+1)), ann.Account, true)
			link := ann.link(files.Message(ref.ID, int64(i+1)), ref.ID, "original")
			if held[i] && (link == "" || !bytes.Equal(h.get(link).body, noise(10+i))) {
				t.Errorf("file %d is held and gone", i)
			}
			if !held[i] && link != "" {
				t.Errorf("file %d was refused and is there", i)
			}
		}
	})
}

func TestManyLinksCostTheSameFewQuestions(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		ref := ann.upload("a.png", "message", samples.PNG(9, 9))
		var asked []files.Wanted
		for range 50 {
			place := h.said(ann, []id.ID{ref.ID}, ann)
			asked = append(asked, files.Wanted{Place: place, File: ref.ID, Variant: files.Thumb})
		}
		h.talk.asked = 0
		links, err := h.room.Links(t.Context(), ann.Principal, asked)
		if err != nil || len(links) != 50 || h.talk.asked != 1 {
			t.Fatalf("%d links, messages were asked %d times, %v", len(links), h.talk.asked, err)
		}
		for _, l := range links {
			if l.URL == nil {
				t.Errorf("got %+v", l)
			}
		}
	})
}

func TestEachLinkIsAnsweredForItself(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann, bob := h.person(), h.person()
		picture, text, other := ann.upload("a.png", "message", samples.PNG(9, 9)), ann.upload("a.txt", "message", noise(9)), bob.upload("b.png", "library", samples.PNG(9, 9))
		place := h.said(ann, []id.ID{picture.ID, text.ID}, ann)
		links, err := h.room.Links(t.Context(), ann.Principal, []files.Wanted{{Place: place, File: picture.ID, Variant: files.Thumb}, {Place: place, File: text.ID, Variant: files.Thumb},
			{Place: place, File: other.ID, Variant: files.Original}, {Place: files.Library, File: other.ID, Variant: files.Original}, {Place: place, File: text.ID, Variant: files.Original},
			{Place: place, File: id.New(h.clock.Now()), Variant: files.Original}})
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []string{"", "file.no_preview", "not_found", "not_found", "", "not_found"} {
			if got := links[i]; got.Problem == nil && want != "" || got.Problem != nil && *got.Problem != want || (got.URL == nil) == (want == "") {
				t.Errorf("%d: %+v, want %q", i, got, want)
			}
		}
		ann.call("POST", "/api/v1/files/links", strings.NewReader(`{"items":[]}`), "Content-Type", "application/json").is(t, http.StatusUnprocessableEntity, "request.invalid")
		many := `{"items":[` + strings.Repeat(`{"place":{"kind":"library"},"file_id":"`+text.ID.String()+`","variant":"thumb"},`, 200) + `{"place":{"kind":"library"},"file_id":"` + text.ID.String() + `","variant":"thumb"}]}`
		ann.call("POST", "/api/v1/files/links", strings.NewReader(many), "Content-Type", "application/json").is(t, http.StatusUnprocessableEntity, "request.invalid")
	})
}
