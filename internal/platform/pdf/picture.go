package pdf

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"github.com/signintech/gopdf"
)

// maxPixels is how large a picture may be; a small file can claim to be a huge one.
const maxPixels = 4_000_000

var errPicture = errors.New("the picture is no PNG, or too large")

// Picture shows a PNG, indented by steps, as large as it is at 96 points to the inch and no larger than
// width by height in points. What is clear in it is white.
func (d *Doc) Picture(indent int, data []byte, width, height float64) {
	if d.err != nil {
		return
	}
	img, err := decode(data)
	if err != nil {
		d.note(err)
		return
	}
	const perPixel = 72.0 / 96
	w, h := float64(img.Bounds().Dx())*perPixel, float64(img.Bounds().Dy())*perPixel
	shrink := min(1, width/w, height/h)
	w, h = w*shrink, h*shrink
	if d.y+h > bottom {
		d.page()
	}
	d.note(d.pdf.ImageFrom(img, left+float64(indent)*step, d.y, &gopdf.Rect{W: w, H: h}))
	d.y += h + 14 // the next line's foot, not its head
}

// decode reads a PNG onto white.
func decode(data []byte) (image.Image, error) {
	c, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil || c.Width < 1 || c.Height < 1 || c.Width > maxPixels/c.Height {
		return nil, errPicture
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, errPicture
	}
	out := image.NewRGBA(img.Bounds())
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(out, out.Bounds(), img, img.Bounds().Min, draw.Over)
	return out, nil
}
