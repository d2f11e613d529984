package content

import (
	"bytes"
	"errors"
	"time"
)

// ErrNoVoice says that something is no recording of a voice as we take it: WebM or Ogg with Opus, or
// MP4 with AAC or Opus, sound only, and whole.
var ErrNoVoice = errors.New("content: this is no recording in a known form")

// HearVoice tells the type and the length of a recording. Its length is counted from what is in it,
// not taken from what it says of itself.
//
// Errors: ErrNoVoice.
func HearVoice(b []byte) (mime string, length time.Duration, err error) {
	switch {
	case bytes.HasPrefix(b, []byte{0x1a, 0x45, 0xdf, 0xa3}):
		length, err = webmLength(b)
		return "audio/webm", length, err
	case bytes.HasPrefix(b, []byte("OggS")):
		length, err = oggLength(b)
		return "audio/ogg", length, err
	case len(b) > 8 && string(b[4:8]) == "ftyp":
		length, err = mp4Length(b)
		return "audio/mp4", length, err
	}
	return "", 0, ErrNoVoice
}
