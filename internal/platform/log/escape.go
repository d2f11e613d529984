package log

import (
	"fmt"
	"io"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// escaper rewrites what could forge or disguise a line. It works on whole
// lines as slog's handlers write them, one per call: whatever such a character
// stands in there is a quoted string, in both formats, where \uXXXX means the
// character itself. So it also covers keys, errors and nested values.
type escaper struct{ w io.Writer }

func (e escaper) Write(line []byte) (int, error) {
	body, end := line, []byte(nil)
	if n := len(line); n > 0 && line[n-1] == '\n' {
		body, end = line[:n-1], line[n-1:]
	}
	if clean(body) {
		return e.w.Write(line)
	}
	out := make([]byte, 0, len(line)+32)
	for len(body) > 0 {
		r, size := utf8.DecodeRune(body)
		if harmless(r, size) {
			out = append(out, body[:size]...)
		} else {
			out = appendEscape(out, r)
		}
		body = body[size:]
	}
	if _, err := e.w.Write(append(out, end...)); err != nil {
		return 0, err
	}
	return len(line), nil
}

func clean(b []byte) bool {
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if !harmless(r, size) {
			return false
		}
		b = b[size:]
	}
	return true
}

// harmless leaves out control (C0, DEL, C1), format (bidi, zero width, tags),
// line and paragraph separators, private use and broken bytes.
func harmless(r rune, size int) bool {
	if r < utf8.RuneSelf {
		return r >= ' ' && r != 0x7f
	}
	return (r != utf8.RuneError || size > 1) && !unicode.In(r, unicode.C, unicode.Zl, unicode.Zp)
}

func appendEscape(out []byte, r rune) []byte {
	if r > 0xffff {
		high, low := utf16.EncodeRune(r)
		return fmt.Appendf(out, `\u%04x\u%04x`, high, low)
	}
	return fmt.Appendf(out, `\u%04x`, r)
}
