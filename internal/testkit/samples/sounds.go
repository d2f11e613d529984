package samples

import (
	"encoding/binary"
	"time"
)

// WebM is a recording as browsers make it: sizes and length unknown, one block of Opus each 20 ms.
func WebM(length time.Duration) []byte { return webm(length, "A_OPUS", 2) }

// WebMVideo is a recording with pictures.
func WebMVideo(length time.Duration) []byte { return webm(length, "V_VP8", 1) }

func webm(length time.Duration, codec string, kind byte) []byte {
	unknown := []byte{0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}
	out := element(0x1a45dfa3, element(0x4282, []byte("webm")))
	out = append(append(out, 0x18, 0x53, 0x80, 0x67), unknown...)
	out = append(out, element(0x1549a966, element(0x2ad7b1, []byte{0x0f, 0x42, 0x40}))...)
	track := append(element(0xd7, []byte{1}), element(0x83, []byte{kind})...)
	out = append(out, element(0x1654ae6b, element(0xae, append(track, element(0x86, []byte(codec))...)))...)
	const block, cluster = 20 * time.Millisecond, 10 * time.Second
	for at := time.Duration(0); at < length; at += block {
		if at%cluster == 0 {
			out = append(append(out, 0x1f, 0x43, 0xb6, 0x75), unknown...)
			out = append(out, element(0xe7, binary.BigEndian.AppendUint32(nil, uint32(at.Milliseconds())))...)
		}
		body := binary.BigEndian.AppendUint16([]byte{0x81}, uint16((at % cluster).Milliseconds()))
		out = append(out, element(0xa3, append(body, 0x80, 0xfc, 0xff, 0xfe))...)
	}
	return out
}

func element(id uint32, body []byte) []byte {
	var out []byte
	for shift := 24; shift >= 0; shift -= 8 {
		if b := byte(id >> shift); b != 0 || len(out) > 0 {
			out = append(out, b)
		}
	}
	out = append(out, 0x10|byte(len(body)>>24), byte(len(body)>>16), byte(len(body)>>8), byte(len(body)))
	return append(out, body...)
}

// Ogg is a recording in Opus, a page each second.
func Ogg(length time.Duration) []byte {
	const skip = 312
	head := append([]byte("OpusHead\x01\x01"), byte(skip&0xff), byte(skip>>8), 0x80, 0xbb, 0, 0, 0, 0, 0)
	out := page(0, 0, head)
	out = append(out, page(0, 1, []byte("OpusTags\x00\x00\x00\x00\x00\x00\x00\x00"))...)
	for at, n := time.Duration(0), uint32(2); at < length; n++ {
		at = min(length, at+time.Second)
		out = append(out, page(int64(at/time.Microsecond)*48/1000+skip, n, make([]byte, 200))...)
	}
	return out
}

func page(position int64, n uint32, body []byte) []byte {
	out := append([]byte("OggS\x00\x00"), binary.LittleEndian.AppendUint64(nil, uint64(position))...)
	out = append(out, 7, 0, 0, 0)
	out = binary.LittleEndian.AppendUint32(out, n)
	return append(append(out, 0, 0, 0, 0, 1, byte(len(body))), body...)
}

// MP4 is a recording in AAC in fragments of a second, its header without a length.
func MP4(length time.Duration) []byte { return mp4(length, "soun", "mp4a") }

// MP4Video is one with pictures.
func MP4Video(length time.Duration) []byte { return mp4(length, "vide", "avc1") }

func mp4(length time.Duration, handler, codec string) []byte {
	const scale, sample = 48_000, 1024
	word := func(v ...uint32) (out []byte) {
		for _, n := range v {
			out = binary.BigEndian.AppendUint32(out, n)
		}
		return out
	}
	header := box("mdhd", word(0, 0, 0, scale, 0, 0))
	kind := box("hdlr", append(word(0, 0), append([]byte(handler), make([]byte, 13)...)...))
	table := box("stbl", box("stsd", word(0, 1), box(codec, make([]byte, 28))))
	track := box("trak", box("mdia", header, kind, box("minf", table)))
	out := append(box("ftyp", []byte("isom\x00\x00\x02\x00isommp42")), box("moov", track, box("mvex", box("trex", word(0, 1, 1, sample, 0, 0))))...)
	for left := int64(length) * scale / sample / int64(time.Second); left > 0; left -= 47 {
		run := box("traf", box("tfhd", word(0x20000, 1)), box("trun", word(0, uint32(min(left, 47)))))
		out = append(append(out, box("moof", run)...), box("mdat", make([]byte, 64))...)
	}
	return out
}

func box(name string, bodies ...[]byte) []byte {
	size := 8
	for _, b := range bodies {
		size += len(b)
	}
	out := append(binary.BigEndian.AppendUint32(nil, uint32(size)), name...)
	for _, b := range bodies {
		out = append(out, b...)
	}
	return out
}
