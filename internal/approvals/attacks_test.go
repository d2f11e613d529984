package approvals_test

import (
	"testing"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/form"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/id"
)

// What a passkey signed for one decision is sent with every other act, from every other place.
//
// covers: APV-03
func TestWhatAPasskeySignedServesNoOtherActApprovalPersonOrSession(t *testing.T) {
	each(t, func(h *house) {
		a, act, ask := h.signing()
		other := h.applies(approvals.TemplateVersion{Key: a.Template.Key, Version: a.Template.Version})
		c, err := ask(act)
		h.must(err)
		does := func(who authz.Principal, one id.ID, change func(*approvals.Act)) func() error {
			return func() error {
				x := act
				if change != nil {
					change(&x)
				}
				_, err := h.Do(t.Context(), who, one, x, with(c))
				return err
			}
		}
		elsewhere := h.foreman
		elsewhere.Session = id.New(h.clock.Now())
		h.refused(approvals.ErrChallenge, does(elsewhere, a.ID, nil))
		h.refused(approvals.ErrChallenge, does(h.director, a.ID, nil))
		task := h.seen(h.foreman, other.ID).Mine.Tasks[0].ID
		h.refused(approvals.ErrChallenge, does(h.foreman, other.ID, func(x *approvals.Act) { x.Task = &task }))
		h.refused(approvals.ErrChallenge, does(h.foreman, a.ID, func(x *approvals.Act) { x.Values = form.Values{"note": "改过"} }))
		for _, kind := range []string{"comment", "transfer", "return_applicant", "cc", "urge", "add_before"} { // they ask for no passkey, and take none
			h.refused(apperr.Invalid, does(h.foreman, a.ID, func(x *approvals.Act) { x.Kind, x.To = kind, []id.ID{h.director.Account} }))
		}
		got, err := h.Batch(t.Context(), h.foreman, []approvals.BatchItem{{ID: a.ID, Task: *act.Task, Version: a.Version}}, "approve", "", approvals.Confirm{Password: good})
		if h.must(err); got.Items[0].Code != approvals.ErrPasskey.Code { // nor is one of several decided by less
			t.Errorf("one of several: %+v", got)
		}
		h.must(does(h.foreman, a.ID, nil)())
	})
}

// Somebody changes rows beside the program, after people have signed.
//
// covers: APV-03
func TestAnApprovalThatWasChangedBesideTheProgramGoesNoFurther(t *testing.T) {
	for name, changes := range map[string][]string{
		"the newest act removed":     {`DELETE FROM approval_acts WHERE n = 2`},
		"an older act removed":       {`DELETE FROM approval_acts WHERE n = 1`},
		"acts in another order":      {`UPDATE approval_acts SET n = n + 10`, `UPDATE approval_acts SET n = 13 - n`},
		"an act without a signature": {`UPDATE approval_acts SET entry = NULL WHERE n = 2`},
		"other values":               {`UPDATE approvals SET form = '{"days":"200","secret":"相亲","title":"回老家"}'`},
		"another form":               {`UPDATE approvals SET version = 2`},
		"another state":              {`UPDATE approvals SET state = 'returned'`},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(h *house) {
				v := h.publishes(leave())
				a := h.applies(v)
				weaker := leave()
				weaker.Fields = weaker.Fields[:3]
				weaker.Route.Steps[1].Rights = nil
				_, err := h.Publish(t.Context(), h.admin, v.Key, v.Version, weaker)
				h.must(err)
				h.done(h.foreman, a.ID, "approve")
				_, _, err = h.Signed(t.Context(), h.worker, a.ID)
				h.must(err)
				seen := h.seen(h.director, a.ID)
				task := seen.Mine.Tasks[0].ID
				for _, change := range changes {
					h.write(change)
				}
				h.refused(approvals.ErrBroken, func() error { _, _, err := h.Signed(t.Context(), h.worker, a.ID); return err })
				if name == "an older act removed" {
					return // the chain goes on, and nobody can have it as a document
				}
				h.refused(approvals.ErrBroken, func() error {
					_, err := h.Do(t.Context(), h.director, a.ID, approvals.Act{Kind: "approve", Task: &task, Version: seen.Version}, approvals.Confirm{Password: good})
					return err
				})
			})
		})
	}
}
