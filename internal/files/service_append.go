package files

import (
	"bytes"
	"context"
	"hash"
	"io"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/crypt"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const (
	// putTime is how long a part may take into the blob store. What has arrived is put even where
	// the client has gone.
	putTime = time.Minute
	// keysAtOnce is how many blobs are noted in one transaction.
	keysAtOnce = 8
)

// Append adds a piece to an own upload and returns how far it has come; the piece that completes it
// also has it checked. What is acknowledged is on stable storage. Where the piece ends early its
// bytes are kept, unless it has a checksum, which they cannot be held against.
//
// Errors: apperr.NotFound; ErrOffset with offset, where the upload stands elsewhere, perhaps because
// another piece was quicker; ErrBeyond where it would be longer than announced; ErrChecksum;
// ErrInterrupted; ErrTooManyPieces; apperr.TooMany where they send too much at a time; apperr.Unauthenticated where the session ended meanwhile; those of
// the blob store; those of Result once it is complete.
func (s *Service) Append(ctx context.Context, who authz.Principal, one id.ID, p Piece) (out Upload, err error) {
	u, err := ownUpload(s.DB.Ask(ctx), who, one)
	if err != nil {
		return out, err
	}
	if p.Offset != u.Received {
		return u.show(), ErrOffset.New("offset", u.Received)
	}
	if p.Length > u.Length-u.Received {
		return u.show(), ErrBeyond.New("length", u.Length)
	}
	if u.DoneAt == 0 && u.Received < u.Length {
		err := s.receive(ctx, who, &u, p)
		if apperr.Has(err, ErrOffset) {
			return s.overtaken(ctx, who, one, err)
		}
		if err != nil {
			return u.show(), err
		}
	}
	if u.Received == u.Length {
		if _, err := s.check(ctx, one); err != nil {
			return u.show(), err
		}
	}
	return u.show(), nil
}

// overtaken tells where the upload stands by now.
func (s *Service) overtaken(ctx context.Context, who authz.Principal, one id.ID, lost error) (Upload, error) {
	u, err := ownUpload(s.DB.Ask(ctx), who, one)
	if err != nil {
		return Upload{}, err
	}
	e := ErrOffset.New("offset", u.Received)
	e.Cause = lost
	return u.show(), e
}

// receiving is a piece on its way into the store.
type receiving struct {
	s      *Service
	who    authz.Principal
	u      *upload // as it stands in the database
	key    crypt.DataKey
	hash   hash.Hash // of the whole file
	piece  hash.Hash // of the piece; nil without a checksum
	keys   []string  // noted and not used yet
	staged []part    // put and not named yet
	read   int64
}

func (s *Service) receive(ctx context.Context, who authz.Principal, u *upload, p Piece) error {
	if err := s.memory.enter(who.Account); err != nil {
		return err
	}
	defer s.memory.leave(who.Account)
	s.Figures.Running.Add(1)
	defer s.Figures.Running.Add(-1)
	r := &receiving{s: s, who: who, u: u}
	f, err := s.fileOf(ctx, u.File)
	if err != nil {
		return err
	}
	if r.key, err = s.Keys.Unwrap(f.ID, f.DataKey); err != nil {
		return err
	}
	if r.hash, err = hashFrom(u.HashState); err != nil {
		return err
	}
	if p.Checksum != nil {
		r.piece = p.Checksum.New()
	}
	err = r.run(ctx, p)
	if left := r.loose(); len(left) > 0 {
		// Whatever happened, blobs without a name are of no use any more.
		if failed := s.DB.Write(context.WithoutCancel(ctx), func(tx *db.Tx) error { return condemn(tx, left) }); failed != nil {
			s.Log.WarnContext(ctx, "blobs of a broken piece wait for the sweep", "upload", u.File, "error", failed)
		}
	}
	return away(err)
}

func (r *receiving) loose() []string {
	out := r.keys
	for _, p := range r.staged {
		out = append(out, p.Blob)
	}
	return out
}

func (r *receiving) run(ctx context.Context, p Piece) error {
	b, err := newBuffer(ctx, r.s.memory)
	if err != nil {
		return err
	}
	defer b.release()
	left := r.u.Length - r.u.Received
	for {
		// One byte more than is left shows a piece that is too long.
		piece, failed := b.fill(p.Body, left-r.read+1)
		if r.read+int64(len(piece)) > left {
			return ErrBeyond.New("length", r.u.Length)
		}
		if len(piece) > 0 {
			if err := r.take(ctx, piece); err != nil {
				return err
			}
		}
		if failed == nil {
			continue
		}
		if failed == io.EOF {
			return r.end(ctx, p)
		}
		return ErrInterrupted.Because(failed)
	}
}

// take puts a part and, where nothing more must be known of the piece, names it.
func (r *receiving) take(ctx context.Context, piece []byte) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), putTime)
	defer cancel()
	alive, err := r.s.Sessions.Alive(ctx, r.who.Account, r.who.Session)
	if err != nil {
		return err
	}
	if !alive {
		return apperr.Unauthenticated.New()
	}
	p := part{Pos: r.u.Received, No: r.u.Parts, Size: int64(len(piece))}
	for _, before := range r.staged {
		p.Pos, p.No = p.Pos+before.Size, p.No+1
	}
	if p.No >= maxParts(r.u.Length) {
		return ErrTooManyPieces.New()
	}
	if p.Blob, err = r.nextKey(ctx, r.u.Length-p.Pos); err != nil {
		return err
	}
	if err := r.s.put(ctx, r.key, r.u.File, Original, p, piece); err != nil {
		return err
	}
	r.keys, r.staged = r.keys[1:], append(r.staged, p)
	r.read += p.Size
	r.s.Figures.Received.Add(p.Size)
	_, _ = r.hash.Write(piece) // a hash takes everything
	if r.piece != nil {
		_, _ = r.piece.Write(piece)
		return nil
	}
	return r.name(ctx)
}

// nextKey gives the key of the next blob, noted in the database before there is a blob.
func (r *receiving) nextKey(ctx context.Context, left int64) (string, error) {
	if len(r.keys) == 0 {
		keys := newKeys(int(min(keysAtOnce, (left+partSize-1)/partSize)))
		if err := r.s.DB.Write(ctx, func(tx *db.Tx) error { return reserve(tx, keys) }); err != nil {
			return "", err
		}
		r.keys = keys
	}
	return r.keys[0], nil
}

// name acknowledges what was put.
func (r *receiving) name(ctx context.Context) error {
	if len(r.staged) == 0 {
		return nil
	}
	state, err := stateOf(r.hash)
	if err != nil {
		return err
	}
	if err := r.s.DB.Write(ctx, func(tx *db.Tx) error { return advance(tx, *r.u, r.staged, state) }); err != nil {
		return err
	}
	for _, p := range r.staged {
		r.u.Received += p.Size
		r.u.Parts++
	}
	r.staged, r.u.HashState, r.u.ExpiresAt = nil, state, r.s.DB.Now().Add(uploadLife)
	return nil
}

// end is where a piece has come in whole.
func (r *receiving) end(ctx context.Context, p Piece) error {
	if r.piece == nil {
		return nil
	}
	if !bytes.Equal(r.piece.Sum(nil), p.Checksum.Sum) {
		return ErrChecksum.New()
	}
	return r.name(context.WithoutCancel(ctx))
}

// put seals a part and stores it.
func (s *Service) put(ctx context.Context, key crypt.DataKey, one id.ID, v Variant, p part, plain []byte) error {
	sealed := crypt.SealPart(key, crypt.Part{File: one, Variant: string(v), No: int(p.No), Size: p.Size}, bytes.NewReader(plain))
	return s.Blobs.Put(ctx, p.Blob, sealed, crypt.SealedSize(p.Size))
}

func (s *Service) fileOf(ctx context.Context, one id.ID) (file, error) {
	f, err := db.One(s.DB.Ask(ctx), scanFile, `SELECT `+fileColumns+` FROM files f WHERE f.id = ?`, one)
	return f, absent(err)
}
