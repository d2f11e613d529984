package roster

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

const replacement = "\uFFFD"

// decode turns the bytes into text. Single broken bytes become U+FFFD, which
// the reader reports at their line; a file that is broken all over has no
// encoding that we know.
func decode(data []byte) (text, encoding string, err *FileError) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		data, encoding = data[3:], "utf-8"
		text = strings.ToValidUTF8(string(data), replacement)
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("\xFE\xFF")):
		encoding = "utf-16"
		out, _, failed := transform.Bytes(unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder(), data)
		if failed != nil {
			return "", "", fileError(CodeFileEncoding)
		}
		text = string(out)
	case utf8.Valid(data):
		text, encoding = string(data), "utf-8"
	default:
		if wide, broken := utf8Balance(data); broken*50 <= wide {
			text, encoding = strings.ToValidUTF8(string(data), replacement), "utf-8"
			break
		}
		encoding = "gb18030"
		out, _, failed := transform.Bytes(simplifiedchinese.GB18030.NewDecoder(), data)
		if failed != nil {
			return "", "", fileError(CodeFileEncoding)
		}
		text = string(out)
	}
	if !credible(text) {
		return "", "", fileError(CodeFileEncoding)
	}
	return text, encoding, nil
}

// utf8Balance counts whole multi-byte characters and bytes that are none: a
// UTF-8 file with a scratch has many of the first for each of the second, a
// GB18030 file the reverse.
func utf8Balance(data []byte) (wide, broken int) {
	for len(data) > 0 {
		if data[0] < utf8.RuneSelf {
			data = data[1:]
			continue
		}
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			broken++
		} else {
			wide++
		}
		data = data[size:]
	}
	return wide, broken
}

// credible refuses what cannot be a table of text: too many characters that
// could not be read, or the control bytes of a binary file.
func credible(text string) bool {
	var wide, broken, control, all int
	for _, r := range text {
		all++
		switch {
		case r == utf8.RuneError:
			broken++
		case r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0x7F:
			control++
		case r >= utf8.RuneSelf:
			wide++
		}
	}
	return (broken <= 2 || broken*20 <= wide) && (control <= 8 || control*100 <= all)
}
