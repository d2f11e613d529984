package content

import (
	"encoding/binary"
	"time"
)

// The elements of WebM (RFC 9559) that matter here.
const (
	webmSegment   = 0x18538067
	webmInfo      = 0x1549a966
	webmScale     = 0x2ad7b1
	webmTracks    = 0x1654ae6b
	webmTrack     = 0xae
	webmTrackType = 0x83
	webmCodec     = 0x86
	webmCluster   = 0x1f43b675
	webmTime      = 0xe7
	webmGroup     = 0xa0
	webmBlock     = 0xa1
	webmSimple    = 0xa3
)

// opusPacket is the length of what browsers put into one block at least.
const opusPacket = 20 * time.Millisecond

// webmLength walks a WebM file. Recorders write sizes and length as unknown, so the elements that
// hold others are entered as if they had no end, and the length is that of the last block.
func webmLength(b []byte) (time.Duration, error) {
	scale, cluster, last := int64(time.Millisecond), int64(0), int64(-1)
	sound, other := false, false
	for len(b) > 0 {
		id, n := vint(b, true)
		size, m := vint(b[min(n, len(b)):], false)
		if n == 0 || m == 0 || id == 0 {
			return 0, ErrNoVoice
		}
		b = b[n+m:]
		switch id {
		case webmSegment, webmInfo, webmTracks, webmTrack, webmCluster, webmGroup:
			continue
		}
		if size < 0 || size > int64(len(b)) {
			return 0, ErrNoVoice
		}
		body := b[:size]
		b = b[size:]
		switch id {
		case webmScale:
			scale = number(body)
		case webmTrackType:
			other = other || number(body) != 2
		case webmCodec:
			sound = sound || string(body) == "A_OPUS"
			other = other || string(body) != "A_OPUS"
		case webmTime:
			cluster = number(body)
		case webmSimple, webmBlock:
			_, track := vint(body, false)
			if track == 0 || len(body) < track+2 {
				return 0, ErrNoVoice
			}
			last = max(last, cluster+int64(int16(binary.BigEndian.Uint16(body[track:]))))
		}
	}
	const longest = int64(100 * time.Hour)
	if !sound || other || last < 0 || scale <= 0 || scale > int64(time.Second) || last > longest/scale {
		return 0, ErrNoVoice
	}
	return time.Duration(last*scale) + opusPacket, nil
}

// vint reads a number whose first bits tell its length; the mark of an id stays in it. A size of all
// ones is unknown and given as -1. n is how many bytes it takes, 0 where it is none.
func vint(b []byte, keepMark bool) (v int64, n int) {
	if len(b) == 0 || b[0] == 0 {
		return 0, 0
	}
	n = 1
	for mask := byte(0x80); b[0]&mask == 0; mask >>= 1 {
		n++
	}
	if len(b) < n {
		return 0, 0
	}
	v = int64(b[0])
	if !keepMark {
		v &= int64(0xff >> n)
	}
	ones := v == int64(0xff>>n)
	for _, c := range b[1:n] {
		v = v<<8 | int64(c)
		ones = ones && c == 0xff
	}
	if ones && !keepMark {
		v = -1
	}
	return v, n
}

func number(b []byte) (v int64) {
	if len(b) > 7 {
		return -1
	}
	for _, c := range b {
		v = v<<8 | int64(c)
	}
	return v
}
