package text

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// MaxSource is the size of the longest source in characters; the civil code has a third.
const MaxSource = 300_000

// Errors of Decode.
var (
	ErrNoText   = errors.New("text: the file is no text in UTF-8, UTF-16 or GB18030")
	ErrTooLarge = errors.New("text: the file is too large")
	ErrEmpty    = errors.New("text: the file is empty")
)

// Decode turns the bytes of a file into text: UTF-8 and UTF-16 with or without a mark, GB18030. Single
// broken bytes become U+FFFD each, which Parse reports.
func Decode(data []byte) (source string, err error) {
	if len(data) > 4*MaxSource {
		return "", ErrTooLarge
	}
	switch endian, marked := wide(data); {
	case endian != nil:
		policy := unicode.IgnoreBOM
		if marked {
			policy = unicode.ExpectBOM
		}
		source, err = convert(unicode.UTF16(*endian, policy).NewDecoder(), data)
	case utf8.Valid(data):
		source = string(data)
	default:
		if whole, broken := balance(data); broken*20 <= whole {
			source = strings.ToValidUTF8(string(data), string(utf8.RuneError))
		} else {
			source, err = convert(simplifiedchinese.GB18030.NewDecoder(), data)
		}
	}
	source = strings.TrimPrefix(source, "\uFEFF")
	source = strings.ReplaceAll(source, "\x00", string(utf8.RuneError)) // no database keeps it in a text
	switch {
	case err != nil || !credible(source):
		return "", ErrNoText
	case strings.TrimSpace(source) == "":
		return "", ErrEmpty
	case utf8.RuneCountInString(source) > MaxSource:
		return "", ErrTooLarge
	}
	return source, nil
}

func convert(t transform.Transformer, data []byte) (string, error) {
	out, _, err := transform.Bytes(t, data)
	return string(out), err
}

// wide tells whether the bytes are UTF-16: by their mark, or because there are zeros among them and one
// way to read them gives the characters of a Chinese text.
func wide(data []byte) (endian *unicode.Endianness, marked bool) {
	little, big := unicode.LittleEndian, unicode.BigEndian
	switch {
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		return &little, true
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return &big, true
	case len(data)%2 != 0 || bytes.IndexByte(data, 0) < 0:
		return nil, false
	}
	var asLittle, asBig int
	for i := 0; i < len(data); i += 2 {
		asLittle += likely(rune(data[i]) | rune(data[i+1])<<8)
		asBig += likely(rune(data[i])<<8 | rune(data[i+1]))
	}
	switch most := len(data) / 2 * 9 / 10; {
	case asLittle > most && asLittle > asBig:
		return &little, false
	case asBig > most:
		return &big, false
	}
	return nil, false
}

// likely is 1 for a character that Chinese texts are made of.
func likely(r rune) int {
	if r >= 0x4E00 && r <= 0x9FFF || r >= 0x20 && r < 0x7F || r == '\n' || r == '\r' || r == '\t' ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || r >= 0x2010 && r <= 0x203F {
		return 1
	}
	return 0
}

// balance counts whole multi-byte characters and bytes that are none: a UTF-8 file with a scratch has
// many of the first for each of the second, a GB18030 file the reverse.
func balance(data []byte) (whole, broken int) {
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && size == 1:
			broken++
		case size > 1:
			whole++
		}
		data = data[size:]
	}
	return whole, broken
}

// credible refuses what cannot be a text for people: too many characters that could not be read, or the
// control bytes of a binary file.
func credible(source string) bool {
	var broken, control, all int
	for _, r := range source {
		all++
		switch {
		case r == utf8.RuneError:
			broken++
		case r < 0x20 && r != '\t' && r != '\n' && r != '\r' && r != '\f' || r == 0x7F:
			control++
		}
	}
	return (broken <= 5 || broken*10 <= all) && (control <= 8 || control*100 <= all)
}
