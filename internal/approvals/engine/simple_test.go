package engine

import (
	"testing"

	"tonggui/internal/approvals/route"
)

// covers: APV-01
func TestStepsFollowOneAnotherUntilAllHaveAgreed(t *testing.T) {
	start(t, newCompany(), of(step("a", "", 11), step("b", "", 21))).
		asked(11).approve(11).status(Running).asked(21).approve(21).status(Approved).asked()
}

func TestAllOfAStepMustAgree(t *testing.T) {
	start(t, newCompany(), of(step("a", route.All, 11, 12, 13))).
		asked(11, 12, 13).approve(12).asked(11, 13).approve(13, 11).status(Approved)
}

func TestOneRejectionAmongAllEndsTheApproval(t *testing.T) {
	y := start(t, newCompany(), of(step("a", route.All, 11, 12), step("b", "", 21))).approve(11)
	y.do(12, Act{Kind: Reject}).status(Rejected).asked()
	y.refused(ErrEnded, 12, Act{Kind: Approve})
}

func TestTheFirstOfAnyDecides(t *testing.T) {
	start(t, newCompany(), of(step("a", route.Any, 11, 12, 13))).
		asked(11, 12, 13).approve(12).status(Approved).refused(ErrEnded, 11, Act{Kind: Reject})
	start(t, newCompany(), of(step("a", route.Any, 11, 12), step("b", "", 21))).
		approve(12).asked(21).refused(ErrClosed, 11, Act{Kind: Approve}).do(21, Act{Kind: Reject}).status(Rejected)
}

func TestASequenceAsksOneAfterAnother(t *testing.T) {
	start(t, newCompany(), of(step("a", route.Sequence, 11, 12, 13))).
		asked(11).refused(ErrClosed, 12, Act{Kind: Approve}).approve(11).asked(12).approve(12).asked(13).approve(13).status(Approved)
}

func TestOnlyWhoIsAskedDecides(t *testing.T) {
	y := start(t, newCompany(), of(step("a", "", 11), step("b", "", 21)))
	y.refused(ErrNotYours, 21, Act{Kind: Approve, Task: y.task(11).ID})
	y.refused(ErrNotYours, 21, Act{Kind: Approve})
	y.gone[11] = true
	y.refused(ErrInactive, 11, Act{Kind: Approve})
}

func TestParallelArmsJoinBeforeWhatFollows(t *testing.T) {
	start(t, newCompany(), of(parallel("both", arm("l", "", step("a", "", 11), step("b", "", 12)), arm("r", "", step("c", "", 13))), step("d", "", 21))).
		asked(11, 13).approve(13).asked(11).approve(11).asked(12).approve(12).asked(21).approve(21).status(Approved)
}

func TestABranchTakesTheFirstArmThatHolds(t *testing.T) {
	r := of(branch("amount", arm("huge", "huge", step("a", "", 11)), arm("large", "large", step("b", "", 12)), arm("rest", "", step("c", "", 13))), step("d", "", 21))
	for _, test := range []struct {
		holds []string
		want  int
	}{{nil, 13}, {[]string{"large"}, 12}, {[]string{"large", "huge"}, 11}} {
		c := newCompany()
		for _, condition := range test.holds {
			c.conditions[condition] = true
		}
		start(t, c, r).asked(test.want).approve(test.want).asked(21)
	}
}
