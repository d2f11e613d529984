// Package jsonw appends JSON to a buffer, byte for byte as encoding/json writes it for the API (HTML
// characters escaped). It is for the few answers that are written so often that looking at their types
// each time costs more than reading their rows; everything else is left to encoding/json.
package jsonw

import (
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"unicode/utf8"

	"tonggui/internal/platform/id"
)

// String appends a string.
func String(b []byte, s string) []byte {
	if !plain(s) {
		return append(b, escaped(s)...)
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

// plain tells whether a string stands in JSON as it is.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ', c == '"', c == '\\', c == '<', c == '>', c == '&':
			return false
		case c >= utf8.RuneSelf:
			return utf8.ValidString(s[i:]) && !slices.ContainsFunc([]rune(s[i:]), special)
		}
	}
	return true
}

func special(r rune) bool {
	return r < ' ' || r == '"' || r == '\\' || r == '<' || r == '>' || r == '&' || r == '\u2028' || r == '\u2029'
}

func escaped(s string) []byte {
	out, _ := json.Marshal(s) // a string cannot fail
	return out
}

// ID appends an id as the string of its canonical form.
func ID(b []byte, v id.ID) []byte {
	b = append(b, '"')
	b = hex.AppendEncode(b, v[0:4])
	b = append(b, '-')
	b = hex.AppendEncode(b, v[4:6])
	b = append(b, '-')
	b = hex.AppendEncode(b, v[6:8])
	b = append(b, '-')
	b = hex.AppendEncode(b, v[8:10])
	b = append(b, '-')
	b = hex.AppendEncode(b, v[10:16])
	return append(b, '"')
}

// Int appends a number.
func Int[T ~int | ~int64](b []byte, n T) []byte { return strconv.AppendInt(b, int64(n), 10) }

// Bool appends true or false.
func Bool(b []byte, v bool) []byte { return strconv.AppendBool(b, v) }

// Or appends what a pointer points at, or null.
func Or[T any](b []byte, p *T, write func([]byte, T) []byte) []byte {
	if p == nil {
		return append(b, "null"...)
	}
	return write(b, *p)
}

// Raw appends what is JSON already, without space between its tokens; nil is null. Characters that mean
// something in HTML are escaped, as they stand in strings only.
func Raw(b, raw []byte) []byte {
	if raw == nil {
		return append(b, "null"...)
	}
	const digits = "0123456789abcdef"
	start := 0
	for i, c := range raw {
		switch {
		case c == '<' || c == '>' || c == '&':
			b = append(b, raw[start:i]...)
			b = append(b, '\\', 'u', '0', '0', digits[c>>4], digits[c&0xf])
			start = i + 1
		case c == 0xe2 && i+2 < len(raw) && raw[i+1] == 0x80 && raw[i+2]&^1 == 0xa8: // U+2028, U+2029
			b = append(b, raw[start:i]...)
			b = append(b, '\\', 'u', '2', '0', '2', digits[raw[i+2]&0xf])
			start = i + 3
		}
	}
	return append(b, raw[start:]...)
}
