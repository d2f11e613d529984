package app

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"tonggui/internal/audit"
	"tonggui/internal/audit/proof"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/platform/id"
)

// covers: SEC-03
func TestTheWholeLogIsExportedOverTheAPIAndVerifies(t *testing.T) {
	eachWatched(t, func(t *testing.T, h *House, token string, me id.ID) {
		if err := h.Audit.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest(http.MethodGet, "/api/v1/admin/audit/export?messages=true", nil)
		r.Header.Set("Authorization", "Bearer "+token)
		w := httptest.NewRecorder()
		h.HTTP.Handler().ServeHTTP(w, r)
		if w.Code != 200 || w.Header().Get("Content-Type") != "application/jsonl" || w.Header().Get("Content-Disposition") == "" {
			t.Fatalf("%d %v %s", w.Code, w.Header(), w.Body)
		}
		keys, err := h.Audit.PublicKeys(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		report, err := proof.Verify(w.Body, proof.Options{Keys: keys})
		if err != nil || !report.OK || report.Records == 0 {
			t.Errorf("%+v, %v", report, err)
		}
		got := ask[records](t, h, token, "GET", "/admin/audit?action=audit.export", nil)
		if len(got.Items) != 1 || got.Items[0].Actor == nil || got.Items[0].Actor.ID != me {
			t.Errorf("the export is recorded %d times", len(got.Items))
		}
	})
}

// covers: SEC-03
func TestTheStateSaysWhereCheckpointsAreKept(t *testing.T) {
	eachWatched(t, func(t *testing.T, h *House, token string, _ id.ID) {
		dir := t.TempDir()
		file := audit.FileKeeper{Path: filepath.Join(dir, "checkpoints")}
		h.Audit.Keepers = []audit.Keeper{file, audit.FileKeeper{Path: dir}}
		state := func(want string, size int64) audit.AuditState {
			t.Helper()
			s := ask[audit.AuditState](t, h, token, "GET", "/admin/audit/state", nil)
			if len(s.Outside) != 2 || s.Outside[0].State != want || s.Outside[0].Size != size || s.Outside[1].State != "away" {
				t.Fatalf("%+v; want %s with %d", s.Outside, want, size)
			}
			return s
		}
		state("empty", 0)
		acted(t, h)
		note, c, err := h.Audit.Checkpoint(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		s := state("current", c.Size)
		if s.Size != c.Size || s.Signed == 0 || s.Stopped || len(s.Keys) != 1 || s.Note != string(note) || s.Records != c.Size {
			t.Errorf("%+v", s)
		}
		acted(t, h)
		if err := os.WriteFile(file.Path, proof.Join(note), 0o600); err != nil {
			t.Fatal(err)
		}
		state("behind", c.Size)
		other, _, _ := watched(t, "")
		if err := other.Audit.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
		foreign, _, err := other.Audit.Checkpoint(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file.Path, proof.Join(foreign), 0o600); err != nil {
			t.Fatal(err)
		}
		if s := ask[audit.AuditState](t, h, token, "GET", "/admin/audit/state", nil); s.Outside[0].State != "differs" {
			t.Errorf("%+v", s.Outside)
		}
	})
}

func TestEveryActThatIsRecordedHasWordsOnTheAuditPage(t *testing.T) {
	for _, p := range authz.Policies() {
		if key := "action." + string(p.Action); p.Audit != "" && !i18n.Has("audit", key) {
			t.Errorf("catalogue: audit.json has no %q", key)
		}
		if key := "object." + p.Object; p.Audit != "" && !i18n.Has("audit", key) {
			t.Errorf("catalogue: audit.json has no %q", key)
		}
	}
}
