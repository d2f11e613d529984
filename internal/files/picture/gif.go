package picture

import (
	"bufio"
	"io"
)

// wholeGIF walks the blocks of a GIF to its end without decoding: only the first of its frames is
// ever decoded, so nothing else would tell that the rest is missing.
func wholeGIF(r io.Reader) error {
	b := bufio.NewReader(r)
	var screen [13]byte
	if _, err := io.ReadFull(b, screen[:]); err != nil {
		return err
	}
	if err := skipColours(b, screen[10]); err != nil {
		return err
	}
	for {
		kind, err := b.ReadByte()
		if err != nil {
			return err
		}
		switch kind {
		case 0x3b: // trailer
			return nil
		case 0x21: // extension: its label, then blocks
			if _, err := b.Discard(1); err != nil {
				return err
			}
		case 0x2c: // a frame: its place, its colours, the size of codes, then blocks
			var place [9]byte
			if _, err := io.ReadFull(b, place[:]); err != nil {
				return err
			}
			if err := skipColours(b, place[8]); err != nil {
				return err
			}
			if _, err := b.Discard(1); err != nil {
				return err
			}
		default:
			return ErrDamaged
		}
		if err := skipBlocks(b); err != nil {
			return err
		}
	}
}

func skipColours(b *bufio.Reader, flags byte) error {
	if flags&0x80 == 0 {
		return nil
	}
	_, err := b.Discard(3 << (flags&7 + 1))
	return err
}

func skipBlocks(b *bufio.Reader) error {
	for {
		size, err := b.ReadByte()
		if err != nil || size == 0 {
			return err
		}
		if _, err := b.Discard(int(size)); err != nil {
			return err
		}
	}
}
