package builtin_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tonggui/internal/approvals/builtin"
	"tonggui/internal/approvals/engine"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/id"
)

// company is an invented one: a clerk and their head in sales, the head of works, a leader, and those who hold
// roles. Nobody but the two heads and the leader is anybody's superior.
type company struct{ names map[id.ID]string }

var known = func() map[string]id.ID {
	out := map[string]id.ID{}
	for _, name := range strings.Fields("clerk head smith leader hr it admin security_admin audit_admin supervisor sales works") {
		out[name] = id.New(1)
	}
	return out
}()

func invented() company {
	c := company{map[id.ID]string{}}
	for name, one := range known {
		c.names[one] = name
	}
	return c
}

func (c company) Superior(person id.ID, n int) id.ID {
	line := map[string][]string{"clerk": {"head", "leader"}, "head": {"leader"}, "smith": {"leader"}}[c.names[person]]
	if n < 1 || n > len(line) {
		return id.Zero
	}
	return known[line[n-1]]
}

func (c company) Heads(department id.ID) []id.ID {
	if department == known["works"] {
		return []id.ID{known["smith"]}
	}
	return []id.ID{known["head"]}
}
func (c company) InCharge(id.ID) id.ID { return known["leader"] }
func (c company) Holders(role string) []id.ID {
	if one, held := known[role]; held {
		return []id.ID{one}
	}
	return nil
}
func (c company) Active(person id.ID) bool { return c.names[person] != "" }
func (c company) Department(id.ID) id.ID   { return known["sales"] }
func (c company) Delegate(id.ID) id.ID     { return id.Zero }

// filled puts something into every field. Of choices it is the nth.
func filled(fields []form.Field, n int) form.Values {
	out := form.Values{}
	clerk, sales, works := known["clerk"].String(), known["sales"].String(), known["works"].String()
	file := map[string]any{"file_id": known["it"].String(), "name": "a.pdf", "size": 10, "sha256": strings.Repeat("0a", 32)}
	for _, f := range fields {
		option := ""
		if len(f.Options) > 0 {
			option = f.Options[n%len(f.Options)].ID
		}
		rows := make([]any, max(f.MinCount, 1))
		for i := range rows {
			rows[i] = map[string]any(filled(f.Columns, n))
		}
		value := map[form.Kind]any{form.Text: "words", form.LongText: "words", form.Number: "3", form.Amount: "60000.5", form.Date: "2026-10-09", form.DateTime: 1_790_812_800_000,
			form.Span: map[string]any{"from": "2026-10-09", "to": fmt.Sprintf("2026-10-%02d", 10+n)}, form.Choice: option, form.Choices: []any{option},
			form.Person: clerk, form.People: []any{clerk}, form.Department: sales, form.Departments: []any{sales, works}, form.Attachment: []any{file}, form.Image: []any{file},
			form.Rows: rows, form.Related: []any{clerk}, form.Phone: "13800000000", form.YesNo: n%2 == 0}[f.Kind]
		if f.ID == "trial" {
			value = nil
		}
		if value != nil {
			out[f.ID] = value
		}
	}
	return out
}

// line says who would be asked: step(people) in order.
func line(t *testing.T, one builtin.Template, n int, applicant string) string {
	t.Helper()
	fm, faults := form.New(one.Definition.Fields)
	if len(faults) > 0 {
		t.Fatal(one.Key, faults)
	}
	values, wrong := fm.Check(filled(one.Definition.Fields, n)) // what other answers hide is left out
	if len(wrong) > 0 {
		t.Errorf("%s, choices %d: %v", one.Key, n, wrong)
	}
	c := invented()
	steps, err := engine.Preview(one.Definition.Route, engine.Begin{Applicant: known[applicant], Chosen: map[string][]id.ID{"second": {known["smith"]}}},
		engine.World{Facts: fm.Facts(values), People: c, Now: 1, NewID: func() id.ID { return id.New(1) }})
	if err != nil {
		t.Fatal(one.Key, err)
	}
	out := []string{}
	for _, s := range steps {
		if s.Kind != route.Approve { // who is told is found when it comes to that
			continue
		}
		people := []string{}
		for _, p := range s.People {
			people = append(people, c.names[p.Person])
		}
		if s.State == engine.ViewState(engine.NodeStopped) || len(people) == 0 || slices.Contains(people, "") {
			t.Errorf("%s, choices %d: step %s finds %v, %s", one.Key, n, s.Step, people, s.State)
		}
		out = append(out, s.Step+"("+strings.Join(people, " ")+")")
	}
	return strings.Join(out, " ")
}

// covers: APV-02
func TestEveryTemplateFindsWhomItAsksInAnInventedCompany(t *testing.T) {
	lines := map[string][]string{}
	for _, one := range all(t) {
		for n := range 9 {
			lines[one.Key] = append(lines[one.Key], line(t, one, n, "clerk"))
		}
	}
	for _, want := range []struct {
		key     string
		choices int
		line    string
	}{
		{"leave", 0, "superior(head)"},
		{"leave", 3, "superior(head) head(head)"},
		{"collaboration", 0, "heads(head smith)"},
		{"rule_change", 0, "second(security_admin)"},
		{"delegation", 0, "superior(head)"},
		{"account_open", 0, "head(head) hr(hr) leader(leader) it(it)"},
		{"important_information", 0, "head(head) charge(leader)"},
		{"important_information", 5, "head(head) superior(leader)"},
		{"important_information", 6, "head(head)"},
		{"company_notice", 0, "head(head) leader(leader)"},
		{"spot_check", 0, "leader(leader) second(smith)"},
		{"customer_promise", 0, "head(head) charge(leader)"},
		{"customer_promise", 1, "head(head)"},
		{"file_export", 2, "head(head) charge(leader)"},
		{"group_dissolve", 0, "head(head)"},
	} {
		if got := lines[want.key][want.choices]; got != want.line {
			t.Errorf("%s, choices %d: %s, want %s", want.key, want.choices, got, want.line)
		}
	}
}

func TestWhoAsksDoesNotAnswer(t *testing.T) {
	for _, one := range all(t) {
		for _, applicant := range []string{"head", "security_admin", "hr", "leader"} {
			for n := range 3 {
				asked := line(t, one, n, applicant)
				for step := range strings.SplitSeq(asked, ") ") {
					_, people, _ := strings.Cut(step, "(")
					if slices.Contains(strings.Fields(strings.Trim(people, ")")), applicant) {
						t.Errorf("%s asks %s for what they asked for themselves: %s", one.Key, applicant, asked)
					}
				}
			}
		}
	}
}
