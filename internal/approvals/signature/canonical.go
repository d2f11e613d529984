package signature

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// ErrCanonical says that a text has no canonical form.
var ErrCanonical = errors.New("signature: no canonical form")

const (
	maxDepth   = 64
	maxInteger = 1<<53 - 1
)

// Canonical returns the canonical form of a JSON text. ErrCanonical for what has none: names that come twice, numbers
// with fractions, bytes that are no UTF-8, anything behind the value.
func Canonical(raw []byte) ([]byte, error) {
	if !utf8.Valid(raw) {
		return nil, fmt.Errorf("%w: not UTF-8", ErrCanonical)
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	out, err := appendValue(make([]byte, 0, len(raw)), d, 0)
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("%w: something follows the value", ErrCanonical)
	}
	return out, nil
}

// canonicalOf is for the types of this package, which all have a canonical form, and for raw JSON inside them.
func canonicalOf(v any) ([]byte, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCanonical, err)
	}
	return Canonical(raw)
}

func appendValue(b []byte, d *json.Decoder, depth int) ([]byte, error) {
	t, err := d.Token()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCanonical, err)
	}
	if depth > maxDepth {
		return nil, fmt.Errorf("%w: too deep", ErrCanonical)
	}
	switch t := t.(type) {
	case json.Delim:
		if t == '{' {
			return appendObject(b, d, depth)
		}
		return appendList(b, d, depth)
	case string:
		return appendText(b, t), nil
	case json.Number:
		n, err := strconv.ParseInt(t.String(), 10, 64)
		if err != nil || n > maxInteger || n < -maxInteger || strconv.FormatInt(n, 10) != t.String() {
			return nil, fmt.Errorf("%w: the number %s", ErrCanonical, t)
		}
		return strconv.AppendInt(b, n, 10), nil
	case bool:
		return strconv.AppendBool(b, t), nil
	}
	return append(b, "null"...), nil
}

func appendList(b []byte, d *json.Decoder, depth int) (_ []byte, err error) {
	b = append(b, '[')
	for first := true; d.More(); first = false {
		if !first {
			b = append(b, ',')
		}
		if b, err = appendValue(b, d, depth+1); err != nil {
			return nil, err
		}
	}
	if _, err := d.Token(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCanonical, err)
	}
	return append(b, ']'), nil
}

type member struct {
	order []uint16 // RFC 8785 orders names by their UTF-16 units
	name  string
	value []byte
}

func appendObject(b []byte, d *json.Decoder, depth int) ([]byte, error) {
	var all []member
	for d.More() {
		t, err := d.Token()
		name, ok := t.(string)
		if err != nil || !ok {
			return nil, fmt.Errorf("%w: a name was expected: %w", ErrCanonical, err)
		}
		value, err := appendValue(nil, d, depth+1)
		if err != nil {
			return nil, err
		}
		all = append(all, member{utf16.Encode([]rune(name)), name, value})
	}
	if _, err := d.Token(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCanonical, err)
	}
	slices.SortFunc(all, func(x, y member) int { return slices.CompareFunc(x.order, y.order, cmp.Compare) })
	b = append(b, '{')
	for i, m := range all {
		if i > 0 {
			if m.name == all[i-1].name {
				return nil, fmt.Errorf("%w: %q comes twice", ErrCanonical, m.name)
			}
			b = append(b, ',')
		}
		b = append(appendText(b, m.name), ':')
		b = append(b, m.value...)
	}
	return append(b, '}'), nil
}

var short = map[byte]byte{'"': '"', '\\': '\\', '\b': 'b', '\t': 't', '\n': 'n', '\f': 'f', '\r': 'r'}

func appendText(b []byte, s string) []byte {
	b = append(b, '"')
	for i := range len(s) {
		c := s[i]
		if e, ok := short[c]; ok {
			b = append(b, '\\', e)
		} else if c < 0x20 {
			b = hex.AppendEncode(append(b, `\u00`...), []byte{c})
		} else {
			b = append(b, c)
		}
	}
	return append(b, '"')
}
