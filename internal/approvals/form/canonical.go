package form

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"

	"golang.org/x/text/unicode/norm"
)

// Canonical gives the bytes that a signature is about: JSON in the form of RFC 8785, text in NFC, whole numbers only.
func (v Values) Canonical() ([]byte, error) { return appendCanonical(nil, map[string]any(v)) }

// Canonical gives the bytes of a definition in the same form. What is left out has its zero value, so that they stay the
// same when definitions can say more one day.
func (d Definition) Canonical() ([]byte, error) {
	raw, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var tree any
	if err := decoder.Decode(&tree); err != nil {
		return nil, err
	}
	return appendCanonical(nil, tree)
}

func appendCanonical(b []byte, v any) (_ []byte, err error) {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...), nil
	case string:
		return appendText(b, v), nil
	case bool:
		return strconv.AppendBool(b, v), nil
	case Values:
		return appendCanonical(b, map[string]any(v))
	case map[string]any:
		b = append(b, '{')
		// Names are those of fields and JSON of ours: without other characters than ASCII, whose order is the same everywhere.
		for i, name := range sortedKeys(v) {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendText(b, name), ':')
			if b, err = appendCanonical(b, v[name]); err != nil {
				return nil, err
			}
		}
		return append(b, '}'), nil
	}
	if n, ok := integer(v); ok {
		return strconv.AppendInt(b, n, 10), nil
	}
	list, ok := anys(v)
	if !ok {
		return nil, fmt.Errorf("form: %T has no canonical form", v)
	}
	b = append(b, '[')
	for i, one := range list {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = appendCanonical(b, one); err != nil {
			return nil, err
		}
	}
	return append(b, ']'), nil
}

// appendText writes a text with the shortest escapes, and no more of them than JSON demands.
func appendText(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range norm.NFC.String(s) {
		switch r {
		case '"', '\\':
			b = append(b, '\\', byte(r))
		case '\b':
			b = append(b, `\b`...)
		case '\f':
			b = append(b, `\f`...)
		case '\n':
			b = append(b, `\n`...)
		case '\r':
			b = append(b, `\r`...)
		case '\t':
			b = append(b, `\t`...)
		default:
			if r < ' ' {
				b = fmt.Appendf(b, `\u%04x`, r)
			} else {
				b = append(b, string(r)...)
			}
		}
	}
	return append(b, '"')
}
