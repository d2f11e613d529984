package engine

import (
	"testing"

	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/id"
)

// who makes a step of one way of finding people.
func who(name string, w ...route.Who) route.Step {
	return route.Step{ID: name, Kind: route.Approve, Who: w, May: may}
}

// covers: APV-01
func TestPeopleAreFoundByTheLiveOrganisation(t *testing.T) {
	for name, test := range map[string]struct {
		who  route.Who
		want []int
	}{
		"direct superior":                  {route.Who{Kind: route.Superior, N: 1}, []int{11}},
		"second superior":                  {route.Who{Kind: route.Superior, N: 2}, []int{21}},
		"own department's head":            {route.Who{Kind: route.DepartmentHead}, []int{11}},
		"heads of departments in the form": {route.Who{Kind: route.DepartmentHead, Of: "wheres"}, []int{13, 12}},
		"heads of people in the form":      {route.Who{Kind: route.DepartmentHead, Of: "who"}, []int{12, 13}},
		"nobody is their own head":         {route.Who{Kind: route.DepartmentHead, Of: "whose"}, []int{21, 12}},
		"nor in charge of themself":        {route.Who{Kind: route.LeaderInCharge, Of: "whom"}, []int{31}},
		"leader in charge":                 {route.Who{Kind: route.LeaderInCharge}, []int{21}},
		"holders of a role":                {route.Who{Kind: route.Role, Role: "hr"}, []int{41, 42, 43}},
		"named people":                     {route.Who{Kind: route.Person, IDs: to(51, 41)}, []int{51, 41}},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCompany()
			c.department[21], c.department[62], c.department[63] = 1, 2, 3
			c.fields["wheres"], c.fields["who"], c.fields["whose"], c.fields["whom"] = []int{3, 2}, []int{62, 63}, []int{12, 62}, []int{21}
			start(t, c, of(who("a", test.who))).asked(test.want...)
		})
	}
}

func TestSeveralWaysOfFindingPeopleAskEachPersonOnce(t *testing.T) {
	start(t, newCompany(), of(who("a", route.Who{Kind: route.Superior}, route.Who{Kind: route.DepartmentHead}, route.Who{Kind: route.Role, Role: "it"}))).
		asked(11, 51).approve(11, 51).status(Approved)
}

func TestTheApplicantChoosesWhereTheRouteSaysSo(t *testing.T) {
	c := newCompany()
	c.gone[43] = true
	r := of(who("a", route.Who{Kind: route.Chosen, Min: 1, Max: 2}), branch("b", arm("large", "large", who("c", route.Who{Kind: route.Chosen})), arm("rest", "")))
	for name, test := range map[string]struct {
		chosen map[string][]int
		large  bool
		want   *apperr.Def
	}{
		"as asked":                    {map[string][]int{"a": {41, 42}}, false, nil},
		"too few":                     {map[string][]int{}, false, ErrChosenWrong},
		"too many":                    {map[string][]int{"a": {41, 42, 51}}, false, ErrChosenWrong},
		"twice":                       {map[string][]int{"a": {41, 41}}, false, ErrChosenWrong},
		"who has left":                {map[string][]int{"a": {43}}, false, ErrInactive},
		"where nobody is chosen":      {map[string][]int{"a": {41}, "b": {42}}, false, ErrChosenWrong},
		"none in an arm that is gone": {map[string][]int{"a": {41}}, true, ErrChosenWrong},
		"some in an arm that is gone": {map[string][]int{"a": {41}, "c": {42}}, true, nil},
	} {
		t.Run(name, func(t *testing.T) {
			c.conditions["large"] = test.large
			b := Begin{Applicant: p(applicant), Chosen: map[string][]id.ID{}}
			for step, people := range test.chosen {
				b.Chosen[step] = ids(people)
			}
			_, _, err := Start(r, b, c.world())
			if test.want == nil && err != nil || test.want != nil && !apperr.Has(err, test.want) {
				t.Fatal(err)
			}
		})
	}
}

func TestResubmittingChoosesAnewWhereAnotherArmAsksIt(t *testing.T) {
	r := of(branch("b", arm("large", "large", who("c", route.Who{Kind: route.Chosen})), arm("rest", "", step("a", "", 11))))
	y := start(t, newCompany(), r).do(11, Act{Kind: ReturnApplicant})
	y.conditions["large"] = true
	y.refused(ErrChosenWrong, applicant, Act{Kind: Resubmit})
	y.do(applicant, Act{Kind: Resubmit, Chosen: map[string][]id.ID{"c": to(42)}}).asked(42)
}

func TestTheApplicantNeverDecidesTheirOwnUnlessTheStepAsksThem(t *testing.T) {
	own := route.Who{Kind: route.Person, IDs: to(applicant)}
	for name, test := range map[string]struct {
		self     route.Self
		confirms bool
		who      []route.Who
		want     []int
		why      Why
	}{
		"skip passes on":                                    {route.SelfSkip, false, []route.Who{own}, []int{99}, BySelf},
		"skip leaves the others":                            {route.SelfSkip, false, []route.Who{own, {Kind: route.Role, Role: "it"}}, []int{51}, ""},
		"skip where a person must decide":                   {route.SelfSkip, true, []route.Who{own}, []int{91, 92}, ByAdmin},
		"superior stands in":                                {route.SelfSuperior, false, []route.Who{own}, []int{11}, ""},
		"the next above where the superior is asked anyway": {route.SelfSuperior, false, []route.Who{own, {Kind: route.Superior}}, []int{21, 11}, ""},
		"ask lets the applicant decide":                     {route.SelfAsk, false, []route.Who{own}, []int{applicant}, ""},
		"a role that the applicant holds alone":             {route.SelfSuperior, false, []route.Who{{Kind: route.Role, Role: "own"}}, []int{11}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCompany()
			c.roles["own"] = []int{applicant}
			a := who("a", test.who...)
			a.Self, a.Confirms = test.self, test.confirms
			if y := start(t, c, of(a, step("z", "", 99))).asked(test.want...); y.s.Nodes[0].Why != test.why {
				t.Fatalf("why is %q\n%s", y.s.Nodes[0].Why, y.line())
			}
		})
	}
}

func TestWhereNobodyIsFoundTheRouteSaysWhatThen(t *testing.T) {
	empty := route.Who{Kind: route.Role, Role: "none"}
	for name, test := range map[string]struct {
		nobody   route.Nobody
		how      route.How
		confirms bool
		who      []route.Who
		want     []int
	}{
		"pass goes on":                                   {route.NobodyPass, "", false, []route.Who{empty}, []int{99}},
		"pass where a person must decide":                {route.NobodyPass, "", true, []route.Who{empty}, []int{91, 92}},
		"administrators are asked, any of them":          {route.NobodyAdmin, "", false, []route.Who{empty}, []int{91, 92}},
		"an administrator stands in for the part":        {route.NobodyAdmin, "", false, []route.Who{{Kind: route.Role, Role: "it"}, empty}, []int{51, 91}},
		"a part without people is left out":              {route.NobodyPass, "", false, []route.Who{{Kind: route.Role, Role: "it"}, empty}, []int{51}},
		"one of any is enough":                           {route.NobodyRefuse, route.Any, false, []route.Who{{Kind: route.Role, Role: "it"}, empty}, []int{51}},
		"a department without a head is not passed over": {route.NobodyAdmin, "", false, []route.Who{{Kind: route.DepartmentHead, Of: "wheres"}}, []int{12, 91}},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCompany()
			c.fields["wheres"] = []int{2, 4}
			a := who("a", test.who...)
			a.Nobody, a.How, a.Confirms = test.nobody, test.how, test.confirms
			start(t, c, of(a, step("z", "", 99))).asked(test.want...)
		})
	}
}

func TestOneAdministratorIsEnoughWhereNobodyIsFound(t *testing.T) {
	start(t, newCompany(), of(who("a", route.Who{Kind: route.Role, Role: "none"}), step("z", "", 99))).approve(92).asked(99)
}

func TestRefuseTellsTheApplicantAtOnceAndRejectsLater(t *testing.T) {
	a := who("a", route.Who{Kind: route.Role, Role: "none"})
	a.Nobody = route.NobodyRefuse
	if _, _, err := Start(of(a), Begin{Applicant: p(applicant)}, newCompany().world()); !apperr.Has(err, ErrNobody) {
		t.Fatal(err)
	}
	y := start(t, newCompany(), of(step("first", "", 11), a)).approve(11).status(Rejected).asked()
	if last := y.s.Nodes[1]; last.State != NodeStopped || last.Why != ByNobody {
		t.Fatal(y.line())
	}
}

func TestWhoAgreedBeforeIsNotAskedTwiceWhereOnceIsEnough(t *testing.T) {
	r := of(step("a", "", 11), step("b", route.All, 12, 11), step("c", "", 11))
	r.Same = route.Once
	y := start(t, newCompany(), r).approve(11).asked(12).approve(12).status(Approved)
	first, again := y.s.Nodes[0].Seats[0].Tasks[0], y.s.Nodes[2].Seats[0].Tasks[0]
	if again.State != Done || again.Outcome != Earlier || again.By != first.ID {
		t.Fatal("the earlier decision is not recorded as such:\n" + y.line())
	}
	start(t, newCompany(), of(step("a", "", 11), step("b", "", 11))).approve(11).asked(11)
}

func TestWhoAgreesInOneArmIsDoneInTheOtherToo(t *testing.T) {
	r := of(parallel("both", arm("l", "", step("a", "", 11)), arm("r", "", step("b", route.All, 11, 12))), step("c", "", 21))
	r.Same = route.Once
	start(t, newCompany(), r).asked(11, 11, 12).approve(11).asked(12).approve(12).asked(21)
}

func TestAnEarlierDecisionCountsOnlyForWhatWasDecided(t *testing.T) {
	plain := step("a", "", 11)
	strong, stroke, writes := plain, plain, plain
	strong.ID, strong.Level = "b", route.Passkey
	stroke.ID, stroke.Stroke = "b", true
	writes.ID, writes.Rights = "b", map[string]route.Right{"sum": route.Write}
	for name, second := range map[string]route.Step{"a stronger level": strong, "a handwritten signature": stroke, "fields to fill in": writes} {
		t.Run(name, func(t *testing.T) {
			r := of(plain, second)
			r.Same = route.Once
			start(t, newCompany(), r).approve(11).asked(11)
		})
	}
	r := of(step("a", "", 11), step("b", "", 12), step("c", "", 11))
	r.Same = route.Once
	start(t, newCompany(), r).approve(11).do(12, Act{Kind: Approve, Edited: true}).asked(11)
	start(t, newCompany(), r).approve(11).do(12, Act{Kind: ReturnApplicant, Onward: true}).
		do(applicant, Act{Kind: Resubmit, Onward: true}).asked(12).approve(12).asked(11)
}

func TestAnEarlierDecisionNeverCountsForWhomAColleagueAsked(t *testing.T) {
	r := of(step("a", "", 11), step("b", "", 12), step("c", "", 13))
	r.Same = route.Once
	start(t, newCompany(), r).approve(11).do(12, Act{Kind: Transfer, To: to(11)}).asked(11)
	start(t, newCompany(), r).approve(11).do(12, Act{Kind: AddBefore, To: to(11)}).asked(11)
}

func TestAReturnAsksAgainWhoeverItGoesTo(t *testing.T) {
	r := of(step("a", "", 11), step("b", "", 11), step("c", "", 13))
	r.Same = route.Once
	y := start(t, newCompany(), r).approve(11).asked(13).refused(ErrStepUnknown, 13, Act{Kind: ReturnStep, Step: "c"})
	y.do(13, Act{Kind: ReturnStep, Step: "b"}).asked(11).approve(11).asked(13)
}

func TestADecisionThatIsLeftCountsForNothing(t *testing.T) {
	r := of(branch("way", arm("large", "large", step("a", "", 13)), arm("rest", "")), step("b", route.All, 13, 41))
	r.Same = route.Once
	y := start(t, newCompany(), r).asked(13, 41)
	y.conditions["large"] = true
	y.do(13, Act{Kind: Approve, Edited: true}).asked(13).approve(13).asked(41).approve(41).status(Approved)
}

func TestWhoWasChosenAndHasLeftHoldsNoResubmissionUp(t *testing.T) {
	r := of(step("a", "", 12), who("c", route.Who{Kind: route.Chosen}))
	c := newCompany()
	s, _, err := Start(r, Begin{Applicant: p(applicant), Chosen: map[string][]id.ID{"c": to(11)}}, c.world())
	if err != nil {
		t.Fatal(err)
	}
	y := (&play{T: t, company: c, r: r, s: s}).do(12, Act{Kind: ReturnApplicant})
	c.gone[11] = true
	y.do(applicant, Act{Kind: Resubmit}).approve(12).asked(21)
}
