package i18n

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"tonggui/catalogue"
)

// The languages that the product speaks.
const (
	Chinese = "zh-CN"
	English = "en"
)

// Default is the language of an installation that nobody has asked for another.
const Default = Chinese

// Languages lists them, the default first.
var Languages = []string{Chinese, English}

// words is language → namespace → key → text.
type words map[string]map[string]map[string]string

// The catalogue is compiled in and its form is tested, so a fault in it is a
// fault of the build.
var loaded = sync.OnceValue(func() words {
	w, err := load(catalogue.Files)
	if err != nil {
		panic("i18n: " + err.Error())
	}
	return w
})

func load(files fs.FS) (words, error) {
	names, err := fs.Glob(files, "*/*.json")
	if err != nil {
		return nil, err
	}
	w := words{}
	for _, name := range names {
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		var texts map[string]string
		if err := json.Unmarshal(raw, &texts); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		language := path.Dir(name)
		if w[language] == nil {
			w[language] = map[string]map[string]string{}
		}
		w[language][strings.TrimSuffix(path.Base(name), ".json")] = texts
	}
	return w, nil
}

var blank = regexp.MustCompile(`\{\{\s*([\w.]+)\s*\}\}`)

// Text gives the words of a key, its blanks filled from params. A blank
// without a parameter stays visible rather than turning into nothing.
func Text(language, namespace, key string, params map[string]any) string {
	text, ok := lookup(language, namespace, key)
	if !ok {
		remember(language, namespace, key)
		return key
	}
	return blank.ReplaceAllStringFunc(text, func(b string) string {
		v, ok := params[blank.FindStringSubmatch(b)[1]]
		if !ok {
			return b
		}
		return fmt.Sprint(v)
	})
}

// Has says whether a key has words in every language.
func Has(namespace, key string) bool {
	for _, l := range Languages {
		if _, ok := lookup(l, namespace, key); !ok {
			return false
		}
	}
	return true
}

// List joins names as the language does: 甲、乙和丙; A, B and C.
func List(language string, names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], Text(language, "messages", "list.separator", nil)) +
		Text(language, "messages", "list.last_separator", nil) + names[last]
}

func lookup(language, namespace, key string) (string, bool) {
	if !slices.Contains(Languages, language) {
		language = Match(language)
	}
	text, ok := loaded()[language][namespace][key]
	return text, ok
}

var missing = struct {
	sync.Mutex
	keys map[string]bool
}{keys: map[string]bool{}}

// missingLimit keeps a fault that makes keys from input from filling memory.
const missingLimit = 100

func remember(language, namespace, key string) {
	missing.Lock()
	defer missing.Unlock()
	if len(missing.keys) < missingLimit {
		missing.keys[language+"/"+namespace+": "+key] = true
	}
}

// Missing lists the keys that were asked for and have no words.
func Missing() []string {
	missing.Lock()
	defer missing.Unlock()
	return slices.Sorted(maps.Keys(missing.keys))
}
