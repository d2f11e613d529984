package content

import (
	"bytes"
	"encoding/binary"
	"time"
)

// oggLength walks the pages of an Ogg file with one stream of Opus (RFC 3533, RFC 7845). Positions
// count samples at 48 kHz from the beginning, of which the first few are to be skipped.
func oggLength(b []byte) (time.Duration, error) {
	const header = 27
	var stream uint32
	var skip, last int64
	for page := 0; len(b) > 0; page++ {
		if len(b) < header || string(b[:4]) != "OggS" || len(b) < header+int(b[26]) {
			return 0, ErrNoVoice
		}
		position := int64(binary.LittleEndian.Uint64(b[6:]))
		serial := binary.LittleEndian.Uint32(b[14:])
		size := 0
		for _, n := range b[header : header+int(b[26])] {
			size += int(n)
		}
		start := header + int(b[26])
		if len(b) < start+size {
			return 0, ErrNoVoice
		}
		if page == 0 {
			if !bytes.HasPrefix(b[start:start+size], []byte("OpusHead")) || size < 19 {
				return 0, ErrNoVoice
			}
			stream, skip = serial, int64(binary.LittleEndian.Uint16(b[start+10:]))
		}
		if serial != stream {
			return 0, ErrNoVoice
		}
		last = max(last, position) // -1 where no packet ends on the page
		b = b[start+size:]
	}
	return samples(last-skip, 48_000)
}

// samples turns a count into a length; no or an impossible one is no recording.
func samples(n, perSecond int64) (time.Duration, error) {
	const longest = int64(100 * time.Hour / time.Second)
	if n <= 0 || perSecond <= 0 || n/perSecond > longest {
		return 0, ErrNoVoice
	}
	return time.Duration(n/perSecond)*time.Second + time.Duration(n%perSecond)*time.Second/time.Duration(perSecond), nil
}
