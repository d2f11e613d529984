package builtin

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/words"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/rulebook"
)

//go:embed templates/*.json
var files embed.FS

// Template is one that comes with the program.
type Template struct {
	Key        string
	Carries    []string // keys of articles of the model regulation
	Definition form.Definition
}

// All lists the templates in the order of their keys. What there is to choose from in some fields follows
// from the program: its rules, its roles, the templates themselves.
//
// Error: only where a file is damaged, which a test would tell.
func All() ([]Template, error) {
	entries, err := files.ReadDir("templates")
	if err != nil {
		return nil, err
	}
	out := make([]Template, 0, len(entries))
	for _, e := range entries {
		t, err := read(e.Name())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", e.Name(), err)
		}
		out = append(out, t)
	}
	lists := map[string][]form.Option{"rules": rules(), "roles": roles(), "templates": named(out)}
	for i := range out {
		fill(out[i].Definition.Fields, lists)
	}
	return out, nil
}

func read(name string) (Template, error) {
	raw, err := files.ReadFile(path.Join("templates", name))
	if err != nil {
		return Template{}, err
	}
	var file struct {
		Carries    []string        `json:"carries"`
		Definition form.Definition `json:"definition"`
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	err = d.Decode(&file)
	return Template{strings.TrimSuffix(name, ".json"), file.Carries, file.Definition}, err
}

// fill puts lists in the place of the one option that names them.
func fill(fields []form.Field, lists map[string][]form.Option) {
	for i := range fields {
		if o := fields[i].Options; len(o) == 1 && o[0].Label.In(i18n.Default) == placeholder {
			fields[i].Options = lists[o[0].ID]
		}
	}
}

const placeholder = "@"

// both says something in the languages in which words are written.
func both(say func(language string) string) words.Words {
	out := words.Words{}
	for _, language := range words.Languages {
		out[language] = say(language)
	}
	return out
}

// rules are those that can be changed, each with the unit in which its value is written.
func rules() (out []form.Option) {
	for _, r := range rulebook.Declared() {
		out = append(out, form.Option{ID: RuleOption(r.ID), Label: both(func(language string) string {
			title := i18n.Text(language, "server", "rule."+r.ID+".title", nil)
			if r.Unit == "" {
				return title
			}
			return i18n.Text(language, "server", "approval.rule_in_unit", map[string]any{"rule": title, "unit": i18n.Text(language, "server", "approval.unit."+r.Unit, nil)})
		})})
	}
	return out
}

// RuleOption is the option that stands for a rule; RuleOf is the way back. Ids of options have no dots, and
// those of rules no dashes.
func RuleOption(rule string) string { return strings.ReplaceAll(rule, ".", "-") }

// RuleOf is the rule for which an option stands.
func RuleOf(option string) string { return strings.ReplaceAll(option, "-", ".") }

func roles() (out []form.Option) {
	for _, r := range authz.Roles {
		out = append(out, form.Option{ID: string(r), Label: both(func(language string) string { return i18n.Text(language, "admin", "role."+string(r), nil) })})
	}
	return out
}

// named are the templates to choose from.
func named(all []Template) (out []form.Option) {
	for _, t := range all {
		out = append(out, form.Option{ID: t.Key, Label: t.Definition.Name})
	}
	return out
}
