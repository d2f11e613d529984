package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"tonggui/internal/platform/blob"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/doctor"
	"tonggui/internal/platform/id"
)

// storageChecks are doctor's looks at the store and its keys.
func storageChecks(c *config.Config) []doctor.Check {
	return []doctor.Check{
		{Name: "blob_store", Look: func(ctx context.Context) doctor.Finding { return lookAtStore(ctx, c) }},
		{Name: "blob_keys", Look: func(ctx context.Context) doctor.Finding { return lookAtKeys(ctx, c) }},
	}
}

func lookAtStore(ctx context.Context, c *config.Config) doctor.Finding {
	o, where := storageOf(c), c.Path("blobs")
	if o.S3 != nil {
		where = o.S3.Endpoint + "/" + o.S3.Bucket
	} else if _, err := os.Stat(where); errors.Is(err, fs.ErrNotExist) {
		return doctor.Worry("nothing, if this is a new installation", "%s does not exist yet and will be made at the first start", where)
	}
	s, end, err := openStore(c.Data, o)
	if err == nil {
		defer end()
		err = blob.Probe(ctx, s, id.New(clock.NewSystem().Now()).String())
	}
	if err != nil {
		return doctor.Bad("files can neither be sent nor read until this is mended; see to the disk, or to the S3 server and the s3_ settings",
			"%s does not keep what is put into it: %v", where, err)
	}
	return doctor.Good("%s keeps what is put into it", where)
}

func lookAtKeys(ctx context.Context, c *config.Config) doctor.Finding {
	path := c.BlobKeys()
	n, err := keysOf(c).Inspect()
	if errors.Is(err, fs.ErrNotExist) {
		if used, err := storeInUse(ctx, c); used || err != nil {
			return doctor.Bad("put the key file back from its backup, or name its place with blob_keys_file; without it no stored file can be opened",
				"%s does not exist", path)
		}
		return doctor.Worry("nothing, if this is a new installation", "%s does not exist yet and will be made at the first start", path)
	}
	if err != nil {
		return doctor.Bad("put the key file back from its backup; without it no stored file can be opened", "%v", err)
	}
	f := doctor.Good("%s holds %d key(s)", path, n)
	f.Do = "keep a copy of this file apart from the files: without it no stored file can be opened"
	return f
}

func storeInUse(ctx context.Context, c *config.Config) (bool, error) {
	o := storageOf(c)
	if _, err := os.Stat(c.Path("blobs")); o.S3 == nil && errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	s, end, err := openStore(c.Data, o)
	if err != nil {
		return false, err
	}
	defer end()
	empty, err := s.Empty(ctx)
	return !empty, err
}

// rotateKeys adds a key to the key file and says how many it holds then.
func rotateKeys(c *config.Config) (int, error) {
	if err := keysOf(c).Rotate(); err != nil {
		return 0, fmt.Errorf("nothing was changed: %w", err)
	}
	return keysOf(c).Inspect()
}
