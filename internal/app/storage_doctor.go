package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

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
		first, _, _ := strings.Cut(err.Error(), "\n") // the removal of the probe fails likewise
		return doctor.Bad(mend(err)+"; until then files can neither be sent nor read",
			"%s does not keep what is put into it: %s", where, first)
	}
	return doctor.Good("%s keeps what is put into it", where)
}

// mend says what to do about a store that does not work.
func mend(err error) string {
	switch blob.Why(err) {
	case "RequestTimeTooSkewed":
		return "set the clock of this machine or of the S3 server: they are more than 15 minutes apart, so every request is refused"
	case "NoSuchBucket":
		return "make the bucket, or correct s3_bucket"
	case "InvalidAccessKeyId", "XAdminUserNotFound": // the second is versitygw's
		return "correct s3_access_key: the S3 server does not know it"
	case "SignatureDoesNotMatch":
		return "correct s3_secret_key, and s3_region: the S3 server does not accept what is signed with them"
	case "AccessDenied":
		return "give this access key the rights to list the bucket and to read, write and delete objects in it"
	case "AuthorizationHeaderMalformed", "PermanentRedirect":
		return "correct s3_region, s3_endpoint and s3_addressing"
	}
	return "see to the disk, or to the S3 server, the network and the s3_ settings"
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
