package crypt

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"tonggui/internal/platform/id"

	"github.com/tink-crypto/tink-go/v2/streamingaead/subtle"
)

// Part says which piece of which file is sealed.
type Part struct {
	File    id.ID
	Variant string // "original", "preview" and the like
	No      int    // counted from 0
	Size    int64  // plain bytes
}

// segmentSize is what is sealed and opened at a time: a reader holds no more than about two of them
// and gets nothing that was not verified.
const (
	segmentSize = 64 << 10
	headerSize  = 1 + keySize + subtle.AESGCMHKDFNoncePrefixSizeInBytes
	tagSize     = subtle.AESGCMHKDFTagSizeInBytes
)

// SealedSize tells how many bytes a part of plain bytes has once it is sealed.
func SealedSize(plain int64) int64 {
	const room = segmentSize - tagSize // of a segment; the header takes its place in the first one
	segments := max(1, (plain+headerSize+room-1)/room)
	return headerSize + plain + segments*tagSize
}

func (p Part) associated() []byte {
	out := append([]byte("tonggui part 1\x00"), p.File[:]...)
	out = binary.BigEndian.AppendUint64(out, uint64(p.No))
	out = binary.BigEndian.AppendUint64(out, uint64(p.Size))
	return append(out, p.Variant...) // at the end, so that its length needs no mark
}

func cipherOf(key DataKey) (*subtle.AESGCMHKDF, error) {
	return subtle.NewAESGCMHKDF(key.bytes[:], "SHA256", keySize, segmentSize, 0)
}

// SealPart gives the sealed form of a part, SealedSize(p.Size) bytes. Reading gives plain's own
// error, or ErrSize where plain does not hold exactly p.Size bytes.
func SealPart(key DataKey, p Part, plain io.Reader) io.Reader {
	s := &sealing{plain: io.LimitReader(plain, p.Size+1), left: p.Size, piece: make([]byte, segmentSize/2)}
	c, err := cipherOf(key)
	if err == nil {
		s.in, err = c.NewEncryptingWriter(&s.out, p.associated())
	}
	s.err = err
	return s
}

type sealing struct {
	plain io.Reader
	left  int64
	piece []byte
	in    io.WriteCloser
	out   bytes.Buffer
	err   error
}

func (s *sealing) Read(b []byte) (int, error) {
	for s.out.Len() == 0 && s.err == nil {
		s.err = s.step()
	}
	if s.out.Len() > 0 && (s.err == nil || s.err == io.EOF) {
		return s.out.Read(b)
	}
	return 0, s.err
}

// step seals what the next read gives; io.EOF means that the part is complete.
func (s *sealing) step() error {
	n, err := s.plain.Read(s.piece)
	if s.left -= int64(n); s.left < 0 {
		return ErrSize
	}
	if _, failed := s.in.Write(s.piece[:n]); failed != nil {
		return fmt.Errorf("crypt: %w", failed)
	}
	if err != io.EOF {
		return err
	}
	if s.left > 0 {
		return ErrSize
	}
	if failed := s.in.Close(); failed != nil {
		return fmt.Errorf("crypt: %w", failed)
	}
	return io.EOF
}

// OpenPart gives the plain bytes of a part. What it gives is verified; io.EOF comes only where the
// part is whole. Reading, and OpenPart itself, give sealed's own error, or ErrDamaged.
func OpenPart(key DataKey, p Part, sealed io.Reader) (io.Reader, error) {
	c, err := cipherOf(key)
	if err != nil {
		return nil, fmt.Errorf("crypt: %w", err)
	}
	o := &opening{sealed: &remembering{r: sealed}, part: p, left: p.Size}
	if o.plain, err = c.NewDecryptingReader(o.sealed, p.associated()); err != nil {
		return nil, o.explain(err)
	}
	return o, nil
}

type opening struct {
	sealed *remembering
	plain  io.Reader
	part   Part
	left   int64
	err    error // stays: after a failure the reader below may claim to be at its end
}

func (o *opening) Read(b []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.plain.Read(b)
	if o.left -= int64(n); o.left < 0 || err == io.EOF && o.left > 0 {
		err = errors.New("not of its size")
	}
	if err != nil && err != io.EOF {
		n, err = 0, o.explain(err)
	}
	o.err = err
	return n, err
}

// explain parts a fault of what was stored from a fault of the way to it.
func (o *opening) explain(err error) error {
	if o.sealed.err != nil {
		return o.sealed.err
	}
	return fmt.Errorf("%w: part %d of %s of %v: %w", ErrDamaged, o.part.No, o.part.Variant, o.part.File, err)
}

// remembering keeps the error of a source other than its end.
type remembering struct {
	r   io.Reader
	err error
}

func (m *remembering) Read(b []byte) (int, error) {
	n, err := m.r.Read(b)
	if err != nil && err != io.EOF {
		m.err = err
	}
	return n, err
}
