package trial_test

import (
	"context"
	"testing"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/trial"
	"tonggui/internal/testkit/wait"
)

// covers: RBK-03
func TestATrialThatIsCancelledEndsWithoutAResult(t *testing.T) {
	each(t, func(h *house) {
		who := h.person("王七", h.department("行政部", id.Zero))
		for range 3 {
			h.drove(who, 45)
		}
		one := h.ask(company1(), 40, rulebook.Enforcing, h.all()).ID
		h.paged = func() { // somebody cancels while it reads, perhaps at another node
			_, err := h.node().Cancel(h.Context(), h.admin, one)
			h.must(err)
		}
		h.Service.Run(t.Context(), one)
		v, err := h.Trial(t.Context(), h.admin, one)
		h.must(err)
		if v.State != trial.Cancelled || v.Result != nil {
			t.Errorf("it stands at %s with %v", v.State, v.Result)
		}
		h.refused("rule.trial_not_running", func() error { _, err := h.Cancel(t.Context(), h.admin, one); return err })
		before := h.stored()
		h.Service.Run(t.Context(), one)
		if h.stored() != before {
			t.Error("a cancelled trial was worked on")
		}
	})
}

// covers: RBK-03
func TestATrialWhoseProcessEndedFailsAndCanBeStartedAgain(t *testing.T) {
	each(t, func(h *house) {
		h.drove(h.person("冯八", h.department("财务部", id.Zero)), 45)
		one := h.ask(company1(), 40, rulebook.Enforcing, h.all()).ID
		other := h.node()
		h.must(other.Tick(t.Context()))
		if v, _ := h.Trial(t.Context(), h.admin, one); v.State != trial.Running {
			t.Fatalf("a trial of a process that lives stands at %s", v.State)
		}
		h.clock.Advance(30 * time.Second)
		h.must(h.Tick(t.Context())) // it lives
		h.clock.Advance(45 * time.Second)
		h.must(other.Tick(t.Context()))
		if v, _ := h.Trial(t.Context(), h.admin, one); v.State != trial.Running {
			t.Fatalf("a trial of a process that lived a moment ago stands at %s", v.State)
		}
		h.clock.Advance(30 * time.Second)
		told := h.told()
		h.must(other.Tick(t.Context()))
		v, err := h.Trial(t.Context(), h.admin, one)
		h.must(err)
		if v.State != trial.Failed || v.ErrorCode == nil || *v.ErrorCode != "rule.trial_interrupted" || h.told() != told+1 {
			t.Errorf("a trial of a process that is silent stands at %s, %v", v.State, v.ErrorCode)
		}
		h.Service.Run(t.Context(), one)
		if v, _ := h.Trial(t.Context(), h.admin, one); v.State != trial.Failed {
			t.Error("a trial that had failed went on")
		}
		if r := h.try(company1(), 40, rulebook.Enforcing).Result; r.NewlyBlocked != 1 {
			t.Errorf("started again: %+v", r.TrialSums)
		}
	})
}

func TestATrialThatCannotReadItsFactsFails(t *testing.T) {
	each(t, func(h *house) {
		one := h.ask(company1(), 40, rulebook.Enforcing, h.all()).ID
		h.paged = func() { panic("planted") }
		h.Service.Run(t.Context(), one)
		if v, _ := h.Trial(t.Context(), h.admin, one); v.State != trial.Failed || *v.ErrorCode != "rule.trial_failed" {
			t.Errorf("it stands at %s", v.State)
		}
	})
}

// covers: RBK-03
func TestATrialThatWasStartedIsWorkedOnBesideRequests(t *testing.T) {
	each(t, func(h *house) {
		h.drove(h.person("陈九", h.department("采购部", id.Zero)), 45)
		heard := make(chan string, 100)
		h.must(h.db.Follow(t.Context(), "test", func(_ context.Context, f db.Fact) error { heard <- f.Kind; return nil }))
		h.must(h.Start(t.Context()))
		one := h.ask(company1(), 40, rulebook.Enforcing, h.all()).ID
		for {
			v, err := h.Trial(t.Context(), h.admin, one)
			h.must(err)
			if v.State == trial.Done {
				if v.Result.NewlyBlocked != 1 {
					t.Errorf("%+v", v.Result)
				}
				return
			}
			wait.On(t, "a step is told", heard) // as each is
		}
	})
}

func TestEveryPageOfFactsAndOfRefusalsIsRead(t *testing.T) {
	each(t, func(h *house) {
		who := h.person("褚十", h.department("生产部", id.Zero))
		h.clock.Advance(time.Second)
		at := h.clock.Now()
		rows, department := [][]any{}, h.people.in[who]
		for i := range 8_100 { // several pages, of which many lie at one instant
			n := id.New(at)
			h.drives = append(h.drives, trial.Fact[speed]{At: at, Account: who, ObjectID: who, Seq: int64(i), Facts: speed{45}})
			rows = append(rows, []any{department[:], at, n, limit.ID, 0, "block", who, "car", n, []byte(`{"km_h":55}`), 1 + i%2})
			if i%3_000 == 2_999 {
				h.clock.Advance(time.Second)
				at = h.clock.Now()
			}
		}
		h.must(h.db.Write(t.Context(), func(tx *db.Tx) error {
			return tx.InsertMany(`INSERT INTO evidence (department, at, id, rule_id, version, outcome, actor, object, object_id, facts, repeats)`, "", rows)
		}))
		v := h.try(company1(), 40, rulebook.Enforcing)
		if r := v.Result; v.Done != 16_200 || r.Before.Record != 8_100 || r.Before.Block != 8_100+4_050 || r.NewlyBlocked != 8_100 {
			t.Errorf("%d read, %+v", v.Done, r.TrialSums)
		}
	})
}

func TestAWrongQuestionIsRefusedAndNothingIsWritten(t *testing.T) {
	each(t, func(h *house) {
		h.clock.Advance(400 * 24 * time.Hour)
		span := h.all()
		good := trial.Question{Rule: limit.ID, Scope: company1(), Value: 40, Stage: rulebook.Enforcing, Span: trial.Span{From: span.To.Add(-time.Hour), To: span.To}}
		wrong := func(code string, change func(q *trial.Question)) {
			q := good
			change(&q)
			h.refused(code, func() error { _, err := h.Begin(t.Context(), h.admin, q); return err })
		}
		wrong("rule.unknown", func(q *trial.Question) { q.Rule = "no.such" })
		wrong("rule.trial_without_facts", func(q *trial.Question) { q.Rule, q.Value = "test.without_past", 5 })
		wrong("rule.out_of_bounds", func(q *trial.Question) { q.Value = 121 })
		wrong("rule.scope_invalid", func(q *trial.Question) { q.Scope.ID = "x" })
		for _, kind := range []rulebook.ScopeKind{rulebook.ForPerson, rulebook.ForDepartment, rulebook.ForGroupClass} {
			wrong("rule.scope_invalid", func(q *trial.Question) { q.Scope = rulebook.Scope{Kind: kind, ID: id.New(h.clock.Now()).String()} })
		}
		wrong("rule.trial_span", func(q *trial.Question) { q.Span.From = q.Span.To })
		wrong("rule.trial_span", func(q *trial.Question) { q.Span.To++ })
		wrong("rule.trial_span", func(q *trial.Question) { q.Span = span })
		wrong("request.invalid", func(q *trial.Question) { q.Stage = "shout" })
		for range 4 {
			_, err := h.Begin(t.Context(), h.admin, good)
			h.must(err)
		}
		wrong("rule.trials_busy", func(*trial.Question) {})
		h.refused("not_found", func() error { _, err := h.Trial(t.Context(), h.admin, id.New(h.clock.Now())); return err })
		h.refused("not_found", func() error { _, err := h.Cancel(t.Context(), h.admin, id.New(h.clock.Now())); return err })
		h.refused("rule.unknown", func() error { _, err := h.Trials(t.Context(), h.admin, "no.such", httpapi.Page{Limit: 5}); return err })
	})
}

// covers: RBK-03, SEC-03
func TestWhoReadsWhatOthersAskedForIsRecorded(t *testing.T) {
	each(t, func(h *house) {
		one := h.try(company1(), 40, rulebook.Enforcing).ID
		steps := func() int {
			n, err := db.Value[int](h.db.Ask(t.Context()), `SELECT COUNT(*) FROM audit WHERE action = 'rules.try' AND object_id = ?`, one)
			h.must(err)
			return n
		}
		if n := steps(); n != 1 {
			t.Fatalf("%d rows for who asked and read", n)
		}
		other := authz.Principal{Account: h.person("卫十一", id.Zero), Roles: []authz.Role{authz.Admin}}
		_, err := h.Trial(t.Context(), other, one)
		h.must(err)
		if n := steps(); n != 2 {
			t.Errorf("%d rows after somebody else has read it", n)
		}
		list, err := h.Trials(t.Context(), other, limit.ID, httpapi.Page{Limit: 5})
		h.must(err)
		if len(list.Items) != 1 || list.Items[0].Result != nil || list.Items[0].AskedBy.Name != "管理员" || steps() != 2 {
			t.Errorf("listed %+v", list.Items)
		}
	})
}

func TestTrialsAreListedPageByPage(t *testing.T) {
	each(t, func(h *house) {
		want := []id.ID{}
		for range 5 {
			want = append([]id.ID{h.try(company1(), 40, rulebook.Enforcing).ID}, want...)
		}
		got, page := []id.ID{}, httpapi.Page{Limit: 2}
		for {
			list, err := h.Trials(t.Context(), h.admin, limit.ID, page)
			h.must(err)
			for _, v := range list.Items {
				got = append(got, v.ID)
			}
			if list.NextCursor == nil {
				break
			}
			page.Cursor = *list.NextCursor
		}
		for i := range want {
			if len(got) != len(want) || got[i] != want[i] {
				t.Fatalf("listed %v, want %v", got, want)
			}
		}
		if _, err := h.Trials(t.Context(), h.admin, limit.ID, httpapi.Page{Limit: 2, Cursor: "x"}); !apperr.Has(err, apperr.Invalid) {
			t.Errorf("a wrong cursor: %v", err)
		}
	})
}

func TestATrialIsKnownToHaveRunForItsRuleOnly(t *testing.T) { // covers: RBK-03
	each(t, func(h *house) {
		one := h.try(company1(), 40, rulebook.Enforcing).ID
		for _, c := range []struct {
			trial id.ID
			rule  string
			want  bool
		}{{one, limit.ID, true}, {one, "test.without_past", false}, {id.New(h.clock.Now()), limit.ID, false}} {
			if got, err := trial.Ran(h.db.Ask(t.Context()), c.trial, c.rule); err != nil || got != c.want {
				t.Errorf("%s of %s: %t, %v", c.trial, c.rule, got, err)
			}
		}
	})
}
