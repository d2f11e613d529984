package app

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tonggui/internal/approvals/keyring"
	"tonggui/internal/approvals/signature"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/id"
)

// signedFile writes an approval that the installation in a folder has signed.
func signedFile(t *testing.T, data, file string) {
	t.Helper()
	loaded, err := config.Load(config.Sources{Env: []string{"TONGGUI_DATA=" + data}})
	if err != nil {
		t.Fatal(err)
	}
	var sealed []byte
	err = withRing(t.Context(), &loaded.Config, slog.New(slog.DiscardHandler), func(r *keyring.Ring) error {
		s, err := r.Signer(r.DB.Ask(t.Context()))
		if err != nil {
			return err
		}
		now := r.DB.Now()
		definition, values := json.RawMessage(`{"fields":[],"level":"","route":{"steps":[]}}`), json.RawMessage(`{"reason":"出差"}`)
		content, err := signature.ContentSHA256(definition, values)
		if err != nil {
			return err
		}
		who := signature.Person{ID: id.New(now), Name: "林知夏", Number: "1001"}
		record, err := signature.Chain{}.Append(signature.Record{Act: "submit", Approval: id.New(now), At: now, Company: "同轨科技", ContentSHA256: content, Level: signature.LevelSession,
			Person: &who, Round: 1, Serial: "QJ2026030001", State: signature.StateRunning, Template: "leave", Version: 1, Text: "请批准"})
		if err != nil {
			return err
		}
		e, _, err := signature.Chain{}.Sign(s, record)
		if err != nil {
			return err
		}
		sealed, err = s.Seal(signature.Document{About: signature.About{Title: "请假", MadeAt: now}, Definition: definition, Contents: []json.RawMessage{values}, Records: []signature.Entry{e}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, sealed, 0o600); err != nil {
		t.Fatal(err)
	}
}

// covers: APV-03
func TestASignedApprovalIsVerifiedByPeopleWhoHaveNothingButTheKey(t *testing.T) {
	data, elsewhere := t.TempDir(), t.TempDir()
	file, key := filepath.Join(elsewhere, "signed.json"), filepath.Join(elsewhere, "key")
	if out, code := run(t, "approval", "key", "--data", data); code != 1 || !strings.Contains(out, "tonggui migrate") {
		t.Fatalf("before there is a database: %d: %s", code, out)
	}
	if out, code := run(t, "migrate", "--data", data); code != 0 {
		t.Fatal(out)
	}
	out, code := run(t, "approval", "key", "--data", data)
	if code != 0 || os.WriteFile(key, []byte(out), 0o600) != nil {
		t.Fatalf("%d: %s", code, out)
	}
	signedFile(t, data, file)
	if out, code := run(t, "approval", "rotate-key", "--data", data); code != 0 || strings.Count(out, "tonggui/approvals/") != 2 {
		t.Errorf("%d: %s", code, out)
	}
	for _, want := range []string{"QJ2026030001", "林知夏 (1001)", "Nothing was changed"} {
		if out, code := run(t, "approval", "verify", file, "--key", key); code != 0 || !strings.Contains(out, want) {
			t.Errorf("%d, without %q: %s", code, want, out)
		}
	}
	if out, code := run(t, "approval", "verify", "--json", file, "--key", key); code != 0 || !strings.Contains(out, `"ok": true`) {
		t.Errorf("%d: %s", code, out)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, bytes.Replace(raw, []byte("出差"), []byte("出走"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"record 1 is about another form or other values", "NOT WHAT WAS SIGNED"} {
		if out, code := run(t, "approval", "verify", file, "--key", key); code != 1 || !strings.Contains(out, want) {
			t.Errorf("%d, without %q: %s", code, want, out)
		}
	}
	if out, code := run(t, "approval", "verify", "--json", file, "--key", key); code != 1 || !strings.Contains(out, `"code": "seal_bad"`) {
		t.Errorf("%d: %s", code, out)
	}
	for want, args := range map[int][]string{2: {file}, 1: {file, "--key", file}} {
		if out, code := run(t, append([]string{"approval", "verify"}, args...)...); code != want {
			t.Errorf("%v: %d: %s", args, code, out)
		}
	}
}
