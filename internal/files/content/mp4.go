package content

import (
	"encoding/binary"
	"time"
)

// mp4Track gathers what an MP4 file (ISO/IEC 14496-12) says of its sound. Recorders write fragments,
// whose samples are counted; a file that was written at once has the length in its header.
type mp4Track struct {
	sound, other bool
	scale        int64 // units in a second
	header       int64 // length by the header
	each         int64 // length of a sample where nothing else is said
	counted      int64
}

func mp4Length(b []byte) (time.Duration, error) {
	t := mp4Track{}
	if !t.walk(b, 0) || !t.sound || t.other {
		return 0, ErrNoVoice
	}
	return samples(max(t.counted, t.header), t.scale)
}

// walk reads the boxes of b; false where it is cut off or not such a file.
func (t *mp4Track) walk(b []byte, depth int) bool {
	for len(b) > 0 {
		if len(b) < 8 || depth > 8 {
			return false
		}
		size, start, name := uint64(binary.BigEndian.Uint32(b)), uint64(8), string(b[4:8])
		switch size {
		case 0:
			size = uint64(len(b)) // to the end
		case 1:
			if len(b) < 16 {
				return false
			}
			size, start = binary.BigEndian.Uint64(b[8:]), 16
		}
		if size < start || size > uint64(len(b)) {
			return false
		}
		if !t.box(name, b[start:size], depth) {
			return false
		}
		b = b[size:]
	}
	return true
}

func (t *mp4Track) box(name string, b []byte, depth int) bool {
	switch name {
	case "moov", "trak", "mdia", "minf", "stbl", "mvex", "moof", "traf":
		return t.walk(b, depth+1)
	case "mdhd":
		return t.mediaHeader(b)
	case "hdlr":
		if len(b) < 12 {
			return false
		}
		t.other = t.other || string(b[8:12]) != "soun"
	case "stsd":
		if len(b) < 16 {
			return false
		}
		codec := string(b[12:16])
		t.sound = t.sound || codec == "mp4a" || codec == "Opus"
		t.other = t.other || codec != "mp4a" && codec != "Opus"
	case "trex":
		if len(b) < 16 {
			return false
		}
		t.each = int64(binary.BigEndian.Uint32(b[12:]))
	case "tfhd":
		return t.fragmentHeader(b)
	case "trun":
		return t.run(b)
	}
	return true
}

func (t *mp4Track) mediaHeader(b []byte) bool {
	if len(b) < 24 {
		return false
	}
	if b[0] == 0 {
		t.scale, t.header = int64(binary.BigEndian.Uint32(b[12:])), int64(binary.BigEndian.Uint32(b[16:]))
		if t.header == 1<<32-1 {
			t.header = 0 // unknown
		}
		return true
	}
	if len(b) < 32 {
		return false
	}
	t.scale, t.header = int64(binary.BigEndian.Uint32(b[20:])), max(0, int64(binary.BigEndian.Uint64(b[24:])))
	return true
}

// fragmentHeader may set the length of the fragment's samples, after up to three other fields.
func (t *mp4Track) fragmentHeader(b []byte) bool {
	if len(b) < 8 {
		return false
	}
	flags, at := binary.BigEndian.Uint32(b), 8
	if flags&0x1 != 0 {
		at += 8
	}
	if flags&0x2 != 0 {
		at += 4
	}
	if flags&0x8 != 0 {
		if len(b) < at+4 {
			return false
		}
		t.each = int64(binary.BigEndian.Uint32(b[at:]))
	}
	return true
}

// run counts the samples of a fragment.
func (t *mp4Track) run(b []byte) bool {
	if len(b) < 8 {
		return false
	}
	flags, count, at := binary.BigEndian.Uint32(b), int64(binary.BigEndian.Uint32(b[4:])), 8
	for _, field := range []uint32{0x1, 0x4} { // offset of the data, flags of the first sample
		if flags&field != 0 {
			at += 4
		}
	}
	step := 0
	for _, field := range []uint32{0x100, 0x200, 0x400, 0x800} {
		if flags&field != 0 {
			step += 4
		}
	}
	if flags&0x100 == 0 {
		t.counted += count * t.each
		return count*t.each >= 0 && t.counted < 1<<50
	}
	if int64(len(b)-at) < count*int64(step) {
		return false
	}
	for range count {
		t.counted += int64(binary.BigEndian.Uint32(b[at:]))
		at += step
	}
	return true
}
