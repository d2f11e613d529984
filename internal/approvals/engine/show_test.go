package engine

import (
	"fmt"
	"strings"
	"testing"

	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/id"
)

// sketch writes stations as "step[arm] state person:state …".
func sketch(views []StepView) string {
	var lines []string
	for _, v := range views {
		line := v.Step
		if v.Arm != "" {
			line += "[" + v.Arm + "]"
		}
		line += " " + string(v.State)
		if v.Why != "" {
			line += "/" + string(v.Why)
		}
		for _, p := range v.People {
			line += fmt.Sprintf(" %d:%s", number(p.Person), p.State)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestThePreviewTellsWhomARouteWouldAsk(t *testing.T) {
	c := newCompany()
	c.conditions["large"] = true
	r := of(
		step("a", route.Any, 11, 12),
		branch("amount", arm("large", "large", step("b", route.Sequence, 21, 13)), arm("rest", "", step("c", "", 41))),
		step("d", "", 13),
		route.Step{ID: "tell", Kind: route.Copy, Who: []route.Who{{Kind: route.Role, Role: "hr"}}},
		route.Step{ID: "pick", Kind: route.Approve, Who: []route.Who{{Kind: route.Chosen, Min: 2, Max: 3}}},
		route.Step{ID: "top", Kind: route.Approve, Who: []route.Who{{Kind: route.Superior, N: 9}}},
	)
	r.Same = route.Once
	views, err := Preview(r, Begin{Applicant: p(applicant)}, c.world())
	if err != nil {
		t.Fatal(err)
	}
	want := `a ahead 11:waiting 12:waiting
amount ahead
b[amount.large] ahead 21:waiting 13:waiting
d ahead 13:done
tell ahead 41:waiting 42:waiting 43:waiting
pick ahead/choice
top ahead/admin 91:waiting 92:waiting`
	if got := sketch(views); got != want {
		t.Fatalf("got\n%s\nwant\n%s", got, want)
	}
	if views[5].Choose == nil || views[5].Choose.Min != 2 {
		t.Fatal("the preview does not say how many the applicant must choose")
	}
}

func TestThePreviewEndsWhereNobodyCouldBeAsked(t *testing.T) {
	r := of(step("a", "", 11), route.Step{ID: "b", Kind: route.Approve, Who: []route.Who{{Kind: route.Role, Role: "nobody"}}}, step("c", "", 12))
	r.Nobody = route.NobodyRefuse
	views, err := Preview(r, Begin{Applicant: p(applicant)}, newCompany().world())
	if want := "a ahead 11:waiting\nb stopped/nobody"; err != nil || sketch(views) != want {
		t.Fatalf("%v\n%s", err, sketch(views))
	}
}

func TestTheLineShowsWhatWasAndWhatLiesAhead(t *testing.T) {
	y := start(t, newCompany(), of(step("a", "", 11), step("b", route.All, 12, 13), step("c", "", 21))).approve(11)
	y.do(12, Act{Kind: AddBefore, To: []id.ID{p(41)}})
	want := "a passed 11:done\nb running 12:waiting 13:open 41:open"
	if got := sketch(Show(y.r, y.s)); got != want {
		t.Fatalf("got\n%s\nwant\n%s", got, want)
	}
	if by := Show(y.r, y.s)[1].People[2]; by.Kind != Before || by.Of != p(12) {
		t.Fatalf("added signer %+v", by)
	}
	before := y.line()
	coming, err := y.s.Coming(y.r, y.world())
	if err != nil || sketch(coming) != "c ahead 21:waiting" {
		t.Fatalf("%v\n%s", err, sketch(coming))
	}
	if y.line() != before {
		t.Fatal("looking ahead changed the state")
	}
}
