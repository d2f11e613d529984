package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonggui/internal/testkit/process"
	"tonggui/test/bench/report"
)

// Every workload runs, however short, so that none falls behind the product. What it measures is not
// looked at: the machine is shared.
func TestEveryWorkloadRuns(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a server for each workload")
	}
	binary, err := process.Binary()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "build", "bench.json")
	var table bytes.Buffer
	o := options{Binary: binary, Engine: "sqlite", Quick: true, QuickSpan: 100 * time.Millisecond, JSON: file}
	if err := run(t.Context(), o, &table, t.Output()); err != nil {
		t.Fatalf("%v\n%s", err, &table)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var entries []report.Entry
	if err := json.Unmarshal(raw, &entries); err != nil {
		t.Fatal(err)
	}
	for _, w := range workloads {
		found := false
		for _, e := range entries {
			if !strings.HasPrefix(e.Workload, w.name+", ") {
				continue
			}
			found = true
			if e.Engine != "sqlite" || e.Value <= 0 && w.name != "memory" || e.Unit == "" || (e.Target == nil) != (e.Met == nil) {
				t.Errorf("%+v", e)
			}
			if !strings.Contains(table.String(), e.Workload) {
				t.Errorf("%s is not in the table", e.Workload)
			}
		}
		if !found {
			t.Errorf("%s has measured nothing", w.name)
		}
	}
}

func TestOnlyNamesWorkloadsByAPart(t *testing.T) {
	b := &bench{options: options{Only: "one-to-one,every"}}
	for name, want := range map[string]bool{"one-to-one": true, "everybody": true, "pages": false} {
		if b.wanted(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
	if b.Only = ""; !b.wanted("pages") {
		t.Error("without a choice not all are run")
	}
}

func TestClientIDIsAUUIDOfVersionSeven(t *testing.T) {
	v := clientID(time.UnixMilli(1_700_000_000_000))
	if len(v) != len(firstID) || v[14] != '7' || !strings.Contains("89ab", v[19:20]) || v == clientID(time.UnixMilli(1_700_000_000_000)) {
		t.Error(v)
	}
}
