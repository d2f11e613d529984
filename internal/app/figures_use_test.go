package app

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

var (
	quoted   = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	used     = regexp.MustCompile(`\b(tonggui|go|process)_\w+`)
	selected = regexp.MustCompile(`\b((?:tonggui|go|process)_\w+)\{([^}]*)\}`)
	matched  = regexp.MustCompile(`(\w+)\s*[=!]`)
	grouped  = regexp.MustCompile(`by \(([\w, ]*)\)`)
)

// familyOf finds the family of a series' name: histograms have three for each.
func familyOf(all map[string]served, name string) (served, bool) {
	if s, ok := all[name]; ok && s.kind != "histogram" {
		return s, true
	}
	for _, ending := range []string{"_bucket", "_sum", "_count"} {
		if base, cut := strings.CutSuffix(name, ending); cut {
			if s, ok := all[base]; ok && (s.kind == "histogram" || s.kind == "summary" && ending != "_bucket") {
				return s, true
			}
		}
	}
	return served{}, false
}

// complaints are what is wrong with a query, given what there is.
func complaints(all map[string]served, query string) (out []string) {
	own := []string{"instance", "job", "le"} // from Prometheus
	bare := quoted.ReplaceAllString(query, `""`)
	for _, name := range used.FindAllString(bare, -1) {
		s, ok := familyOf(all, name)
		if !ok {
			out = append(out, "there is no "+name)
		}
		own = append(own, strings.Split(s.labels, ", ")...)
	}
	for _, s := range selected.FindAllStringSubmatch(bare, -1) {
		family, _ := familyOf(all, s[1])
		for _, l := range matched.FindAllStringSubmatch(s[2], -1) {
			if !slices.Contains(append(strings.Split(family.labels, ", "), "instance", "job"), l[1]) {
				out = append(out, s[1]+" has no label "+l[1])
			}
		}
	}
	for _, g := range grouped.FindAllStringSubmatch(bare, -1) {
		for _, l := range strings.Split(g[1], ", ") {
			if !slices.Contains(own, l) {
				out = append(out, "nothing in it has a label "+l)
			}
		}
	}
	return out
}

func TestDashboardAndAlertsAskOnlyForFiguresThatExist(t *testing.T) {
	all := scrape(t, "")
	for query, bad := range map[string]bool{
		`sum by (code) (rate(tonggui_sockets_closed_total{code="4009"}[5m]))`: false, `tonggui_socket`: true, `tonggui_sockets{code="1"}`: true,
		`sum by (route) (tonggui_sockets)`: true, `rate(tonggui_db_commit_duration_seconds[5m])`: true, `go_gc_duration_seconds_sum{instance="a"}`: false,
	} {
		if got := complaints(all, query); (len(got) > 0) != bad {
			t.Errorf("the check itself: %s: %v", query, got)
		}
	}
	asked := map[string]bool{}
	for where, queries := range map[string][]string{"dashboard": dashboard(t), "alerts": alerts(t)} {
		if len(queries) < 20 {
			t.Errorf("%s has only %d queries", where, len(queries))
		}
		for _, query := range queries {
			for _, what := range complaints(all, query) {
				t.Errorf("%s: %s: %s", where, query, what)
			}
			for _, name := range used.FindAllString(query, -1) {
				asked[strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(name, "_bucket"), "_sum"), "_count")] = true
			}
		}
	}
	for name := range all {
		if strings.HasPrefix(name, "tonggui_") && !asked[name] {
			t.Errorf("neither the dashboard nor an alert shows %s", name)
		}
	}
}

func dashboard(t *testing.T) (queries []string) {
	t.Helper()
	text, err := os.ReadFile("../../packaging/grafana/tonggui.json")
	if err != nil {
		t.Fatal(err)
	}
	var d struct {
		Panels []struct {
			ID      int
			Title   string
			Type    string
			GridPos struct{ H, W, X, Y int }
			Targets []struct{ Expr string }
		}
	}
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	ids := map[int]bool{}
	for _, p := range d.Panels {
		if ids[p.ID] || p.Title == "" || p.GridPos.W == 0 || p.GridPos.X+p.GridPos.W > 24 || p.Type != "row" && len(p.Targets) == 0 {
			t.Errorf("panel %+v", p)
		}
		ids[p.ID] = true
		for _, target := range p.Targets {
			queries = append(queries, target.Expr)
		}
	}
	return queries
}

func alerts(t *testing.T) (queries []string) {
	t.Helper()
	text, err := os.ReadFile("../../packaging/prometheus/tonggui.rules.yml")
	if err != nil {
		t.Fatal(err)
	}
	var d struct {
		Groups []struct {
			Name  string
			Rules []struct {
				Alert, Expr, For    string
				Labels, Annotations map[string]string
			}
		}
	}
	if err := yaml.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, g := range d.Groups {
		for _, r := range g.Rules {
			if names[r.Alert] || r.Alert == "" || !slices.Contains([]string{"critical", "warning"}, r.Labels["severity"]) ||
				r.Annotations["summary"] == "" || r.Annotations["description"] == "" {
				t.Errorf("rule %+v", r)
			}
			names[r.Alert] = true
			queries = append(queries, r.Expr)
		}
	}
	return queries
}
