package pdftext

import (
	"bytes"
	"compress/zlib"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"regexp"
	"strconv"
	"testing"
)

var (
	object = regexp.MustCompile(`(?s)<<(.*?)>>\s*stream\r?\n(.*?)\r?\nendstream`)
	side   = regexp.MustCompile(`/(Width|Height|Colors) +(\d+)`)
)

// Pictures returns the pictures of a document as a reader decodes them, in the order in which they were written.
func Pictures(t testing.TB, data []byte) (out []image.Image) {
	t.Helper()
	for _, m := range object.FindAllSubmatch(data, -1) {
		if !bytes.Contains(m[1], []byte("/Subtype /Image")) {
			continue
		}
		if bytes.Contains(m[1], []byte("/DCTDecode")) {
			img, err := jpeg.Decode(bytes.NewReader(m[2]))
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, img)
			continue
		}
		out = append(out, plain(t, m[1], m[2]))
	}
	return out
}

// plain reads rows of RGB or grey that were filtered as PNG has it.
func plain(t testing.TB, about, packed []byte) image.Image {
	t.Helper()
	z, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatalf("%v in %s", err, about)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]int{"Colors": 1}
	for _, m := range side.FindAllSubmatch(about, -1) {
		of[string(m[1])], _ = strconv.Atoi(string(m[2]))
	}
	w, h, per := of["Width"], of["Height"], of["Colors"]
	if len(raw) != h*(1+w*per) {
		t.Fatalf("%d bytes for %d by %d of %d", len(raw), w, h, per)
	}
	img, before := image.NewRGBA(image.Rect(0, 0, w, h)), make([]byte, w*per)
	for y := range h {
		row := raw[y*(1+w*per):][:1+w*per]
		unfilter(row[0], row[1:], before, per)
		before = row[1:]
		for x := range w {
			p := before[x*per:]
			img.Set(x, y, color.RGBA{p[0], p[1%per], p[min(2, per-1)], 255})
		}
	}
	return img
}

// unfilter takes back what PNG does with a row.
func unfilter(kind byte, row, above []byte, per int) {
	for i := range row {
		a, b, c := 0, int(above[i]), 0
		if i >= per {
			a, c = int(row[i-per]), int(above[i-per])
		}
		switch kind {
		case 1:
			row[i] += byte(a)
		case 2:
			row[i] += byte(b)
		case 3:
			row[i] += byte((a + b) / 2)
		case 4:
			row[i] += byte(nearest(a, b, c))
		}
	}
}

func nearest(a, b, c int) int {
	abs := func(v int) int { return max(v, -v) }
	p := a + b - c
	switch {
	case abs(p-a) <= abs(p-b) && abs(p-a) <= abs(p-c):
		return a
	case abs(p-b) <= abs(p-c):
		return b
	}
	return c
}
