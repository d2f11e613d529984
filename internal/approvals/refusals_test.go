package approvals_test

import (
	"strings"
	"testing"
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/id"
)

// told wants a refusal to name a place and what is wrong there.
func (h *house) told(def *apperr.Def, field, code string, call func() error) {
	h.Helper()
	h.refused(def, func() error {
		err := call()
		for _, f := range apperr.From(err).Fields {
			if f.Name == field && f.Code == code {
				return err
			}
		}
		h.Errorf("%s: no %s among %+v", field, code, apperr.From(err).Fields)
		return err
	})
}

// covers: APV-05
func TestATemplateNamesOnlyWhoIsThereInWordsThatCanBeRead(t *testing.T) {
	each(t, func(h *house) {
		for field, change := range map[string]func(*form.Definition){
			"name.zh-CN wrong_form":             func(d *form.Definition) { d.Name = form.Words{"zh-CN": "请\x00假"} },
			"about.en wrong_form":               func(d *form.Definition) { d.About = form.Words{"en": "read \u202eby whom"} },
			"fields[0].label.zh-CN wrong_form":  func(d *form.Definition) { d.Fields[0].Label = form.Words{"zh-CN": "事\n由"} },
			"fields[0].hint.zh-CN wrong_form":   func(d *form.Definition) { d.Fields[0].Hint = form.Words{"zh-CN": "写明\x1b[2J"} },
			"route.steps[0].name.en wrong_form": func(d *form.Definition) { d.Route.Steps[0].Name = form.Words{"en": "head\u2066"} },
			"route.steps[0].who[0].ids[1] unknown": func(d *form.Definition) {
				d.Route.Steps[0].Who = []route.Who{{Kind: route.Person, IDs: []id.ID{h.foreman.Account, id.New(1)}}}
			},
			"who_may_apply.departments[0] unknown": func(d *form.Definition) {
				d.WhoMayApply = form.Applicants{Departments: []string{h.worker.Account.String()}}
			},
		} {
			d := leave()
			change(&d)
			place, code := split(field)
			h.told(approvals.ErrDefinition, "body.definition."+place, code, func() error {
				_, err := h.Publish(t.Context(), h.admin, "", 0, d)
				return err
			})
		}
		d := leave()
		d.About, d.Fields[0].Hint = words("第一行\n第二行"), words("写明\n原因")
		d.Route.Steps[0].Who, d.WhoMayApply = []route.Who{{Kind: route.Person, IDs: []id.ID{h.leaver.Account, h.foreman.Account}}}, form.Applicants{Departments: []string{h.shop.String()}}
		h.applies(h.publishes(d))
	})
}

// covers: APV-01
func TestAnActThatLacksSomethingSaysWhatAndWhere(t *testing.T) {
	each(t, func(h *house) {
		a := h.applies(h.publishes(leave()))
		seen := h.seen(h.foreman, a.ID)
		for name, act := range map[string]approvals.Act{
			"body.task_id required": {Kind: "approve"},
			"body.to required":      {Kind: "transfer", Task: &seen.Mine.Tasks[0].ID},
			"body.to too_many":      {Kind: "transfer", Task: &seen.Mine.Tasks[0].ID, To: []id.ID{h.clerk.Account, h.manager.Account}},
			"body.step required":    {Kind: "return_step", Task: &seen.Mine.Tasks[0].ID},
			"body.text wrong_form":  {Kind: "comment", Text: "好\x1b[2J"},
		} {
			place, code := split(name)
			if act.Version = seen.Version; act.Text == "" {
				act.Text = "好"
			}
			h.told(apperr.Invalid, place, code, func() error {
				_, err := h.Do(t.Context(), h.foreman, a.ID, act, approvals.Confirm{})
				return err
			})
		}
		got := h.done(h.foreman, a.ID, "comment", func(x *approvals.Act) { x.Text = "一\r\n二\t三" })
		if last := got.Acts[len(got.Acts)-1]; last.Text != "一\n二\t三" {
			t.Errorf("%q", last.Text)
		}
		until := h.clock.Now().Add(time.Hour)
		h.told(apperr.Invalid, "body.reason", "wrong_form", func() error {
			_, err := h.Delegate(t.Context(), h.foreman, approvals.NewDelegation{To: h.clerk.Account, Until: until, Reason: "出\x00差"})
			return err
		})
		h.told(approvals.ErrDelegateInactive, "body.to", "unknown", func() error {
			_, err := h.Delegate(t.Context(), h.foreman, approvals.NewDelegation{To: h.leaver.Account, Until: until})
			return err
		})
	})
}

// covers: APV-05
func TestNobodyKeepsADraftOfWhatIsNotForThem(t *testing.T) {
	each(t, func(h *house) {
		d := leave()
		d.WhoMayApply = form.Applicants{Departments: []string{h.shop.String()}}
		v := h.publishes(d)
		h.refused(apperr.NotFound, func() error {
			_, err := h.SaveDraft(t.Context(), h.clerk, id.New(h.clock.Now()), application(v), nil)
			return err
		})
		_, err := h.SaveDraft(t.Context(), h.worker, id.New(h.clock.Now()), application(v), nil)
		h.must(err)
	})
}

// split takes a place and a code apart.
func split(s string) (place, code string) {
	place, code, _ = strings.Cut(s, " ")
	return place, code
}
