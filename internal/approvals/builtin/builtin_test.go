package builtin_test

import (
	"slices"
	"strings"
	"testing"

	"tonggui/internal/approvals/builtin"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/route"
	_ "tonggui/internal/messaging" // declares a rule
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/rulebook/model"
)

func all(t *testing.T) []builtin.Template {
	t.Helper()
	list, err := builtin.All()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// kinds are those of APV-02, and the ways of this room itself.
var kinds = strings.Fields(`account_close account_open appeal collaboration company_notice confidential_share customer_promise delegation file_change
	file_export group_dissolve important_information leave penalty permission_change record_delete rule_change special_software spot_check`)

// covers: APV-02
func TestThereIsATemplateForEverythingThatNeedsConsent(t *testing.T) {
	keys, prefixes := []string{}, map[string]string{}
	for _, one := range all(t) {
		keys = append(keys, one.Key)
		prefix := one.Definition.Serial.Prefix
		if other := prefixes[prefix]; other != "" {
			t.Errorf("%s and %s both count as %s", one.Key, other, prefix)
		}
		prefixes[prefix] = one.Key
		if one.Definition.Effect == "" && one.Key != "collaboration" {
			t.Errorf("%s brings nothing about", one.Key)
		}
		if e := one.Definition.Effect; e != "" && !i18n.Has("server", "effect."+e) {
			t.Errorf("nothing says what %s does", e)
		}
		for _, article := range one.Carries {
			if _, known := model.In("en").Article(article); !known {
				t.Errorf("%s carries %s, which is no article", one.Key, article)
			}
		}
		if len(one.Carries) == 0 {
			t.Errorf("%s carries nothing", one.Key)
		}
	}
	if !slices.Equal(keys, kinds) {
		t.Errorf("there are %v", keys)
	}
}

func TestEveryWordStandsInBothLanguages(t *testing.T) {
	for _, one := range all(t) {
		d := one.Definition
		words := map[string]form.Words{"name": d.Name, "about": d.About}
		var fields func(path string, list []form.Field)
		fields = func(path string, list []form.Field) {
			for _, f := range list {
				words[path+f.ID] = f.Label
				if len(f.Hint) > 0 {
					words[path+f.ID+" hint"] = f.Hint
				}
				for _, o := range f.Options {
					words[path+f.ID+"="+o.ID] = o.Label
				}
				fields(path+f.ID+".", f.Columns)
			}
		}
		fields("", d.Fields)
		for place, w := range words {
			for _, language := range []string{"zh-CN", "en"} {
				if said := w[language]; strings.TrimSpace(said) == "" || said == "@" || strings.Contains(said, "您") {
					t.Errorf("%s %s in %s: %q", one.Key, place, language, said)
				}
			}
		}
	}
}

// covers: APV-02
func TestTheCollaborationRequestHasWhatTheRegulationNames(t *testing.T) {
	list := all(t)
	d := list[slices.IndexFunc(list, func(one builtin.Template) bool { return one.Key == "collaboration" })].Definition
	field := func(id string) form.Field {
		return d.Fields[slices.IndexFunc(d.Fields, func(f form.Field) bool { return f.ID == id })]
	}
	if f := field("description"); f.MaxChars != 300 || !f.Required {
		t.Errorf("%+v", f)
	}
	if f := field("departments"); f.MinCount != 2 || !f.Required || f.Kind != form.Departments {
		t.Errorf("%+v", f)
	}
	kinds := []form.Kind{}
	for _, c := range field("work").Columns {
		kinds = append(kinds, c.Kind)
	}
	if !slices.Equal(kinds, []form.Kind{form.Department, form.Text, form.Date}) || field("contact").Kind != form.Person || !field("department").Required || field("remarks").Required {
		t.Errorf("columns %v", kinds)
	}
	if d.Effect != "" || !d.WhoMayApply.All {
		t.Error("it is not offered to everybody")
	}
}

func TestWhatThereIsToChooseFollowsFromTheProgram(t *testing.T) {
	options := map[string][]string{}
	for _, one := range all(t) {
		for _, f := range one.Definition.Fields {
			for _, o := range f.Options {
				options[one.Key+"."+f.ID] = append(options[one.Key+"."+f.ID], o.ID)
				if len(o.ID) > 32 {
					t.Errorf("%s is too long for an option", o.ID)
				}
			}
		}
	}
	if !slices.Contains(options["rule_change.rule"], "messaging-recall_window") || builtin.RuleOf("messaging-recall_window") != "messaging.recall_window" {
		t.Errorf("rules %v", options["rule_change.rule"])
	}
	if !slices.Contains(options["rule_change.role"], "supervisor") || !slices.Equal(options["delegation.templates"], kinds) {
		t.Errorf("roles %v, templates %v", options["rule_change.role"], options["delegation.templates"])
	}
}

// covers: APV-02
func TestEveryTemplateIsOneThatCouldBeMadeOnTheScreen(t *testing.T) {
	roles := []string{}
	for _, r := range authz.Roles {
		roles = append(roles, string(r))
	}
	for _, one := range all(t) {
		for _, automatic := range []bool{true, false} {
			if one.Key == "leave" && !automatic {
				continue // its effect may follow by itself
			}
			for _, fault := range form.CheckDefinition(one.Definition, route.Company{Roles: roles, Automatic: automatic}) {
				t.Errorf("%s: %s %s %v", one.Key, fault.Name, fault.Code, fault.Params)
			}
		}
	}
}
