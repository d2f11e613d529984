package engine

import (
	"slices"
	"testing"
	"time"

	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/id"
)

func limited(then route.Then, people ...int) route.Step {
	s := step("a", route.All, people...)
	s.Limit = &route.Limit{Minutes: 60, Then: then}
	return s
}

func (y *play) later(d time.Duration) *play {
	y.now = y.now.Add(d)
	return y
}

// expire lets the limit of a person's task be looked at.
func (y *play) expire(n int) *play {
	y.Helper()
	return y.do(0, Act{Kind: Expire, Task: y.task(n).ID})
}

// covers: APV-01
func TestATimeLimitDoesWhatTheStepSaysAndNothingEarlier(t *testing.T) {
	for then, test := range map[route.Then]struct {
		status Status
		asked  []int
	}{
		route.Remind: {Running, []int{11}}, route.Escalate: {Running, []int{21}},
		route.PassThen: {Running, []int{99}}, route.RejectThen: {Rejected, nil},
	} {
		t.Run(string(then), func(t *testing.T) {
			y := start(t, newCompany(), of(limited(then, 11), step("z", "", 99)))
			y.later(59*time.Minute).refused(ErrNotDue, 0, Act{Kind: Expire, Task: y.task(11).ID})
			y.later(time.Minute).expire(11).status(test.status).asked(test.asked...)
		})
	}
}

func TestNoPersonSetsOffWhatOnlyTimeMay(t *testing.T) {
	y := start(t, newCompany(), of(limited(route.PassThen, 11))).later(2 * time.Hour)
	for _, kind := range []ActKind{Expire, HandOver, DelegateTaken, DelegateLeft, Lapse} {
		for _, n := range []int{11, applicant, 91} {
			y.refused(ErrNotAllowed, n, Act{Kind: kind, Task: y.task(11).ID, To: to(41)})
		}
	}
	for _, kind := range []ActKind{Approve, Reject, Transfer, Withdraw, Resubmit, Comment, CC, Urge, EndEarly} {
		y.refused(ErrNotAllowed, 0, Act{Kind: kind, Task: y.task(11).ID, To: to(41)})
	}
}

func TestWhereAPersonMustDecideTheLimitOnlyReminds(t *testing.T) {
	for _, then := range []route.Then{route.PassThen, route.RejectThen} {
		s := limited(then, 11)
		s.Confirms = true
		y := start(t, newCompany(), of(s)).later(time.Hour).expire(11).status(Running).asked(11)
		if !y.task(11).Overdue {
			t.Fatal("nobody is reminded")
		}
		y.refused(ErrNotDue, 0, Act{Kind: Expire, Task: y.task(11).ID})
	}
}

func TestALimitClimbsUntilNobodyIsAbove(t *testing.T) {
	y := start(t, newCompany(), of(limited(route.Escalate, 11)))
	y.later(time.Hour).expire(11).asked(21).refused(ErrNotDue, 0, Act{Kind: Expire, Task: y.task(21).ID})
	y.later(time.Hour).expire(21).asked(31).later(time.Hour).expire(31).asked(31)
	if !y.task(31).Overdue {
		t.Fatal("who has nobody above is not reminded")
	}
}

func TestALimitBeginsAnewWhenASeatOpensAgain(t *testing.T) {
	y := start(t, newCompany(), of(limited(route.PassThen, 11))).do(11, Act{Kind: AddBefore, To: to(41)}).later(2 * time.Hour)
	y.refused(ErrClosed, 0, Act{Kind: Expire, Task: y.task(11).ID})
	y.approve(41).refused(ErrNotDue, 0, Act{Kind: Expire, Task: y.task(11).ID}).later(time.Hour).expire(11).status(Approved)
}

func TestALimitDoesNotCountAsThePersonsDecision(t *testing.T) {
	r := of(limited(route.PassThen, 11), step("b", "", 11))
	r.Same = route.Once
	start(t, newCompany(), r).later(time.Hour).expire(11).asked(11)
}

func TestALeaversTaskGoesToTheSuperiorElseToAnAdministrator(t *testing.T) {
	y := start(t, newCompany(), of(step("a", route.All, 11, 51)))
	y.refused(ErrNotAllowed, 0, Act{Kind: HandOver, Task: y.task(11).ID})
	y.gone[11], y.gone[51] = true, true
	y.do(0, Act{Kind: HandOver, Task: y.task(11).ID}).asked(21, 91).approve(21, 91).status(Approved)
}

func TestALeaversTaskGoesToWhoHasAPlaceNoMore(t *testing.T) {
	c := newCompany()
	c.roles["admin"], c.delegates[11] = []int{91}, 91
	y := start(t, c, of(step("a", route.All, 11, 51))).asked(11, 91, 51)
	y.gone[51] = true // and nobody is above
	y.refused(ErrNobody, 0, Act{Kind: HandOver, Task: y.task(51).ID})
	y.approve(11).asked(91).approve(91).status(Approved)
}

func TestALeaversTaskGoesToTheOneNamed(t *testing.T) {
	y := start(t, newCompany(), of(step("a", route.All, 11, 12)))
	y.gone[11] = true
	y.refused(ErrApplicantSelf, 0, Act{Kind: HandOver, Task: y.task(11).ID, To: to(applicant)})
	y.refused(ErrAlreadyAsked, 0, Act{Kind: HandOver, Task: y.task(11).ID, To: to(12)})
	y.do(0, Act{Kind: HandOver, Task: y.task(11).ID, To: to(41)}).asked(41, 12)
}

func TestALeaverIsReplacedWhenTheirTurnComes(t *testing.T) {
	y := start(t, newCompany(), of(step("a", route.Sequence, 12, 11)))
	y.gone[11] = true
	y.approve(12).asked(21).approve(21).status(Approved)
	c := newCompany()
	c.gone[11] = true
	start(t, c, of(step("a", "", 11))).asked(21)
}

func TestTheApplicantNeverInherits(t *testing.T) {
	c := newCompany()
	c.bosses[41], c.gone[41] = applicant, true
	start(t, c, of(step("a", "", 41))).asked(11)
}

func TestADelegateAndThePrincipalMayBothDecideAndTheFirstOneDoes(t *testing.T) {
	c := newCompany()
	c.delegates[11] = 51
	y := start(t, c, of(step("a", route.All, 11, 12))).asked(11, 51, 12)
	if d := y.task(51); d.For != p(11) {
		t.Fatalf("for %v", d.For)
	}
	principal := y.task(11).ID
	y.approve(51).asked(12).refused(ErrClosed, 11, Act{Kind: Reject, Task: principal})
	if y.task(11).Outcome != ByOther {
		t.Fatal(y.line())
	}
	y = start(t, c, of(step("a", "", 11)))
	y.do(11, Act{Kind: Reject}).status(Rejected).asked()
}

func TestADelegatesDecisionIsNotTheirOwn(t *testing.T) {
	c := newCompany()
	c.delegates[11] = 51
	r := of(step("a", "", 11), step("b", "", 51))
	r.Same = route.Once
	start(t, c, r).approve(51).asked(51)
	r = of(step("a", "", 11), step("b", "", 11))
	r.Same = route.Once
	start(t, c, r).approve(51).asked(11, 51)
}

func TestTheApplicantIsNobodysDelegateHere(t *testing.T) {
	c := newCompany()
	c.delegates[11] = applicant
	y := start(t, c, of(step("a", "", 11))).asked(11)
	y.refused(ErrNotAllowed, 0, Act{Kind: DelegateTaken, Task: y.task(11).ID})
	c.gone[51], c.delegates[12] = true, 51
	start(t, c, of(step("a", "", 12))).asked(12)
}

func TestADelegationThatBeginsOrEndsMeanwhileIsFollowed(t *testing.T) {
	y := start(t, newCompany(), of(step("a", "", 11)))
	y.refused(ErrNotAllowed, 0, Act{Kind: DelegateTaken, Task: y.task(11).ID})
	y.delegates[11] = 51
	y.do(0, Act{Kind: DelegateTaken, Task: y.task(11).ID}).asked(11, 51)
	y.refused(ErrNotAllowed, 0, Act{Kind: DelegateTaken, Task: y.task(11).ID})
	y.refused(ErrNotAllowed, 0, Act{Kind: DelegateLeft, Task: y.task(51).ID})
	y.delegates[11] = 0
	y.do(0, Act{Kind: DelegateLeft, Task: y.task(51).ID}).asked(11)
	y.refused(ErrClosed, 51, Act{Kind: Approve})
}

func TestWhatADelegateHandsOnIsTheSeat(t *testing.T) {
	c := newCompany()
	c.delegates[11] = 51
	start(t, c, of(step("a", "", 11))).do(51, Act{Kind: Transfer, To: to(41)}).asked(41)
	y := start(t, c, of(step("a", "", 11))).do(51, Act{Kind: AddBefore, To: to(41)}).asked(41)
	y.delegates[11] = 0
	y.approve(41).asked(11)
}

func TestUrgingTellsThoseWhoAreAskedAndOnlyTheApplicantMay(t *testing.T) {
	y := start(t, newCompany(), of(step("a", route.Sequence, 11, 12))).refused(ErrNotYours, 11, Act{Kind: Urge})
	if y.do(applicant, Act{Kind: Urge}); len(y.events) != 1 || y.events[0].Kind != Urged || y.events[0].Person != p(11) {
		t.Fatalf("%+v", y.events)
	}
	y.do(11, Act{Kind: ReturnApplicant}).refused(ErrNotAllowed, applicant, Act{Kind: Urge})
}

func TestCopiesTellPeopleAndHoldNobodyUp(t *testing.T) {
	y := start(t, newCompany(), of(route.Step{ID: "tell", Kind: route.Copy, Who: []route.Who{{Kind: route.Role, Role: "hr"}}}, step("a", "", 11))).asked(11)
	told := 0
	for _, e := range y.events {
		if e.Kind == Told {
			told++
		}
	}
	if told != 3 {
		t.Fatalf("told %d", told)
	}
	if y.do(11, Act{Kind: CC, To: to(51)}); y.events[0].Kind != Told || y.events[0].Person != p(51) {
		t.Fatalf("%+v", y.events)
	}
	y.approve(11).status(Approved).do(11, Act{Kind: Comment})
}

func TestWhoAgreedToTheContentAsItIsNowIsKnown(t *testing.T) {
	same := func(name string, got []id.ID, want ...int) {
		t.Helper()
		if !slices.Equal(got, to(want...)) {
			t.Errorf("%s: %v", name, got)
		}
	}
	y := start(t, newCompany(), of(step("a", "", 11), step("b", "", 12))).approve(11)
	same("the first of two", y.s.Agreed(), 11)
	same("both", y.approve(12).s.Agreed(), 11, 12)
	same("a time limit", start(t, newCompany(), of(step("b", "", 12), limited(route.PassThen, 11))).approve(12).later(time.Hour).expire(11).s.Agreed(), 12)
	changed := step("b", "", 12)
	changed.Rights = map[string]route.Right{"f": route.Write}
	y = start(t, newCompany(), of(step("a", "", 11), changed)).approve(11)
	same("before it was changed", y.do(12, Act{Kind: Approve, Task: y.task(12).ID, Edited: true}).s.Agreed(), 12)
	c := newCompany()
	c.delegates[11] = 13
	same("for somebody", start(t, c, of(step("a", "", 11))).approve(13).s.Agreed(), 11, 13)
}
