package audit_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"tonggui/internal/audit"
	"tonggui/internal/audit/merkle"
	"tonggui/internal/audit/proof"
	"tonggui/internal/platform/blob"
	"tonggui/internal/testkit/s3test"
)

func notes(t *testing.T, n int) (out [][]byte) {
	t.Helper()
	secret, _, err := proof.NewKey("tonggui/audit/test")
	if err != nil {
		t.Fatal(err)
	}
	s, err := proof.NewSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		raw, err := proof.Checkpoint{Origin: "tonggui/audit/test", Size: int64(i + 1), Root: merkle.RootOf(nil), At: 1}.Sign(s)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, raw)
	}
	return out
}

func keepAll(t *testing.T, k audit.Keeper, all [][]byte) {
	t.Helper()
	if newest, err := k.Newest(t.Context()); err != nil || newest != nil {
		t.Fatalf("before anything was kept: %q, %v", newest, err)
	}
	for i, n := range all {
		if err := k.Keep(t.Context(), int64(i+1), n); err != nil {
			t.Fatal(err)
		}
		if newest, err := k.Newest(t.Context()); err != nil || !bytes.Equal(newest, n) {
			t.Fatalf("after %d: %q, %v", i+1, newest, err)
		}
	}
}

func TestAFileKeepsEveryCheckpoint(t *testing.T) {
	k := audit.FileKeeper{Path: filepath.Join(t.TempDir(), "checkpoints")}
	all := notes(t, 600) // more than the tail that is read
	keepAll(t, k, all)
	raw, err := os.ReadFile(k.Path)
	if err != nil || !bytes.Equal(raw, proof.Join(all...)) {
		t.Error("the file is not the checkpoints one after the other:", err)
	}
}

func TestAFileGoesOnBehindAHalfWrittenCheckpoint(t *testing.T) {
	k := audit.FileKeeper{Path: filepath.Join(t.TempDir(), "checkpoints")}
	all := notes(t, 3)
	whole := proof.Join(all...)
	for end := range len(whole) {
		if err := os.WriteFile(k.Path, whole[:end], 0o600); err != nil {
			t.Fatal(err)
		}
		if err := k.Keep(t.Context(), 3, all[2]); err != nil {
			t.Fatalf("%d bytes: %v", end, err)
		}
		raw, err := os.ReadFile(k.Path)
		got, failed := proof.Split(raw)
		if err != nil || failed != nil || len(got) == 0 || !bytes.Equal(got[len(got)-1], all[2]) || len(got) > 1 && !bytes.Equal(got[0], all[0]) {
			t.Fatalf("%d bytes: %d checkpoints, %v, %v\n%s", end, len(got), err, failed, raw)
		}
	}
	if err := os.WriteFile(k.Path, bytes.Repeat([]byte("rubbish\n"), 20_000), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := k.Keep(t.Context(), 1, all[0]); err == nil {
		t.Error("another file was written to")
	}
}

func TestABucketKeepsEveryCheckpoint(t *testing.T) {
	s := s3test.Start(t)
	store, err := blob.NewS3(blob.S3Options{Endpoint: s.URL, Bucket: s.Bucket, Region: "us-east-1", AccessKey: s.AccessKey, SecretKey: s.SecretKey, Addressing: "path"})
	if err != nil {
		t.Fatal(err)
	}
	all := notes(t, 3)
	keepAll(t, audit.StoreKeeper{Store: store, Where: "bucket"}, all)
	for i, n := range all {
		r, err := store.Open(t.Context(), fmt.Sprintf("audit-checkpoint-%020d", i+1))
		if err != nil {
			t.Fatal(err)
		}
		got := make([]byte, len(n)+1)
		if at, _ := r.Read(got); !bytes.Equal(got[:at], n) {
			t.Errorf("%d: %q", i+1, got)
		}
		_ = r.Close()
	}
}
