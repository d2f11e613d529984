package crypt

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

func fresh() (bool, error) { return false, nil }
func used() (bool, error)  { return true, nil }

var file = id.New(clock.Of(time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)))

func open(t *testing.T, path string) *Keys {
	t.Helper()
	k, err := File{Path: path}.Open(fresh)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func newKey(t *testing.T, k *Keys) (DataKey, []byte) {
	t.Helper()
	key, wrapped, err := k.NewDataKey(file)
	if err != nil {
		t.Fatal(err)
	}
	return key, wrapped
}

func TestKeyFileIsMadeOnceAndForItsOwnerOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys", "blobs.json")
	key, wrapped := newKey(t, open(t, path))
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key file: %v, %v", info, err)
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("its folder: %v, %v", info, err)
	}
	if got, err := open(t, path).Unwrap(file, wrapped); err != nil || got != key {
		t.Errorf("after a restart: %v", err)
	}
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 1 {
		t.Errorf("beside the key file lie %v, %v", left, err)
	}
}

func TestSeveralProcessesThatStartTogetherShareOneKeyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "blobs.json")
	all := make([]*Keys, 8)
	var group sync.WaitGroup
	for i := range all {
		group.Go(func() { all[i], _ = File{Path: path}.Open(fresh) })
	}
	group.Wait()
	if slices.Contains(all, nil) {
		t.Fatal("a process could not start")
	}
	key, wrapped := newKey(t, all[0])
	for _, k := range all {
		if got, err := k.Unwrap(file, wrapped); err != nil || got != key {
			t.Fatal("the processes have different keys:", err)
		}
	}
}

func TestNoNewKeyFileWhereFilesNeedTheLostOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "blobs.json")
	for _, inUse := range []func() (bool, error){used, func() (bool, error) { return false, errors.New("the store does not answer") }} {
		_, err := File{Path: path}.Open(inUse)
		if err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("got %v", err)
		}
		if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
			t.Error("a new key file was made")
		}
	}
}

func TestDamagedOrUnreadableKeyFileStopsTheStartAndStays(t *testing.T) {
	dir := t.TempDir()
	good, err := os.ReadFile(open(t, filepath.Join(dir, "good.json")).Path())
	if err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string][]byte{
		"empty": {}, "rubbish": []byte("rubbish"), "cut": good[:len(good)/2], "other": []byte(`{"key":[]}`), "large": make([]byte, keyFileLimit+1),
		"kind": []byte(strings.Replace(string(good), "AesGcmKey", "HmacKey", 1)),
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := (File{Path: path}).Open(fresh); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: got %v", name, err)
		}
		if after, err := os.ReadFile(path); err != nil || string(after) != string(raw) {
			t.Errorf("%s: the file was changed", name)
		}
	}
	if _, err := (File{Path: dir}).Open(fresh); err == nil {
		t.Error("a folder passes for a key file")
	}
}

func TestOldKeysOpenAfterRotationAndNewDataKeysUseTheNewOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "blobs.json")
	running := open(t, path)
	other := open(t, path)
	key, old := newKey(t, running)
	for range 3 {
		if err := (File{Path: path}).Rotate(); err != nil {
			t.Fatal(err)
		}
		if got, err := open(t, path).Unwrap(file, old); err != nil || got != key {
			t.Fatal("what the old key wrapped:", err)
		}
	}
	if n, err := (File{Path: path}).Inspect(); n != 4 || err != nil {
		t.Errorf("the key file holds %d keys, %v", n, err)
	}
	newest, wrapped := newKey(t, running) // without a restart
	if KeyID(wrapped) == KeyID(old) || KeyID(old) == 0 {
		t.Errorf("key %d wraps as before the rotation", KeyID(wrapped))
	}
	if got, err := other.Unwrap(file, wrapped); err != nil || got != newest {
		t.Error("a server that has not seen the new key yet:", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key file: %v, %v", info, err)
	}
}

func TestRotationsExcludeEachOther(t *testing.T) {
	path := filepath.Join(t.TempDir(), "blobs.json")
	open(t, path)
	if err := os.WriteFile(path+".new", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (File{Path: path}).Rotate(); err == nil || !strings.Contains(err.Error(), "another process") {
		t.Errorf("got %v", err)
	}
	if err := (File{Path: filepath.Join(t.TempDir(), "none.json")}).Rotate(); err == nil {
		t.Error("a key file that does not exist was rotated")
	}
}

func TestNothingIsSealedWhileTheKeyFileIsGoneDamagedOrAnother(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "blobs.json")
	k := open(t, path)
	key, wrapped := newKey(t, k)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := os.ReadFile(open(t, filepath.Join(dir, "foreign.json")).Path())
	if err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func() error{
		"gone":    func() error { return os.Remove(path) },
		"damaged": func() error { return os.WriteFile(path, good[:9], 0o600) },
		"another": func() error { return os.WriteFile(path, foreign, 0o600) },
	} {
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		if _, _, err := k.NewDataKey(file); !apperr.Has(err, ErrKeys) {
			t.Errorf("%s: sealing gave %v", name, err)
		}
		if got, err := k.Unwrap(file, wrapped); err != nil || got != key {
			t.Errorf("%s: what is stored cannot be read any more: %v", name, err)
		}
		if err := os.WriteFile(path, good, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := k.NewDataKey(file); err != nil {
			t.Errorf("%s: after it was put back: %v", name, err)
		}
	}
}

func TestWrappedKeyOpensForItsFileOnlyAndUnchanged(t *testing.T) {
	k := open(t, filepath.Join(t.TempDir(), "blobs.json"))
	_, wrapped := newKey(t, k)
	other := file
	other[15]++
	if _, err := k.Unwrap(other, wrapped); !errors.Is(err, ErrDamaged) {
		t.Errorf("another file's key: %v", err)
	}
	for i := range wrapped {
		changed := slices.Clone(wrapped)
		changed[i] ^= 1
		if _, err := k.Unwrap(file, changed); err == nil {
			t.Errorf("byte %d was changed and the key opens", i)
		}
	}
	for _, short := range [][]byte{nil, {}, {1}, wrapped[:5], wrapped[:len(wrapped)-1]} {
		if _, err := k.Unwrap(file, short); err == nil {
			t.Errorf("%d bytes open", len(short))
		}
	}
	foreign := open(t, filepath.Join(t.TempDir(), "blobs.json"))
	if _, err := foreign.Unwrap(file, wrapped); !apperr.Has(err, ErrKeys) {
		t.Errorf("a key file without the key: %v", err)
	}
}

func TestDataKeyNeverPrints(t *testing.T) {
	key, _ := newKey(t, open(t, filepath.Join(t.TempDir(), "blobs.json")))
	shown := fmt.Sprintf("%v %+v %#v %s %x %d %v", key, key, key, key, key, key, &key)
	if shown != strings.TrimSuffix(strings.Repeat("*** ", 7), " ") {
		t.Error(shown)
	}
}
