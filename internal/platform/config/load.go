package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// FileName is the settings file's name inside the data folder.
const FileName = "tonggui.toml"

// Sources is where settings are looked for.
type Sources struct {
	Flags *Flags   // nil: no flags
	Env   []string // as os.Environ gives it
}

// Value is one setting as it stands.
type Value struct {
	Setting Setting
	Text    string // *** for secrets
	Source  string // "flag --listen", "environment TONGGUI_LISTEN", "file …", "default"
}

// Loaded is a configuration and where it came from.
type Loaded struct {
	Config
	File     string // the settings file that was read, "" when there was none
	Values   []Value
	Warnings []string
}

// given is a raw value and where it was found.
type given struct {
	text, source string
	fromFile     bool // text is a path whose content is the value
}

// Load reads and checks everything. The error, if any, is Problems; Loaded is
// returned even then, as far as it got, so that `tonggui config` can show it.
func Load(src Sources) (*Loaded, error) {
	out := &Loaded{}
	env, warnings := readEnv(src.Env)
	out.Warnings = warnings
	layers := []map[string][]given{src.Flags.given(), env}

	file, explicit := filePath(src.Flags, src.Env, layers)
	inFile, problems := readFile(file, explicit)
	if inFile != nil {
		out.File = file
	}
	layers = append(layers, inFile)

	for _, s := range Settings {
		g, p := pick(s, layers)
		problems = append(problems, p...)
		text := g.text
		if g.fromFile {
			var err error
			if text, err = readSecret(g.text); err != nil {
				problems = append(problems, Problem{Key: s.Key, Source: g.source, Value: g.text, What: err.Error(), Do: "name a readable file that holds only the value"})
				text, g.text = "", ""
			}
		}
		shown := userInURL.ReplaceAllString(text, "//"+mask+"@") // where no password belongs, somebody writes one
		if s.Secret && shown != "" {
			shown = mask
		}
		out.Values = append(out.Values, Value{Setting: s, Text: shown, Source: g.source})
		if err := s.set(&out.Config, text); err != nil {
			problems = append(problems, Problem{Key: s.Key, Source: g.source, Value: shown, What: err.Error(), Do: s.advice})
		}
	}
	for _, p := range checkTogether(&out.Config) {
		p.Source = out.source(p.Key)
		problems = append(problems, p)
	}
	if len(problems) > 0 {
		return out, problems
	}
	return out, nil
}

func (l *Loaded) source(key string) string {
	i := slices.IndexFunc(l.Values, func(v Value) bool { return v.Setting.Key == key })
	if i < 0 {
		return ""
	}
	return l.Values[i].Source
}

// pick takes a setting from the first layer that has it.
func pick(s Setting, layers []map[string][]given) (given, Problems) {
	for _, layer := range layers {
		switch found := layer[s.Key]; len(found) {
		case 0:
		case 1:
			return found[0], nil
		default:
			return found[0], Problems{{
				Key: s.Key, Source: found[0].source + " and " + found[1].source,
				What: "is given both as a value and as a file", Do: "keep one of them",
			}}
		}
	}
	return given{text: s.Default, source: "default"}, nil
}

// filePath says which settings file to read and whether somebody asked for it.
func filePath(flags *Flags, env []string, layers []map[string][]given) (string, bool) {
	if flags != nil && flags.file != "" {
		return flags.file, true
	}
	if path, ok := lookupEnv(env, envFile); ok && path != "" {
		return path, true
	}
	data, _ := find("data")
	g, _ := pick(data, layers)
	return filepath.Join(g.text, FileName), false
}

var userInURL = regexp.MustCompile(`//[^/@,\s]+@`)

const secretLimit = 64 << 10

// readSecret reads a secret's file; the line end that editors add is no part of it.
func readSecret(path string) (string, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", errors.New("the file does not exist")
	case err != nil:
		return "", fmt.Errorf("the file cannot be read: %w", err)
	case !info.Mode().IsRegular() || info.Size() > secretLimit:
		return "", errors.New("this is not a small ordinary file")
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("the file cannot be read: %w", err)
	}
	return strings.TrimRight(string(raw), "\r\n"), nil
}
