package engine

import (
	"testing"

	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/id"
)

func to(n ...int) []id.ID { return ids(n) }

// covers: APV-01
func TestATransferHandsTheSeatOverAndKeepsTheChain(t *testing.T) {
	y := start(t, newCompany(), of(step("a", route.All, 11, 12), step("b", "", 21)))
	first := y.task(11).ID
	y.do(11, Act{Kind: Transfer, To: to(41)}).asked(41, 12)
	y.refused(ErrClosed, 11, Act{Kind: Approve, Task: first})
	y.do(41, Act{Kind: Transfer, To: to(42)}).asked(42, 12).approve(42, 12).asked(21)
	seat := y.s.Nodes[0].Seats[0]
	if len(seat.Tasks) != 3 || seat.Tasks[0].Outcome != Transferred || seat.Tasks[0].By != seat.Tasks[1].ID || seat.Tasks[1].By != seat.Tasks[2].ID {
		t.Fatal("the chain of a transfer is not kept:\n" + y.line())
	}
}

func TestATransferIsRefusedWhereItMayNotGo(t *testing.T) {
	c := newCompany()
	c.gone[43] = true
	y := start(t, c, of(step("a", route.All, 11, 12)))
	y.refused(ErrApplicantSelf, 11, Act{Kind: Transfer, To: to(applicant)})
	y.refused(ErrInactive, 11, Act{Kind: Transfer, To: to(43)})
	y.refused(ErrAlreadyAsked, 11, Act{Kind: Transfer, To: to(12)})
	y.refused(ErrAlreadyAsked, 11, Act{Kind: Transfer, To: to(11)})
	y.refused(ErrNotAllowed, 11, Act{Kind: Transfer})
	y.refused(ErrNotAllowed, 11, Act{Kind: Transfer, To: to(41, 42)})
	y.r.Steps[0].May.Transfer = false
	y.refused(ErrNotAllowed, 11, Act{Kind: Transfer, To: to(41)})
}

func TestThoseAddedBeforeAgreeBeforeTheSeatOpensAgain(t *testing.T) {
	y := start(t, newCompany(), of(step("a", "", 11), step("b", "", 21)))
	y.do(11, Act{Kind: AddBefore, To: to(41, 42)}).asked(41, 42)
	y.refused(ErrClosed, 11, Act{Kind: Approve})
	y.approve(42).asked(41).approve(41).asked(11).approve(11).asked(21)
}

func TestThoseAddedAfterAreAskedOnceTheSeatAgreed(t *testing.T) {
	y := start(t, newCompany(), of(step("a", "", 11), step("b", "", 21)))
	y.do(11, Act{Kind: AddAfter, To: to(41, 42)}).asked(11)
	y.refused(ErrClosed, 41, Act{Kind: Approve})
	y.approve(11).asked(41, 42).approve(41, 42).asked(21)
}

func TestThoseAddedBesideMustAgreeToo(t *testing.T) {
	y := start(t, newCompany(), of(step("a", "", 11), step("b", "", 21)))
	y.do(11, Act{Kind: AddBeside, To: to(41)}).asked(11, 41).approve(11).asked(41).approve(41).asked(21)
	y = start(t, newCompany(), of(step("a", route.Any, 11, 12), step("b", "", 21)))
	y.do(11, Act{Kind: AddBeside, To: to(41)}).asked(11, 12, 41).approve(41).asked(21)
}

func TestInASequenceThoseAddedComeBeforeTheNext(t *testing.T) {
	y := start(t, newCompany(), of(step("a", route.Sequence, 11, 12)))
	y.do(11, Act{Kind: AddBeside, To: to(41)}).do(11, Act{Kind: AddAfter, To: to(42)}).asked(11, 41)
	y.approve(11).asked(41, 42).approve(42).asked(41).approve(41).asked(12)
	y.do(12, Act{Kind: AddBefore, To: to(43)}).asked(43).approve(43).asked(12).approve(12).status(Approved)
}

func TestOneOfAnyWhoAddsOthersBindsOnlyThemselves(t *testing.T) {
	y := start(t, newCompany(), of(step("a", route.Any, 11, 12), step("b", "", 21)))
	y.do(11, Act{Kind: AddBefore, To: to(41)}).asked(12, 41).approve(41).asked(11, 12)
	y.do(11, Act{Kind: AddAfter, To: to(42)}).approve(11).asked(12, 42).approve(12).asked(21)
}

func TestSomebodyAddedMayAddAndTransferInTheirTurn(t *testing.T) {
	y := start(t, newCompany(), of(step("a", "", 11), step("b", "", 21)))
	y.do(11, Act{Kind: AddBefore, To: to(41)}).do(41, Act{Kind: AddBefore, To: to(42)}).asked(42)
	y.do(42, Act{Kind: Transfer, To: to(43)}).asked(43).approve(43).asked(41)
	y.do(41, Act{Kind: AddBeside, To: to(51)}).asked(41, 51).approve(41).asked(51).approve(51).asked(11)
}

func TestARejectionBySomebodyAddedEndsTheApproval(t *testing.T) {
	y := start(t, newCompany(), of(step("a", route.All, 11, 12)))
	y.do(11, Act{Kind: AddBefore, To: to(41)}).do(41, Act{Kind: Reject}).status(Rejected).asked()
}

func TestAddingIsRefusedWhereItMayNotBe(t *testing.T) {
	y := start(t, newCompany(), of(step("a", route.All, 11, 12)))
	for _, kind := range []ActKind{AddBefore, AddAfter, AddBeside} {
		y.refused(ErrApplicantSelf, 11, Act{Kind: kind, To: to(41, applicant)})
		y.refused(ErrAlreadyAsked, 11, Act{Kind: kind, To: to(41, 41)})
		y.refused(ErrAlreadyAsked, 11, Act{Kind: kind, To: to(12)})
		y.refused(ErrNotAllowed, 11, Act{Kind: kind})
	}
	for n := range MaxAdded {
		y.do(11, Act{Kind: AddAfter, To: to(100 + n)})
	}
	y.refused(ErrTooManyAsked, 11, Act{Kind: AddAfter, To: to(41)})
}

func TestAnActOnOneApprovalNeverChangesTheStateItWasAskedAbout(t *testing.T) {
	y := start(t, newCompany(), of(step("a", route.All, 11, 12), step("b", "", 21)))
	before, old := y.line(), y.s
	y.approve(11).do(12, Act{Kind: AddBefore, To: to(41)}).approve(41, 12)
	y.s = old
	if y.line() != before {
		t.Fatalf("was\n%sis\n%s", before, y.line())
	}
}

func TestHandingOnAndReturningHaveAnEnd(t *testing.T) {
	y := start(t, newCompany(), of(step("a", "", 11), step("b", "", 12)))
	for n := 1; n < MaxHeld; n++ {
		y.do(11+(n+1)%2, Act{Kind: Transfer, To: to(11 + n%2)})
	}
	y.refused(ErrTooOften, 12, Act{Kind: Transfer, To: to(11)}).approve(12)
	for y.s.Round < MaxRounds {
		y.do(12, Act{Kind: ReturnStep, Step: "a"}).approve(11)
	}
	for _, kind := range []ActKind{ReturnApplicant, ReturnStep} {
		y.refused(ErrTooOften, 12, Act{Kind: kind, Step: "a"})
	}
	y.approve(12).status(Approved)
}
