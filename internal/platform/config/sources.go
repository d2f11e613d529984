package config

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

const (
	envPrefix  = "TONGGUI_"
	envFile    = "TONGGUI_CONFIG"
	fileSuffix = "_file"
)

// Flags collects the settings given on a command line.
type Flags struct {
	set  map[string][]given
	file string
}

// Register adds a flag for every setting, and --config, to a flag set.
func Register(set *flag.FlagSet) *Flags {
	f := &Flags{set: map[string][]given{}}
	set.StringVar(&f.file, "config", "", "settings `file` (default DATA/"+FileName+")")
	for _, s := range Settings {
		f.register(set, s, s.Flag(), false)
		if s.Secret {
			f.register(set, s, s.Flag()+"-file", true)
		}
	}
	return f
}

func (f *Flags) register(set *flag.FlagSet, s Setting, name string, fromFile bool) {
	usage := s.English
	if fromFile {
		usage = "`file` that holds " + s.Key + "; unlike a flag it does not show in the list of processes"
	}
	save := func(v string) error {
		f.set[s.Key] = append(remove(f.set[s.Key], fromFile), given{v, "flag --" + name, fromFile})
		return nil
	}
	if s.Kind == Bool {
		set.BoolFunc(name, usage, save)
		return
	}
	set.Func(name, usage, save)
}

// remove lets a repeated flag replace its earlier value.
func remove(gs []given, fromFile bool) []given {
	var out []given
	for _, g := range gs {
		if g.fromFile != fromFile {
			out = append(out, g)
		}
	}
	return out
}

func (f *Flags) given() map[string][]given {
	if f == nil {
		return nil
	}
	return f.set
}

// readEnv takes our variables. Unknown ones are only warned about: container
// platforms make TONGGUI_PORT and the like by themselves for a service of
// that name. TONGGUI_TEST_* belongs to the tests.
func readEnv(env []string) (map[string][]given, []string) {
	out, warnings := map[string][]given{}, []string(nil)
	for _, line := range env {
		name, value, _ := strings.Cut(line, "=")
		rest, ours := strings.CutPrefix(name, envPrefix)
		if !ours || name == envFile || strings.HasPrefix(rest, "TEST_") || rest != strings.ToUpper(rest) || value == "" {
			continue
		}
		s, fromFile, ok := resolve(strings.ToLower(rest))
		if !ok {
			w := "environment variable " + name + " is no setting of this program"
			if n := nearest(strings.ToLower(rest), names()); n != "" {
				w += "; did you mean " + envPrefix + strings.ToUpper(n) + "?"
			}
			warnings = append(warnings, w)
			continue
		}
		out[s.Key] = append(out[s.Key], given{value, "environment " + name, fromFile})
	}
	return out, warnings
}

func lookupEnv(env []string, name string) (string, bool) {
	for _, line := range env {
		if k, v, _ := strings.Cut(line, "="); k == name {
			return v, true
		}
	}
	return "", false
}

// readFile reads the settings file. A missing one is fine unless somebody named it.
func readFile(path string, explicit bool) (map[string][]given, Problems) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && !explicit {
		return nil, nil
	}
	if err != nil {
		return nil, Problems{{Key: "config", Value: path, What: "the settings file cannot be read: " + err.Error(), Do: "check the path and its permissions"}}
	}
	var table map[string]any
	if _, err := toml.Decode(string(raw), &table); err != nil {
		return nil, Problems{{Key: "config", Value: path, What: "the settings file is not TOML: " + describeTOML(err), Do: "mend that line"}}
	}
	out, problems := map[string][]given{}, Problems(nil)
	for key, v := range table {
		s, fromFile, ok := resolve(key)
		if !ok {
			do := "remove it; `tonggui config` lists every setting"
			if n := nearest(key, names()); n != "" {
				do = "did you mean " + n + "?"
			}
			problems = append(problems, Problem{Key: key, Source: "file " + path, What: "there is no such setting", Do: do})
			continue
		}
		if s.Key == "data" && !explicit {
			problems = append(problems, Problem{Key: key, Source: "file " + path, What: "this file was found through the data folder and cannot move it", Do: "use --data or " + s.Env()})
			continue
		}
		text, err := tomlText(v)
		if err != nil {
			problems = append(problems, Problem{Key: key, Source: "file " + path, What: err.Error(), Do: s.advice})
			continue
		}
		if (fromFile || s.Kind == Path) && text != "" && !filepath.IsAbs(text) {
			text = filepath.Join(filepath.Dir(path), text)
		}
		out[s.Key] = append(out[s.Key], given{text, "file " + path, fromFile})
	}
	slices.SortFunc(problems, func(a, b Problem) int { return strings.Compare(a.Key, b.Key) })
	return out, problems
}

// describeTOML keeps line and reason and leaves out the quoted source, which
// may hold a password.
func describeTOML(err error) string {
	var p toml.ParseError
	if errors.As(err, &p) {
		return fmt.Sprintf("line %d: %s", p.Position.Line, p.Message)
	}
	return "it cannot be understood"
}

func tomlText(v any) (string, error) {
	switch v := v.(type) {
	case string:
		return v, nil
	case bool, int64, float64:
		return fmt.Sprint(v), nil
	case []any:
		parts := make([]string, len(v))
		for i, e := range v {
			s, ok := e.(string)
			if !ok {
				return "", errors.New("the list holds something other than texts")
			}
			parts[i] = s
		}
		return strings.Join(parts, ","), nil
	}
	return "", errors.New("is neither a text, a number, true or false, nor a list")
}

// resolve finds the setting behind a name in the file or environment;
// secrets also answer to NAME_file.
func resolve(name string) (s Setting, fromFile, ok bool) {
	if s, ok = find(name); ok {
		return s, false, true
	}
	if base, cut := strings.CutSuffix(name, fileSuffix); cut {
		if s, ok = find(base); ok && s.Secret {
			return s, true, true
		}
	}
	return Setting{}, false, false
}

func names() []string {
	var out []string
	for _, s := range Settings {
		out = append(out, s.Key)
		if s.Secret {
			out = append(out, s.Key+fileSuffix)
		}
	}
	return out
}
