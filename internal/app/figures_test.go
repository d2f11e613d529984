package app

import (
	"bufio"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tonggui/internal/org/password"
	"tonggui/internal/testkit/dbtest"
)

// served is a family of figures as /metrics shows it.
type served struct {
	kind   string
	labels string
}

// scrape asks a house for its figures.
func scrape(t *testing.T, databaseURL string) map[string]served {
	t.Helper()
	h, err := Build(t.Context(), Options{Dir: t.TempDir(), DatabaseURL: databaseURL, PasswordCost: password.Cost{Passes: 1, MemoryKiB: 64, Lanes: 1}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	h.HTTP.Handler().ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/healthz", nil))
	w := httptest.NewRecorder()
	h.Metrics.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	return familiesOf(t, w.Body.String())
}

var sample = regexp.MustCompile(`^(\w+?)(?:_bucket|_sum|_count)?(?:\{(.*)\})? \S+$`)

var label = regexp.MustCompile(`(\w+)="(?:[^"\\]|\\.)*"`)

func familiesOf(t *testing.T, text string) map[string]served {
	t.Helper()
	out := map[string]served{}
	lines := bufio.NewScanner(strings.NewReader(text))
	name := ""
	for lines.Scan() {
		if kind, ok := strings.CutPrefix(lines.Text(), "# TYPE "); ok {
			name, kind, _ = strings.Cut(kind, " ")
			out[name] = served{kind: kind}
			continue
		}
		found := sample.FindStringSubmatch(lines.Text())
		if found == nil || !strings.HasPrefix(found[0], name) {
			continue
		}
		labels := []string{}
		for _, l := range label.FindAllStringSubmatch(found[2], -1) {
			if l[1] != "le" && l[1] != "quantile" {
				labels = append(labels, l[1])
			}
		}
		slices.Sort(labels)
		out[name] = served{out[name].kind, strings.Join(labels, ", ")}
	}
	return out
}

var row = regexp.MustCompile("(?m)^\\| `(tonggui_\\w+)` \\| (\\w+) \\| ([\\w, ]*) \\| .+<br>.+ \\|$")

func TestTheGuideExplainsExactlyTheFiguresThatAreServed(t *testing.T) {
	page, err := os.ReadFile("../../docs/guide/metrics.md")
	if err != nil {
		t.Fatal(err)
	}
	explained := map[string]served{}
	for _, r := range row.FindAllStringSubmatch(string(page), -1) {
		labels := strings.Split(r[3], ", ")
		slices.Sort(labels)
		explained[r[1]] = served{r[2], strings.Join(labels, ", ")}
	}
	if n := strings.Count(string(page), "\n| `"); n != len(explained) || n < 40 {
		t.Errorf("%d rows, %d of them understood", n, len(explained))
	}
	for database, url := range map[string]string{"sqlite": "", "postgres": dbtest.NewPostgres(t)} {
		found := scrape(t, url)
		maps.DeleteFunc(found, func(name string, _ served) bool { return !strings.HasPrefix(name, "tonggui_") })
		for name, s := range found {
			if explained[name] != s {
				t.Errorf("%s: %s is served as %+v and explained as %+v", database, name, s, explained[name])
			}
		}
		for name := range explained {
			if _, ok := found[name]; !ok {
				t.Errorf("%s: %s is explained and not served", database, name)
			}
		}
	}
}
