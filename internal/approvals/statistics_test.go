package approvals_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/figures"
	"tonggui/internal/org/calendar"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
	"tonggui/internal/platform/workday"
	"tonggui/internal/testkit/dbtest"
)

// covers: APV-01
func TestStatisticsFromSumsAreThoseOfTheRows(t *testing.T) {
	each(t, func(h *house) {
		random := rand.New(rand.NewPCG(9, 5))
		v, other := h.publishes(limited("remind")), h.publishes(leave())
		began := h.clock.Now()
		for i := range 30 {
			h.clock.Advance(time.Duration(random.IntN(40)) * time.Hour)
			a := h.applies([]approvals.TemplateVersion{v, other}[random.IntN(2)])
			if i%4 > 0 {
				h.clock.Advance(time.Duration(random.IntN(40)) * time.Hour)
				h.done(h.foreman, a.ID, []string{"approve", "approve", "reject"}[random.IntN(3)])
			}
			if i%8 == 0 {
				h.done(h.worker, a.ID, "withdraw")
			}
			if i%7 == 3 {
				h.must(h.SumUp(t.Context()))
			}
		}
		h.scatter(random, 600, began.Add(-200*24*time.Hour), h.clock.Now(), v, other)
		for range 4 { // with some of it, then with all of it in sums
			h.sameAsRows(random, began, 8)
			h.must(h.SumUp(t.Context()))
			h.scatter(random, 40, began.Add(-200*24*time.Hour), h.clock.Now(), v, other)
		}
		h.must(h.SumUp(t.Context()))
		if n := dbtest.Numbers(t, h.db, `SELECT COUNT(*) FROM approvals WHERE took < 0 AND closed_at > 0`, `SELECT MIN(number) FROM approval_sums`); n != dbtest.Numbers(t, h.db, `SELECT 0`, `SELECT 1`) {
			t.Errorf("in no sum, and least sum: %s", n)
		}
		h.sameAsRows(random, began, 12)
	})
}

// scatter makes approvals and turns of the past by rows, as many as nobody would act on in a test.
func (h *house) scatter(random *rand.Rand, n int, from, to clock.Instant, of ...approvals.TemplateVersion) {
	h.Helper()
	within := func(least clock.Instant) clock.Instant {
		return least + clock.Instant(random.Int64N(int64(to-least)+1))
	}
	h.must(h.db.Write(h.Context(), func(tx *db.Tx) error {
		for range n {
			one, template, opened := id.New(h.clock.Now()), of[random.IntN(len(of))], within(from)
			state, closed := []string{"approved", "approved", "rejected", "withdrawn", "running", "returned"}[random.IntN(6)], within(opened)
			if state == "running" || state == "returned" {
				closed = 0
			}
			if _, err := tx.Exec(`INSERT INTO approvals (id, serial, template, version, applicant, department, state, opened_at, changed_at, closed_at, title, search, form, engine, row_version, acts, effect, effect_state)
				VALUES (?, ?, ?, 1, ?, NULL, ?, ?, 0, ?, '', '', '{}', '{}', 1, 1, '', 'none')`, one, one.String(), template.Key, h.worker.Account, state, opened, closed); err != nil {
				return err
			}
			for range random.IntN(4) {
				outcome, began := []string{"approved", "rejected", "returned", "earlier", "by_other", ""}[random.IntN(6)], within(opened)
				state, closed, due := "done", within(began), within(began)*clock.Instant(random.IntN(2))
				if outcome == "" {
					state, closed = []string{"open", "waiting"}[random.IntN(2)], 0
				}
				if _, err := tx.Exec(`INSERT INTO approval_tasks (id, approval, template, person, step, kind, round, state, opened_at, due_at, closed_at, outcome) VALUES (?, ?, ?, ?, ?, 'decide', 1, ?, ?, ?, ?, ?)`,
					id.New(h.clock.Now()), one, template.Key, h.all()[random.IntN(4)].Account, []string{"head", "above", "old"}[random.IntN(3)], state, began, due, closed, outcome); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

// sameAsRows asks for spans of all lengths, and compares each answer with that of the rows.
func (h *house) sameAsRows(random *rand.Rand, around clock.Instant, times int) {
	h.Helper()
	templates, err := h.Templates(h.Context(), h.admin)
	h.must(err)
	for range times {
		from := around.Add(-time.Duration(random.IntN(230*24*60)) * time.Minute)
		to := from.Add(time.Duration(1+random.Int64N([]int64{60, 3 * 24 * 60, 366 * 24 * 60}[random.IntN(3)])) * time.Minute)
		only := ""
		if random.IntN(3) == 0 {
			only = templates[random.IntN(len(templates))].Key
		}
		got, err := h.Statistics(h.Context(), h.admin, only, from, to)
		h.must(err)
		want := h.ofRows(only, from, to)
		for i := range got.Templates {
			slices.SortFunc(got.Templates[i].Steps, func(a, b approvals.StepStatistics) int { return cmp.Compare(a.Step, b.Step) })
		}
		if !reflect.DeepEqual(plain(got), plain(want)) {
			h.Fatalf("%s from %v to %v:\n%+v\nand of the rows\n%+v", only, from.Time(), to.Time(), plain(got), plain(want))
		}
	}
}

// plain is an answer without names.
func plain(s approvals.ApprovalStatistics) string {
	for i := range s.Templates {
		s.Templates[i].Template.Name = ""
		for k := range s.Templates[i].Steps {
			s.Templates[i].Steps[k].Name = ""
		}
	}
	for i := range s.People {
		s.People[i].Person = ref.Person{ID: s.People[i].Person.ID}
	}
	return fmt.Sprintf("%+v", s)
}

type spreads map[string]*figures.Spread

func (m spreads) add(key string, d time.Duration) {
	if m[key] == nil {
		m[key] = &figures.Spread{}
	}
	m[key].Add(d)
}

func (m spreads) at(key string, share float64) int64 {
	if m[key] == nil {
		return 0
	}
	return m[key].Quantile(share).Milliseconds()
}

// ofRows sums up in the plainest way: every row, one after the other.
func (h *house) ofRows(only string, from, to clock.Instant) approvals.ApprovalStatistics {
	h.Helper()
	out := approvals.ApprovalStatistics{FromAt: from, ToAt: to, Templates: []approvals.TemplateStatistics{}, People: []approvals.PersonLoad{}}
	q := h.db.Ask(h.Context())
	days, err := calendar.New(h.db).For(q, id.Zero)
	h.must(err)
	all, took := map[string]*approvals.TemplateStatistics{}, spreads{}
	of := func(key string) *approvals.TemplateStatistics {
		if all[key] == nil {
			all[key] = &approvals.TemplateStatistics{Template: approvals.TemplateName{Key: key}}
		}
		return all[key]
	}
	h.must(db.Each(q, func(r db.Row) error {
		var key, state string
		var opened, closed clock.Instant
		if err := r.Scan(&key, &state, &opened, &closed); err != nil || opened < from || opened >= to || only != "" && key != only {
			return err
		}
		t := of(key)
		t.Opened++
		switch state {
		case "approved":
			t.Approved++
		case "rejected":
			t.Rejected++
		case "withdrawn":
			t.Withdrawn++
		default:
			t.Running++
		}
		if state == "approved" || state == "rejected" {
			took.add(key, days.Between(opened, closed))
		}
		return nil
	}, `SELECT template, state, opened_at, closed_at FROM approvals`))
	h.turnsOfRows(q, &out, of, took, days.Calendar, only)
	for key, t := range all {
		t.MedianMS, t.P90MS = took.at(key, 0.5), took.at(key, 0.9)
		slices.SortFunc(t.Steps, func(a, b approvals.StepStatistics) int { return cmp.Compare(a.Step, b.Step) })
		out.Templates = append(out.Templates, *t)
	}
	slices.SortFunc(out.Templates, func(a, b approvals.TemplateStatistics) int { return cmp.Compare(a.Template.Key, b.Template.Key) })
	return out
}

func (h *house) turnsOfRows(q db.Q, out *approvals.ApprovalStatistics, of func(string) *approvals.TemplateStatistics, took spreads, days *workday.Calendar, only string) {
	h.Helper()
	people := map[id.ID]*approvals.PersonLoad{}
	h.must(db.Each(q, func(r db.Row) error {
		var key, step, state, outcome string
		var person id.ID
		var opened, due, closed clock.Instant
		if err := r.Scan(&key, &step, &person, &state, &outcome, &opened, &due, &closed); err != nil || only != "" && key != only {
			return err
		}
		done := state == "done" && (outcome == "approved" || outcome == "rejected" || outcome == "returned") && closed >= out.FromAt && closed < out.ToAt
		if !done && state != "open" {
			return nil
		}
		t := of(key)
		i := slices.IndexFunc(t.Steps, func(s approvals.StepStatistics) bool { return s.Step == step })
		if i < 0 {
			i = len(t.Steps)
			t.Steps = append(t.Steps, approvals.StepStatistics{Step: step})
		}
		if people[person] == nil {
			people[person] = &approvals.PersonLoad{Person: ref.Person{ID: person}}
		}
		s, p := &t.Steps[i], people[person]
		if done {
			s.Decided++
			p.Decided++
			if due > 0 && closed > due {
				s.Overdue++
			}
			took.add(key+"/"+step, days.Between(opened, closed))
			took.add(person.String(), days.Between(opened, closed))
		} else {
			s.Open++
			p.Open++
			if due > 0 && h.db.Now() > due {
				s.OpenOverdue++
				p.Overdue++
			}
		}
		s.MedianMS, s.P90MS = took.at(key+"/"+step, 0.5), took.at(key+"/"+step, 0.9)
		p.MedianMS = took.at(person.String(), 0.5)
		return nil
	}, `SELECT template, step, person, state, outcome, opened_at, due_at, closed_at FROM approval_tasks`))
	for _, p := range people {
		out.People = append(out.People, *p)
	}
	slices.SortFunc(out.People, func(a, b approvals.PersonLoad) int {
		return cmp.Or(cmp.Compare(b.Open, a.Open), cmp.Compare(b.Decided, a.Decided), slices.Compare(a.Person.ID[:], b.Person.ID[:]))
	})
}
