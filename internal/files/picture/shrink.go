package picture

import (
	"context"
	"image"

	"golang.org/x/image/draw"
)

// shrink fits the part of an image that full names into a square of the side; smaller ones stay as
// they are. Whole pixels are averaged first, in strips, which needs little memory; the rest of the
// way, less than by half, is scaled.
func shrink(ctx context.Context, src image.Image, full image.Rectangle, side int) (*image.RGBA, error) {
	long := max(full.Dx(), full.Dy())
	coarse, err := average(ctx, src, full, max(1, long/side))
	if err != nil || max(coarse.Rect.Dx(), coarse.Rect.Dy()) <= side {
		return coarse, err
	}
	long = max(coarse.Rect.Dx(), coarse.Rect.Dy())
	out := image.NewRGBA(image.Rect(0, 0, max(1, coarse.Rect.Dx()*side/long), max(1, coarse.Rect.Dy()*side/long)))
	draw.ApproxBiLinear.Scale(out, out.Rect, coarse, coarse.Rect, draw.Src, nil)
	return out, nil
}

// average makes one pixel of k by k. What an image does not cover of full stays clear.
func average(ctx context.Context, src image.Image, full image.Rectangle, k int) (*image.RGBA, error) {
	out := image.NewRGBA(image.Rect(0, 0, max(1, full.Dx()/k), max(1, full.Dy()/k)))
	strip := image.NewRGBA(image.Rect(0, 0, full.Dx(), min(k, full.Dy())))
	for y := range out.Rect.Dy() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		clear(strip.Pix)
		draw.Draw(strip, strip.Rect, src, image.Pt(full.Min.X, full.Min.Y+y*k), draw.Src)
		row := out.Pix[y*out.Stride:]
		if k == 1 {
			copy(row, strip.Pix)
			continue
		}
		for x := range out.Rect.Dx() {
			sum(row[4*x:4*x+4], strip, x*k, min(k, full.Dx()-x*k))
		}
	}
	return out, nil
}

func sum(into []byte, strip *image.RGBA, x, width int) {
	var total [4]uint32
	for y := range strip.Rect.Dy() {
		line := strip.Pix[y*strip.Stride+4*x : y*strip.Stride+4*(x+width)]
		for i := 0; i < len(line); i += 4 {
			total[0] += uint32(line[i])
			total[1] += uint32(line[i+1])
			total[2] += uint32(line[i+2])
			total[3] += uint32(line[i+3])
		}
	}
	n := uint32(width * strip.Rect.Dy())
	for i := range into {
		into[i] = byte((total[i] + n/2) / n)
	}
}

// turn sets an image upright whose orientation is given as Exif counts it.
func turn(m *image.RGBA, orientation int) *image.RGBA {
	if orientation <= 1 || orientation > 8 {
		return m
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			var tx, ty int
			switch orientation {
			case 2:
				tx, ty = w-1-x, y
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				tx, ty = x, h-1-y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			case 8:
				tx, ty = y, w-1-x
			}
			copy(out.Pix[ty*out.Stride+4*tx:][:4], m.Pix[y*m.Stride+4*x:][:4])
		}
	}
	return out
}
