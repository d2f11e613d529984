package witness

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"tonggui/internal/audit/proof"

	"golang.org/x/mod/sumdb/tlog"
)

// knownKeys are the keys that the witness was given, and those that it has learned.
func knownKeys(o Options) ([]proof.Key, error) {
	raw, err := os.ReadFile(filepath.Join(o.Dir, learnedFile))
	if errors.Is(err, os.ErrNotExist) {
		return slices.Clone(o.Keys), nil
	}
	if err != nil {
		return nil, err
	}
	learned, err := proof.ParseKeys(raw)
	if err != nil {
		return nil, fmt.Errorf("%s is damaged: remove it, and give all keys of the log: %w", learnedFile, err)
	}
	return slices.Concat(o.Keys, learned), nil
}

// learn takes the keys that known ones have handed over to, in checkpoints that fit to what was signed. A
// key that nobody known has named is not taken, whoever signs with it.
func (w *Witness) learn(ctx context.Context) error {
	all, err := w.o.Source.Handovers(ctx)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrAway, err)
	}
	for _, h := range all {
		key, s, err := h.Open(w.keys)
		if err != nil || slices.ContainsFunc(w.keys, func(k proof.Key) bool { return k.String() == key.String() }) {
			continue
		}
		if err := w.fits(ctx, s); err != nil {
			return err
		}
		if err := w.keepKey(key); err != nil {
			return err
		}
		w.keys = append(w.keys, key)
		w.o.Log.InfoContext(ctx, "the audit log is signed with a new key from here on", "key", key.String(), "record", h.Number)
	}
	return nil
}

// fits tells whether a checkpoint is of the history that was signed, before or behind the newest one.
func (w *Witness) fits(ctx context.Context, s proof.Signed) error {
	seen := w.newest
	if seen == nil {
		return nil
	}
	older, newer := seen.Checkpoint, s.Checkpoint
	if newer.Size < older.Size {
		older, newer = newer, older
	}
	fork := fmt.Errorf("%w: the checkpoint of %d records that hands a key over is of another history", ErrFork, s.Size)
	if s.Origin != seen.Origin || older.Size == newer.Size && older.Root != newer.Root {
		return w.refuse(s.Note, fork)
	}
	if older.Size == newer.Size {
		return nil
	}
	grown, err := w.o.Source.Grown(ctx, older.Size, newer.Size)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrAway, err)
	}
	if tlog.CheckTree(grown, newer.Size, newer.Root, older.Size, older.Root) != nil {
		return w.refuse(s.Note, fork)
	}
	return nil
}

// keepKey makes a learned key durable before it is used.
func (w *Witness) keepKey(key proof.Key) error {
	f, err := os.OpenFile(filepath.Join(w.o.Dir, learnedFile), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, key.String())
	return errors.Join(err, f.Sync(), f.Close())
}
