package tamper

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tonggui/internal/audit"
	"tonggui/internal/audit/proof"
	"tonggui/internal/platform/db"
	"tonggui/internal/testkit/s3test"

	"tonggui/internal/platform/blob"
)

// covers: SEC-03
func TestAfterAnOlderBackupTheLogGoesOnOnlyWhenToldAndTellsOfIt(t *testing.T) {
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			b := newBase(t, dialect)
			s := b.scene(t, b.early, rand.New(rand.NewPCG(1, 1)))
			file := audit.FileKeeper{Path: filepath.Join(t.TempDir(), "checkpoints")}
			if err := os.WriteFile(file.Path, proof.Join(b.outside...), 0o600); err != nil {
				t.Fatal(err)
			}
			server := s3test.Start(t)
			store, err := blob.NewS3(blob.S3Options{Endpoint: server.URL, Bucket: server.Bucket, Region: "us-east-1", AccessKey: server.AccessKey, SecretKey: server.SecretKey, Addressing: "path"})
			if err != nil {
				t.Fatal(err)
			}
			bucket := audit.StoreKeeper{Store: store, Where: "bucket"}
			newest := b.outside[len(b.outside)-1]
			if err := bucket.Keep(t.Context(), b.old, newest); err != nil {
				t.Fatal(err)
			}
			l := s.log()
			l.Keepers = []audit.Keeper{file, bucket}
			if err := l.Round(t.Context()); !errors.Is(err, audit.ErrHistory) {
				t.Fatal("it goes on by itself:", err)
			}
			lost, err := l.AcceptRestore(t.Context())
			if err != nil || len(lost) != 2 || lost[0].Size != b.old || lost[1].Size != b.old {
				t.Fatalf("%+v, %v", lost, err)
			}
			if err := l.Round(t.Context()); err != nil {
				t.Fatal("it does not go on:", err)
			}
			if _, err := l.AcceptRestore(t.Context()); !errors.Is(err, audit.ErrNoRestore) {
				t.Error("accepted twice:", err)
			}
			// The new checkpoints hold; a record tells which ones the log does not reach.
			exported := s.export()
			for _, k := range l.Keepers {
				kept, err := k.Newest(t.Context())
				if err != nil || kept == nil {
					t.Fatal(k.Name(), err)
				}
				if r := verify(t, exported, b, kept); !r.OK || r.Outside.Hold != 1 {
					t.Errorf("%s: %+v", k.Name(), r)
				}
			}
			c, err := proof.Open(newest, b.public)
			if err != nil || !strings.Contains(string(exported), c.Root.String()) || !strings.Contains(string(exported), "audit.restored") {
				t.Error("no record tells of the restore", err)
			}
			// And so do the old checkpoints, which are all still there.
			raw, err := os.ReadFile(lost[0].Aside)
			if err != nil {
				t.Fatal(err)
			}
			aside, err := proof.Split(raw)
			if err != nil || len(aside) != len(b.outside) {
				t.Fatalf("%d of %d are kept, %v", len(aside), len(b.outside), err)
			}
			if r := verify(t, exported, b, aside...); r.OK || r.FirstBad.First < b.earlySize-int64(b.widest()) {
				t.Errorf("nothing tells of what was lost: %+v", r)
			}
			if r, err := store.Open(t.Context(), strings.TrimPrefix(lost[1].Aside, "bucket/")); err != nil {
				t.Error("the bucket's is gone:", err)
			} else {
				_ = r.Close()
			}
		})
	}
}

// covers: SEC-03
func TestOnlyARestoreIsAccepted(t *testing.T) {
	b, other := newBase(t, db.SQLite), newBase(t, db.SQLite)
	s := b.scene(t, b.now, rand.New(rand.NewPCG(1, 1)))
	l := s.log()
	file := audit.FileKeeper{Path: filepath.Join(t.TempDir(), "checkpoints")}
	l.Keepers = []audit.Keeper{file}
	before := s.export()
	for name, c := range map[string]struct {
		kept [][]byte
		want error
	}{"nothing is kept": {nil, audit.ErrNoRestore}, "all agree": {b.outside, audit.ErrNoRestore}, "another log's": {other.outside, audit.ErrNotOurs}} {
		if err := os.WriteFile(file.Path, proof.Join(c.kept...), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := l.AcceptRestore(t.Context()); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if !bytes.Equal(trimmed(before), trimmed(s.export())) {
		t.Error("something was written")
	}
	s.do(`UPDATE audit_tiles SET hashes = ? WHERE level = 0 AND idx = 0`, make([]byte, 256*32))
	if _, err := l.AcceptRestore(t.Context()); !errors.Is(err, audit.ErrHistory) {
		t.Error("a damaged database is taken for a backup:", err)
	}
}

// trimmed leaves out the first line, which has the time of the export.
func trimmed(export []byte) []byte {
	_, rest, _ := bytes.Cut(export, []byte("\n"))
	return rest
}

func verify(t *testing.T, exported []byte, b *base, outside ...[]byte) proof.Report {
	t.Helper()
	r, err := proof.Verify(bytes.NewReader(exported), proof.Options{Keys: b.public, Outside: outside})
	if err != nil {
		t.Fatal(err)
	}
	return r
}
