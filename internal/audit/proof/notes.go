package proof

import (
	"bytes"
	"errors"
	"fmt"
)

// A file of checkpoints is their notes one after the other, with an empty line behind each. Files only
// grow, so that a copy of one at any time is a beginning of it.

// Join writes notes as a file has them.
func Join(notes ...[]byte) []byte {
	var out []byte
	for _, n := range notes {
		out = append(append(out, n...), '\n')
	}
	return out
}

// ErrCut says that a file of checkpoints ends in the middle of one: whoever wrote it was stopped.
var ErrCut = errors.New("the last checkpoint of the file is not whole")

var signatureBegin = []byte("— ")

// Split gives the notes of a file. With ErrCut it gives those before the one that is cut off.
func Split(raw []byte) (notes [][]byte, err error) {
	begin, signatures := -1, false
	for at := 0; at < len(raw); {
		end := bytes.IndexByte(raw[at:], '\n')
		if end < 0 {
			return notes, ErrCut
		}
		line := raw[at : at+end]
		switch {
		case begin < 0 && len(line) == 0: // between notes
		case begin < 0:
			begin, signatures = at, false
		case bytes.HasPrefix(line, signatureBegin):
			signatures = true
		case signatures && len(line) == 0:
			notes = append(notes, raw[begin:at:at])
			begin = -1
		case signatures:
			return notes, fmt.Errorf("%w: there is something between two checkpoints", ErrCheckpoint)
		}
		at += end + 1
	}
	if begin < 0 {
		return notes, nil
	}
	if signatures { // the empty line behind it is not needed to read it
		return append(notes, raw[begin:]), nil
	}
	return notes, ErrCut
}
