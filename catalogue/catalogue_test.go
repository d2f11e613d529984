package catalogue_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tonggui/catalogue"
)

var (
	languages = []string{"zh-CN", "en"}
	blank     = regexp.MustCompile(`\{\{-?\s*([\w.]+)[^}]*\}\}`)
	// i18next takes plural forms from suffixes; Chinese has one form only.
	plural = regexp.MustCompile(`_(zero|one|two|few|many|other)$`)
)

func TestEveryTextExistsInEveryLanguageWithTheSameBlanks(t *testing.T) {
	for _, fault := range check(t, catalogue.Files) {
		t.Error(fault)
	}
}

func TestEachKindOfFaultIsFound(t *testing.T) {
	for want, files := range map[string]fstest.MapFS{
		"en has no file":   {"zh-CN/a.json": {Data: []byte(`{"k":"x"}`)}},
		"en has no":        {"zh-CN/a.json": {Data: []byte(`{"k":"x"}`)}, "en/a.json": {Data: []byte(`{}`)}},
		"zh-CN has no":     {"zh-CN/a.json": {Data: []byte(`{}`)}, "en/a.json": {Data: []byte(`{"k":"x"}`)}},
		"other blanks":     {"zh-CN/a.json": {Data: []byte(`{"k":"{{a}}"}`)}, "en/a.json": {Data: []byte(`{"k":"{{b}}"}`)}},
		"is empty":         {"zh-CN/a.json": {Data: []byte(`{"k":" "}`)}, "en/a.json": {Data: []byte(`{"k":"x"}`)}},
		"appears twice":    {"zh-CN/a.json": {Data: []byte(`{"k":"x","k":"y"}`)}, "en/a.json": {Data: []byte(`{"k":"x"}`)}},
		"unknown language": {"fr/a.json": {Data: []byte(`{}`)}},
	} {
		if faults := fmt.Sprint(check(t, files)); !strings.Contains(faults, want) {
			t.Errorf("%q was not found, got %s", want, faults)
		}
	}
	plurals := fstest.MapFS{"zh-CN/a.json": {Data: []byte(`{"n_other":"{{count}} 人"}`)}, "en/a.json": {Data: []byte(`{"n_one":"one person","n_other":"{{count}} people"}`)}}
	if faults := check(t, plurals); len(faults) != 0 {
		t.Errorf("plural forms are refused: %v", faults)
	}
}

// check compares all namespaces of all languages, the web client's included.
func check(t *testing.T, files fs.FS) (faults []string) {
	t.Helper()
	names, err := fs.Glob(files, "*/*.json")
	if err != nil {
		t.Fatal(err)
	}
	namespaces := map[string]bool{}
	for _, n := range names {
		if !slices.Contains(languages, path.Dir(n)) {
			faults = append(faults, n+": unknown language")
		}
		namespaces[path.Base(n)] = true
	}
	for _, namespace := range slices.Sorted(maps.Keys(namespaces)) {
		blanks := map[string]map[string]string{} // language → key → its blanks
		for _, language := range languages {
			raw, err := fs.ReadFile(files, language+"/"+namespace)
			if err != nil {
				faults = append(faults, language+" has no file "+namespace)
				continue
			}
			texts, twice := read(t, language+"/"+namespace, raw)
			faults = append(faults, twice...)
			blanks[language] = map[string]string{}
			for key, text := range texts {
				if strings.TrimSpace(text) == "" {
					faults = append(faults, fmt.Sprintf("%s/%s: %s is empty", language, namespace, key))
				}
				base := plural.ReplaceAllString(key, "")
				if base != key && plural.FindString(key) != "_other" {
					continue // "one person" needs no {{count}}; the _other form is compared
				}
				blanks[language][base] = blanksOf(text)
			}
		}
		for _, language := range languages {
			for _, other := range languages {
				for key, b := range blanks[other] {
					if mine, ok := blanks[language][key]; !ok {
						faults = append(faults, fmt.Sprintf("%s/%s: %s has no %s", language, namespace, language, key))
					} else if mine != b {
						faults = append(faults, fmt.Sprintf("%s: %s has other blanks in %s (%s) than in %s (%s)", namespace, key, language, mine, other, b))
					}
				}
			}
		}
	}
	return faults
}

func blanksOf(text string) string {
	var out []string
	for _, m := range blank.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), ",")
}

// read decodes one file and reports doubled keys, which encoding/json drops silently.
func read(t *testing.T, name string, raw []byte) (map[string]string, []string) {
	t.Helper()
	var texts map[string]string
	if err := json.Unmarshal(raw, &texts); err != nil {
		t.Fatalf("%s: flat keys with texts are wanted: %v", name, err)
	}
	var twice []string
	seen := map[string]bool{}
	d := json.NewDecoder(bytes.NewReader(raw))
	for i := 0; ; i++ {
		token, err := d.Token()
		if err != nil {
			break
		}
		if s, ok := token.(string); ok && i%2 == 1 { // 0 is the brace, then key, value, key, …
			if seen[s] {
				twice = append(twice, name+": "+s+" appears twice")
			}
			seen[s] = true
		}
	}
	return texts, twice
}
