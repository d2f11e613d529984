package engine

import (
	"testing"

	"tonggui/internal/approvals/route"
)

var three = of(step("a", "", 11), step("b", "", 12), step("c", "", 13), step("d", "", 21))

// covers: APV-01
func TestReturnedToTheApplicantItGoesAnewFromTheBeginning(t *testing.T) {
	y := start(t, newCompany(), three).approve(11, 12).do(13, Act{Kind: ReturnApplicant}).status(Returned).asked()
	y.refused(ErrNotAllowed, applicant, Act{Kind: Resubmit, Onward: true})
	y.refused(ErrNotYours, 11, Act{Kind: Resubmit})
	y.do(applicant, Act{Kind: Resubmit}).status(Running).asked(11)
	if y.s.Round != 2 || y.s.Edition != 2 {
		t.Fatalf("round %d, edition %d", y.s.Round, y.s.Edition)
	}
	y.approve(11, 12, 13, 21).status(Approved)
}

func TestWhereAllowedTheApplicantGoesStraightBackToWhoReturnedIt(t *testing.T) {
	y := start(t, newCompany(), three).approve(11, 12).do(13, Act{Kind: ReturnApplicant, Onward: true}).status(Returned)
	y.do(applicant, Act{Kind: Resubmit, Onward: true}).asked(13).approve(13, 21).status(Approved)
	y = start(t, newCompany(), three).approve(11).do(12, Act{Kind: ReturnApplicant, Onward: true})
	y.do(applicant, Act{Kind: Resubmit}).asked(11)
}

func TestAReturnToAStepAsksItAndAllBetweenAgain(t *testing.T) {
	y := start(t, newCompany(), three).approve(11, 12, 13).do(21, Act{Kind: ReturnStep, Step: "b"}).asked(12)
	y.approve(12).asked(13).approve(13).asked(21).approve(21).status(Approved)
}

func TestAReturnOnwardAsksOnlyThatStepAndComesBack(t *testing.T) {
	start(t, newCompany(), three).approve(11, 12, 13).do(21, Act{Kind: ReturnStep, Step: "b", Onward: true}).
		asked(12).approve(12).asked(21).approve(21).status(Approved)
}

func TestAReturnGoesOnlyToWhatWasDecidedBefore(t *testing.T) {
	y := start(t, newCompany(), three).approve(11)
	for _, step := range []string{"b", "c", "none", ""} {
		y.refused(ErrStepUnknown, 12, Act{Kind: ReturnStep, Step: step})
	}
	y.r.Steps = append([]route.Step{}, y.r.Steps...)
	y.r.Steps[1].May.Return = false
	y.refused(ErrNotAllowed, 12, Act{Kind: ReturnStep, Step: "a"})
	y.refused(ErrNotAllowed, 12, Act{Kind: ReturnApplicant})
}

var arms = of(
	step("a", "", 11),
	parallel("both", arm("l", "", step("l1", "", 12), step("l2", "", 13)), arm("r", "", step("r1", "", 41), step("r2", "", 42))),
	step("d", "", 21),
)

func TestAReturnWithinAnArmLeavesTheOtherArmsAlone(t *testing.T) {
	start(t, newCompany(), arms).approve(11, 12, 41).asked(13, 42).do(13, Act{Kind: ReturnStep, Step: "l1"}).
		asked(42, 12).approve(42).asked(12).approve(12, 13).asked(21)
}

func TestAReturnOutOfAnArmStopsTheOtherArmsToo(t *testing.T) {
	y := start(t, newCompany(), arms).approve(11, 12, 41).do(13, Act{Kind: ReturnStep, Step: "a"}).asked(11)
	y.refused(ErrClosed, 42, Act{Kind: Approve})
	y.approve(11).asked(12, 41).approve(12, 41, 13, 42).asked(21)
}

func TestAReturnOutOfAnArmOnwardLetsStandWhatWasDecided(t *testing.T) {
	y := start(t, newCompany(), arms).approve(11, 12, 41).do(13, Act{Kind: ReturnStep, Step: "a", Onward: true}).asked(11)
	y.refused(ErrClosed, 42, Act{Kind: Approve})
	y.approve(11).asked(13, 42).approve(13, 42).asked(21)
}

func TestAReturnIntoAnArmFromBehindTheJoinLetsTheOtherArmStand(t *testing.T) {
	start(t, newCompany(), arms).approve(11, 12, 41, 13, 42).asked(21).do(21, Act{Kind: ReturnStep, Step: "l1"}).
		asked(12).approve(12).asked(13).approve(13).asked(21).approve(21).status(Approved)
}

func TestAReturnNeverGoesFromOneArmIntoAnother(t *testing.T) {
	start(t, newCompany(), arms).approve(11, 12, 41).refused(ErrStepUnknown, 13, Act{Kind: ReturnStep, Step: "r1"})
}

func TestARejectionInAnArmEndsTheWholeApproval(t *testing.T) {
	start(t, newCompany(), arms).approve(11).do(41, Act{Kind: Reject}).status(Rejected).asked().refused(ErrEnded, 12, Act{Kind: Approve})
}

func TestAReturnToTheApplicantFromAnArmStopsAll(t *testing.T) {
	y := start(t, newCompany(), arms).approve(11, 12, 41).do(13, Act{Kind: ReturnApplicant, Onward: true}).asked()
	y.refused(ErrClosed, 42, Act{Kind: Approve})
	y.do(applicant, Act{Kind: Resubmit, Onward: true}).asked(13, 42)
}

var amounts = of(
	branch("amount", arm("large", "large", step("boss", "", 21)), arm("rest", "", step("head", "", 11))), step("b", "", 12), step("c", "", 13),
)

func TestGoingStraightOnIsNoWayAroundABranchThatNowGoesElsewhere(t *testing.T) {
	y := start(t, newCompany(), amounts).asked(11).approve(11, 12).do(13, Act{Kind: ReturnApplicant, Onward: true})
	y.conditions["large"] = true
	y.do(applicant, Act{Kind: Resubmit, Onward: true}).asked(21).approve(21).asked(13).approve(13).status(Approved)
}

func TestAnEditByWhoAgreesIsNoWayAroundABranch(t *testing.T) {
	y := start(t, newCompany(), amounts).approve(11)
	y.conditions["large"] = true
	y.do(12, Act{Kind: Approve, Edited: true}).asked(21).approve(21).asked(13)
}

func TestAnotherDepartmentInTheFormIsAskedAlsoWhenGoingStraightOn(t *testing.T) {
	c := newCompany()
	c.fields["where"] = []int{2}
	heads := route.Step{ID: "heads", Kind: route.Approve, Who: []route.Who{{Kind: route.DepartmentHead, Of: "where"}}}
	y := start(t, c, of(heads, step("b", "", 21))).asked(12).approve(12).do(21, Act{Kind: ReturnApplicant, Onward: true})
	c.fields["where"] = []int{3}
	y.do(applicant, Act{Kind: Resubmit, Onward: true}).asked(13).approve(13).asked(21)
}

func TestOnlyTheApplicantWithdrawsAndOnlyBeforeTheEnd(t *testing.T) {
	y := start(t, newCompany(), three).approve(11).refused(ErrNotYours, 12, Act{Kind: Withdraw})
	y.do(applicant, Act{Kind: Withdraw}).status(Withdrawn).asked().refused(ErrEnded, 12, Act{Kind: Approve}).refused(ErrEnded, applicant, Act{Kind: Withdraw})
	start(t, newCompany(), three).do(11, Act{Kind: ReturnApplicant}).do(applicant, Act{Kind: Withdraw}).status(Withdrawn)
	start(t, newCompany(), three).approve(11, 12, 13, 21).refused(ErrEnded, applicant, Act{Kind: Withdraw})
}

func TestWhatStandsInAnArmStandsHoweverOftenTheContentChanges(t *testing.T) {
	r := of(
		branch("way", arm("large", "large", step("x", "", 13)), arm("rest", "")),
		parallel("both", arm("l", "", step("a", "", 11), branch("inner", arm("odd", "odd", step("y", "", 41)), arm("rest", ""))), arm("r", "more", step("b", "", 12))),
		step("d", "", 21),
	)
	y := start(t, newCompany(), r)
	y.conditions["more"] = true
	y = start(t, y.company, r).asked(11, 12).approve(11, 12).do(21, Act{Kind: ReturnApplicant, Onward: true})
	y.conditions["large"], y.conditions["odd"] = true, true
	y.do(applicant, Act{Kind: Resubmit, Onward: true}).asked(13).do(13, Act{Kind: ReturnApplicant, Onward: true})
	y.conditions["large"], y.conditions["odd"], y.conditions["more"] = false, false, false
	y.do(applicant, Act{Kind: Resubmit, Onward: true}).asked(21).approve(21).status(Approved)
}
