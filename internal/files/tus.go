package files

import (
	"crypto/sha1" // tus demands it; it guards against accidents of the way, not against people
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"strings"

	"tonggui/internal/platform/apperr"
)

// The checksums that a piece can have, the better one first.
const checksumNames = "sha256,sha1"

var checksums = map[string]func() hash.Hash{"sha256": sha256.New, "sha1": sha1.New}

// parseChecksum reads Upload-Checksum; nil where there is none.
func parseChecksum(header string) (*Checksum, error) {
	if header == "" {
		return nil, nil
	}
	name, sum, _ := strings.Cut(header, " ")
	algorithm, known := checksums[name]
	if !known {
		return nil, apperr.Malformed.At("header.Upload-Checksum", "not_a_choice")
	}
	b, err := base64.StdEncoding.DecodeString(sum)
	if err != nil || len(b) != algorithm().Size() {
		return nil, apperr.Malformed.At("header.Upload-Checksum", "wrong_form")
	}
	return &Checksum{algorithm, b}, nil
}

// parseMetadata reads Upload-Metadata: keys and values in Base64, separated by spaces and commas. Keys
// that are not ours are kept for the client and mean nothing here.
func parseMetadata(header string) (NewUpload, error) {
	n := NewUpload{Metadata: header}
	seen := map[string]string{}
	for pair := range strings.SplitSeq(header, ",") {
		key, encoded, _ := strings.Cut(strings.TrimSpace(pair), " ")
		value, err := base64.StdEncoding.DecodeString(encoded)
		if _, doubled := seen[key]; doubled || key == "" || err != nil {
			return n, apperr.Invalid.At("header.Upload-Metadata", "wrong_form")
		}
		seen[key] = string(value)
	}
	n.Name, n.Type, n.Purpose = seen["filename"], seen["filetype"], Purpose(seen["purpose"])
	switch n.Purpose {
	case ForMessages, ForVoice, ForLibrary:
	default:
		return n, apperr.Invalid.At("header.Upload-Metadata.purpose", "not_a_choice")
	}
	if len(n.Type) > 200 {
		return n, apperr.Invalid.At("header.Upload-Metadata.filetype", "too_long", "max", 200)
	}
	if known := seen["sha256"]; known != "" {
		sum, err := hex.DecodeString(known)
		if err != nil || len(sum) != sha256.Size {
			return n, apperr.Invalid.At("header.Upload-Metadata.sha256", "wrong_form")
		}
		n.SHA256 = sum
	}
	return n, nil
}
