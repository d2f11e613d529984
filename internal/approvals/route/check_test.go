package route

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tonggui/internal/approvals/words"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/platform/id"
)

// paper is a form with one field of each kind that counts here.
type paper struct{}

func (paper) FieldKind(field string) string {
	return map[string]string{
		"days": "number", "where": "department", "wheres": "departments", "who": "person", "whos": "people",
	}[field]
}

func (paper) Condition(source string) (string, map[string]any) {
	if strings.Contains(source, "nonsense") {
		return "unknown_name", map[string]any{"word": "nonsense"}
	}
	return "", nil
}

var house = Company{Roles: []string{"admin", "hr"}, Automatic: true}

func named(s string) words.Words { return words.Words{"en": s} }

// good is a route with one of everything and no fault.
func good() Route {
	return Route{
		Nobody: NobodyAdmin, Self: SelfSuperior, Same: Once,
		Steps: []Step{
			{
				ID: "head", Kind: Approve, Name: named("Head"), How: Sequence, Level: Passkey, Rights: map[string]Right{"days": Write},
				Who:   []Who{{Kind: Superior, N: 2}, {Kind: DepartmentHead, Of: "wheres"}, {Kind: LeaderInCharge, Of: "who"}},
				Limit: &Limit{Minutes: 480, Then: Escalate},
			},
			{ID: "amount", Kind: Branch, Arms: []Arm{
				{ID: "large", When: "days > 3", Steps: []Step{{ID: "boss", Kind: Approve, Name: named("Boss"), Who: []Who{{Kind: Role, Role: "hr"}}}}},
				{ID: "rest"},
			}},
			{ID: "both", Kind: Parallel, Arms: []Arm{
				{ID: "l", Steps: []Step{{ID: "left", Kind: Approve, Name: named("Left"), Who: []Who{{Kind: Chosen, Min: 1, Max: 3}}}}},
				{ID: "r", When: "days > 1", Steps: []Step{{ID: "right", Kind: Approve, Name: named("Right"), Self: SelfAsk, Who: []Who{{Kind: Applicant}}}}},
			}},
			{ID: "tell", Kind: Copy, Who: []Who{{Kind: Person, IDs: []id.ID{{1}, {2}}}}},
		},
	}
}

func list(faults []apperr.Field) string {
	var out []string
	for _, f := range faults {
		out = append(out, f.Name+" "+f.Code)
	}
	return strings.Join(out, "; ")
}

// covers: APV-01
func TestAGoodRouteHasNoFault(t *testing.T) {
	if faults := Check(good(), paper{}, house); len(faults) != 0 {
		t.Fatal(list(faults))
	}
	if faults := Check(good(), paper{}, Company{Roles: house.Roles}); len(faults) != 0 {
		t.Fatalf("where a person must decide: %s", list(faults))
	}
}

func TestEachFaultIsToldByItsPath(t *testing.T) {
	for _, test := range []struct {
		want  string
		spoil func(*Route)
	}{
		{"nobody not_a_choice", func(r *Route) { r.Nobody = "wait" }},
		{"self not_a_choice", func(r *Route) { r.Self = "never" }},
		{"same not_a_choice", func(r *Route) { r.Same = "twice" }},
		{"steps missing", func(r *Route) { r.Steps = nil }},
		{"steps " + FaultNoDecision, func(r *Route) { r.Steps = r.Steps[3:] }},
		{"steps[0].id missing", func(r *Route) { r.Steps[0].ID = "" }},
		{"steps[0].id wrong_form", func(r *Route) { r.Steps[0].ID = "Head" }},
		{"steps[1].arms[0].steps[0].id doubled", func(r *Route) { r.Steps[1].Arms[0].Steps[0].ID = "head" }},
		{"steps[0].name missing", func(r *Route) { r.Steps[0].Name = words.Words{"en": " "} }},
		{"steps[0].name not_a_choice", func(r *Route) { r.Steps[0].Name = words.Words{"en": "x", "fr": "y"} }},
		{"steps[0].name.en too_long", func(r *Route) { r.Steps[0].Name = named(strings.Repeat("长", MaxName+1)) }},
		{"steps[3].kind not_a_choice", func(r *Route) { r.Steps[3].Kind = "wait" }},
		{"steps[0].how not_a_choice", func(r *Route) { r.Steps[0].How = "most" }},
		{"steps[0].level not_a_choice", func(r *Route) { r.Steps[0].Level = "blood" }},
		{"steps[0].self not_a_choice", func(r *Route) { r.Steps[0].Self = "x" }},
		{"steps[0].limit.minutes out_of_range", func(r *Route) { r.Steps[0].Limit.Minutes = 0 }},
		{"steps[0].limit.then not_a_choice", func(r *Route) { r.Steps[0].Limit.Then = "explode" }},
		{"steps[0].limit.then " + FaultNeedsPerson, func(r *Route) { r.Steps[0].Confirms, r.Steps[0].Limit.Then = true, RejectThen }},
		{"steps[0].nobody " + FaultNeedsPerson, func(r *Route) { r.Steps[0].Confirms, r.Steps[0].Nobody = true, NobodyPass }},
		{"steps[0].rights.day unknown", func(r *Route) { r.Steps[0].Rights = map[string]Right{"day": Read} }},
		{"steps[0].rights.days not_a_choice", func(r *Route) { r.Steps[0].Rights = map[string]Right{"days": "own"} }},
		{"steps[0].rights.days missing", func(r *Route) { r.Steps[0].Rights = map[string]Right{"days": ""} }},
		{"steps[0].arms " + FaultNotHere, func(r *Route) { r.Steps[0].Arms = r.Steps[1].Arms }},
		{"steps[1].who " + FaultNotHere, func(r *Route) { r.Steps[1].Who = r.Steps[0].Who }},
		{"steps[3].limit " + FaultNotHere, func(r *Route) { r.Steps[3].Limit = r.Steps[0].Limit }},
		{"steps[1].arms too_few", func(r *Route) { r.Steps[1].Arms = r.Steps[1].Arms[1:] }},
		{"steps[1].arms[1].id doubled", func(r *Route) { r.Steps[1].Arms[1].ID = "large" }},
		{"steps[1].arms[0].when " + FaultWhenMissing, func(r *Route) { r.Steps[1].Arms[0].When = "" }},
		{"steps[1].arms[1].when " + FaultOtherwise, func(r *Route) { r.Steps[1].Arms[1].When = "days > 2" }},
		{"steps[1].arms[0].when unknown_name", func(r *Route) { r.Steps[1].Arms[0].When = "nonsense > 3" }},
		{"steps[2].arms[1].when unknown_name", func(r *Route) { r.Steps[2].Arms[1].When = "nonsense > 3" }},
		{"steps[2].arms[1].steps missing", func(r *Route) { r.Steps[2].Arms[1].Steps = nil }},
		{"steps[3].who missing", func(r *Route) { r.Steps[3].Who = nil }},
		{"steps[0].who[0].kind not_a_choice", func(r *Route) { r.Steps[0].Who[0].Kind = "anybody" }},
		{"steps[0].who[0].n out_of_range", func(r *Route) { r.Steps[0].Who[0].N = 11 }},
		{"steps[0].who[1].of unknown", func(r *Route) { r.Steps[0].Who[1].Of = "somewhere" }},
		{"steps[0].who[1].of wrong_type", func(r *Route) { r.Steps[0].Who[1].Of = "days" }},
		{"steps[1].arms[0].steps[0].who[0].role not_a_choice", func(r *Route) { r.Steps[1].Arms[0].Steps[0].Who[0].Role = "king" }},
		{"steps[3].who[0].ids missing", func(r *Route) { r.Steps[3].Who[0].IDs = nil }},
		{"steps[3].who[0].ids[1] doubled", func(r *Route) { r.Steps[3].Who[0].IDs[1] = id.ID{1} }},
		{"steps[2].arms[0].steps[0].who[0].max out_of_range", func(r *Route) { r.Steps[2].Arms[0].Steps[0].Who[0].Max = MaxChosen + 1 }},
		{"steps[2].arms[0].steps[0].who[0].max out_of_range", func(r *Route) { r.Steps[2].Arms[0].Steps[0].Who[0].Min = 4 }},
		{"steps[2].arms[1].steps[0].self " + FaultAsksApplicant, func(r *Route) { r.Steps[2].Arms[1].Steps[0].Self = "" }},
	} {
		r := good()
		test.spoil(&r)
		if got := list(Check(r, paper{}, house)); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

func TestAllFaultsAreToldNotOnlyTheFirst(t *testing.T) {
	r := good()
	r.Steps[0].ID, r.Steps[1].Arms[0].When, r.Steps[3].Who = "", "nonsense", nil
	want := "steps[0].id missing; steps[1].arms[0].when unknown_name; steps[3].who missing"
	if got := list(Check(r, paper{}, house)); got != want {
		t.Fatalf("got %q", got)
	}
}

func TestWhereAPersonMustDecideNoWayPassesByItself(t *testing.T) {
	strict := Company{Roles: house.Roles}
	for _, test := range []struct {
		want  string
		spoil func(*Route)
	}{
		{"steps[0].limit.then " + FaultNeedsPerson, func(r *Route) { r.Steps[0].Limit.Then = PassThen }},
		{"steps[0].nobody " + FaultNeedsPerson, func(r *Route) { r.Steps[0].Nobody = NobodyPass }},
		{"steps[0].self " + FaultNeedsPerson, func(r *Route) { r.Steps[0].Self = SelfSkip }},
		{"steps " + FaultNoDecision, func(r *Route) { r.Steps = r.Steps[1:2] }},
		{"", func(r *Route) { r.Steps[0].Limit.Then = RejectThen }},
		{"", func(r *Route) { r.Steps[0].Self, r.Steps[0].Confirms = SelfSkip, true }},
		{"", func(r *Route) { r.Steps = r.Steps[2:3] }},
		{"steps " + FaultNoDecision, func(r *Route) { r.Steps = r.Steps[2:3]; r.Steps[0].Arms[0].When = "days > 9" }},
	} {
		r := good()
		test.spoil(&r)
		if got := list(Check(r, paper{}, strict)); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

func TestDeepAndLongRoutesAreRefused(t *testing.T) {
	inner := []Step{{ID: "a", Kind: Approve, Name: named("A"), Who: []Who{{Kind: Superior}}}}
	for i := range MaxDepth + 1 {
		inner = []Step{{ID: fmt.Sprintf("b%d", i), Kind: Parallel, Arms: []Arm{{ID: "x", Steps: inner}, {ID: "y", Steps: []Step{
			{ID: fmt.Sprintf("c%d", i), Kind: Approve, Name: named("C"), Who: []Who{{Kind: Superior}}},
		}}}}}
	}
	if got := list(Check(Route{Steps: inner}, paper{}, house)); got != "steps[0].arms[0].steps[0].arms[0].steps[0].arms[0].steps[0].arms[0].steps[0].arms too_deep" {
		t.Error(got)
	}
	var long []Step
	for i := range MaxSteps + 1 {
		long = append(long, Step{ID: fmt.Sprintf("s%d", i), Kind: Approve, Name: named("S"), Who: []Who{{Kind: Superior}}})
	}
	if got := list(Check(Route{Steps: long}, paper{}, house)); got != "steps too_many" {
		t.Error(got)
	}
}

func TestEveryFaultOfARouteHasWords(t *testing.T) {
	for _, code := range []string{
		FaultWhenMissing, FaultOtherwise, FaultNeedsPerson, FaultAsksApplicant, FaultNoDecision, FaultNotHere,
		"missing", "wrong_form", "doubled", "too_long", "not_a_choice", "out_of_range", "too_many", "too_few", "too_deep", "unknown", "wrong_type",
	} {
		if !i18n.Has("problem", "field."+code) {
			t.Errorf("field.%s has no words", code)
		}
	}
}

func TestPlacesKnowWhereListsAndArmsEnd(t *testing.T) {
	r := good()
	places := r.Places()
	var got []string
	for i, p := range places {
		got = append(got, fmt.Sprintf("%d %s up %d end %d list %d %s", i, p.Step.ID, p.Up, p.End, p.ArmEnd, Path(places, i)))
	}
	want := []string{
		"0 head up -1 end 1 list 7 ", "1 amount up -1 end 3 list 7 ", "2 boss up 1 end 3 list 3 amount.large",
		"3 both up -1 end 6 list 7 ", "4 left up 3 end 5 list 5 both.l", "5 right up 3 end 6 list 6 both.r", "6 tell up -1 end 7 list 7 ",
	}
	if !slices.Equal(got, want) {
		t.Fatalf("%s", strings.Join(got, "\n"))
	}
	if Find(places, "right") != 5 || Find(places, "none") != -1 {
		t.Fatal("a step is not found by its id")
	}
}
