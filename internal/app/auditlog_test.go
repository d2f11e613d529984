package app

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tonggui/internal/cli"
	"tonggui/internal/testkit/dbtest"
)

// run runs a command as a person does and returns what it says and its exit code.
func run(t *testing.T, args ...string) (out string, code int) {
	t.Helper()
	return runIn(t.Context(), args...)
}

func runIn(ctx context.Context, args ...string) (out string, code int) {
	var both bytes.Buffer
	code = cli.Main(ctx, args, cli.Streams{Out: &both, Err: &both, Env: []string{"TONGGUI_DATABASE_URL=" + os.Getenv("TEST_URL")}}, Commands())
	return both.String(), code
}

// covers: SEC-03
func TestTheAuditLogIsExportedAndVerifiedByPeopleWhoHaveNothingElse(t *testing.T) {
	for name, url := range map[string]func() string{"sqlite": func() string { return "" }, "postgres": func() string { return dbtest.NewPostgres(t) }} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("TEST_URL", url())
			data, elsewhere := t.TempDir(), t.TempDir()
			outside := filepath.Join(elsewhere, "checkpoints")
			in := func(args ...string) (string, int) {
				return run(t, append(args, "--data", data, "--audit-checkpoint-file", outside)...)
			}
			file, key := filepath.Join(elsewhere, "log"), filepath.Join(elsewhere, "key")
			if out, code := in("audit", "export", file); code != 1 || !strings.Contains(out, "tonggui migrate") {
				t.Fatalf("before there is a database: %d: %s", code, out)
			}
			if out, code := in("migrate"); code != 0 {
				t.Fatal(out)
			}
			if out, code := in("setup"); code != 0 {
				t.Fatal(out)
			}
			out, code := in("audit", "key")
			if code != 0 || os.WriteFile(key, []byte(out), 0o600) != nil {
				t.Fatalf("%d: %s", code, out)
			}
			if out, code := in("audit", "export", "--messages", file); code != 0 || !strings.Contains(out, "records") {
				t.Fatalf("%d: %s", code, out)
			}
			for _, args := range [][]string{{}, {"--checkpoint", outside}} {
				out, code := run(t, append([]string{"audit", "verify", file, "--key", key}, args...)...)
				if code != 0 || !strings.Contains(out, "Nothing was changed.") {
					t.Errorf("%v: %d: %s", args, code, out)
				}
			}
			if out, code := in("audit", "rotate-key"); code != 0 || strings.Count(out, "tonggui/audit/") != 2 {
				t.Errorf("%d: %s", code, out)
			}
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, bytes.Replace(raw, []byte(`"type":"key","at":1`), []byte(`"type":"key","at":2`), 1), 0o600); err != nil {
				t.Fatal(err)
			}
			out, code = run(t, "audit", "verify", file, "--key", key)
			if code != 1 || !strings.Contains(out, "First: record 0 is not what it was") {
				t.Errorf("%d: %s", code, out)
			}
			if out, code := run(t, "audit", "verify", "--json", file, "--key", key); code != 1 || !strings.Contains(out, `"code": "record_changed"`) {
				t.Errorf("%d: %s", code, out)
			}
			for _, args := range [][]string{{"audit", "verify", file}, {"audit", "verify", "--key", key}} {
				if out, code := run(t, args...); code != 2 {
					t.Errorf("%v: %d: %s", args, code, out)
				}
			}
			for _, args := range [][]string{{"audit", "verify", file, "--key", file}, {"audit", "verify", file, "--key", key, "--checkpoint", key}, {"audit", "verify", file + "x", "--key", key}} {
				if out, code := run(t, args...); code != 1 {
					t.Errorf("%v: %d: %s", args, code, out)
				}
			}
		})
	}
}

func TestALostFileOfKeysIsNotReplacedWhereTheAuditLogNeedsIt(t *testing.T) {
	data := t.TempDir()
	for range 2 {
		if out, code := run(t, "setup", "--data", data); code != 0 {
			t.Fatal(out)
		}
	}
	if err := os.Remove(filepath.Join(data, "keys", "blobs.json")); err != nil {
		t.Fatal(err)
	}
	if out, code := run(t, "setup", "--data", data); code != 1 || !strings.Contains(out, "put it back from its backup") {
		t.Errorf("%d: %s", code, out)
	}
}
