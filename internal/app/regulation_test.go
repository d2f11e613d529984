package app

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tonggui/internal/cli"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/rulebook/regulation/text"
)

func TestEveryDoubtOfARegulationHasWords(t *testing.T) {
	for _, code := range text.Codes {
		if !i18n.Has("regulations", "doubt."+string(code)) {
			t.Errorf("no words for %s", code)
		}
	}
}

// covers: RBK-01
func TestACommandRehearsesARegulationWithoutATraceAndThenMakesADraft(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "leave.txt")
	if err := os.WriteFile(file, []byte("请假制度\n一、总则\n1.目的:规范请假。\n2.范围:全体员工。\n二、附则\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := &config.Config{Data: filepath.Join(dir, "data")}
	call := func(rehearse bool) (cli.RegulationReport, error) {
		return importRegulation(t.Context(), c, slog.New(slog.DiscardHandler), cli.RegulationOptions{File: file, Rehearse: rehearse})
	}
	first, err := call(true)
	if err != nil || first.Chapters != 2 || first.Articles != 2 || first.RegulationID != "" || len(first.Items) != 2 || first.Items[0].Children[0].Line != 3 {
		t.Fatalf("%+v, %v", first, err)
	}
	if _, err := os.Stat(c.Data); err == nil {
		t.Error("a rehearsal left a data folder")
	}
	second, err := call(false)
	if err != nil || second.RegulationID == "" || second.Version != 1 || second.Articles != first.Articles {
		t.Fatalf("%+v, %v", second, err)
	}
	if _, err := call(false); err == nil || !strings.Contains(err.Error(), "regulation.draft_exists") {
		t.Errorf("a second draft: %v", err)
	}
}
