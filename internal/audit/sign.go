package audit

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"tonggui/internal/audit/merkle"
	"tonggui/internal/audit/proof"
	"tonggui/internal/audit/record"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/crypt"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// purpose is what signing keys are sealed for.
const purpose = "tonggui audit key 1"

// signingKey is a row of audit_keys.
type signingKey struct {
	ID     id.ID
	MadeAt clock.Instant
	Public string
	Sealed []byte
	N      *int64 // number of the record that names it
	At     clock.Instant
}

func selectKeys(q db.Q) ([]signingKey, error) {
	return db.All(q, func(r db.Row) (k signingKey, err error) {
		return k, r.Scan(&k.ID, &k.MadeAt, &k.Public, &k.Sealed, &k.N, &k.At)
	}, `SELECT id, made_at, public, sealed, n, COALESCE(at, 0) FROM audit_keys ORDER BY COALESCE(n, 9223372036854775807), id`)
}

// addKey makes another key; it signs once a record names it.
func addKey(tx *db.Tx, keys *crypt.Keys, origin string) error {
	secret, public, err := proof.NewKey(origin)
	if err != nil {
		return err
	}
	k := id.New(tx.Now)
	sealed, err := keys.Seal(purpose, k, []byte(secret))
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO audit_keys (id, made_at, public, sealed) VALUES (?, ?, ?, ?)`, k, tx.Now, public.String(), sealed)
	return err
}

// ownKeys returns the log's keys, the newest first: those that the installation's file of keys opens.
// Whatever else stands in the table somebody has put there.
func (l *Log) ownKeys(q db.Q) (own []signingKey, public []proof.Key, err error) {
	rows, err := selectKeys(q)
	if err != nil {
		return nil, nil, err
	}
	for i := range rows {
		k := rows[len(rows)-1-i]
		if _, err := l.signer(k); errors.Is(err, ErrHistory) {
			l.Log.Error("a signing key of the audit log is not this installation's", "key", k.ID, "error", err)
			continue
		} else if err != nil {
			return nil, nil, err
		}
		p, err := proof.ParseKey(k.Public)
		if err != nil {
			return nil, nil, err
		}
		own, public = append(own, k), append(public, p)
	}
	return own, public, nil
}

// PublicKeys returns the keys that sign the log, the newest first.
func (l *Log) PublicKeys(ctx context.Context) ([]proof.Key, error) {
	_, public, err := l.ownKeys(l.DB.Ask(ctx))
	return public, err
}

// RotateKey makes a new signing key. The next checkpoint is signed with the old one too, and those behind
// it with the new one alone; the old one stays for verifying.
func (l *Log) RotateKey(ctx context.Context) error {
	return l.DB.Write(ctx, func(tx *db.Tx) error {
		s, err := selectState(tx)
		if err != nil {
			return err
		}
		return addKey(tx, l.Keys, s.Origin)
	})
}

// nameKeys gives new keys the record that names them. Only keys that the installation's own file opens
// get one.
func (l *Log) nameKeys(ctx context.Context) error {
	keys, _, err := l.ownKeys(l.DB.Ask(ctx))
	if err != nil {
		return err
	}
	for _, k := range slices.Backward(keys) {
		if k.N != nil {
			continue
		}
		r := record.Key{At: l.DB.Now(), Key: k.Public}
		if err := l.extend(ctx, []leaf{{kind: kindKey, key: k.ID, at: r.At, hash: tlog.RecordHash(r.Line())}}, l.floor); err != nil {
			return err
		}
	}
	return nil
}

// signer opens a key.
func (l *Log) signer(k signingKey) (note.Signer, error) {
	secret, err := l.Keys.Unseal(purpose, k.ID, k.Sealed)
	if err != nil {
		if errors.Is(err, crypt.ErrDamaged) {
			err = fmt.Errorf("%w: signing key %v: %w", ErrHistory, k.ID, err)
		}
		return nil, err
	}
	s, err := proof.NewSigner(string(secret))
	if err != nil {
		return nil, err
	}
	public, err := proof.ParseKey(k.Public)
	if err != nil || s.Name() != public.Name() || s.KeyHash() != public.KeyHash() {
		return nil, fmt.Errorf("%w: signing key %v is not that of its public half", ErrHistory, k.ID)
	}
	return s, nil
}

// sign signs what was added since the last checkpoint.
func (l *Log) sign(ctx context.Context) error {
	size := l.edge.Size()
	if size == l.signed || size == 0 {
		return nil
	}
	signers, keys, err := l.signers(ctx)
	if err != nil {
		return err
	}
	c := proof.Checkpoint{Origin: signers[0].Name(), Size: size, Root: l.edge.Root(), At: l.DB.Now()}
	raw, err := c.Sign(signers...)
	if err != nil {
		return err
	}
	if _, err := proof.Open(raw, keys); err != nil {
		return fmt.Errorf("%w: what was signed does not verify: %w", ErrHistory, err)
	}
	err = l.DB.Write(ctx, func(tx *db.Tx) error {
		if s, err := selectState(tx); err != nil || s.Size != size || s.Holder != l.Node {
			return errors.Join(errOther, err)
		}
		return insertCheckpoint(tx, size, c.At, raw)
	})
	if err != nil {
		return err
	}
	l.signed = size
	for _, k := range l.Keepers {
		l.behind[k] = true
	}
	return nil
}

// signers returns the newest key, and the one before it until a checkpoint of both confirms the new one.
func (l *Log) signers(ctx context.Context) (signers []note.Signer, public []proof.Key, err error) {
	own, public, err := l.ownKeys(l.DB.Ask(ctx))
	if err != nil {
		return nil, nil, err
	}
	for i, k := range own {
		if k.N == nil {
			continue // made a moment ago: the next round names it
		}
		if len(signers) > 0 && *own[i-1].N < l.signed {
			break
		}
		s, err := l.signer(k)
		if err != nil {
			return nil, nil, err
		}
		signers = append(signers, s)
	}
	if len(signers) == 0 {
		return nil, nil, fmt.Errorf("%w: there is no signing key", ErrHistory)
	}
	return signers, public, nil
}

// keepOutside hands the newest checkpoint to those who have not got it. One that does not take it now is
// asked again in the next round.
func (l *Log) keepOutside(ctx context.Context) error {
	var newest kept
	for _, k := range l.Keepers {
		if !l.behind[k] {
			continue
		}
		if newest.Note == nil {
			var err error
			if newest, err = selectNewest(l.DB.Ask(ctx)); err != nil {
				return err
			}
		}
		if err := k.Keep(ctx, newest.Size, newest.Note); err != nil {
			l.Log.ErrorContext(ctx, "a checkpoint of the audit log is not kept outside yet", "where", k.Name(), "error", err)
			continue
		}
		l.behind[k] = false
	}
	return nil
}

// Checkpoint returns the newest signed checkpoint, or db.ErrNone.
func (l *Log) Checkpoint(ctx context.Context) ([]byte, proof.Checkpoint, error) {
	k, err := selectNewest(l.DB.Ask(ctx))
	if err != nil {
		return nil, proof.Checkpoint{}, err
	}
	keys, err := l.PublicKeys(ctx)
	if err != nil {
		return nil, proof.Checkpoint{}, err
	}
	s, err := proof.Open(k.Note, keys)
	return k.Note, s.Checkpoint, err
}

// Consistency proves that the log of to records begins with the log of from records.
func (l *Log) Consistency(ctx context.Context, from, to int64) (p tlog.TreeProof, err error) {
	err = l.DB.Read(ctx, func(q db.Q) error {
		p, err = tlog.ProveTree(to, from, merkle.Hashes(tiles(q)))
		return err
	})
	return p, err
}
