package app

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
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
		definition := json.RawMessage(`{"fields":[{"id":"papers","kind":"attachment"}],"level":"","route":{"steps":[]}}`)
		values := json.RawMessage(fmt.Sprintf(`{"papers":[{"name":"合同.pdf","sha256":"%x","size":6},{"name":"清单.txt","sha256":"%x","size":6}],"reason":"出差"}`, sha256.Sum256([]byte("合同")), sha256.Sum256([]byte("清单"))))
		content, err := signature.ContentSHA256(definition, values)
		if err != nil {
			return err
		}
		papers, err := signature.AttachmentsOf(definition, values)
		if err != nil {
			return err
		}
		who := signature.Person{ID: id.New(now), Name: "林知夏", Number: "1001"}
		record, err := signature.Chain{}.Append(signature.Record{Act: "submit", Approval: id.New(now), At: now, Attachments: papers, Company: "同轨科技", ContentSHA256: content, Level: signature.LevelSession,
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

// covers: APV-03
func TestFilesBesideASignedApprovalAreComparedWithIt(t *testing.T) {
	data, beside := t.TempDir(), t.TempDir()
	file, key := filepath.Join(beside, "signed.json"), filepath.Join(beside, "approval.key")
	put := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(beside, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if out, code := run(t, "migrate", "--data", data); code != 0 {
		t.Fatal(out)
	}
	signedFile(t, data, file)
	out, _ := run(t, "approval", "key", "--data", data)
	put("approval.key", out)
	if out, code := run(t, "approval", "verify", file, "--key", key, "--attachments", filepath.Join(beside, "nowhere")); code != 1 || !strings.Contains(out, "nowhere") {
		t.Errorf("of a folder that is not there: %d: %s", code, out)
	}
	papers := func() { put("合同.pdf", "合同"); put("清单.txt", "清单") }
	for _, test := range []struct {
		want  string
		code  int
		spoil func()
	}{
		{"The files are those that were signed: 2 compared.", 0, func() {}},
		{`MISSING: "清单.txt"`, 1, func() { _ = os.Remove(filepath.Join(beside, "清单.txt")) }},
		{`DIFFERS: "合同.pdf" has another size`, 1, func() { put("合同.pdf", "另一份合同") }},
		{`DIFFERS: "合同.pdf" has other content`, 1, func() { put("合同.pdf", "和同") }},
		{`RENAMED: "合同二.pdf" was signed as "合同.pdf"`, 1, func() { _ = os.Rename(filepath.Join(beside, "合同.pdf"), filepath.Join(beside, "合同二.pdf")) }},
		{`NOT SIGNED: "多余.txt"`, 1, func() { put("多余.txt", "多余") }},
	} {
		papers()
		test.spoil()
		for _, flags := range [][]string{{"--attachments", beside}, {"--json", "--attachments", beside}} {
			out, code := run(t, append([]string{"approval", "verify", file, "--key", key}, flags...)...)
			if code != test.code || len(flags) == 2 && !strings.Contains(out, test.want) || len(flags) == 3 && !strings.Contains(out, fmt.Sprintf(`"whole": %v`, code == 0)) {
				t.Errorf("%d, want %d with %s: %s", code, test.code, test.want, out)
			}
		}
		_ = os.Remove(filepath.Join(beside, "合同二.pdf"))
		_ = os.Remove(filepath.Join(beside, "多余.txt"))
	}
	papers()
	if out, code := run(t, "approval", "verify", file, "--key", key, "--attachments", filepath.Join(beside, "合同.pdf"), "--attachments", filepath.Join(beside, "清单.txt")); code != 0 {
		t.Errorf("file by file: %d: %s", code, out)
	}
}
