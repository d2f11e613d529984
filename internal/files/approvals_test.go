package files_test

import (
	"bytes"
	"crypto/sha256"
	"net/http"
	"testing"

	"tonggui/internal/files"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/samples"
)

// covers: APV-01
func TestAFileOfAnApprovalIsOpenedByWhoSeesItThere(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann, bob := h.person(), h.person()
		b := samples.PNG(300, 200)
		held, other := ann.upload("证明.png", "library", b), ann.upload("别的.png", "library", b)
		room := files.Attachments{Room: h.room}
		one := id.New(h.clock.Now())
		h.write(func(tx *db.Tx) error { return room.Hold(tx, one, []id.ID{held.ID}) })
		place := files.Approval(one)

		if bob.link(place, held.ID, "original") != "" {
			t.Error("a link is given to who does not see the field")
		}
		h.forms.set(bob.Account, held.ID, true)
		h.forms.set(bob.Account, other.ID, true)
		if bob.link(place, other.ID, "original") != "" || bob.link(files.Approval(id.New(h.clock.Now())), held.ID, "original") != "" || bob.link(files.Library, held.ID, "original") != "" {
			t.Error("a link is given where the approval does not hold the file")
		}
		link := bob.link(place, held.ID, "original")
		if a := h.get(link).is(t, http.StatusOK, ""); !bytes.Equal(a.body, b) {
			t.Error("it is not what was attached")
		}
		h.forms.set(bob.Account, held.ID, false)
		h.get(link).is(t, http.StatusNotFound, "not_found")
	})
}

func TestPeopleAttachTheirOwnFilesAndTheHashIsTheirs(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann, bob := h.person(), h.person()
		b := []byte("一张清单")
		ref := ann.upload("清单.txt", "library", b)
		room, q := files.Attachments{Room: h.room}, h.db.Ask(t.Context())
		for who, want := range map[id.ID]bool{ann.Account: true, bob.Account: false} {
			if may, err := room.May(q, who, ref.ID); err != nil || may != want {
				t.Errorf("%v, want %v: %v", may, want, err)
			}
		}
		if may, err := room.May(q, ann.Account, id.New(h.clock.Now())); err != nil || may {
			t.Errorf("a file that is not there: %v, %v", may, err)
		}
		if sum, err := room.SHA256(q, ref.ID); err != nil || sum != sha256.Sum256(b) {
			t.Errorf("%x, %v", sum, err)
		}
	})
}
