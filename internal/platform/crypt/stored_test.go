package crypt_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"tonggui/internal/platform/blob"
	"tonggui/internal/platform/crypt"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/s3test"
)

// store is a blob store whose bytes a test can reach behind its back.
type store struct {
	blob.Store
	pathOf func(key string) string
}

func stores(t *testing.T) map[string]store {
	t.Helper()
	dir := t.TempDir()
	disk, err := blob.NewDisk(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = disk.Close() })
	server := s3test.Start(t)
	s3, err := blob.NewS3(blob.S3Options{Endpoint: server.URL, Bucket: server.Bucket, Region: "us-east-1", AccessKey: server.AccessKey, SecretKey: server.SecretKey, Addressing: "path"})
	if err != nil {
		t.Fatal(err)
	}
	return map[string]store{
		"disk": {disk, func(key string) string { return filepath.Join(dir, key[len(key)-4:len(key)-2], key[len(key)-2:], key) }},
		"s3":   {s3, func(key string) string { return filepath.Join(server.Dir, server.Bucket, key) }},
	}
}

// covers: SEC-01
func TestWhatWasChangedInTheStoreIsRefused(t *testing.T) {
	keys, err := crypt.File{Path: filepath.Join(t.TempDir(), "blobs.json")}.Open(func() (bool, error) { return false, nil })
	if err != nil {
		t.Fatal(err)
	}
	file := id.ID{1}
	key, _, err := keys.NewDataKey(file)
	if err != nil {
		t.Fatal(err)
	}
	content := [][]byte{bytes.Repeat([]byte("first "), 50_000), bytes.Repeat([]byte("second"), 50_000)}
	names := []string{"0195f3d2-7c00-7000-8000-000000000001", "0195f3d2-7c00-7000-8000-000000000002"}
	part := func(no int) crypt.Part {
		return crypt.Part{File: file, Variant: "original", No: no, Size: int64(len(content[no]))}
	}
	read := func(s store, no int) ([]byte, error) {
		r, err := s.Open(t.Context(), names[no])
		if err != nil {
			return nil, err
		}
		defer func() { _ = r.Close() }()
		plain, err := crypt.OpenPart(key, part(no), r)
		if err != nil {
			return nil, err
		}
		return io.ReadAll(plain)
	}
	for name, s := range stores(t) {
		for no := range content {
			if err := s.Put(t.Context(), names[no], crypt.SealPart(key, part(no), bytes.NewReader(content[no])), crypt.SealedSize(part(no).Size)); err != nil {
				t.Fatal(err)
			}
			if got, err := read(s, no); err != nil || !bytes.Equal(got, content[no]) {
				t.Fatalf("%s: part %d: %v", name, no, err)
			}
		}
		path := s.pathOf(names[0])
		good, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(good, []byte("first")) {
			t.Errorf("%s: the content lies there in clear", name)
		}
		other, err := os.ReadFile(s.pathOf(names[1]))
		if err != nil {
			t.Fatal(err)
		}
		flipped := bytes.Clone(good)
		flipped[len(flipped)/2] ^= 1
		for fault, bad := range map[string][]byte{"flipped": flipped, "cut off": good[:len(good)/2], "emptied": {}, "lengthened": append(bytes.Clone(good), 0), "another part": other} {
			if err := os.WriteFile(path, bad, 0o600); err != nil {
				t.Fatal(err)
			}
			// A server may notice by itself that an object is not what it took; that is no "not found".
			if got, err := read(s, 0); err == nil || errors.Is(err, blob.ErrNotFound) || !bytes.HasPrefix(content[0], got) {
				t.Errorf("%s: %s: %d bytes, %v", name, fault, len(got), err)
			}
		}
		if err := os.WriteFile(path, good, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := read(s, 0); err != nil {
			t.Errorf("%s: after it was mended: %v", name, err)
		}
	}
}
