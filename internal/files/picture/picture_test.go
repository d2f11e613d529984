package picture_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	_ "image/jpeg"
	_ "image/png"
	"io"
	"runtime"
	"testing"

	"tonggui/internal/files/picture"
	"tonggui/internal/testkit/samples"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
)

func mk(t testing.TB, b []byte, mime string) (picture.Previews, error) {
	t.Helper()
	return picture.Make(t.Context(), bytes.NewReader(b), int64(len(b)), mime)
}

func decode(t *testing.T, e picture.Encoded) image.Image {
	t.Helper()
	m, format, err := image.Decode(bytes.NewReader(e.Bytes))
	if err != nil || "image/"+format != e.Mime {
		t.Fatalf("%s, %s, %v", format, e.Mime, err)
	}
	return m
}

// covers: FIL-10
func TestPreviewsFitTheirSidesAndShowTheWholePicture(t *testing.T) {
	encoded := func(encode func(io.Writer, image.Image) error, w, h int) []byte {
		var b bytes.Buffer
		if err := encode(&b, samples.Scene(w, h)); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for what, c := range map[string]struct {
		bytes        []byte
		mime         string
		w, h         int
		prevW, prevH int
		thW, thH     int
	}{
		"a small PNG":        {samples.PNG(40, 30), "image/png", 40, 30, 40, 30, 40, 30},
		"a wide PNG":         {samples.PNG(5000, 50), "image/png", 5000, 50, 2048, 20, 480, 4},
		"a line":             {samples.PNG(9000, 3), "image/png", 9000, 3, 2048, 1, 480, 1},
		"a large JPEG":       {samples.JPEG(4000, 3000, 1), "image/jpeg", 4000, 3000, 2048, 1536, 480, 360},
		"a JPEG on its side": {samples.JPEG(400, 300, 6), "image/jpeg", 300, 400, 300, 400, 300, 400},
		"a BMP":              {encoded(bmp.Encode, 60, 40), "image/bmp", 60, 40, 60, 40, 60, 40},
		"a TIFF":             {encoded(func(w io.Writer, m image.Image) error { return tiff.Encode(w, m, nil) }, 60, 40), "image/tiff", 60, 40, 60, 40, 60, 40},
		"a GIF that moves":   {samples.GIF(20), "image/gif", 8, 8, 8, 8, 8, 8},
	} {
		p, err := mk(t, c.bytes, c.mime)
		if err != nil {
			t.Errorf("%s: %v", what, err)
			continue
		}
		pre, th := decode(t, p.Preview).Bounds(), decode(t, p.Thumb).Bounds()
		if p.Width != c.w || p.Height != c.h || pre.Dx() != c.prevW || pre.Dy() != c.prevH || th.Dx() != c.thW || th.Dy() != c.thH {
			t.Errorf("%s: %d×%d, preview %v, thumb %v", what, p.Width, p.Height, pre, th)
		}
	}
}

// covers: FIL-10
func TestAPhotographStandsUprightHoweverTheCameraWasHeld(t *testing.T) {
	red, green, blue, white := color.RGBA{255, 0, 0, 255}, color.RGBA{0, 255, 0, 255}, color.RGBA{0, 0, 255, 255}, color.RGBA{255, 255, 255, 255}
	// The corners clockwise from the upper left, for each way to hold a camera (Exif 2.3, 4.6.4).
	for orientation, want := range map[int][4]color.RGBA{1: {red, green, blue, white}, 2: {green, red, white, blue}, 3: {blue, white, red, green},
		4: {white, blue, green, red}, 5: {red, white, blue, green}, 6: {white, red, green, blue}, 7: {blue, green, red, white}, 8: {green, blue, white, red}} {
		p, err := mk(t, samples.JPEG(90, 60, orientation), "image/jpeg")
		if err != nil {
			t.Fatal(err)
		}
		m := decode(t, p.Preview)
		w, h := m.Bounds().Dx(), m.Bounds().Dy()
		for i, at := range [4]image.Point{{8, 8}, {w - 9, 8}, {w - 9, h - 9}, {8, h - 9}} {
			if got := m.At(at.X, at.Y); !near(got, want[i]) {
				t.Errorf("orientation %d, corner %d: %v, want %v", orientation, i, got, want[i])
			}
		}
	}
}

func near(a color.Color, b color.RGBA) bool {
	r, g, bl, _ := a.RGBA()
	off := func(x uint32, y uint8) bool { return int(x>>8)-int(y) > 40 || int(y)-int(x>>8) > 40 }
	return !off(r, b.R) && !off(g, b.G) && !off(bl, b.B)
}

func TestNothingOfAPhotographButItsPixelsIsInItsPreviews(t *testing.T) {
	whole := samples.JPEG(90, 60, 6)
	if !bytes.Contains(whole, []byte(samples.Place)) {
		t.Fatal("the sample tells no place")
	}
	p, err := mk(t, whole, "image/jpeg")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range []picture.Encoded{p.Preview, p.Thumb} {
		if bytes.Contains(e.Bytes, []byte("Exif")) || bytes.Contains(e.Bytes, []byte("GPS")) {
			t.Error("a preview tells where it was taken")
		}
	}
}

func TestWhatIsClearStaysClear(t *testing.T) {
	p, err := mk(t, samples.ClearPNG(600, 600), "image/png")
	if err != nil {
		t.Fatal(err)
	}
	if p.Thumb.Mime != "image/png" || p.Preview.Mime != "image/png" {
		t.Errorf("got %s and %s", p.Preview.Mime, p.Thumb.Mime)
	}
	if _, _, _, a := decode(t, p.Preview).At(1, 1).RGBA(); a != 0 {
		t.Errorf("alpha is %d", a)
	}
}

// covers: FIL-01
func TestAnImageThatIsCutOffIsDamaged(t *testing.T) {
	for mime, whole := range map[string][]byte{"image/png": samples.PNG(50, 50), "image/jpeg": samples.JPEG(50, 50, 1), "image/gif": samples.GIF(5)} {
		if _, err := mk(t, whole, mime); err != nil {
			t.Errorf("%s whole: %v", mime, err)
		}
		for _, left := range []int{0, 5, 30, len(whole) / 4, len(whole) / 2, len(whole) - 40, len(whole) - 1} {
			if _, err := mk(t, whole[:left], mime); !errors.Is(err, picture.ErrDamaged) {
				t.Errorf("%s with %d of %d bytes: %v", mime, left, len(whole), err)
			}
		}
	}
	if _, err := mk(t, samples.Polyglot(), "image/gif"); !errors.Is(err, picture.ErrDamaged) {
		t.Errorf("a script that begins like an image: %v", err)
	}
}

func TestAnImageOfTooManyPixelsIsMeasuredAndNotDecoded(t *testing.T) {
	for what, b := range map[string][]byte{"64k by 64k": samples.BombPNG(65_535, 65_535), "the largest there is": samples.BombPNG(1<<31-1, 1<<31-1),
		"a side too long": samples.BombPNG(picture.MaxSide+1, 1), "too many pixels": samples.BombPNG(8000, 8000), "too much memory": samples.BombPNG(6500, 6500),
		"a progressive JPEG": samples.BusyJPEG(7000, 7000, 1)} {
		mime := "image/png"
		if b[0] == 0xff {
			mime = "image/jpeg"
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := mk(t, b, mime)
		runtime.ReadMemStats(&after)
		if !errors.Is(err, picture.ErrTooLarge) {
			t.Errorf("%s: %v", what, err)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 1<<20 {
			t.Errorf("%s took %d bytes to be refused", what, used)
		}
	}
	if _, err := picture.Make(t.Context(), bytes.NewReader(samples.PNG(4, 4)), picture.MaxBytes+1, "image/png"); !errors.Is(err, picture.ErrTooLarge) {
		t.Errorf("a file too large: %v", err)
	}
}

func TestOtherFormatsHaveNoPreviews(t *testing.T) {
	for _, mime := range []string{"image/svg+xml", "image/heic", "application/pdf", ""} {
		if _, err := mk(t, samples.SVG(), mime); !errors.Is(err, picture.ErrUnsupported) {
			t.Errorf("%s: %v", mime, err)
		}
	}
}

func TestADecoderIsStoppedSoonAfterItsTimeIsOver(t *testing.T) {
	busy := samples.BusyJPEG(1000, 1000, 100_000)
	ctx, cancel := context.WithCancel(t.Context())
	r := &counting{ReadSeeker: bytes.NewReader(busy), after: 4000, do: cancel}
	_, err := picture.Make(ctx, r, int64(len(busy)), "image/jpeg")
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if r.read > 8000 {
		t.Errorf("%d bytes were read although the time was over after %d", r.read, r.after)
	}
}

// counting calls do when a number of bytes was read.
type counting struct {
	io.ReadSeeker
	read, after int
	do          func()
}

func (c *counting) Read(b []byte) (int, error) {
	n, err := c.ReadSeeker.Read(b)
	if c.read += n; c.read >= c.after {
		c.do()
	}
	return n, err
}

func TestTheStoresErrorIsNotTakenForTheImages(t *testing.T) {
	away := errors.New("away")
	if _, err := picture.Make(t.Context(), broken{bytes.NewReader(samples.PNG(50, 50)), away}, 1000, "image/png"); !errors.Is(err, away) || errors.Is(err, picture.ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

type broken struct {
	io.ReadSeeker
	err error
}

func (b broken) Read([]byte) (int, error) { return 0, b.err }

func FuzzMake(f *testing.F) {
	for _, b := range [][]byte{samples.PNG(9, 9), samples.JPEG(9, 9, 6), samples.GIF(2), samples.BombPNG(9, 9), samples.BusyJPEG(16, 16, 2)} {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, mime := range []string{"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/tiff"} {
			p, err := mk(t, b, mime)
			if err == nil && (p.Width < 1 || p.Height < 1 || len(p.Thumb.Bytes) == 0) {
				t.Errorf("%s: %+v", mime, p)
			}
		}
	})
}

func BenchmarkPreviewsOf12Megapixels(b *testing.B) {
	photo := samples.JPEG(4000, 3000, 6)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := mk(b, photo, "image/jpeg"); err != nil {
			b.Fatal(err)
		}
	}
}
