package app

import (
	"context"
	"path/filepath"
	"sync"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/blob"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/crypt"
)

// Storage says where files are kept.
type Storage struct {
	S3   *blob.S3Options // nil: the folder blobs in the data folder
	Keys crypt.File      // without a path: keys/blobs.json in the data folder
}

func storageOf(c *config.Config) Storage {
	s := Storage{Keys: keysOf(c)}
	if c.BlobStore == "s3" {
		s.S3 = bucketOf(c, c.S3Bucket)
	}
	return s
}

// bucketOf is a bucket of the S3 server.
func bucketOf(c *config.Config, name string) *blob.S3Options {
	return &blob.S3Options{Endpoint: c.S3Endpoint, Bucket: name, Region: c.S3Region, AccessKey: c.S3AccessKey,
		SecretKey: c.S3SecretKey.Reveal(), Addressing: c.S3Addressing, CAFile: c.S3CA}
}

// keysOf says where the installation's keys lie.
func keysOf(c *config.Config) crypt.File {
	return crypt.File{Path: c.BlobKeys(), Passphrase: c.KeysPassphrase.Reveal()}
}

// store is what both backends are.
type store interface {
	blob.Store
	Empty(ctx context.Context) (bool, error)
}

// openStore opens the store and gives what closes it. It needs no S3 server that answers.
func openStore(dir string, o Storage) (store, func(), error) {
	if o.S3 != nil {
		s, err := blob.NewS3(*o.S3)
		return s, func() {}, err
	}
	d, err := blob.NewDisk(filepath.Join(dir, "blobs"))
	if err != nil {
		return nil, nil, err
	}
	return d, func() { _ = d.Close() }, nil
}

// storage opens the store of files and the keys that they are sealed with.
func (h *House) storage(ctx context.Context, o Options) error {
	s, end, err := openStore(o.Dir, o.Storage)
	if err != nil {
		return err
	}
	h.closeBlobs = end
	keys := o.Storage.Keys
	if keys.Path == "" {
		keys.Path = filepath.Join(o.Dir, "keys", "blobs.json")
	}
	h.Keys, err = keys.Open(func() (bool, error) {
		if needed, err := audit.KeysNeeded(ctx, h.DB); needed || err != nil {
			return needed, err
		}
		empty, err := s.Empty(ctx)
		return !empty, err
	})
	if err != nil {
		return err
	}
	h.watched = blob.Watch(s)
	h.Blobs = h.watched
	h.stored = &storageState{clock: o.Clock, look: func(ctx context.Context) []string { return storageProblems(ctx, h.Blobs, h.Keys) }}
	return nil
}

// storageProblems gives codes for /readyz.
func storageProblems(ctx context.Context, s blob.Store, k *crypt.Keys) (out []string) {
	switch err := s.Check(ctx); {
	case apperr.Has(err, apperr.StorageFull):
		out = append(out, "blob_store_full")
	case err != nil:
		out = append(out, "blob_store")
	}
	if k.Check() != nil {
		out = append(out, "blob_keys")
	}
	return out
}

// storageState remembers what a look at the store found: readiness is asked often, and a store that
// does not answer makes everybody wait.
type storageState struct {
	clock clock.Clock
	look  func(ctx context.Context) []string

	mu    sync.Mutex
	at    clock.Instant
	asked bool
	found []string
}

const (
	lookAgain = 5 * time.Second // while all is well
	lookSoon  = time.Second     // while something is wrong
	lookFor   = 1500 * time.Millisecond
)

func (s *storageState) problems(ctx context.Context) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	pause := lookAgain
	if len(s.found) > 0 {
		pause = lookSoon
	}
	if now := s.clock.Now(); !s.asked || now.Sub(s.at) >= pause {
		// What one caller's patience allows must not become the answer for the others.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookFor)
		defer cancel()
		s.found, s.at, s.asked = s.look(ctx), now, true
	}
	return s.found
}
