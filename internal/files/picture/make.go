package picture

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"time"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
	"golang.org/x/image/webp"
)

// The longer sides of the previews, in pixels, and how long making them may take.
const (
	PreviewSide = 2048
	ThumbSide   = 480
	MaxTime     = 10 * time.Second
)

// Encoded is an image made anew.
type Encoded struct {
	Mime  string
	Bytes []byte
}

// Previews is what is made of an image. Width and Height are the original's as it is shown.
type Previews struct {
	Width, Height  int
	Preview, Thumb Encoded
}

// Supports tells whether previews are made of a type.
func Supports(mime string) bool { return decoders[mime] != nil }

var decoders = map[string]func(io.Reader) (image.Image, error){
	"image/jpeg": jpeg.Decode, "image/png": png.Decode, "image/gif": gif.Decode,
	"image/webp": webp.Decode, "image/bmp": bmp.Decode, "image/tiff": tiff.Decode,
}

// Make makes the previews of an image whose content is of the type. It reads r from the beginning.
//
// Errors: ErrUnsupported, ErrTooLarge, ErrDamaged; those of r and of ctx as they are.
func Make(ctx context.Context, r io.ReadSeeker, size int64, mime string) (p Previews, err error) {
	if !Supports(mime) {
		return p, ErrUnsupported
	}
	if size > MaxBytes {
		return p, ErrTooLarge
	}
	limited, cancel := context.WithTimeout(ctx, MaxTime)
	defer cancel()
	src := &source{ctx: limited, r: r}
	p, err = src.make(limited, mime, size)
	switch {
	case err == nil:
		return p, nil
	case src.err != nil:
		return p, src.err
	case ctx.Err() != nil:
		return p, ctx.Err()
	case limited.Err() != nil:
		return p, ErrTooLarge
	case errors.Is(err, ErrUnsupported), errors.Is(err, ErrTooLarge), errors.Is(err, ErrDamaged):
		return p, err
	case foreign(err, mime):
		return p, ErrUnsupported
	}
	return p, errors.Join(ErrDamaged, err)
}

func (s *source) make(ctx context.Context, mime string, size int64) (p Previews, err error) {
	var h header
	if err := s.again(func() error { h, err = measure(s, mime); return err }); err != nil {
		return p, err
	}
	if mime == "image/webp" {
		if err := s.again(func() error { return wholeRIFF(s, size) }); err != nil {
			return p, err
		}
	}
	if !h.within() {
		return p, ErrTooLarge
	}
	if mime == "image/gif" {
		if err := s.again(func() error { return wholeGIF(s) }); err != nil {
			return p, err
		}
	}
	var decoded image.Image
	if err := s.again(func() error { decoded, err = decoders[mime](s); return err }); err != nil {
		return p, err
	}
	small, err := shrink(ctx, decoded, image.Rect(0, 0, h.width, h.height), PreviewSide)
	if err != nil {
		return p, err
	}
	small = turn(small, h.turned)
	p.Width, p.Height = h.width, h.height
	if h.turned >= 5 {
		p.Width, p.Height = h.height, h.width
	}
	if p.Preview, err = encode(small); err != nil {
		return p, err
	}
	if small, err = shrink(ctx, small, small.Bounds(), ThumbSide); err != nil {
		return p, err
	}
	p.Thumb, err = encode(small)
	return p, err
}

// wholeRIFF compares the size of a file with what its header says.
func wholeRIFF(r io.Reader, size int64) error {
	var b [8]byte
	if _, err := io.ReadFull(r, b[:]); err != nil {
		return err
	}
	if int64(binary.LittleEndian.Uint32(b[4:]))+8 > size {
		return ErrDamaged
	}
	return nil
}

// foreign tells whether a decoder does not know a variety of its format, which is no fault of the image.
func foreign(err error, mime string) bool {
	if _, ok := errors.AsType[jpeg.UnsupportedError](err); ok {
		return true
	}
	if _, ok := errors.AsType[png.UnsupportedError](err); ok {
		return true
	}
	if _, ok := errors.AsType[tiff.UnsupportedError](err); ok {
		return true
	}
	// Animated WebP and the older forms of BMP are errors without a type.
	return errors.Is(err, bmp.ErrUnsupported) || mime == "image/webp" && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF)
}

func encode(m *image.RGBA) (e Encoded, err error) {
	var b bytes.Buffer
	if m.Opaque() {
		e.Mime = "image/jpeg"
		err = jpeg.Encode(&b, m, &jpeg.Options{Quality: 85})
	} else {
		e.Mime = "image/png"
		err = png.Encode(&b, m)
	}
	e.Bytes = b.Bytes()
	return e, err
}

// source hands a decoder its bytes in small pieces and stops when the time is over: a decoder cannot
// be interrupted but where it reads, and some formats keep it busy long for few bytes.
type source struct {
	ctx context.Context
	r   io.ReadSeeker
	err error
}

const pieceOfSource = 512

func (s *source) Read(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.r.Read(b[:min(len(b), pieceOfSource)])
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// again runs fn on the source from its beginning.
func (s *source) again(fn func() error) error {
	if _, err := s.r.Seek(0, io.SeekStart); err != nil {
		s.err = err
		return err
	}
	return fn()
}
