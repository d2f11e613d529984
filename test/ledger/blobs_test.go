package ledger

import (
	"database/sql"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tonggui/internal/testkit/process"
)

// noUnknownBlobs demands that nothing lies in the store of a server that has ended that nobody knows of.
func (w *world) noUnknownBlobs(s *process.Server, driver, source string) {
	t := w.t
	t.Helper()
	store := filepath.Join(s.Data, "blobs")
	if lost := unknownBlobs(t, driver, source, store); len(lost) > 0 {
		t.Errorf("%d blobs that no row names: %v", len(lost), lost)
	}
	stray := filepath.Join(store, strings.Repeat("0", 40))
	if err := os.WriteFile(stray, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if lost := unknownBlobs(t, driver, source, store); !slices.Equal(lost, []string{stray}) {
		t.Errorf("a stray blob is seen as %v", lost)
	}
}

// unknownBlobs lists what lies in the store and stands in no row, as a part or as what the sweep will
// find.
func unknownBlobs(t *testing.T, driver, source, dir string) (lost []string) {
	t.Helper()
	conn, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	known := map[string]bool{}
	rows, err := conn.Query(`SELECT blob_key FROM file_parts UNION ALL SELECT blob_key FROM loose_blobs`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var key string
		if err := rows.Scan(&key); err != nil {
			t.Fatal(err)
		}
		known[key] = true
	}
	blobs := 0
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && d.Name() == "tmp" {
				return fs.SkipDir // the store clears it by itself
			}
			return err
		}
		if blobs++; !known[d.Name()] {
			lost = append(lost, path)
		}
		return nil
	})
	if err != nil || blobs == 0 {
		t.Fatalf("%d blobs, %v", blobs, err)
	}
	return lost
}
