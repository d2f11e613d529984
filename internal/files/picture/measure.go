package picture

import (
	"bufio"
	"encoding/binary"
	"errors"
	"image"
	"io"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
	"golang.org/x/image/webp"
)

// The bounds of what is decoded.
const (
	MaxSide   = 16_384
	MaxPixels = 50_000_000
	MaxMemory = 256 << 20
	MaxBytes  = 64 << 20 // of the file
)

// Errors of Make.
var (
	ErrUnsupported = errors.New("picture: no previews of this format")
	ErrTooLarge    = errors.New("picture: decoding would take too much")
	ErrDamaged     = errors.New("picture: cut off or damaged")
)

// header is what an image says of itself before its pixels.
type header struct {
	width, height int
	perPixel      int64 // bytes of memory while it is decoded
	turned        int   // orientation as Exif counts it, 1 where it stands upright
}

// measure reads the header of an image of the type.
func measure(r io.Reader, mime string) (h header, err error) {
	h.turned = 1
	buffered := bufio.NewReader(r)
	switch mime {
	case "image/jpeg":
		h, err = jpegHeader(buffered)
	case "image/png":
		h, err = pngHeader(buffered, h)
	case "image/gif":
		var b [10]byte
		_, err = io.ReadFull(buffered, b[:])
		h.width, h.height, h.perPixel = int(binary.LittleEndian.Uint16(b[6:])), int(binary.LittleEndian.Uint16(b[8:])), 1
	case "image/webp":
		h, err = configured(h, 10, buffered, webp.DecodeConfig)
	case "image/bmp":
		h, err = configured(h, 4, buffered, bmp.DecodeConfig)
	case "image/tiff":
		h, err = configured(h, 12, buffered, tiff.DecodeConfig)
	default:
		err = ErrUnsupported
	}
	return h, err
}

func configured(h header, perPixel int64, r io.Reader, read func(io.Reader) (image.Config, error)) (header, error) {
	c, err := read(r)
	h.width, h.height, h.perPixel = c.Width, c.Height, perPixel
	return h, err
}

// within tells whether decoding keeps the bounds.
func (h header) within() bool {
	pixels := int64(h.width) * int64(h.height)
	return h.width > 0 && h.height > 0 && h.width <= MaxSide && h.height <= MaxSide && pixels <= MaxPixels &&
		pixels*h.perPixel <= MaxMemory
}

func pngHeader(r io.Reader, h header) (header, error) {
	var b [29]byte // signature, then the chunk IHDR
	if _, err := io.ReadFull(r, b[:]); err != nil {
		return h, err
	}
	if string(b[12:16]) != "IHDR" {
		return h, ErrDamaged
	}
	width, height := binary.BigEndian.Uint32(b[16:]), binary.BigEndian.Uint32(b[20:])
	if width > 1<<31-1 || height > 1<<31-1 {
		return h, ErrDamaged
	}
	h.width, h.height, h.perPixel = int(width), int(height), 4
	if depth := b[24]; depth == 16 {
		h.perPixel = 8
	}
	if interlaced := b[28] != 0; interlaced {
		h.perPixel += h.perPixel / 2 // its largest pass besides the whole
	}
	return h, nil
}

// jpegHeader walks the segments up to the frame header, past the one of Exif. Progressive images keep
// every coefficient while they are decoded.
func jpegHeader(r *bufio.Reader) (header, error) {
	h := header{turned: 1}
	var b [2]byte
	if _, err := io.ReadFull(r, b[:]); err != nil {
		return h, err
	}
	for {
		marker, err := nextMarker(r)
		if err != nil {
			return h, err
		}
		if marker == 0xd9 || marker == 0xda { // the end, or pixels before any header
			return h, ErrDamaged
		}
		if marker == 0x01 || marker >= 0xd0 && marker <= 0xd7 {
			continue // stands alone
		}
		if _, err := io.ReadFull(r, b[:]); err != nil {
			return h, err
		}
		length := int(binary.BigEndian.Uint16(b[:])) - 2
		if length < 0 {
			return h, ErrDamaged
		}
		frame := marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc
		if !frame && marker != 0xe1 {
			if _, err := r.Discard(length); err != nil {
				return h, err
			}
			continue
		}
		segment := make([]byte, length)
		if _, err := io.ReadFull(r, segment); err != nil {
			return h, err
		}
		if !frame {
			if t := orientation(segment); t > 0 {
				h.turned = t
			}
			continue
		}
		return h.frame(segment, marker != 0xc0 && marker != 0xc1)
	}
}

func nextMarker(r *bufio.Reader) (byte, error) {
	c, err := r.ReadByte()
	for err == nil && c != 0xff {
		c, err = r.ReadByte()
	}
	for err == nil && c == 0xff {
		c, err = r.ReadByte()
	}
	return c, err
}

func (h header) frame(b []byte, progressive bool) (header, error) {
	if len(b) < 6 {
		return h, ErrDamaged
	}
	h.height, h.width = int(binary.BigEndian.Uint16(b[1:])), int(binary.BigEndian.Uint16(b[3:]))
	h.perPixel = int64(b[5]) // components, without the saving of coarser colour
	if progressive {
		h.perPixel += 6 // coefficients of 4 bytes, colour a quarter as usual
		if !coarse(b) {
			h.perPixel += 4 * int64(b[5])
		}
	}
	return h, nil
}

// coarse tells whether colour has a quarter of the brightness's samples.
func coarse(b []byte) bool {
	return b[5] == 1 || b[5] == 3 && len(b) >= 15 && b[7] == 0x22 && b[10] == 0x11 && b[13] == 0x11
}
