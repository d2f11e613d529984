package keyring

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"strings"
	"sync"

	"tonggui/internal/approvals/signature"
	"tonggui/internal/audit"
	"tonggui/internal/audit/proof"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/crypt"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations are this package's tables.
var Migrations = db.Migrations{Room: "approval_keys", Files: files}

// purpose is what the keys are sealed for.
const purpose = "tonggui approval key 1"

// ErrKeys says that there is no key that the installation's file of keys opens.
var ErrKeys = errors.New("keyring: no approval key can be opened")

// Deps are what a Ring needs from the house.
type Deps struct {
	DB   *db.DB
	Keys *crypt.Keys
	Log  *slog.Logger
}

// Ring holds the keys. It is safe for concurrent use.
type Ring struct {
	Deps
	mu     sync.Mutex
	opened map[id.ID]opened
}

type opened struct {
	signer *signature.Signer
	public proof.Key
}

type row struct {
	N      int64
	ID     id.ID
	MadeAt clock.Instant
	Public string
	Sealed []byte
}

// Open makes the first key where there is none yet.
func Open(ctx context.Context, d Deps) (*Ring, error) {
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	r := &Ring{Deps: d, opened: map[id.ID]opened{}}
	rows, err := selectKeys(d.DB.Ask(ctx))
	if err != nil || len(rows) > 0 {
		return r, err
	}
	return r, d.DB.Write(ctx, func(tx *db.Tx) error { return r.add(tx, 1, "tonggui/approvals/"+id.New(tx.Now).String()) })
}

// Signer returns the newest key, as the transaction sees it: a key that was made on another node signs here at once.
func (r *Ring) Signer(q db.Q) (*signature.Signer, error) {
	keys, err := r.own(q)
	if err != nil {
		return nil, err
	}
	return keys[0].signer, nil
}

// PublicKeys returns the keys that have signed, the newest first.
func (r *Ring) PublicKeys(ctx context.Context) ([]proof.Key, error) {
	keys, err := r.own(r.DB.Ask(ctx))
	out := make([]proof.Key, 0, len(keys))
	for _, k := range keys {
		out = append(out, k.public)
	}
	return out, err
}

// Rotate makes a new key, which signs from now on.
func (r *Ring) Rotate(ctx context.Context) error {
	return r.DB.Write(ctx, func(tx *db.Tx) error {
		rows, err := selectKeys(tx)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return ErrKeys
		}
		name, _, _ := strings.Cut(rows[0].Public, "+")
		switch own, err := r.own(tx); {
		case err == nil:
			name = own[0].public.Name() // the newest one may be somebody else's
		case !errors.Is(err, ErrKeys): // where all are lost, a new one is what helps
			return err
		}
		if rows[0].N == math.MaxInt64 { // somebody has put it there: no key would ever come after it
			return fmt.Errorf("%w behind key %s, which is not this installation's", ErrKeys, rows[0].ID)
		}
		return r.add(tx, rows[0].N+1, name)
	})
}

// add writes a key unless another node has just written the same number.
func (r *Ring) add(tx *db.Tx, n int64, name string) error {
	secret, public, err := signature.NewKey(name)
	if err != nil {
		return err
	}
	k := id.New(tx.Now)
	sealed, err := r.Keys.Seal(purpose, k, []byte(secret))
	if err != nil {
		return err
	}
	made, err := tx.Exec(`INSERT INTO approval_keys (n, id, made_at, public, sealed) VALUES (?, ?, ?, ?, ?) ON CONFLICT (n) DO NOTHING`, n, k, tx.Now, public.String(), sealed)
	if err != nil || made == 0 {
		return err
	}
	return audit.Write(tx, authz.Principal{}, audit.Entry{Action: authz.ApprovalKey, Object: "approval_key", ObjectID: k, Facts: map[string]any{"public": public.String()}})
}

// own opens what the installation's file opens, the newest first; ErrKeys where that is none.
func (r *Ring) own(q db.Q) ([]opened, error) {
	rows, err := selectKeys(q)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	var failed error
	out := make([]opened, 0, len(rows))
	for _, k := range rows {
		o, ok := r.opened[k.ID]
		if !ok {
			if o, err = r.unseal(k); err != nil {
				r.Log.Error("an approval key is left out: it is not this installation's, or its file of keys is not the newest one", "key", k.ID, "error", err)
				failed = errors.Join(failed, err)
				continue
			}
			r.opened[k.ID] = o
		}
		if o.public.String() == k.Public {
			out = append(out, o)
		}
	}
	if len(out) == 0 {
		return nil, errors.Join(ErrKeys, failed)
	}
	return out, nil
}

func (r *Ring) unseal(k row) (opened, error) {
	secret, err := r.Keys.Unseal(purpose, k.ID, k.Sealed)
	if err != nil {
		return opened{}, err
	}
	public, err := proof.ParseKey(k.Public)
	if err != nil {
		return opened{}, fmt.Errorf("%w: %w", crypt.ErrDamaged, err)
	}
	s, err := signature.NewSigner(string(secret))
	if err != nil || s.ID() != signature.KeyID(public) {
		return opened{}, fmt.Errorf("%w: not the secret half of its public one", crypt.ErrDamaged)
	}
	return opened{s, public}, nil
}

func selectKeys(q db.Q) ([]row, error) {
	return db.All(q, func(r db.Row) (k row, err error) {
		return k, r.Scan(&k.N, &k.ID, &k.MadeAt, &k.Public, &k.Sealed)
	}, `SELECT n, id, made_at, public, sealed FROM approval_keys ORDER BY n DESC`)
}
