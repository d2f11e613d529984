package pdf

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"github.com/signintech/gopdf"
	scale "golang.org/x/image/draw"
)

const (
	// maxPixels is how large a picture may be; a small file can claim to be a huge one.
	maxPixels = 2048 * 2048
	// perPoint is how many pixels of a picture stand in a point: as finely as printers print.
	perPoint = 4
	// jpegQuality is that of photographs.
	jpegQuality = 85
)

// ErrPicture says that something is no picture that a document can show.
var ErrPicture = errors.New("pdf: the picture is no PNG or JPEG, or too large")

// Picture shows a PNG or a JPEG, indented by steps, as large as it is at 96 points to the inch and no larger
// than width by height in points. What is clear in it is white. ErrPicture: the document goes on without it.
func (d *Doc) Picture(indent int, data []byte, width, height float64) error {
	if d.err != nil {
		return nil // Bytes will say it
	}
	img, photograph, err := decode(data)
	if err != nil {
		return err
	}
	const perPixel = 72.0 / 96
	w, h := float64(img.Bounds().Dx())*perPixel, float64(img.Bounds().Dy())*perPixel
	shrink := min(1, width/w, height/h)
	w, h = w*shrink, h*shrink
	if d.y+h > bottom {
		d.page()
	}
	holder, err := encoded(coarser(img, w, h), photograph)
	if err == nil {
		err = d.pdf.ImageByHolder(holder, left+float64(indent)*step, d.y, &gopdf.Rect{W: w, H: h})
	}
	d.note(err)
	d.y += h + 14 // the next line's foot, not its head
	return nil
}

// decode reads a picture onto white; a photograph is one that was a JPEG.
func decode(data []byte) (img *image.RGBA, photograph bool, err error) {
	configured, read := png.DecodeConfig, png.Decode
	if photograph = bytes.HasPrefix(data, []byte{0xff, 0xd8}); photograph {
		configured, read = jpeg.DecodeConfig, jpeg.Decode
	}
	c, err := configured(bytes.NewReader(data))
	if err != nil || c.Width < 1 || c.Height < 1 || c.Width > maxPixels/c.Height {
		return nil, false, ErrPicture
	}
	found, err := read(bytes.NewReader(data))
	if err != nil {
		return nil, false, ErrPicture
	}
	img = image.NewRGBA(image.Rect(0, 0, found.Bounds().Dx(), found.Bounds().Dy()))
	draw.Draw(img, img.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(img, img.Rect, found, found.Bounds().Min, draw.Over)
	return img, photograph, nil
}

// coarser drops pixels that nobody could see on so many points.
func coarser(img *image.RGBA, width, height float64) *image.RGBA {
	share := min(1, width*perPoint/float64(img.Rect.Dx()), height*perPoint/float64(img.Rect.Dy()))
	if share > 0.9 {
		return img
	}
	out := image.NewRGBA(image.Rect(0, 0, max(int(float64(img.Rect.Dx())*share), 1), max(int(float64(img.Rect.Dy())*share), 1)))
	scale.CatmullRom.Scale(out, out.Rect, img, img.Rect, scale.Src, nil)
	return out
}

func encoded(img *image.RGBA, photograph bool) (gopdf.ImageHolder, error) {
	var out bytes.Buffer
	var err error
	if photograph {
		err = jpeg.Encode(&out, img, &jpeg.Options{Quality: jpegQuality})
	} else {
		err = png.Encode(&out, img)
	}
	if err != nil {
		return nil, err
	}
	return gopdf.ImageHolderByBytes(out.Bytes())
}
