package proof

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"tonggui/internal/audit/merkle"
	"tonggui/internal/platform/clock"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Checkpoint says what a log held at an instant: so many records, with this hash of the tree.
type Checkpoint struct {
	Origin string // the log's name, which is also the name of its keys
	Size   int64
	Root   merkle.Hash
	At     clock.Instant // when it was signed, by the signer's clock
}

// ErrCheckpoint says that a text is no checkpoint.
var ErrCheckpoint = errors.New("not a checkpoint")

// Text is what is signed: four lines, as C2SP's tlog-checkpoint has them, the time as an extension.
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\nat %d\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]), c.At)
}

// ParseCheckpoint reads a signed text.
func ParseCheckpoint(text string) (c Checkpoint, err error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 {
		return c, ErrCheckpoint
	}
	c.Origin = lines[0]
	if c.Size, err = strconv.ParseInt(lines[1], 10, 64); err != nil || c.Size < 0 {
		return c, ErrCheckpoint
	}
	if c.Root, err = tlog.ParseHash(lines[2]); err != nil {
		return c, ErrCheckpoint
	}
	for _, line := range lines[3:] {
		if at, ok := strings.CutPrefix(line, "at "); ok {
			n, err := strconv.ParseInt(at, 10, 64)
			if err != nil {
				return c, ErrCheckpoint
			}
			c.At = clock.Instant(n)
		}
	}
	if c.Text() != text {
		return c, ErrCheckpoint // another spelling of the same: nobody we know writes so
	}
	return c, nil
}

// Sign returns the checkpoint as a signed note, with one signature for each signer.
func (c Checkpoint) Sign(signers ...note.Signer) ([]byte, error) {
	return note.Sign(&note.Note{Text: c.Text()}, signers...)
}

// Signed is a checkpoint whose signatures were looked at.
type Signed struct {
	Checkpoint
	Note []byte
	// By lists the keys, of those that were asked for, whose signatures are good.
	By []Key
	// More tells that there are signatures of other keys, which nobody has looked at.
	More bool
}

// Errors of Open.
var (
	// ErrUnsigned: none of the asked-for keys has signed.
	ErrUnsigned = errors.New("not signed by a known key")
	// ErrSignature: there is a signature under a known key's name that is not the key's.
	ErrSignature = errors.New("a signature is false")
)

// Open reads a note and verifies what is signed with the given keys. ErrCheckpoint, ErrUnsigned or
// ErrSignature; with ErrUnsigned it returns the text all the same, which is then only a claim.
func Open(raw []byte, keys []Key) (s Signed, err error) {
	n, err := note.Open(raw, verifiers(keys))
	if _, is := errors.AsType[*note.UnverifiedNoteError](err); is {
		n, err = err.(*note.UnverifiedNoteError).Note, ErrUnsigned
	} else if _, is := errors.AsType[*note.InvalidSignatureError](err); is {
		return s, ErrSignature
	} else if err != nil {
		return s, ErrCheckpoint
	}
	c, failed := ParseCheckpoint(n.Text)
	if failed != nil {
		return s, failed
	}
	s = Signed{Checkpoint: c, Note: raw, More: len(n.UnverifiedSigs) > 0}
	for _, sig := range n.Sigs {
		for _, k := range keys {
			if k.Name() == sig.Name && k.KeyHash() == sig.Hash {
				s.By = append(s.By, k)
			}
		}
	}
	return s, err
}

// SignedBy tells whether one of the keys has signed.
func (s Signed) SignedBy(keys ...Key) bool {
	for _, k := range keys {
		for _, by := range s.By {
			if by.String() == k.String() {
				return true
			}
		}
	}
	return false
}
