package content_test

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"tonggui/internal/files/content"
	"tonggui/internal/testkit/samples"
)

// covers: FIL-01
func TestAFileIsWhatItsBytesSayAndNotWhatItsNameSays(t *testing.T) {
	text := []byte("一行文字, and another\n")
	noise := []byte{0x00, 0x9a, 0x03, 0xc4, 0x00, 0xfe, 0x81, 0x02, 0x00, 0x07}
	const lies = ""
	for _, c := range []struct {
		what, name, typ string
		bytes           []byte
		media           content.Media
	}{
		{"an image under its name", "a.png", "image/png", samples.PNG(4, 4), content.Image},
		{"an image under the name of another format", "a.jpg", "image/jpeg", samples.PNG(4, 4), content.Image},
		{"an image in capitals", "A.PNG", "", samples.PNG(4, 4), content.Image},
		{"an image without an extension", "picture", "", samples.GIF(1), content.Image},
		{"a page called an image", "a.png", "image/png", samples.HTML(), lies},
		{"a page declared an image", "page", "image/png", samples.HTML(), lies},
		{"a page", "a.html", "text/html", samples.HTML(), content.Document},
		{"an image called a page", "a.html", "text/html", samples.PNG(4, 4), lies},
		{"a vector image is a document", "a.svg", "image/svg+xml", samples.SVG(), content.Document},
		{"a vector image called another", "a.png", "", samples.SVG(), lies},
		{"a program called a document", "invoice.pdf", "application/pdf", samples.EXE(), lies},
		{"a program called a text", "readme.txt", "text/plain", samples.EXE(), lies},
		{"a program called an image", "a.jpg", "", samples.EXE(), lies},
		{"a program called a spreadsheet", "a.xlsx", "", samples.EXE(), lies},
		{"a program called an archive", "a.zip", "", samples.EXE(), lies},
		{"a program", "setup.exe", "", samples.EXE(), content.Other},
		{"a program without an extension", "setup", "", samples.EXE(), content.Other},
		{"a document", "a.pdf", "application/pdf", samples.PDF(), content.Document},
		{"a document behind what mail put in front", "a.pdf", "", append([]byte("\r\n\x01junk "), samples.PDF()...), content.Document},
		{"noise called a document", "a.pdf", "", noise, lies},
		{"a text document", "a.docx", "", samples.DOCX(), content.Document},
		{"a text document called an archive", "a.zip", "", samples.DOCX(), content.Archive},
		{"an archive", "a.zip", "application/x-zip-compressed", samples.ZipBomb(10), content.Archive},
		{"an archive called a document", "a.pdf", "", samples.ZipBomb(10), lies},
		{"a table of text called a spreadsheet", "a.xls", "application/vnd.ms-excel", []byte("<table><tr><td>1</td></tr></table>"), content.Document},
		{"a table that browsers call a spreadsheet", "a.csv", "application/vnd.ms-excel", []byte("a,b\n1,2\n"), content.Document},
		{"source code that browsers call a video", "a.ts", "video/mp2t", []byte("export const a = 1;\n"), content.Document},
		{"text", "a.txt", "text/plain", text, content.Document},
		{"text in an old encoding", "a.txt", "", []byte{0xc4, 0xe3, 0xba, 0xc3, '\n'}, content.Document},
		{"text called an image", "a.png", "", text, lies},
		{"an image called a text", "a.txt", "", samples.PNG(4, 4), lies},
		{"an image called a script", "a.js", "text/javascript", samples.GIF(1), lies},
		{"an image and script at once, called a script", "a.js", "", samples.Polyglot(), lies},
		{"a video", "a.mp4", "video/mp4", samples.MP4Video(time.Second), content.Video},
		{"sound in the same container", "a.m4a", "audio/mp4", samples.MP4(time.Second), content.Audio},
		{"a recording", "a.webm", "audio/webm;codecs=opus", samples.WebM(time.Second), content.Audio},
		{"noise called a video", "a.mp4", "", noise, lies},
		{"noise of a vague format", "a.mp3", "audio/mpeg", noise, content.Other},
		{"noise of no name", "a.dat", "", noise, content.Other},
	} {
		got, err := content.Look(c.bytes[:min(len(c.bytes), content.HeadSize)], content.Claim{Name: c.name, Type: c.typ})
		if c.media == lies {
			if !errors.Is(err, content.ErrLies) {
				t.Errorf("%s was taken as %+v", c.what, got)
			}
			continue
		}
		if want := c.media; err != nil || got.Media != want && !(c.name == "a.zip" && got.Media == content.Document) {
			t.Errorf("%s: got %+v, %v; want %s", c.what, got, err, want)
		}
	}
}

// covers: FIL-01
func TestNamesThatMisleadAreRefusedAndOthersAreKept(t *testing.T) {
	long := strings.Repeat("长", content.MaxNameCharacters)
	for name, want := range map[string]string{
		"报告.pdf": "报告.pdf", " a b.txt ": "a b.txt", "cafe\u0301.txt": "café.txt", "a.": "a", "a. . .": "a", "...a": "...a",
		"👨\u200d👩\u200d👧.png": "👨\u200d👩\u200d👧.png", strings.Repeat("a", 120): strings.Repeat("a", 120), "a\u3000": "a", "-rf": "-rf",
	} {
		if got, err := content.CleanName(name); got != want || err != nil {
			t.Errorf("%q: got %q, %v; want %q", name, got, err, want)
		}
	}
	for _, name := range []string{"", " ", ".", "..", "...", "a/b", "../a", `a\b`, `..\a`, "a\x00.png", "a\nb", "a\u202egnp.exe", "a\u2066b", "a\u200bb",
		"a\u200e", "\ufeffa", "a\u2028b", "a\x7f", "a\u0085b", "a\xff", strings.Repeat("a", 121), long[:len(long)-3] + "长长", "a\ue000", strings.Repeat("é", 1000)} {
		if got, err := content.CleanName(name); !errors.Is(err, content.ErrName) {
			t.Errorf("%q was kept as %q", name, got)
		}
	}
}

func FuzzCleanName(f *testing.F) {
	for _, s := range []string{"a.png", "a\u202eb", "..", "é"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		name, err := content.CleanName(s)
		if err != nil {
			return
		}
		again, err := content.CleanName(name)
		if again != name || err != nil || !utf8.ValidString(name) || strings.ContainsAny(name, "/\\\x00\n\u202e") {
			t.Errorf("%q became %q, then %q, %v", s, name, again, err)
		}
	})
}

func TestTheLengthOfARecordingIsCountedFromWhatIsInIt(t *testing.T) {
	for mime, record := range map[string]func(time.Duration) []byte{"audio/webm": samples.WebM, "audio/ogg": samples.Ogg, "audio/mp4": samples.MP4} {
		for _, want := range []time.Duration{time.Second, 59 * time.Second, 11 * time.Minute} {
			got, length, err := content.HearVoice(record(want))
			if got != mime || err != nil || (length-want).Abs() > 30*time.Millisecond {
				t.Errorf("%s of %v: got %s of %v, %v", mime, want, got, length, err)
			}
		}
		whole := record(3 * time.Second)
		for _, cut := range []int{3, 20, len(whole) / 2, len(whole) - 1} {
			if _, length, err := content.HearVoice(whole[:cut]); err == nil && length >= 3*time.Second {
				t.Errorf("%s cut off after %d bytes was heard as %v", mime, cut, length)
			}
		}
	}
}

func TestOnlySoundInAKnownFormIsARecording(t *testing.T) {
	for what, b := range map[string][]byte{"nothing": {}, "an image": samples.PNG(4, 4), "a page": samples.HTML(), "WebM with pictures": samples.WebMVideo(time.Second),
		"MP4 with pictures": samples.MP4Video(time.Second), "WebM without sound": samples.WebM(0), "Ogg without sound": samples.Ogg(0)} {
		if mime, length, err := content.HearVoice(b); !errors.Is(err, content.ErrNoVoice) {
			t.Errorf("%s was heard as %s of %v, %v", what, mime, length, err)
		}
	}
}

func FuzzHearVoice(f *testing.F) {
	f.Add(samples.WebM(100 * time.Millisecond))
	f.Add(samples.Ogg(time.Second))
	f.Add(samples.MP4(100 * time.Millisecond))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, length, err := content.HearVoice(b); err == nil && (length <= 0 || length > 101*time.Hour) {
			t.Errorf("heard %v", length)
		}
	})
}
