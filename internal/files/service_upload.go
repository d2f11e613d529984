package files

import (
	"context"
	"crypto/sha256"
	"encoding"
	"hash"

	"tonggui/internal/files/content"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
)

// CreateUpload begins an upload. Every active account may.
//
// Errors: ErrNameInvalid; ErrEmpty; ErrTooLargeFor with the rule, for a message, and with its way
// through the library; ErrTooLarge with max, in bytes; ErrTooMany. Nothing is written then but the
// rule's evidence.
func (s *Service) CreateUpload(ctx context.Context, who authz.Principal, n NewUpload) (out Upload, err error) {
	if !authz.Can(who, authz.FileUpload, authz.Employee) {
		return out, apperr.Forbidden.New()
	}
	if n.Name, err = content.CleanName(n.Name); err != nil {
		return out, ErrNameInvalid.New("max", content.MaxNameCharacters)
	}
	if n.Length == 0 {
		return out, ErrEmpty.New()
	}
	if limit := s.limit(n.Purpose); n.Length > limit {
		return out, ErrTooLarge.New("max", limit, "max_mb", limit>>20)
	}
	f := file{ID: id.New(s.DB.Now()), Owner: who.Account, Name: n.Name, Size: n.Length}
	if _, f.DataKey, err = s.Keys.NewDataKey(f.ID); err != nil {
		return out, err
	}
	u := upload{File: f.ID, Owner: who.Account, Purpose: n.Purpose, Length: n.Length, Declared: n.Type, Metadata: n.Metadata, Expected: n.SHA256}
	if u.HashState, err = stateOf(sha256.New()); err != nil {
		return out, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if n.Purpose == ForMessages {
			if err := s.withinMessage(tx, who, n.Length); err != nil {
				return err
			}
		}
		open, err := countOpen(tx, who.Account)
		if err != nil {
			return err
		}
		if open >= maxOpen {
			return ErrTooMany.New("max", maxOpen)
		}
		u.ExpiresAt = tx.Now.Add(uploadLife)
		return insertUpload(tx, u, f)
	})
	return u.show(), err
}

// limit is how large an upload can be whatever the rules say. What goes into a message is bound by
// its rule, which tells the way that is open, before the size of the disk matters.
func (s *Service) limit(p Purpose) int64 {
	switch p {
	case ForVoice:
		return MaxVoiceBytes
	case ForLibrary:
		return s.MaxUpload
	}
	return 1 << 62
}

func (s *Service) withinMessage(tx *db.Tx, who authz.Principal, length int64) error {
	limit := s.Book.Value(MessageSize.ID, rulebook.SubjectOf(who), tx.Now).Value
	err := rulebook.Apply(s.Book, tx, MessageSize, rulebook.Case[SizeFacts]{Who: who, Object: "file", Facts: SizeFacts{length},
		Params: map[string]any{"max": limit, "max_mb": limit >> 20, "size": length}}, ErrTooLargeFor)
	// Where the rule lets everything through, the size of the disk still matters.
	if most := max(s.MaxUpload, MessageSize.Max); err == nil && length > most {
		return ErrTooLarge.New("max", most, "max_mb", most>>20)
	}
	return err
}

// Upload tells how far an own upload has come.
//
// Errors: apperr.NotFound, also where it has expired.
func (s *Service) Upload(ctx context.Context, who authz.Principal, one id.ID) (Upload, error) {
	u, err := ownUpload(s.DB.Ask(ctx), who, one)
	return u.show(), err
}

// CancelUpload gives an own upload up. A file that it has become already stays where it is held.
//
// Errors: apperr.NotFound.
func (s *Service) CancelUpload(ctx context.Context, who authz.Principal, one id.ID) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if _, err := ownUpload(tx, who, one); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE files SET check_at = ? WHERE id = ? AND state = ?`, tx.Now, one, string(ready)); err != nil {
			return err
		}
		return deleteUploads(tx, []id.ID{one})
	})
}

// ownUpload is the access door.
func ownUpload(q db.Q, who authz.Principal, one id.ID) (upload, error) {
	u, err := selectUpload(q, one)
	if err != nil {
		return u, absent(err)
	}
	if u.Owner != who.Account || !authz.Can(who, authz.UploadOwn, authz.Self) {
		return upload{}, apperr.NotFound.New()
	}
	return u, nil
}

// stateOf and hashFrom carry a hash over from piece to piece.
func stateOf(h hash.Hash) ([]byte, error) { return h.(encoding.BinaryMarshaler).MarshalBinary() }

func hashFrom(state []byte) (hash.Hash, error) {
	h := sha256.New()
	return h, h.(encoding.BinaryUnmarshaler).UnmarshalBinary(state)
}
