package figures

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
)

var errWritten = errors.New("figures: no spread is written like this")

// Bytes writes what was counted, in a few bytes for each class; Parse reads it.
func (s *Spread) Bytes() []byte {
	out := binary.AppendUvarint(nil, uint64(s.nothing))
	before := 0
	for _, class := range slices.Sorted(maps.Keys(s.classes)) {
		out = binary.AppendUvarint(out, uint64(class-before))
		out = binary.AppendUvarint(out, uint64(s.classes[class]))
		before = class
	}
	return out
}

// Parse reads what Bytes has written; nothing is an empty spread.
func Parse(b []byte) (s Spread, err error) {
	if len(b) == 0 {
		return s, nil
	}
	next := func() int64 {
		v, n := binary.Uvarint(b)
		if n <= 0 || v > 1<<40 {
			err, b = errWritten, nil
			return 0
		}
		b = b[n:]
		return int64(v)
	}
	s.nothing = next()
	s.count = s.nothing
	for class := 0; len(b) > 0; {
		class += int(next())
		n := next()
		if err != nil {
			return Spread{}, err
		}
		if s.classes == nil {
			s.classes = map[int]int64{}
		}
		s.classes[class] = n
		s.count += n
	}
	return s, err
}
