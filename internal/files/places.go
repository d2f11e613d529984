package files

import (
	"context"

	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Places tells who may read at places of kind message. messaging implements it; app hands it in.
type Places interface {
	// MayRead answers for each place, in order, whether the account may read there now: a member who
	// sees the message, which is not recalled. That the message has the file is known here already.
	MayRead(ctx context.Context, account id.ID, places []Place) ([]bool, error)
}

// ForMessage returns files that an owner may put into something new, in the order of ids, each
// complete and owned by them. Files of others that somebody forwards come by the place where they
// were read; that is for the caller to judge, and Hold alone is needed then.
//
// Errors: ErrNotUsable with file_id.
func (s *Service) ForMessage(tx *db.Tx, owner id.ID, ids []id.ID) ([]FileRef, error) {
	found, err := selectFiles(tx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]FileRef, 0, len(ids))
	for _, one := range ids {
		f, ok := found[one]
		if !ok || f.Owner != owner || f.State != ready {
			return nil, ErrNotUsable.New("file_id", one)
		}
		out = append(out, f.ref())
	}
	return out, nil
}

// Hold lets files be read at a place from now on and keeps them from being removed. Holding again
// changes nothing.
//
// Errors: ErrNotUsable where one of the files is not there any more; nothing may be written then.
func (s *Service) Hold(tx *db.Tx, place Place, ids []id.ID) error {
	ids = distinct(ids)
	if len(ids) == 0 {
		return nil
	}
	// Touching the rows makes the sweep wait, or shows that it was quicker.
	n, err := tx.Exec(`UPDATE files SET check_at = 0 WHERE id IN (?) AND state = ?`, db.Listed(ids), string(ready))
	if err != nil {
		return err
	}
	if n != int64(len(ids)) {
		return ErrNotUsable.New()
	}
	return insertHolds(tx, place, ids)
}

// Release ends the reading at a place, for what is destroyed. Files that nothing else holds are
// removed by the sweep. What is only hidden (a recalled message) keeps its hold: Places refuses.
func (s *Service) Release(tx *db.Tx, place Place) error { return deleteHolds(tx, place) }

func distinct(ids []id.ID) []id.ID {
	seen := make(map[id.ID]bool, len(ids))
	out := make([]id.ID, 0, len(ids))
	for _, one := range ids {
		if !seen[one] {
			seen[one] = true
			out = append(out, one)
		}
	}
	return out
}
