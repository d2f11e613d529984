package audit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"tonggui/internal/audit/proof"
	"tonggui/internal/platform/blob"
)

// FileKeeper adds checkpoints to a file, which only grows.
type FileKeeper struct{ Path string }

// Name implements Keeper.
func (k FileKeeper) Name() string { return k.Path }

// tail is how much of a file's end is read for its newest checkpoint: many times what one takes.
const tail = 64 << 10

// Keep implements Keeper. What a killed process has left half written is removed first.
func (k FileKeeper) Keep(_ context.Context, _ int64, note []byte) (err error) {
	f, err := os.OpenFile(k.Path, os.O_RDWR|os.O_CREATE, 0o640)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	end, _, err := lastWhole(f)
	if err != nil {
		return err
	}
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	if size > end {
		if err := f.Truncate(end); err != nil {
			return fmt.Errorf("what was written last is not whole, and cannot be removed: %w", err)
		}
	}
	if _, err := f.WriteAt(proof.Join(note), end); err != nil {
		return err
	}
	return f.Sync()
}

// Newest implements Keeper.
func (k FileKeeper) Newest(context.Context) ([]byte, error) {
	f, err := os.Open(k.Path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	_, note, err := lastWhole(f)
	return note, err
}

// SetAside implements Keeper.
func (k FileKeeper) SetAside(_ context.Context, name string) (string, error) {
	to := k.Path + "." + name
	if _, err := os.Stat(to); err == nil {
		return "", fmt.Errorf("%s exists already", to)
	}
	return to, os.Rename(k.Path, to)
}

// lastWhole finds the newest checkpoint of a file and where it ends; 0 and nil in an empty file.
func lastWhole(f *os.File) (end int64, note []byte, err error) {
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return 0, nil, err
	}
	from := max(0, size-tail)
	raw := make([]byte, size-from)
	if _, err := f.ReadAt(raw, from); err != nil && err != io.EOF {
		return 0, nil, err
	}
	if from > 0 { // begin with a whole note: behind an empty line that no signature follows
		at := 0
		for at == 0 || bytes.HasPrefix(raw[at:], []byte("— ")) {
			i := bytes.Index(raw[at:], []byte("\n\n"))
			if i < 0 {
				return 0, nil, fmt.Errorf("%s is no file of checkpoints", f.Name())
			}
			at += i + 2
		}
		raw, from = raw[at:], from+int64(at)
	}
	notes, whole, err := proof.Whole(raw)
	if err != nil || len(notes) == 0 && size >= tail {
		return 0, nil, fmt.Errorf("%s is no file of checkpoints", f.Name())
	}
	if len(notes) > 0 {
		note = notes[len(notes)-1]
	}
	return from + int64(whole), note, nil
}

// StoreKeeper puts checkpoints into a store of blobs, each under its own key and the newest under one more.
type StoreKeeper struct {
	Store blob.Store
	Where string
}

// Name implements Keeper.
func (k StoreKeeper) Name() string { return k.Where }

const newestKey = "audit-checkpoint-newest"

// Keep implements Keeper.
func (k StoreKeeper) Keep(ctx context.Context, size int64, note []byte) error {
	for _, key := range []string{fmt.Sprintf("audit-checkpoint-%020d", size), newestKey} {
		if err := k.Store.Put(ctx, key, bytes.NewReader(note), int64(len(note))); err != nil {
			return err
		}
	}
	return nil
}

// SetAside implements Keeper. Single checkpoints stay under their keys, until new ones cover as many records.
func (k StoreKeeper) SetAside(ctx context.Context, name string) (string, error) {
	note, err := k.Newest(ctx)
	if err != nil {
		return "", err
	}
	to := "audit-checkpoint-" + name
	if err := k.Store.Put(ctx, to, bytes.NewReader(note), int64(len(note))); err != nil {
		return "", err
	}
	return k.Where + "/" + to, k.Store.Delete(ctx, newestKey)
}

// Newest implements Keeper.
func (k StoreKeeper) Newest(ctx context.Context) ([]byte, error) {
	r, err := k.Store.Open(ctx, newestKey)
	if errors.Is(err, blob.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	return io.ReadAll(io.LimitReader(r, tail))
}
