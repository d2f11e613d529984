package files

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"io"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/crypt"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// grant is what a link says: who asked for it, for what, and until when it holds. Whether it may be
// used is asked anew at each use.
type grant struct {
	Account, Session id.ID
	Place            Place
	File             id.ID
	Variant          Variant
	Expires          clock.Instant
}

// sealer seals grants. What the address says anyway, file and variant, is bound but not repeated.
type sealer struct{ secret []byte }

const (
	sealVersion = 1
	grantSize   = 2 + 16 + 16 + 16 + 8 + 8
	sealSize    = sha256.Size
)

func (s *sealer) seal(g grant) string {
	b := make([]byte, 0, grantSize+sealSize)
	b = append(b, sealVersion, kindNumber[g.Place.Kind])
	b = append(b, g.Account[:]...)
	b = append(b, g.Session[:]...)
	b = append(b, g.Place.Object[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(g.Place.Seq))
	b = binary.BigEndian.AppendUint64(b, uint64(g.Expires))
	return base64.RawURLEncoding.EncodeToString(append(b, s.sum(b, g.File, g.Variant)...))
}

// kindNumber is how kinds of place stand in a token.
var kindNumber = map[PlaceKind]byte{InMessage: 1, InLibrary: 2, InApproval: 3}

func (s *sealer) sum(claims []byte, file id.ID, v Variant) []byte {
	h := hmac.New(sha256.New, s.secret)
	h.Write([]byte("tonggui file link 1\x00"))
	h.Write(claims)
	h.Write(file[:])
	h.Write([]byte(v))
	return h.Sum(nil)
}

// open reads the token of an address; false where it is none of ours for this address, or has expired.
func (s *sealer) open(token string, file id.ID, v Variant, now clock.Instant) (grant, bool) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(b) != grantSize+sealSize || !hmac.Equal(b[grantSize:], s.sum(b[:grantSize], file, v)) || b[0] != sealVersion {
		return grant{}, false
	}
	g := grant{File: file, Variant: v}
	for kind, number := range kindNumber {
		if b[1] == number {
			g.Place.Kind = kind
		}
	}
	copy(g.Account[:], b[2:])
	copy(g.Session[:], b[18:])
	copy(g.Place.Object[:], b[34:])
	g.Place.Seq = int64(binary.BigEndian.Uint64(b[50:]))
	g.Expires = clock.Instant(binary.BigEndian.Uint64(b[58:]))
	return g, now < g.Expires
}

// expiry is the same for all links of a bucket of time.
func expiry(now clock.Instant) clock.Instant {
	bucket := clock.Instant(linkBucket.Microseconds())
	return (now/bucket + 2) * bucket
}

// linkSecret reads the secret of links, or makes it.
func (s *Service) linkSecret(ctx context.Context) ([]byte, error) {
	const size = sha256.Size
	type row struct {
		id              id.ID
		wrapped, sealed []byte
	}
	read := func() (r row, err error) {
		return db.One(s.DB.Ask(ctx), func(from db.Row) (r row, err error) {
			return r, from.Scan(&r.id, &r.wrapped, &r.sealed)
		}, `SELECT id, wrapped, sealed FROM file_link_keys WHERE one = 1`)
	}
	stored, err := read()
	if errors.Is(err, db.ErrNone) {
		if err := s.makeLinkSecret(ctx, size); err != nil {
			return nil, err
		}
		stored, err = read()
	}
	if err != nil {
		return nil, err
	}
	key, err := s.Keys.Unwrap(stored.id, stored.wrapped)
	if err != nil {
		// Its key file is lost, which is found out elsewhere where files need it. Links are short-lived.
		s.Log.WarnContext(ctx, "the secret of links is made anew", "error", err)
		if err := s.DB.Write(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`DELETE FROM file_link_keys WHERE id = ?`, stored.id)
			return err
		}); err != nil {
			return nil, err
		}
		return s.linkSecret(ctx)
	}
	plain, err := crypt.OpenPart(key, crypt.Part{File: stored.id, Variant: "link key", Size: size}, bytes.NewReader(stored.sealed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(plain)
}

// makeLinkSecret stores a fresh secret, unless another node was quicker.
func (s *Service) makeLinkSecret(ctx context.Context, size int64) error {
	secret, one := make([]byte, size), id.New(s.DB.Now())
	_, _ = rand.Read(secret) // never fails since Go 1.24
	key, wrapped, err := s.Keys.NewDataKey(one)
	if err != nil {
		return err
	}
	sealed, err := io.ReadAll(crypt.SealPart(key, crypt.Part{File: one, Variant: "link key", Size: size}, bytes.NewReader(secret)))
	if err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO file_link_keys (one, id, wrapped, sealed) VALUES (1, ?, ?, ?) ON CONFLICT DO NOTHING`, one, wrapped, sealed)
		return err
	})
}
