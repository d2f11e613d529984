package app

import (
	"os"
	"path/filepath"
	"testing"

	"tonggui/internal/audit"
	"tonggui/internal/audit/proof"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/doctor"
)

// covers: SEC-03
func TestDoctorSaysWhetherCheckpointsAreKeptOutside(t *testing.T) {
	h, _, _ := watched(t, "")
	if err := h.Audit.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	note, _, err := h.Audit.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	other, _, _ := watched(t, "")
	if err := other.Audit.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	foreign, _, err := other.Audit.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "data")
	file := filepath.Join(t.TempDir(), "checkpoints")
	look := func(path string) doctor.Finding {
		t.Helper()
		h.Audit.Keepers = nil
		if path != "" {
			h.Audit.Keepers = []audit.Keeper{audit.FileKeeper{Path: path}}
		}
		s, err := h.Audit.State(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return judgeLog(s, &config.Config{Data: dir, AuditFile: path}, h.DB)
	}
	finds(t, "nowhere", look(""), doctor.Warn, "audit_checkpoint_file")
	finds(t, "nothing kept", look(file), doctor.Warn, "start the server")
	if err := os.WriteFile(file, proof.Join(note), 0o600); err != nil {
		t.Fatal(err)
	}
	finds(t, "all well", look(file), doctor.OK, "kept outside")
	if err := os.WriteFile(file, proof.Join(foreign), 0o600); err != nil {
		t.Fatal(err)
	}
	finds(t, "another log's", look(file), doctor.Fail, "accept-restore")
	finds(t, "a folder", look(t.TempDir()), doctor.Fail, "cannot be read")
	inside := filepath.Join(dir, "checkpoints")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(inside, proof.Join(note), 0o600); err != nil {
		t.Fatal(err)
	}
	finds(t, "in the data folder", look(inside), doctor.Warn, "data folder")
}
