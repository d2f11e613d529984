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
func Split(raw []byte) ([][]byte, error) {
	notes, end, err := Whole(raw)
	left := bytes.TrimLeft(raw[end:], "\n")
	if err != nil || len(left) == 0 {
		return notes, err
	}
	// The empty line behind the last one is not needed to read it.
	if i := bytes.Index(left, append([]byte("\n\n"), signatureBegin...)); i < 0 || left[len(left)-1] != '\n' {
		return notes, ErrCut
	}
	return append(notes, left), nil
}

// Whole gives the notes of a file that have their empty line behind them, and where the last of them
// ends: what follows was not written to its end. ErrCheckpoint where something else stands between them.
func Whole(raw []byte) (notes [][]byte, end int, err error) {
	begin, signatures := -1, false
	for at := 0; at < len(raw); {
		length := bytes.IndexByte(raw[at:], '\n')
		if length < 0 {
			break
		}
		line := raw[at : at+length]
		next := at + length + 1
		switch {
		case begin < 0 && len(line) == 0: // between notes
			end = next
		case begin < 0:
			begin, signatures = at, false
		case bytes.HasPrefix(line, signatureBegin):
			signatures = true
		case signatures && len(line) == 0:
			notes = append(notes, raw[begin:at:at])
			begin, end = -1, next
		case signatures:
			return notes, end, fmt.Errorf("%w: there is something between two checkpoints", ErrCheckpoint)
		}
		at = next
	}
	return notes, end, nil
}
