package pdf

import (
	"bytes"
	"errors"
	"image/color"
	"testing"

	"tonggui/internal/testkit/pdftext"
	"tonggui/internal/testkit/samples"
)

func TestAPictureStandsInItsPlaceAndGoesToTheNextPageWhereItDoesNotFit(t *testing.T) {
	d := New(Info{Title: "签名"})
	before := d.y
	if err := d.Picture(1, samples.ClearPNG(400, 100), 120, 60); err != nil {
		t.Fatal(err)
	}
	if got := d.y - before; got < 40 || got > 50 {
		t.Errorf("400 by 100 pixels within 120 by 60 points take %.0f points of height", got)
	}
	d.y = bottom - 10
	if err := d.Picture(0, samples.PNG(64, 64), 120, 60); err != nil {
		t.Fatal(err)
	}
	if d.pages != 2 || d.y > top+80 {
		t.Errorf("%d pages, at %.0f", d.pages, d.y)
	}
	out, err := d.Bytes()
	if err != nil || bytes.Count(out, []byte("/Subtype /Image")) != 2 {
		t.Errorf("%d images, %v", bytes.Count(out, []byte("/Subtype /Image")), err)
	}
}

func TestAPictureThatIsNoneOrTooLargeIsRefusedAndTheDocumentGoesOn(t *testing.T) {
	d := New(Info{Title: "签名"})
	d.Title("签名")
	for name, data := range map[string][]byte{"nothing": nil, "words": []byte("签名"), "bomb": samples.BombPNG(60_000, 60_000), "cut": samples.PNG(64, 64)[:200], "cut photograph": samples.JPEG(64, 64, 1)[:300]} {
		if err := d.Picture(0, data, 120, 60); !errors.Is(err, ErrPicture) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if out, err := d.Bytes(); err != nil || bytes.Contains(out, []byte("/Subtype /Image")) {
		t.Errorf("%d bytes, %v", len(out), err)
	}
}

func TestAPhotographStandsInTheDocumentAsFinelyAsItCanBeSeen(t *testing.T) {
	d := New(Info{Title: "照片"})
	if err := d.Picture(0, samples.JPEG(2000, 1500, 1), 300, 220); err != nil {
		t.Fatal(err)
	}
	out, err := d.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	all := pdftext.Pictures(t, out)
	if len(all) != 1 || all[0].Bounds().Dx() < 1000 || all[0].Bounds().Dx() > 1300 {
		t.Fatalf("%d pictures", len(all))
	}
	got, want := all[0].At(10, 10), samples.Scene(2000, 1500).At(17, 17)
	if !near(got, want) {
		t.Errorf("a corner is %v, and was %v", got, want)
	}
}

// near allows for what a photograph loses.
func near(a, b color.Color) bool {
	r1, g1, b1, _ := a.RGBA()
	r2, g2, b2, _ := b.RGBA()
	off := func(x, y uint32) bool { return max(x, y)-min(x, y) > 0x1400 }
	return !off(r1, r2) && !off(g1, g2) && !off(b1, b2)
}
