package files

import (
	"context"
	"errors"
	"fmt"
	"io"

	"tonggui/internal/platform/crypt"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// reader gives the bytes of a variant, part by part: only parts that are read are opened, and a
// position inside of one is reached by opening it from its beginning. It belongs to one goroutine.
type reader struct {
	s    *Service
	ctx  context.Context // a reader lives as long as the request that it serves
	file id.ID
	of   Variant
	key  crypt.DataKey
	size int64

	pos   int64
	blob  io.ReadCloser
	plain io.Reader
	end   int64 // of the open part
}

// open gives the bytes of a complete file's variant.
func (s *Service) open(ctx context.Context, f file, v Variant, size int64) (*reader, error) {
	key, err := s.Keys.Unwrap(f.ID, f.DataKey)
	if err != nil {
		return nil, err
	}
	return &reader{s: s, ctx: ctx, file: f.ID, of: v, key: key, size: size}, nil
}

// Read gives what was verified. Errors: those of the blob store; ErrDamaged where what lies there is
// not what was put there.
func (r *reader) Read(b []byte) (int, error) {
	if r.pos >= r.size {
		return 0, io.EOF
	}
	if r.plain == nil {
		if err := r.next(); err != nil {
			return 0, r.explain(err)
		}
	}
	n, err := r.plain.Read(b)
	r.pos += int64(n)
	if err == io.EOF && r.pos == r.end {
		err = r.Close()
	}
	return n, r.explain(err)
}

// next opens the part that holds the position.
func (r *reader) next() error {
	p, err := selectPart(r.s.DB.Ask(r.ctx), r.file, r.of, r.pos)
	if errors.Is(err, db.ErrNone) || err == nil && r.pos >= p.Pos+p.Size {
		return fmt.Errorf("%w: no part of %s of %v at %d", crypt.ErrDamaged, r.of, r.file, r.pos)
	}
	if err != nil {
		return err
	}
	if r.blob, err = r.s.Blobs.Open(r.ctx, p.Blob); err != nil {
		return err
	}
	r.plain, err = crypt.OpenPart(r.key, crypt.Part{File: r.file, Variant: string(r.of), No: int(p.No), Size: p.Size}, r.blob)
	r.end = p.Pos + p.Size
	if err == nil {
		_, err = io.CopyN(io.Discard, r.plain, r.pos-p.Pos)
	}
	if err != nil {
		_ = r.Close()
	}
	return err
}

// Seek moves the position; nothing is opened by it.
func (r *reader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.pos
	case io.SeekEnd:
		offset += r.size
	}
	if offset < 0 {
		return 0, errors.New("files: a position before the beginning")
	}
	if offset != r.pos {
		_ = r.Close()
	}
	r.pos = offset
	return offset, nil
}

// Close ends what is open. The reader can go on after it.
func (r *reader) Close() error {
	if r.blob == nil {
		return nil
	}
	blob := r.blob
	r.blob, r.plain = nil, nil
	return blob.Close()
}

func (r *reader) explain(err error) error {
	switch {
	case err == nil, err == io.EOF:
		return err
	case errors.Is(err, crypt.ErrDamaged), errors.Is(err, crypt.ErrSize), errors.Is(err, io.ErrUnexpectedEOF), lost(err):
		r.s.Log.ErrorContext(r.ctx, "a stored file does not open", "file", r.file, "variant", r.of, "error", err)
		return ErrDamaged.Because(err)
	}
	return away(err)
}
