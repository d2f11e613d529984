package blob

import (
	"bytes"
	"context"
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"io"
	"os"
)

// inMemory is up to which size a blob waits in memory for its way to S3; larger ones wait in a file,
// so that many slow senders cost disk and not memory.
const inMemory = 256 << 10

// spooled is a blob that has arrived whole and can be sent, and sent again. Its digests let the
// server verify what it gets.
type spooled struct {
	io.ReadSeeker
	md5, sha256 string
	close       func()
}

// spool takes exactly size bytes in, before anything is sent.
func spool(ctx context.Context, dir string, r io.Reader, size int64) (*spooled, error) {
	src := exactly(ctx, r, size)
	out := &spooled{close: func() {}}
	var into io.Writer
	var small bytes.Buffer
	var f *os.File
	if size <= inMemory {
		into = &small
	} else {
		var err error
		if f, err = os.CreateTemp(dir, "tonggui-spool-*"); err != nil {
			return nil, classify(err)
		}
		// Without a name nothing is left behind, however this process ends.
		_ = os.Remove(f.Name())
		out.close = func() { _ = f.Close(); _ = os.Remove(f.Name()) }
		into = f
	}
	sums := [2]hash.Hash{md5.New(), sha256.New()}
	_, err := io.Copy(io.MultiWriter(into, sums[0], sums[1]), src)
	if wrong := src.verdict(size); src.err != nil || err == nil && wrong != nil {
		err = wrong
	} else {
		err = classify(err)
	}
	if err == nil && f != nil {
		_, err = f.Seek(0, io.SeekStart)
		err = classify(err)
	}
	if err != nil {
		out.close()
		return nil, err
	}
	out.ReadSeeker = bytes.NewReader(small.Bytes())
	if f != nil {
		out.ReadSeeker = f
	}
	out.md5 = base64.StdEncoding.EncodeToString(sums[0].Sum(nil))
	out.sha256 = hex.EncodeToString(sums[1].Sum(nil))
	return out, nil
}
