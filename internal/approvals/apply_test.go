package approvals_test

import (
	"fmt"
	"testing"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/engine"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/id"
)

func TestTheSameIDAgainIsTheSameApproval(t *testing.T) {
	each(t, func(h *house) {
		v := h.publishes(leave())
		one := id.New(h.clock.Now())
		first, err := h.Open(t.Context(), h.worker, one, application(v), nil, nil)
		h.must(err)
		before := h.stored()
		again, err := h.Open(t.Context(), h.worker, one, application(v), nil, nil)
		if h.must(err); again.Serial != first.Serial || h.stored() != before {
			t.Errorf("a retry made %s beside %s", again.Serial, first.Serial)
		}
		h.refused(approvals.ErrIDTaken, func() error { _, err := h.Open(t.Context(), h.clerk, one, application(v), nil, nil); return err })
	})
}

func TestAnApplicationThatIsRefusedLeavesNothingAndTakesNoNumber(t *testing.T) {
	each(t, func(h *house) {
		v := h.publishes(leave())
		open := func(change func(*approvals.Application)) func() error {
			return func() error {
				a := application(v)
				change(&a)
				_, err := h.Open(t.Context(), h.worker, id.New(h.clock.Now()), a, nil, nil)
				return err
			}
		}
		h.refused(approvals.ErrValues, open(func(a *approvals.Application) { a.Values = form.Values{"title": "x"} }))
		h.refused(approvals.ErrValues, open(func(a *approvals.Application) { a.Values["other"] = "x" }))
		h.refused(approvals.ErrValues, open(func(a *approvals.Application) { a.Values["title"] = "a\x00b" }))
		h.refused(approvals.ErrTemplateOver, open(func(a *approvals.Application) { a.Version = 2 }))
		h.refused(apperr.NotFound, open(func(a *approvals.Application) { a.Template = "none" }))
		h.refused(engine.ErrChosenWrong, open(func(a *approvals.Application) { a.Chosen = map[string][]id.ID{"head": {h.clerk.Account}} }))
		h.effect.refuses = apperr.Conflict.New()
		h.refused(apperr.Conflict, open(func(*approvals.Application) {}))
		h.effect.refuses = nil
		h.refused(apperr.Invalid, func() error {
			_, err := h.Open(t.Context(), h.worker, id.New(h.clock.Now()), application(v), []id.ID{h.leaver.Account}, nil)
			return err
		})
		for i := range 3 {
			if a := h.applies(v); a.Serial != fmt.Sprintf("QJ-202603-%04d", i+1) {
				t.Errorf("number %s", a.Serial)
			}
		}
	})
}

func TestAFormIsSeenAndWrittenAsItsStepsAllow(t *testing.T) {
	each(t, func(h *house) {
		a := h.applies(h.publishes(leave()))
		writes := func(values form.Values) func() error {
			return func() error {
				_, err := h.does(h.foreman, a.ID, "approve", func(x *approvals.Act) { x.Values = values })
				return err
			}
		}
		h.must(func() error { _, err := h.does(h.worker, a.ID, "comment"); return err }())
		before := h.seen(h.worker, a.ID).Version
		if err := writes(form.Values{"title": "不一样"})(); !apperr.Has(err, approvals.ErrValues) {
			t.Errorf("wrote what may only be read: %v", err)
		}
		if got := h.seen(h.worker, a.ID); got.Version != before || got.Values["title"] != "回老家" {
			t.Errorf("changed to %v", got.Values)
		}
		h.must(writes(form.Values{"note": "注意安全"})())
		h.done(h.worker, a.ID, "cc", func(x *approvals.Act) { x.To = []id.ID{h.clerk.Account} })
		for who, secret := range map[*authz.Principal]bool{&h.worker: true, &h.foreman: true, &h.director: false, &h.clerk: false} {
			got := h.seen(*who, a.ID)
			if _, there := got.Values["secret"]; there != secret || got.Values["note"] != "注意安全" {
				t.Errorf("%s sees %v", who.Name, got.Values)
			}
		}
		for _, box := range []approvals.Filter{{Box: "waiting", Query: "相亲"}, {Box: "copied", Query: "相亲"}} {
			if got := h.box(h.director, box); len(got) != 0 {
				t.Errorf("what is hidden is found in %s", box.Box)
			}
		}
	})
}

func TestWhoWouldBeAskedIsToldBeforeAnythingIsSent(t *testing.T) {
	each(t, func(h *house) {
		v := h.publishes(leave())
		before := h.stored()
		p, err := h.Preview(t.Context(), h.worker, approvals.Application{Template: v.Key, Version: 1, Values: form.Values{"days": "many"}}, approvals.Trial{})
		h.must(err)
		if len(p.Steps) != 2 || p.Steps[0].People[0].ID != h.foreman.Account || p.Steps[1].People[0].ID != h.director.Account || len(p.Problems) != 2 {
			t.Errorf("preview %+v", p)
		}
		p, err = h.Preview(t.Context(), h.admin, application(v), approvals.Trial{As: &h.clerk.Account})
		if h.must(err); p.Steps[0].People[0].ID != h.manager.Account {
			t.Errorf("tried for the clerk: %+v", p.Steps)
		}
		h.refused(apperr.Forbidden, func() error {
			_, err := h.Preview(t.Context(), h.worker, application(v), approvals.Trial{As: &h.clerk.Account})
			return err
		})
		if h.stored() != before {
			t.Error("a preview wrote something")
		}
	})
}

func TestATemplateIsOfferedToWhomItIsForAndWhileSomethingDoesWhatItPromises(t *testing.T) {
	each(t, func(h *house) {
		d := leave()
		d.WhoMayApply = form.Applicants{Departments: []string{h.shop.String()}}
		v := h.publishes(d)
		offered := func(who authz.Principal) int {
			all, err := h.Templates(t.Context(), who)
			h.must(err)
			return len(all)
		}
		if offered(h.worker) != 1 || offered(h.clerk) != 0 {
			t.Errorf("offered to %d and %d", offered(h.worker), offered(h.clerk))
		}
		h.refused(approvals.ErrNotForYou, func() error {
			_, err := h.Open(t.Context(), h.clerk, id.New(h.clock.Now()), application(v), nil, nil)
			return err
		})
		_, err := h.SetEnabled(t.Context(), h.admin, v.Key, false)
		h.must(err)
		if offered(h.worker) != 0 {
			t.Error("offered after it was closed")
		}
		h.refused(apperr.Forbidden, func() error { _, err := h.SetEnabled(t.Context(), h.worker, v.Key, true); return err })
		h.must(h.Bring(t.Context(), []approvals.BuiltIn{{Key: "ghost", Definition: func() form.Definition { d := leave(); d.Effect = "ghost"; return d }()}}))
		if offered(h.worker) != 0 {
			t.Error("offered although nothing does its effect")
		}
		for _, on := range []bool{false, true} { // as it can be published, it can be switched on; that offers it to nobody
			ghost, err := h.SetEnabled(t.Context(), h.admin, "ghost", on)
			if h.must(err); ghost.Enabled != on || ghost.Offered || ghost.EffectWords == "" || offered(h.worker) != 0 {
				t.Errorf("switched %t: %+v", on, ghost)
			}
		}
		h.refused(approvals.ErrTemplateOver, func() error {
			_, err := h.Open(t.Context(), h.worker, id.New(h.clock.Now()), approvals.Application{Template: "ghost", Version: 1, Values: application(v).Values}, nil, nil)
			return err
		})
	})
}

// covers: APV-02 APV-05
func TestATemplateCanBeWorkedOnBeforeAnythingDoesItsEffect(t *testing.T) {
	each(t, func(h *house) {
		d := leave()
		d.Effect = "file_export"
		v := h.publishes(d)
		d.Name = words("导出")
		v, err := h.Publish(t.Context(), h.admin, v.Key, v.Version, d)
		if h.must(err); v.Version != 2 {
			t.Fatalf("%+v", v)
		}
		all, err := h.AllTemplates(t.Context(), h.admin)
		if h.must(err); len(all.Items) != 1 || all.Items[0].Offered || len(all.Effects) != 2 || !all.Effects[0].Ready || all.Effects[1].Name != "file_export" || all.Effects[1].Ready || all.Effects[1].Words == "" {
			t.Errorf("%+v", all)
		}
		mine, err := h.Templates(t.Context(), h.worker)
		if h.must(err); len(mine) != 0 {
			t.Errorf("offered although nothing does it: %+v", mine)
		}
		d.Effect = "ghost" // whose name nobody knows
		h.refused(approvals.ErrDefinition, func() error { _, err := h.Publish(t.Context(), h.admin, v.Key, v.Version, d); return err })
	})
}

// covers: APV-05
func TestANewVersionLeavesWhatIsOpenAsItIs(t *testing.T) {
	each(t, func(h *house) {
		v := h.publishes(leave())
		a := h.applies(v)
		d := leave()
		d.Route.Steps = d.Route.Steps[:1]
		faulty := leave()
		faulty.Route.Steps[0].Who, faulty.Effect = nil, "unheard_of"
		publish := func(key string, seen int64, d form.Definition) func() error {
			return func() error { _, err := h.Publish(t.Context(), h.admin, key, seen, d); return err }
		}
		h.refused(approvals.ErrDefinition, publish(v.Key, 1, faulty))
		h.refused(approvals.ErrChanged, publish(v.Key, 7, d))
		h.refused(approvals.ErrKeyTaken, publish(v.Key, 0, d))
		h.refused(apperr.NotFound, publish("none", 1, d))
		h.refused(apperr.Forbidden, func() error { _, err := h.Publish(t.Context(), h.worker, v.Key, 1, d); return err })
		if faults, err := h.CheckTemplate(h.admin, faulty); err != nil || len(faults) != 2 {
			t.Errorf("faults %v, %v", faults, err)
		}
		h.must(publish(v.Key, 1, d)())
		h.refused(approvals.ErrTemplateOver, func() error {
			_, err := h.Open(t.Context(), h.worker, id.New(h.clock.Now()), application(v), nil, nil)
			return err
		})
		if got := h.done(h.foreman, a.ID, "approve"); got.State != "running" || got.Template.Version != 1 {
			t.Errorf("what was open goes by version %d and is %s", got.Template.Version, got.State)
		}
		v.Version = 2
		if got := h.done(h.foreman, h.applies(v).ID, "approve"); got.State != "approved" {
			t.Errorf("by the new version it is %s", got.State)
		}
		versions, err := h.Versions(t.Context(), h.admin, v.Key)
		if h.must(err); len(versions) != 2 || versions[0].Version != 2 || versions[0].By.ID != h.admin.Account {
			t.Errorf("versions %+v", versions)
		}
	})
}

func TestTemplatesOfTheProgramAreBroughtOnceAndAgainWhenTheyChange(t *testing.T) {
	each(t, func(h *house) {
		d := leave()
		bring := func() { h.must(h.Bring(t.Context(), []approvals.BuiltIn{{Key: "leave", Definition: d}})) }
		version := func() int64 {
			v, err := h.Template(t.Context(), h.worker, "leave", 0)
			h.must(err)
			return v.Version
		}
		bring()
		before := h.stored()
		if bring(); h.stored() != before || version() != 1 {
			t.Errorf("brought twice: version %d", version())
		}
		d.About = words("带薪与不带薪")
		if bring(); version() != 2 {
			t.Errorf("brought anew: version %d", version())
		}
		d.Route.Nobody = route.NobodyRefuse
		_, err := h.Publish(t.Context(), h.admin, "leave", 2, d)
		h.must(err)
		d.About = words("又一版")
		if bring(); version() != 3 {
			t.Errorf("the company's own version was replaced: %d", version())
		}
	})
}
