package webauthn

import "encoding/binary"

const (
	deepest = 8
	longest = 1 << 16 // far above what an authenticator sends
)

// The major types of CBOR.
const (
	majorInt = iota
	majorNegative
	majorBytes
	majorText
	majorList
	majorMap
	_ // tags, which nothing here has
	majorSimple
)

// item reads one value: int64, []byte, string, []any, map[any]any by int64 or string, bool or nil. rest is what follows it.
func item(b []byte, depth int) (v any, rest []byte, err error) {
	if len(b) == 0 || depth > deepest {
		return nil, nil, ErrForm
	}
	major, n, rest, err := head(b)
	if err != nil {
		return nil, nil, err
	}
	switch major {
	case majorInt:
		return int64(n), rest, nil
	case majorNegative:
		return -1 - int64(n), rest, nil
	case majorBytes, majorText:
		if n > uint64(len(rest)) {
			return nil, nil, ErrForm
		}
		if major == majorText {
			return string(rest[:n]), rest[n:], nil
		}
		return rest[:n:n], rest[n:], nil
	case majorList:
		return list(n, rest, depth)
	case majorMap:
		return table(n, rest, depth)
	case majorSimple:
		switch n {
		case 20, 21:
			return n == 21, rest, nil
		case 22:
			return nil, rest, nil
		}
	}
	return nil, nil, ErrForm
}

// head reads the first byte of a value and the number that belongs to it.
func head(b []byte) (major int, n uint64, rest []byte, err error) {
	major, n, b = int(b[0]>>5), uint64(b[0]&31), b[1:]
	if n < 24 {
		return major, n, b, nil
	}
	size := 1 << (n - 24)
	if n > 27 || len(b) < size || major == majorSimple {
		return 0, 0, nil, ErrForm
	}
	var wide [8]byte
	copy(wide[8-size:], b)
	if n = binary.BigEndian.Uint64(wide[:]); n > 1<<62 {
		return 0, 0, nil, ErrForm
	}
	return major, n, b[size:], nil
}

func list(n uint64, b []byte, depth int) (any, []byte, error) {
	if n > longest {
		return nil, nil, ErrForm
	}
	var out []any
	for range n {
		v, rest, err := item(b, depth+1)
		if err != nil {
			return nil, nil, err
		}
		out, b = append(out, v), rest
	}
	return out, b, nil
}

func table(n uint64, b []byte, depth int) (any, []byte, error) {
	if n > longest {
		return nil, nil, ErrForm
	}
	out := map[any]any{}
	for range n {
		k, rest, err := item(b, depth+1)
		if err != nil {
			return nil, nil, err
		}
		switch k.(type) {
		case int64, string:
		default:
			return nil, nil, ErrForm
		}
		if _, twice := out[k]; twice {
			return nil, nil, ErrForm
		}
		if out[k], b, err = item(rest, depth+1); err != nil {
			return nil, nil, err
		}
	}
	return out, b, nil
}
