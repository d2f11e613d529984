// Package samples makes files for tests, good and bad ones, so that none of them has to lie in the
// repository.
package samples

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/color/palette"
	"image/gif"
	"image/jpeg"
	"image/png"
)

// Scene is a picture whose corners differ: red, green, blue and white, clockwise from the upper left,
// on a pattern that does not compress to nothing.
func Scene(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetRGBA(x, y, color.RGBA{uint8(x * 7), uint8(y * 5), uint8(x ^ y), 255})
		}
	}
	corner := func(fromX, fromY int, c color.RGBA) {
		for y := fromY; y < fromY+h/3; y++ {
			for x := fromX; x < fromX+w/3; x++ {
				m.SetRGBA(x, y, c)
			}
		}
	}
	corner(0, 0, color.RGBA{255, 0, 0, 255})
	corner(w-w/3, 0, color.RGBA{0, 255, 0, 255})
	corner(w-w/3, h-h/3, color.RGBA{0, 0, 255, 255})
	corner(0, h-h/3, color.RGBA{255, 255, 255, 255})
	return m
}

// PNG is a scene.
func PNG(w, h int) []byte {
	return encode(func(b *bytes.Buffer) error { return png.Encode(b, Scene(w, h)) })
}

// ClearPNG is a scene on a clear ground.
func ClearPNG(w, h int) []byte {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := 0; i < len(m.Pix); i += 8 {
		m.Pix[i], m.Pix[i+3] = 255, 255
	}
	return encode(func(b *bytes.Buffer) error { return png.Encode(b, m) })
}

// JPEG is a scene, with Exif that tells how the camera was held (1 to 8) and where it was.
func JPEG(w, h, orientation int) []byte {
	plain := encode(func(b *bytes.Buffer) error { return jpeg.Encode(b, Scene(w, h), nil) })
	exif := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x02" +
		"\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(rune(orientation)) + "\x00\x00" +
		"\x01\x0e\x00\x02\x00\x00\x00\x04" + Place[:4] + "\x00\x00\x00\x00" + Place)
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+2))
	return append(append(append([]byte{0xff, 0xd8}, segment...), exif...), plain[2:]...)
}

// Place is what the Exif of a JPEG here gives away.
const Place = "GPS 31.2304N 121.4737E"

// GIF has frames of 8 by 8 pixels.
func GIF(frames int) []byte {
	g := &gif.GIF{}
	for i := range frames {
		m := image.NewPaletted(image.Rect(0, 0, 8, 8), palette.Plan9)
		m.SetColorIndex(i%8, i/8%8, 200)
		g.Image, g.Delay = append(g.Image, m), append(g.Delay, 1)
	}
	return encode(func(b *bytes.Buffer) error { return gif.EncodeAll(b, g) })
}

func encode(fn func(*bytes.Buffer) error) []byte {
	var b bytes.Buffer
	if err := fn(&b); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// BombPNG says that it is w by h pixels of 16 bits and has no pixels.
func BombPNG(w, h uint32) []byte {
	out := []byte("\x89PNG\r\n\x1a\n")
	head := binary.BigEndian.AppendUint32(nil, w)
	head = append(binary.BigEndian.AppendUint32(head, h), 16, 6, 0, 0, 0)
	out = append(out, chunk("IHDR", head)...)
	out = append(out, chunk("IDAT", []byte{0x78, 0x9c, 0x03, 0, 0, 0, 0, 1})...)
	return append(out, chunk("IEND", nil)...)
}

func chunk(name string, data []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	body := append([]byte(name), data...)
	return binary.BigEndian.AppendUint32(append(out, body...), crc32.ChecksumIEEE(body))
}

// BusyJPEG is a progressive image of w by h pixels whose scans repeat n times: few bytes that keep a
// decoder at work.
func BusyJPEG(w, h uint16, n int) []byte {
	out := []byte{0xff, 0xd8, 0xff, 0xdb, 0, 67, 0}
	out = append(out, bytes.Repeat([]byte{1}, 64)...)
	out = append(out, 0xff, 0xc2, 0, 11, 8)
	out = binary.BigEndian.AppendUint16(out, h)
	out = binary.BigEndian.AppendUint16(out, w)
	out = append(out, 1, 1, 0x11, 0)
	// One code of one bit for AC: a run to the end of the band, as long as can be said.
	out = append(out, 0xff, 0xc4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xe0)
	for range n {
		out = append(out, 0xff, 0xda, 0, 8, 1, 1, 0, 1, 63, 0)
		out = append(out, make([]byte, (int(w)*int(h)/64/(1<<14)+1)*15/8+2)...) // codes of 15 bits, each a run of 2^14 blocks
	}
	return append(out, 0xff, 0xd9)
}
