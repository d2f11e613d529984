package pdf

import (
	"bytes"
	"errors"
	"testing"

	"tonggui/internal/testkit/samples"
)

func TestAPictureStandsInItsPlaceAndGoesToTheNextPageWhereItDoesNotFit(t *testing.T) {
	d := New(Info{Title: "签名"})
	before := d.y
	d.Picture(1, samples.ClearPNG(400, 100), 120, 60)
	if got := d.y - before; got < 40 || got > 50 {
		t.Errorf("400 by 100 pixels within 120 by 60 points take %.0f points of height", got)
	}
	d.y = bottom - 10
	d.Picture(0, samples.PNG(64, 64), 120, 60)
	if d.pages != 2 || d.y > top+80 {
		t.Errorf("%d pages, at %.0f", d.pages, d.y)
	}
	out, err := d.Bytes()
	if err != nil || bytes.Count(out, []byte("/Subtype /Image")) != 2 {
		t.Errorf("%d images, %v", bytes.Count(out, []byte("/Subtype /Image")), err)
	}
}

func TestAPictureThatIsNoneOrTooLargeIsRefused(t *testing.T) {
	for name, data := range map[string][]byte{"nothing": nil, "words": []byte("签名"), "bomb": samples.BombPNG(60_000, 60_000), "cut": samples.PNG(64, 64)[:200]} {
		d := New(Info{Title: "签名"})
		d.Picture(0, data, 120, 60)
		if _, err := d.Bytes(); !errors.Is(err, errPicture) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
