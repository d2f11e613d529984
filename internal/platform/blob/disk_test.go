package blob

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"tonggui/internal/platform/apperr"
)

func newDisk(t *testing.T, dir string) *Disk {
	t.Helper()
	d, err := NewDisk(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}

// filesIn lists the files below a folder, without their folders.
func filesIn(t *testing.T, dir string) (out []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			out = append(out, strings.TrimPrefix(p, dir+"/"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestBlobsLieInTwoLevelsForTheirOwnerOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "blobs")
	put(t, newDisk(t, dir), keyOf(0xabcd), []byte("x"))
	if got := filesIn(t, dir); len(got) != 1 || got[0] != "ab/cd/"+keyOf(0xabcd) {
		t.Fatalf("got %v", got)
	}
	for path, want := range map[string]fs.FileMode{"": 0o700, "tmp": 0o700, "ab": 0o700, "ab/cd": 0o700, "ab/cd/" + keyOf(0xabcd): 0o600} {
		if info, err := os.Stat(filepath.Join(dir, path)); err != nil || info.Mode().Perm() != want {
			t.Errorf("%q: %v, %v", path, info.Mode(), err)
		}
	}
}

func TestLeftoversOfInterruptedPutsAreSweptAndLivingOnesStay(t *testing.T) {
	dir := t.TempDir()
	first := newDisk(t, dir)
	put(t, first, keyOf(1), []byte("whole"))
	living, err := first.newTemp(keyOf(2))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.1.1", "b.1.2"} { // as a killed process leaves them
		if err := os.WriteFile(filepath.Join(dir, tempDir, name), []byte("hal"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	second := newDisk(t, dir)
	if got := filesIn(t, filepath.Join(dir, tempDir)); len(got) != 1 || got[0] != filepath.Base(living.name) {
		t.Errorf("left are %v", got)
	}
	if err := first.publish(living, "00/02/"+keyOf(2)); err != nil {
		t.Errorf("a put that was under way: %v", err)
	}
	first.discard(living)
	holds(t, second, keyOf(1), []byte("whole"))
	holds(t, second, keyOf(2), []byte{})
}

func TestFailedPutsLeaveNoFile(t *testing.T) {
	dir := t.TempDir()
	d := newDisk(t, dir)
	for range 3 {
		if err := d.Put(t.Context(), keyOf(1), strings.NewReader("sho"), 9); !errors.Is(err, ErrSize) {
			t.Fatal(err)
		}
	}
	if got := filesIn(t, dir); len(got) != 0 {
		t.Errorf("left are %v", got)
	}
}

// A put is durable when it returns: its bytes before they get their name, then each folder that has
// a new entry. Leaving one sync out turns this red.
func TestPutSyncsBytesThenNameThenFolders(t *testing.T) {
	dir := t.TempDir()
	d := newDisk(t, dir)
	place := filepath.Join(dir, "00", "01", keyOf(1))
	var got []string
	d.sync = func(f *os.File) error {
		_, err := os.Stat(place)
		name, _ := filepath.Rel(dir, filepath.Join(dir, strings.TrimPrefix(f.Name(), dir)))
		if strings.HasPrefix(name, tempDir) {
			name = "bytes"
		}
		if err == nil {
			name += " (visible)"
		}
		got = append(got, name)
		return f.Sync()
	}
	put(t, d, keyOf(1), []byte("x"))
	if want := "bytes, ., 00, 00/01 (visible)"; strings.Join(got, ", ") != want {
		t.Errorf("synced: %v, want %v", strings.Join(got, ", "), want)
	}
	got = nil
	put(t, d, keyOf(1), []byte("y"))
	if want := "bytes (visible), 00/01 (visible)"; strings.Join(got, ", ") != want {
		t.Errorf("synced the second time: %v, want %v", got, want)
	}
}

func TestBrokenDiskIsUnavailableAndShowsNothing(t *testing.T) {
	dir := t.TempDir()
	d := newDisk(t, dir)
	d.sync = func(*os.File) error { return syscall.EIO }
	if err := d.Put(t.Context(), keyOf(1), strings.NewReader("x"), 1); !apperr.Has(err, ErrUnavailable) {
		t.Errorf("got %v", err)
	}
	holds(t, d, keyOf(1), nil)
	d.sync = (*os.File).Sync
	put(t, d, keyOf(1), []byte("x"))
}

func TestFolderThatWasTakenAwayIsUnavailableNotEmpty(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "blobs")
	d := newDisk(t, dir)
	put(t, d, keyOf(1), []byte("x"))
	if err := os.Rename(dir, dir+".away"); err != nil {
		t.Fatal(err)
	}
	newDisk(t, dir) // as if an empty disk were mounted there
	if err := d.Check(t.Context()); !apperr.Has(err, ErrUnavailable) {
		t.Errorf("check: %v", err)
	}
	if _, err := d.Open(t.Context(), keyOf(2)); !apperr.Has(err, ErrUnavailable) {
		t.Errorf("a key that is not there: %v", err)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(dir+".away", dir); err != nil {
		t.Fatal(err)
	}
	if err := d.Check(t.Context()); err != nil {
		t.Errorf("after it came back: %v", err)
	}
	holds(t, d, keyOf(1), []byte("x"))
}

func TestRemovedFoldersAreMadeAgain(t *testing.T) {
	dir := t.TempDir()
	d := newDisk(t, dir)
	put(t, d, keyOf(1), []byte("x"))
	if err := os.RemoveAll(filepath.Join(dir, "00")); err != nil {
		t.Fatal(err)
	}
	_ = d.Put(t.Context(), keyOf(1), strings.NewReader("x"), 1) // this one may notice it
	put(t, d, keyOf(1), []byte("x"))
	holds(t, d, keyOf(1), []byte("x"))
}

func TestNoLinkLeadsOutOfTheFolder(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	d := newDisk(t, dir)
	if err := os.Symlink(outside, filepath.Join(dir, "00")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(outside, "01"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(outside, "01", keyOf(1)), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Open(t.Context(), keyOf(1)); err == nil {
		t.Error("a file outside was opened")
	}
	if err := d.Put(t.Context(), keyOf(1), strings.NewReader("x"), 1); err == nil {
		t.Error("a file outside was written")
	}
	if err := d.Delete(t.Context(), keyOf(1)); err == nil {
		t.Error("a file outside was deleted")
	}
	if got, err := os.ReadFile(filepath.Join(outside, "01", keyOf(1))); err != nil || !bytes.Equal(got, []byte("secret")) {
		t.Errorf("outside is now %q, %v", got, err)
	}
}

func TestFullDiskStoresNothingHalfAndHealsByItself(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("mounting a small file system needs root")
	}
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("this machine lets nobody mount a small file system: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	d := newDisk(t, dir)
	put(t, d, keyOf(1), []byte("before"))
	large := make([]byte, 2<<20)
	if err := d.Put(t.Context(), keyOf(2), bytes.NewReader(large), int64(len(large))); !apperr.Has(err, apperr.StorageFull) {
		t.Fatalf("a blob larger than the disk: %v", err)
	}
	holds(t, d, keyOf(2), nil)
	holds(t, d, keyOf(1), []byte("before"))
	filler, err := os.Create(filepath.Join(dir, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = filler.Write(large[:512])
	}
	_ = filler.Close()
	for name, err := range map[string]error{"put": d.Put(t.Context(), keyOf(3), bytes.NewReader(large[:9000]), 9000), "check": d.Check(t.Context())} {
		if !apperr.Has(err, apperr.StorageFull) {
			t.Errorf("%s on a full disk: %v", name, err)
		}
	}
	holds(t, d, keyOf(1), []byte("before"))
	if err := d.Delete(t.Context(), keyOf(1)); err != nil {
		t.Errorf("delete on a full disk: %v", err)
	}
	if err := os.Remove(filepath.Join(dir, "filler")); err != nil {
		t.Fatal(err)
	}
	put(t, d, keyOf(3), large[:9000])
	if err := d.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
