package cli

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"

	"tonggui/internal/platform/config"
)

// covers: RBK-01
func TestAnImportedRegulationIsReportedAsJSONOrInWords(t *testing.T) {
	var o RegulationOptions
	r := RegulationReport{Title: "请假制度", Chapters: 1, Articles: 2, Doubtful: 1,
		Items:  []RegulationPart{{Kind: "chapter", Number: "一、", Title: "总则", Line: 2, Children: []RegulationPart{}}},
		Doubts: []RegulationDoubt{{Line: 3, Column: 4, Code: "range_lost", Text: "1620分", Proposal: "16-20分"}}}
	app := App{ImportRegulation: func(_ context.Context, _ *config.Config, _ *slog.Logger, got RegulationOptions) (RegulationReport, error) {
		o = got
		return r, nil
	}}
	code, out, _ := run(t, app, "import", "regulation", "--rehearse", "--json", "r.txt")
	var got map[string]any
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != exitOK || !o.Rehearse || o.File != "r.txt" {
		t.Fatalf("code %d, %+v, %v in %s", code, o, err, out)
	}
	for _, key := range []string{"title", "chapters", "sections", "articles", "clauses", "doubtful", "items", "doubts"} {
		if _, ok := got[key]; !ok {
			t.Errorf("%s is missing in %s", key, out)
		}
	}
	if _, named := got["regulation_id"]; named {
		t.Errorf("a rehearsal names a regulation: %s", out)
	}
	r.RegulationID, r.Version = "01a2", 3
	_, out, _ = run(t, app, "import", "regulation", "r.txt")
	for _, want := range []string{"line 3, column 4", "range_lost", `"1620分" -> "16-20分"`, "1 chapters, 0 sections, 2 articles, 0 clauses; doubtful: 1", "draft of version 3"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing in %s", want, out)
		}
	}
}
