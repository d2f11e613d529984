package picture

import (
	"bytes"
	"encoding/binary"
)

// orientation finds in a segment of Exif how the camera was held, 1 to 8; 0 where it does not say.
func orientation(segment []byte) int {
	b, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00"))
	if !ok || len(b) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.LittleEndian
	if string(b[:2]) == "MM" {
		order = binary.BigEndian
	}
	at := int64(order.Uint32(b[4:]))
	if at+2 > int64(len(b)) {
		return 0
	}
	entries := b[at+2:]
	for range order.Uint16(b[at:]) {
		const entry, tag, short = 12, 0x0112, 3
		if len(entries) < entry {
			return 0
		}
		if order.Uint16(entries) == tag && order.Uint16(entries[2:]) == short {
			if v := int(order.Uint16(entries[8:])); v >= 1 && v <= 8 {
				return v
			}
			return 0
		}
		entries = entries[entry:]
	}
	return 0
}
