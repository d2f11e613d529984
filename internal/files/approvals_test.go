package files_test

import (
	"bytes"
	"crypto/sha256"
	"image"
	"net/http"
	"testing"

	"tonggui/internal/files"
	"tonggui/internal/platform/apperr"
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

// covers: APV-03
func TestThePictureForPaperIsThePreviewOfWhatIsWhole(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		shown, text := ann.upload("照片.jpg", "library", samples.JPEG(900, 600, 6)), ann.upload("清单.txt", "library", []byte("一张清单"))
		room := files.Attachments{Room: h.room}
		data, err := room.Picture(t.Context(), shown.ID, 1<<20)
		if err != nil || bytes.Contains(data, []byte(samples.Place)) {
			t.Fatalf("%d bytes, %v", len(data), err)
		}
		if img, _, err := image.Decode(bytes.NewReader(data)); err != nil || img.Bounds().Dx() != 600 {
			t.Errorf("it does not stand upright: %v", err)
		}
		for name, get := range map[string]func() error{
			"too large": func() error { _, err := room.Picture(t.Context(), shown.ID, 100); return err },
			"no image":  func() error { _, err := room.Picture(t.Context(), text.ID, 1<<20); return err },
			"nothing":   func() error { _, err := room.Picture(t.Context(), id.New(h.clock.Now()), 1<<20); return err },
		} {
			if err := get(); apperr.From(err).Def.Status != http.StatusNotFound {
				t.Errorf("%s: %v", name, err)
			}
		}
		previews, err := db.All(h.db.Ask(t.Context()), db.Scalar[string], `SELECT blob_key FROM file_parts WHERE file_id = ? AND variant = 'preview'`, shown.ID)
		if err != nil || len(previews) == 0 {
			t.Fatalf("%d blobs, %v", len(previews), err)
		}
		for _, key := range previews {
			h.overwrite(key, flipped(h.sealed(key), 40))
		}
		if _, err := room.Picture(t.Context(), shown.ID, 1<<20); !apperr.Has(err, files.ErrDamaged) {
			t.Errorf("damaged: %v", err)
		}
	})
}

// covers: APV-03
func TestASignatureByHandIsAPictureOfABoundedSize(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ann := h.person()
		room, q := files.Attachments{Room: h.room}, h.db.Ask(t.Context())
		for name, c := range map[string]struct {
			data []byte
			want bool
		}{
			"signature.png": {samples.PNG(280, 112), true},
			"photo.jpg":     {samples.JPEG(280, 112, 1), false},
			"list.txt":      {[]byte("一张清单"), false},
			"wide.png":      {samples.PNG(8193, 1), false},
			"heavy.png":     {append(samples.PNG(280, 112), make([]byte, 1<<20)...), false},
		} {
			if is, err := room.Stroke(q, ann.upload(name, "library", c.data).ID); err != nil || is != c.want {
				t.Errorf("%s: %v, want %v: %v", name, is, c.want, err)
			}
		}
		if is, err := room.Stroke(q, id.New(h.clock.Now())); err != nil || is {
			t.Errorf("a file that is not there: %v, %v", is, err)
		}
	})
}
