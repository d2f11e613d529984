package engine

import (
	"testing"
	"time"

	"tonggui/internal/approvals/route"
)

// over demands who was passed over for somebody; 0: nobody.
func (y *play) over(n, want int) *play {
	y.Helper()
	if got := y.task(n).Over; got != one(want) {
		y.Fatalf("%d is asked over %v, want %d\n%s", n, got, want, y.line())
	}
	return y
}

// covers: APV-01
func TestLeaversWithOneSuperiorNeverMakeOnePersonEnough(t *testing.T) {
	t.Run("before they are asked", func(t *testing.T) {
		c := newCompany()
		c.gone[2], c.gone[3] = true, true // the superior of both is 11, and above that one 21
		start(t, c, of(step("a", route.All, 2, 3))).asked(11, 21).over(21, 11).approve(11).status(Running).approve(21).status(Approved)
	})
	t.Run("while they are asked", func(t *testing.T) {
		y := start(t, newCompany(), of(step("a", route.All, 2, 3)))
		y.gone[2], y.gone[3] = true, true
		y.do(0, Act{Kind: HandOver, Task: y.task(2).ID}).asked(11, 21)
		y.over(11, 0).over(21, 11).approve(11).status(Running).approve(21).status(Approved)
	})
	t.Run("when their turn comes", func(t *testing.T) {
		y := start(t, newCompany(), of(step("a", route.Sequence, 11, 2)))
		y.gone[2] = true
		y.approve(11).asked(21).over(21, 11).approve(21).status(Approved)
	})
	t.Run("where the heir is asked anyway", func(t *testing.T) {
		c := newCompany()
		c.gone[2] = true
		start(t, c, of(step("a", route.All, 11, 2))).asked(11, 21).over(21, 11)
	})
	t.Run("administrators once nobody is above", func(t *testing.T) {
		c := newCompany()
		c.gone[51], c.gone[41] = true, true // nobody is above these
		start(t, c, of(step("a", route.All, 51, 41))).asked(91, 92).over(92, 91)
	})
	t.Run("superiors of whom one has left", func(t *testing.T) {
		c := newCompany()
		c.gone[11] = true
		start(t, c, of(who("a", route.Who{Kind: route.Superior, N: 1}, route.Who{Kind: route.Superior, N: 2}))).asked(31, 21).over(31, 21)
	})
	t.Run("one is enough where any may decide", func(t *testing.T) {
		c := newCompany()
		c.gone[2], c.gone[3] = true, true
		start(t, c, of(step("a", route.Any, 2, 3))).asked(11).approve(11).status(Approved)
	})
}

func TestWhereTooFewPeopleAreLeftTheirsIsNotEnough(t *testing.T) {
	c := newCompany()
	c.gone[51], c.gone[41], c.roles["admin"] = true, true, []int{91}
	if _, _, err := Start(of(step("a", route.All, 51, 41)), Begin{Applicant: p(applicant)}, c.world()); err == nil {
		t.Fatal("one administrator is enough for two")
	}
	y := start(t, newCompany(), of(step("a", route.All, 51, 41)))
	y.gone[51], y.gone[41], y.roles["admin"] = true, true, []int{91}
	y.do(0, Act{Kind: HandOver, Task: y.task(51).ID}).refused(ErrNobody, 0, Act{Kind: HandOver, Task: y.task(41).ID})
	y.approve(91).status(Running)
	y.roles["admin"] = []int{91, 92}
	y.do(0, Act{Kind: HandOver, Task: y.task(41).ID}).asked(92).approve(92).status(Approved)
}

func TestADelegateWithAPlaceOfTheirOwnDecidesOnce(t *testing.T) {
	c := newCompany()
	c.delegates[11] = 12
	y := start(t, c, of(step("a", route.All, 11, 12))).asked(11, 12)
	if d := y.s.Nodes[0].Seats[0].Tasks[1]; d.Person != p(12) || d.State != Skipped || d.Outcome != HasPlace {
		t.Fatal("the history does not say why the delegate is not asked:\n" + y.line())
	}
	y.approve(12).asked(11).refused(ErrNotAllowed, 0, Act{Kind: DelegateTaken, Task: y.task(11).ID}).approve(11).status(Approved)
}

func TestADelegateOfTwoDecidesForOneOfThem(t *testing.T) {
	c := newCompany()
	c.delegates[11], c.delegates[12] = 51, 51
	start(t, c, of(step("a", route.All, 11, 12))).asked(11, 51, 12).approve(51).asked(12).approve(12).status(Approved)
	y := start(t, c, of(step("a", route.All, 11, 12))).approve(11).asked(12, 51) // free again for the other
	y.approve(51).status(Approved)
}

func TestALimitClimbsPastWhoDecidesAnyway(t *testing.T) {
	s := limited(route.Escalate, 2, 11)
	y := start(t, newCompany(), of(s)).later(time.Hour).expire(2).asked(21, 11).over(21, 11)
	y.approve(21, 11).status(Approved)
}

func TestWhatWasReturnedToALeaverLapses(t *testing.T) {
	y := start(t, newCompany(), of(step("a", "", 11))).refused(ErrNotAllowed, 0, Act{Kind: Lapse})
	y.do(11, Act{Kind: ReturnApplicant, Onward: true}).refused(ErrNotAllowed, 0, Act{Kind: Lapse})
	y.gone[applicant] = true
	y.do(0, Act{Kind: Lapse}).status(Withdrawn).asked().refused(ErrEnded, 0, Act{Kind: Lapse})
	y = start(t, newCompany(), of(step("a", "", 11)))
	y.gone[applicant] = true
	y.refused(ErrNotAllowed, 0, Act{Kind: Lapse}).approve(11).status(Approved) // others can still decide
}

func TestRemindersComeAgainAsOftenAsTheStepSays(t *testing.T) {
	s := limited(route.Remind, 11)
	s.Limit.Again, s.Limit.Times = 30, 3
	y := start(t, newCompany(), of(s)).later(time.Hour).expire(11)
	y.refused(ErrNotDue, 0, Act{Kind: Expire, Task: y.task(11).ID}).later(30 * time.Minute).expire(11)
	y.later(72 * time.Hour).expire(11) // after a long pause once, and
	y.refused(ErrNotDue, 0, Act{Kind: Expire, Task: y.task(11).ID}).later(72*time.Hour).refused(ErrNotDue, 0, Act{Kind: Expire, Task: y.task(11).ID})
	if y.task(11).Reminded != 3 || y.asked(11).task(11).LookAt != 0 {
		t.Fatalf("%+v", y.task(11))
	}
}

func TestAfterAPauseTheNextReminderIsReckonedFromTheLast(t *testing.T) {
	s := limited(route.Remind, 11)
	s.Limit.Again, s.Limit.Times = 30, 20
	y := start(t, newCompany(), of(s)).later(100 * time.Hour).expire(11)
	y.refused(ErrNotDue, 0, Act{Kind: Expire, Task: y.task(11).ID}).later(29*time.Minute).refused(ErrNotDue, 0, Act{Kind: Expire, Task: y.task(11).ID})
	y.later(time.Minute).expire(11)
}
