package audit

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"tonggui/internal/audit/proof"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
)

// auditRestored is the act of going on with a database that was put back.
const auditRestored authz.Action = "audit.restored"

// Restored is a checkpoint that the log in the database does not reach any more.
type Restored struct {
	Where string        // the keeper
	Size  int64         // how many records it covers
	At    clock.Instant // when it was signed
	Aside string        // where the keeper's checkpoints are kept from now on
}

// Errors of AcceptRestore.
var (
	// ErrNoRestore says that the database is the one that was signed and kept outside: there is nothing to accept.
	ErrNoRestore = errors.New("audit: the log agrees with all that is kept outside")
	// ErrNotOurs says that a checkpoint outside is of another log.
	ErrNotOurs = errors.New("audit: what is kept outside is of another log")
)

// AcceptRestore lets the log go on after an older backup was put back. What was lost is not hidden: a record
// in the log says which checkpoints it does not reach any more, and they are kept beside the new ones, so that
// verifying with them tells of the restore for ever.
//
// Errors: ErrNoRestore, ErrNotOurs; ErrHistory where the database contradicts itself, which no backup does;
// a keeper's own error.
func (l *Log) AcceptRestore(ctx context.Context) (out []Restored, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	lost, left, err := l.unreached(ctx)
	if err != nil {
		return nil, err
	}
	if len(lost) == 0 {
		return nil, ErrNoRestore
	}
	found := []map[string]any{}
	for _, c := range lost {
		found = append(found, map[string]any{"size": c.Size, "root": c.Root.String(), "signed_at": c.At})
	}
	err = l.DB.Write(ctx, func(tx *db.Tx) error {
		return Write(tx, authz.Principal{}, Entry{Action: auditRestored, Object: "audit", Facts: map[string]any{"records": left, "outside": found}})
	})
	if err != nil {
		return nil, err
	}
	name := "before-restore-" + strings.ToLower(l.DB.Now().Time().UTC().Format("20060102T150405Z"))
	for i, k := range l.Keepers {
		c, is := lost[i]
		if !is {
			continue
		}
		aside, err := k.SetAside(ctx, name)
		if err != nil {
			return out, fmt.Errorf("%s: %w", k.Name(), err)
		}
		out = append(out, Restored{Where: k.Name(), Size: c.Size, At: c.At, Aside: aside})
	}
	l.loaded = false
	return out, nil
}

// unreached finds the keepers, by their place, whose newest checkpoint is not of the database's history.
func (l *Log) unreached(ctx context.Context) (lost map[int]proof.Checkpoint, size int64, err error) {
	lost = map[int]proof.Checkpoint{}
	err = l.DB.Read(ctx, func(q db.Q) error {
		s, err := selectState(q)
		if err != nil {
			return err
		}
		size = s.Size
		_, keys, err := l.ownKeys(q)
		if err != nil {
			return err
		}
		if newest, err := selectNewest(q); err == nil {
			if err := agrees(q, newest.Note, keys, s.Size); err != nil {
				return err
			}
		} else if !errors.Is(err, db.ErrNone) {
			return err
		}
		for i, k := range l.Keepers {
			note, err := k.Newest(ctx)
			if err != nil {
				return fmt.Errorf("%s: %w", k.Name(), err)
			}
			if note == nil || agrees(q, note, keys, s.Size) == nil {
				continue
			}
			// A key that was made after the backup is lost with it, so its signature cannot be looked at.
			c, err := proof.Open(note, keys)
			if err != nil && !errors.Is(err, proof.ErrUnsigned) || c.Origin != s.Origin {
				return fmt.Errorf("%w: %s", ErrNotOurs, k.Name())
			}
			lost[i] = c.Checkpoint
		}
		return nil
	})
	return lost, size, err
}
