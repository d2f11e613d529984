package approvals_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"strings"
	"testing"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/blob"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/pdftext"
	"tonggui/internal/testkit/samples"
)

// album has pictures that anybody may attach.
type album struct {
	pictures map[id.ID][]byte
	away     bool
	read     int
}

func (a *album) May(db.Q, id.ID, id.ID) (bool, error)     { return true, nil }
func (a *album) Stroke(db.Q, id.ID) (bool, error)         { return true, nil }
func (a *album) Hold(*db.Tx, id.ID, []id.ID) error        { return nil }
func (*album) Unshelve(*db.Tx, id.ID, []id.ID) error      { return nil }
func (a *album) SHA256(_ db.Q, f id.ID) ([32]byte, error) { return sha256.Sum256(f[:]), nil }

func (a *album) Picture(_ context.Context, file id.ID, most int64) ([]byte, error) {
	data, have := a.pictures[file]
	a.read++
	switch {
	case a.away:
		return nil, blob.ErrUnavailable.New()
	case !have || int64(len(data)) > most:
		return nil, apperr.NotFound.New()
	}
	return data, nil
}

func (a *album) add(h *house, data []byte) id.ID {
	one := id.New(h.clock.Now())
	a.pictures[one] = data
	return one
}

// named is a picture as a form holds it.
func named(file id.ID, name string) map[string]any {
	sum := sha256.Sum256(file[:])
	return map[string]any{"file_id": file.String(), "name": name, "size": 12, "sha256": hex.EncodeToString(sum[:])}
}

// pictured is a form with pictures and a signature in it, whose first step is signed by hand.
func pictured() form.Definition {
	d := leave()
	d.Fields = append(d.Fields, form.FormField{ID: "photos", Kind: form.Image, Label: words("照片")}, form.FormField{ID: "hand", Kind: form.Signature, Label: words("签字")},
		form.FormField{ID: "own", Kind: form.Image, Label: words("私照")})
	d.Route.Steps[0].Stroke = true
	d.Route.Steps[1].Rights["own"] = route.Hidden
	return d
}

// covers: APV-03
func TestThePaperShowsThePicturesOfTheFormAndTheSignaturesByHand(t *testing.T) {
	each(t, func(h *house) {
		files := &album{pictures: map[id.ID][]byte{}}
		h.Files = func() approvals.Files { return files }
		photo, hand, own := files.add(h, samples.JPEG(300, 200, 1)), files.add(h, samples.PNG(210, 90)), files.add(h, samples.PNG(120, 120))
		stroke, broken := files.add(h, samples.PNG(280, 112)), files.add(h, []byte("no picture"))
		a := application(h.publishes(pictured()))
		sum := sha256.Sum256(hand[:])
		a.Values["photos"] = []any{named(photo, "现场.jpg"), named(broken, "坏的.png"), named(id.New(h.clock.Now()), "丢的.png")}
		a.Values["hand"] = map[string]any{"file_id": hand.String(), "png_sha256": hex.EncodeToString(sum[:])}
		a.Values["own"] = []any{named(own, "私照.png")}
		one, err := h.Open(t.Context(), h.worker, id.New(h.clock.Now()), a, nil, nil)
		h.must(err)
		h.done(h.foreman, one.ID, "approve", func(a *approvals.Act) { a.Stroke = &stroke })

		data, _, err := h.Document(t.Context(), h.worker, one.ID)
		h.must(err)
		h.shows(data, image.Pt(300, 200), image.Pt(210, 90), image.Pt(120, 120), image.Pt(280, 112))
		text := pdftext.Read(t, data)
		for _, want := range []string{"坏的.png：图片已损坏或不存在", "丢的.png：图片已损坏或不存在", "现场.jpg"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not on the paper", want)
			}
		}
		if strings.Contains(text, "现场.jpg：") {
			t.Error("a picture that is shown is said to be gone")
		}
		data, _, err = h.Document(t.Context(), h.director, one.ID)
		h.must(err)
		h.shows(data, image.Pt(300, 200), image.Pt(210, 90), image.Pt(280, 112)) // without the field that is hidden

		files.away = true
		if _, _, err := h.Document(t.Context(), h.worker, one.ID); !apperr.Has(err, blob.ErrUnavailable) {
			t.Errorf("while the files cannot be had: %v", err)
		}
	})
}

// shows makes sure that a document shows scenes of these sizes, and nothing else.
func (h *house) shows(data []byte, sizes ...image.Point) {
	h.Helper()
	all := pdftext.Pictures(h.T, data)
	if len(all) != len(sizes) {
		h.Fatalf("%d pictures, want %d", len(all), len(sizes))
	}
	for i, img := range all {
		if img.Bounds().Size() != sizes[i] {
			h.Errorf("picture %d is %v, want %v", i, img.Bounds().Size(), sizes[i])
		}
		w, height := img.Bounds().Dx(), img.Bounds().Dy()
		for at, want := range map[image.Point][3]bool{{5, 5}: {true, false, false}, {w - 5, 5}: {false, true, false}, {w - 5, height - 5}: {false, false, true}} { // red, green, blue
			r, g, b, _ := img.At(at.X, at.Y).RGBA()
			if got := [3]bool{r > 0x8000, g > 0x8000, b > 0x8000}; got != want {
				h.Errorf("picture %d at %v: %v", i, at, got)
			}
		}
	}
}

func TestAPaperReadsEachPictureOnceAndNamesWhatIsTooMuch(t *testing.T) {
	each(t, func(h *house) {
		files := &album{pictures: map[id.ID][]byte{}}
		h.Files = func() approvals.Files { return files }
		huge := files.add(h, append(samples.PNG(30, 30), bytes.Repeat([]byte{0}, 5<<20)...))
		again := files.add(h, samples.PNG(30, 20))
		d := pictured()
		fields := []string{}
		for i := range 8 {
			fields = append(fields, "more_"+string(rune('a'+i)))
			d.Fields = append(d.Fields, form.FormField{ID: fields[i], Kind: form.Image, Label: words("图"), MaxCount: 9})
		}
		a := application(h.publishes(d))
		a.Values["photos"] = []any{named(huge, "巨大.png")}
		for i, field := range fields {
			photos := []any{named(again, "图.png")}
			for range 8 {
				photos = append(photos, named(files.add(h, samples.PNG(30, 30)), map[bool]string{true: "多的.png", false: "图.png"}[i == 7]))
			}
			a.Values[field] = photos
		}
		one, err := h.Open(t.Context(), h.worker, id.New(h.clock.Now()), a, nil, nil)
		h.must(err)
		data, _, err := h.Document(t.Context(), h.worker, one.ID)
		h.must(err)
		text := pdftext.Read(t, data)
		if files.read != 60 || !strings.Contains(text, "巨大.png：图片已损坏或不存在") || !strings.Contains(text, "多的.png：图片过多") || strings.Contains(text, "图.png：") {
			t.Errorf("%d were read: %s", files.read, text)
		}
	})
}
