package demo

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tonggui/internal/messaging/content"
	"tonggui/internal/org/password"
	"tonggui/internal/org/roster"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

func script(t *testing.T) ([]*talk, map[string]roster.Person) {
	t.Helper()
	all, err := talks()
	if err != nil {
		t.Fatal(err)
	}
	byName, err := people()
	if err != nil {
		t.Fatal(err)
	}
	return all, byName
}

func TestRosterIsWithoutFaultsAndNamesAreUnique(t *testing.T) {
	sheet, err := roster.Read(rosterFile, rosterName, nil)
	if err != nil {
		t.Fatal(err)
	}
	plan := roster.Rehearse(sheet, roster.Company{})
	if len(plan.Faults) > 0 || plan.Counts.Create != 63 || len(plan.Warnings) > 0 {
		t.Errorf("counts %+v, faults %+v, warnings %+v", plan.Counts, plan.Faults, plan.Warnings)
	}
	for _, e := range plan.Entries {
		if len(e.Notices) > 0 {
			t.Errorf("%s: %+v", e.Name, e.Notices)
		}
	}
	byName, _ := people()
	if len(byName) != plan.Counts.Create {
		t.Errorf("%d different names among %d people", len(byName), plan.Counts.Create)
	}
	headed := map[roster.Path]bool{}
	for _, h := range plan.Heads {
		headed[h.Department] = h.ToHead != ""
	}
	for _, d := range plan.Departments {
		if !headed[d.To] {
			t.Errorf("%s has no head", d.To)
		}
	}
}

func TestPasswordOfTheSampleIsGoodEnoughForEverybody(t *testing.T) {
	byName, _ := people()
	for _, p := range byName {
		if v := password.Check(Password, password.Own{Number: p.Number, Name: p.Name, Mobile: p.Mobile, Email: p.Email, Company: []string{Name}}); len(v) > 0 {
			t.Errorf("%s: %+v", p.Name, v)
		}
	}
}

func TestEverybodyInTheScriptWorksHere(t *testing.T) {
	all, byName := script(t)
	for _, talk := range all {
		members := map[string]bool{}
		here := func(name, what string) {
			t.Helper()
			if p, ok := byName[name]; !ok || p.Status != roster.Active {
				t.Errorf("%s: %s %q does not work here", talk.file, what, name)
			}
			if !talk.all && !members[name] {
				t.Errorf("%s: %s %q is no member", talk.file, what, name)
			}
		}
		for _, m := range talk.members {
			if members[m] && talk.kind == "group" {
				t.Errorf("%s: %s is a member twice", talk.file, m)
			}
			members[m] = true
		}
		for i := range talk.lines {
			l := &talk.lines[i]
			here(l.who, "author")
			if l.act == "adds" {
				if members[l.whom] {
					t.Errorf("%s: %s is a member already", talk.file, l.whom)
				}
				members[l.whom] = true
				here(l.whom, "new member")
			}
			for _, name := range mentioned(l.text, byName) {
				here(name, "mentioned")
			}
			if strings.Contains(l.text, "@"+everyone) && l.who != talk.opener() {
				t.Errorf("%s: only the owner calls everybody, not %s", talk.file, l.who)
			}
		}
		states := slices.Concat(talk.pinned, talk.muted)
		for name := range talk.behind {
			states = append(states, name)
		}
		for name := range talk.unread {
			states = append(states, name)
		}
		for name := range talk.drafts {
			states = append(states, name)
		}
		for _, name := range states {
			here(name, "state of")
		}
	}
}

func mentioned(text string, byName map[string]roster.Person) (out []string) {
	for _, after := range strings.Split(text, "@")[1:] {
		for name := range byName {
			if strings.HasPrefix(after, name) {
				out = append(out, name)
			}
		}
	}
	return out
}

func TestTimesOfTheScriptRunForwardAndKeepTheRecallWindow(t *testing.T) {
	all, byName := script(t)
	labels, groups := map[string]bool{}, map[string]bool{}
	for _, talk := range all {
		groups[talk.name] = true
	}
	for _, talk := range all {
		said := map[string]*line{}
		for i := range talk.lines {
			l := &talk.lines[i]
			if l.day < 1 || l.day > lastDay || l.at < 7*time.Hour || l.at > 23*time.Hour {
				t.Errorf("%s: day %d %s is no time to write", talk.file, l.day, l.at)
			}
			if i > 0 && (l.day < talk.lines[i-1].day || l.day == talk.lines[i-1].day && l.at <= talk.lines[i-1].at) {
				t.Errorf("%s: day %d %s comes after a later line", talk.file, l.day, l.at)
			}
			labels[l.act] = true
			for _, label := range strings.Split(l.about+","+l.parts, ",") {
				if l.act == "oversends" {
					continue
				}
				if l.act == "sends" && label != "" {
					if raw, err := sentFile(label); err != nil || len(raw) == 0 || sentNames[label] == "" {
						t.Errorf("%s: %s sends %s: there is no such file", talk.file, l.who, label)
					}
				} else if label != "" && said[label] == nil {
					t.Errorf("%s: %s %s %s, which nobody has said", talk.file, l.who, l.act, label)
				}
			}
			if l.act == "forwards" && byName[l.whom].Name == "" && !groups[l.whom] {
				t.Errorf("%s: %s forwards to nobody", talk.file, l.who)
			}
			switch first := said[l.label]; {
			case slices.Contains([]string{"says", "quotes", "answers"}, l.act):
				if l.label != "" {
					said[l.label] = l
				}
			case slices.Contains([]string{"edits", "recalls", "misses", "corrects"}, l.act):
				if first == nil || first.who != l.who {
					t.Errorf("%s: %s %s what %s did not say", talk.file, l.who, l.act, l.who)
				} else if late := l.day > first.day || l.at-first.at > window(l.who); late != (l.act == "corrects" || l.act == "misses") {
					t.Errorf("%s: %s %s at the wrong time", talk.file, l.who, l.act)
				}
			}
		}
	}
	for _, act := range []string{"says", "edits", "recalls", "misses", "corrects", "adds", "quotes", "answers", "forwards", "oversends"} {
		if !labels[act] {
			t.Errorf("nobody %s", act)
		}
	}
}

// window is how long somebody can recall what they said: one has longer, by an exemption.
func window(who string) time.Duration {
	if who == exempt {
		return exemptFor
	}
	return 2 * time.Minute
}

func TestMalformedScriptIsRefusedWithItsPlace(t *testing.T) {
	for _, text := range []string{"gruop X\n", "group X\n  indented\n", "day one\n", "09:00 A shouts: b\n"} {
		if _, err := parseTalk("x.txt", text); err == nil || !strings.HasPrefix(err.Error(), "x.txt:") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestCalendarCountsWorkingDaysAroundToday(t *testing.T) {
	for now, want := range map[string]string{ // day 10, day 9, day 1, day 12
		"2026-03-04T10:00:00+08:00": "2026-03-04 2026-03-03 2026-02-19 2026-03-06",
		"2026-03-02T06:00:00+08:00": "2026-03-02 2026-02-27 2026-02-17 2026-03-04",
		"2026-03-08T23:00:00+08:00": "2026-03-06 2026-03-05 2026-02-23 2026-03-10", // a Sunday
	} {
		at, _ := time.Parse(time.RFC3339, now)
		c := newCalendar(clock.Of(at))
		got := []string{}
		for _, n := range []int{10, 9, 1, 12} {
			got = append(got, c.day(n).Format(time.DateOnly))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", now, got, want)
		}
	}
	at, _ := time.Parse(time.RFC3339, "2026-03-04T10:00:00+08:00")
	if got := newCalendar(clock.Of(at)).dates("{day 9} 前，{day 12} 后"); got != "3月3日 前，3月6日 后" {
		t.Error(got)
	}
}

func TestBlocksAndMarksBecomeNodes(t *testing.T) {
	p := &player{}
	got := p.nodes("先**看**这 `x`：https://a.example/b，\n再说\n- 一\n- **二**\n3. 三\n> 引\n> 用\n```go\na\n\n- b\n```\n1. 头\n2. 尾")
	const want = `{"type":"text","nodes":[{"type":"text","text":"先"},{"type":"text","text":"看","marks":["bold"]},{"type":"text","text":"这 "},` +
		`{"type":"text","text":"x","marks":["code"]},{"type":"text","text":"："},{"type":"link","text":"https://a.example/b","url":"https://a.example/b"},` +
		`{"type":"text","text":"，\n再说"},{"type":"list","ordered":false,"items":[[{"type":"text","text":"一"}],[{"type":"text","text":"二","marks":["bold"]}]]},` +
		`{"type":"text","text":"3. 三"},{"type":"quote","nodes":[{"type":"text","text":"引\n用"}]},{"type":"code_block","text":"a\n\n- b","language":"go"},` +
		`{"type":"list","ordered":true,"items":[[{"type":"text","text":"头"}],[{"type":"text","text":"尾"}]]}]}`
	sealed, err := got.Seal(func(id.ID) string { return "" })
	if err != nil || string(sealed.Body) != want {
		t.Errorf("%s, %v", sealed.Body, err)
	}
}

func TestMentionsBecomeNodes(t *testing.T) {
	a, b := id.ID{1}, id.ID{2}
	p := &player{order: []string{"沈知远", "许听澜"}, actors: map[string]authz.Principal{"沈知远": {Account: a}, "许听澜": {Account: b}}}
	got := p.nodes("@许听澜 和@沈知远看 x@y.example，@所有人").Nodes
	want := []content.Node{{Type: "mention", AccountID: &b}, {Type: "text", Text: " 和"}, {Type: "mention", AccountID: &a},
		{Type: "text", Text: "看 x@"}, {Type: "text", Text: "y.example，"}, {Type: "mention_all"}}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i := range want {
		same := got[i].Type == want[i].Type && got[i].Text == want[i].Text && (got[i].AccountID == nil) == (want[i].AccountID == nil)
		if !same || want[i].AccountID != nil && *got[i].AccountID != *want[i].AccountID {
			t.Errorf("node %d: %+v, want %+v", i, got[i], want[i])
		}
	}
}
