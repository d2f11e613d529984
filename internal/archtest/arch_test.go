package archtest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var rules = []struct {
	name  string // also the folder of its planted violations
	check func([]*source) []violation
}{
	{"imports", importDirection},
	{"time", timeOnlyFromClock},
	{"network", networkOnlyWhereAllowed},
	{"background", noBackgroundContext},
	{"rand", noMathRand},
	{"crypto", cryptoOnlyWhereListed},
	{"sql", noBuiltSQL},
	{"doc", everyRoomExplainsItself},
	{"words", everyCodeHasWords},
}

func TestCodeKeepsTheArchitecture(t *testing.T) {
	files := load(t, "../..")
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			used := map[string]bool{}
			for _, v := range r.check(files) {
				if exceptions[r.name][v.path] != "" {
					used[v.path] = true
					continue
				}
				t.Errorf("%s:%d: %s", v.path, v.line, v.text)
			}
			for path := range exceptions[r.name] {
				if !used[path] {
					t.Errorf("%s needs no exception from rule %q any more: remove it", path, r.name)
				}
			}
		})
	}
}

func TestEachRuleSeesItsPlantedViolations(t *testing.T) {
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			files := load(t, filepath.Join("testdata", r.name))
			want := wanted(t, r.name, files)
			if len(want) == 0 {
				t.Fatal("nothing is planted")
			}
			var got []where
			for _, v := range r.check(files) {
				if v.text == "" {
					t.Errorf("%v is refused without a reason", v.where)
				}
				got = append(got, v.where)
			}
			for _, w := range want {
				if !slices.Contains(got, w) {
					t.Errorf("%s:%d was planted and not seen", w.path, w.line)
				}
			}
			for _, g := range got {
				if !slices.Contains(want, g) {
					t.Errorf("%s:%d is refused and should not be", g.path, g.line)
				}
			}
		})
	}
}

// wanted reads the marks: lines that end in "// want", and, for what concerns
// a folder, a file named WANT in it.
func wanted(t *testing.T, rule string, files []*source) (out []where) {
	t.Helper()
	root := filepath.Join("testdata", rule)
	for _, f := range files {
		for _, group := range f.tree.Comments {
			for _, c := range group.List {
				if strings.TrimSpace(strings.TrimPrefix(c.Text, "//")) == "want" {
					out = append(out, f.at(c))
				}
			}
		}
		if _, err := os.Stat(filepath.Join(root, f.dir, "WANT")); err == nil && !slices.Contains(out, where{f.dir, 0}) {
			out = append(out, where{f.dir, 0})
		}
	}
	return out
}
