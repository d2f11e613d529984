package demo

import (
	"slices"
	"testing"

	"tonggui/internal/approvals"
	"tonggui/internal/governance/acknowledgement"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/regulation"
)

// rules lists the rules that carry something below.
func rules(items []regulation.RegulationNode) (out []string) {
	for _, n := range items {
		out = append(append(out, n.Rules...), rules(n.Children)...)
	}
	return out
}

func TestTheSampleCompanyLivesByARegulationOfItsOwn(t *testing.T) {
	r, _ := seeded(t, evening)
	ctx, hr := t.Context(), enter(t, r, "1003")
	list, err := r.Regulations.List(ctx, hr, httpapi.Page{Limit: 10})
	all := list.Items
	i := slices.IndexFunc(all, func(one regulation.Regulation) bool { return one.BuiltIn == nil })
	if err != nil || i < 0 || all[i].InForce == nil || all[i].Versions[0].Articles != 21 || all[i].Versions[0].OpenDoubts != 0 {
		t.Fatalf("%+v", all)
	}
	v, err := r.Regulations.Version(ctx, enter(t, r, "1026"), all[i].ID, *all[i].InForce)
	if err != nil {
		t.Fatal(err)
	}
	carry := rules(v.Items)
	slices.Sort(carry)
	if want := []string{"acknowledgement.due", "files.message_size", "messaging.recall_window"}; !slices.Equal(carry, want) {
		t.Errorf("carried by %v", carry)
	}
	s, err := r.Signing.State(ctx, hr, all[i].ID, 0)
	if err != nil || s.Totals.Done < 40 || s.Totals.Overdue != int64(len(unsigned)) {
		t.Errorf("%+v, %v", s, err)
	}
	l, err := r.Signing.Listing(ctx, hr, all[i].ID, acknowledgement.Filter{State: "overdue"}, httpapi.Page{Limit: 50})
	if err != nil || len(l.Items) != len(unsigned) {
		t.Errorf("%d have not acknowledged it: %v", len(l.Items), err)
	}
}

func TestTheSampleCompanyHasFactsToTryRulesOn(t *testing.T) {
	r, _ := seeded(t, evening)
	ctx := t.Context()
	list, err := r.Rules.Evidence(ctx, enter(t, r, "1009"), rulebook.EvidenceFilter{Outcome: rulebook.Block}, httpapi.Page{Limit: 100})
	refusals, departments := map[string]int{}, map[id.ID]bool{}
	for _, e := range list.Items {
		refusals[e.Rule.ID]++
		departments[e.Department.ID] = true
		if e.At < clock.Of(evening.AddDate(0, 0, -16)) || e.At > clock.Of(evening) {
			t.Errorf("%+v", e)
		}
	}
	if err != nil || refusals["messaging.recall_window"] != 7 || refusals["files.message_size"] != 3 || len(departments) < 4 {
		t.Errorf("refused: %v in %d departments, %v", refusals, len(departments), err)
	}
	if v := r.Rules.Book.Value("messaging.recall_window", rulebook.SubjectOf(enter(t, r, "1040")), clock.Of(evening)); v.Value != 600 || v.Scope.Kind != rulebook.ForPerson {
		t.Errorf("the hotline's head has %+v", v)
	}
	open, err := r.Rules.Proposals(ctx, enter(t, r, "1002"), rulebook.Open, httpapi.Page{Limit: 10})
	if err != nil || len(open.Items) != 1 || open.Items[0].Approval == nil {
		t.Errorf("waiting for the security administrator: %+v, %v", open.Items, err)
	}
}

// box lists approvals as "template state step/effect" of somebody.
func box(t *testing.T, r Rooms, number, name string) (out []string) {
	t.Helper()
	list, err := r.Approvals.List(t.Context(), enter(t, r, number), approvals.Filter{Box: name}, httpapi.Page{Limit: 20})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range list.Items {
		out = append(out, a.Template.Key+" "+a.State+" "+a.Effect)
	}
	slices.Sort(out)
	return out
}

func TestTheSampleCompanyHasApprovalsInEveryState(t *testing.T) {
	r, _ := seeded(t, evening)
	for _, want := range []struct {
		number, box string
		list        []string
	}{
		{"1026", "waiting", []string{"collaboration running none", "leave running none"}},
		{"1025", "waiting", []string{"leave running none"}},
		{"1002", "waiting", []string{"rule_change running none"}},
		{"1002", "decided", []string{"rule_change approved done"}},
		{"1023", "decided", []string{"leave rejected none"}},
		{"1038", "mine", []string{"collaboration approved none"}},
		{"1014", "mine", []string{"delegation approved done"}},
	} {
		if got := box(t, r, want.number, want.box); !slices.Equal(got, want.list) {
			t.Errorf("%s of %s: %v", want.box, want.number, got)
		}
	}
	if all, err := r.Approvals.Effects(t.Context(), enter(t, r, "1006"), "", httpapi.Page{Limit: 10}); err != nil || len(all.Items) > 0 {
		t.Errorf("not done: %+v, %v", all.Items, err)
	}
	away := 0
	for _, p := range r.Org.Search("祝遥", 1) {
		if p.Presence.State == "leave" {
			away++
		}
	}
	if away != 1 {
		t.Error("nobody is on leave")
	}
}

func TestTheSampleCompanyHasACalendarOfItsOwn(t *testing.T) {
	r, _ := seeded(t, evening)
	who := enter(t, r, "1021")
	y, err := r.Calendar.Year(t.Context(), who, who.Department, evening.Year())
	own := 0
	for _, d := range y.Days {
		if d.From == "company" {
			own++
		}
	}
	if err != nil || own != 2 || y.SiteID == nil || *y.SiteID != who.Department || y.Week[0][0].From != 13*60 {
		t.Errorf("%+v, %v", y, err)
	}
}
