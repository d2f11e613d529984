package crypt

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAPassphraseSealsTheKeyFileAndOpensItAgain(t *testing.T) {
	f := File{Path: filepath.Join(t.TempDir(), "blobs.json"), Passphrase: "correct horse"}
	k, err := f.Open(fresh)
	if err != nil {
		t.Fatal(err)
	}
	key, wrapped := newKey(t, k)
	raw, err := os.ReadFile(f.Path)
	if err != nil || bytes.Contains(raw, []byte("AesGcmKey")) || bytes.Contains(raw, []byte("keyData")) {
		t.Errorf("the file shows keys: %s, %v", raw, err)
	}
	again, err := f.Open(used)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := again.Unwrap(file, wrapped); err != nil || got != key {
		t.Error(err)
	}
	other := File{Path: f.Path, Passphrase: "wrong horse"}
	if _, err := other.Open(used); !errors.Is(err, ErrPassphrase) {
		t.Errorf("another passphrase: %v", err)
	}
	if _, err := (File{Path: f.Path}).Open(used); err == nil || !strings.Contains(err.Error(), "keys_passphrase") {
		t.Errorf("no passphrase: %v", err)
	}
	if after, err := os.ReadFile(f.Path); err != nil || !bytes.Equal(after, raw) {
		t.Error("the file was changed")
	}
}

func TestAnOpenKeyFileIsSealedByTheNextRotation(t *testing.T) {
	path := filepath.Join(t.TempDir(), "blobs.json")
	key, wrapped := newKey(t, open(t, path))
	f := File{Path: path, Passphrase: "later"}
	if _, err := f.Open(used); err != nil {
		t.Fatal("with a passphrase before it is sealed:", err)
	}
	if err := f.Rotate(); err != nil {
		t.Fatal(err)
	}
	if _, err := (File{Path: path}).Open(used); err == nil {
		t.Error("the file opens without the passphrase")
	}
	k, err := f.Open(used)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := k.Unwrap(file, wrapped); err != nil || got != key {
		t.Error(err)
	}
	if n, err := f.Inspect(); n != 2 || err != nil {
		t.Error(n, err)
	}
}

func TestASealedKeyFileThatWasDamagedOrAsksForTooMuchDoesNotOpen(t *testing.T) {
	f := File{Path: filepath.Join(t.TempDir(), "blobs.json"), Passphrase: "p"}
	if _, err := f.Open(fresh); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(f.Path)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{{`"memory_kib":65536`, `"memory_kib":4294967295`}, {`"passes":3`, `"passes":0`}, {"argon2id", "argon2i"}, {`"keys":"`, `"keys":"AAAA`}, {`"lanes":4`, `"lanes":0`}} {
		bad := bytes.Replace(good, []byte(c[0]), []byte(c[1]), 1)
		if bytes.Equal(bad, good) {
			t.Fatal("nothing was changed:", c[0])
		}
		if err := os.WriteFile(f.Path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Open(used); err == nil || !strings.Contains(err.Error(), f.Path) {
			t.Errorf("%s: %v", c[1], err)
		}
	}
}

func TestASealedSecretOpensForItsRowAndPurposeOnly(t *testing.T) {
	k := open(t, filepath.Join(t.TempDir(), "blobs.json"))
	sealed, err := k.Seal("one", file, []byte("secret"))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := k.Unseal("one", file, sealed); err != nil || string(got) != "secret" {
		t.Errorf("%q, %v", got, err)
	}
	other := file
	other[3]++
	if _, err := k.Unseal("one", other, sealed); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
	if _, err := k.Unseal("two", file, sealed); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
	if _, err := k.Unwrap(file, sealed); !errors.Is(err, ErrDamaged) {
		t.Error("a secret passes for a data key:", err)
	}
}
