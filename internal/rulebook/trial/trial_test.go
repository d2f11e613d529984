package trial_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/trial"
)

// covers: RBK-03
func TestATrialSaysWhoWouldHaveBeenStoppedAndLetThrough(t *testing.T) {
	each(t, func(h *house) {
		sales := h.department("销售部", id.Zero)
		north := h.department("华北组", sales)
		research := h.department("研发部", id.Zero)
		seller, scout, engineer := h.person("钱一", sales), h.person("孙二", north, authz.HR), h.person("李三", research)
		h.drive(seller, 30)   // allowed
		h.drive(seller, 45)   // recorded
		h.drive(scout, 50)    // recorded
		h.drive(engineer, 55) // blocked
		h.drive(engineer, 56) // again within the minute: folded
		h.drive(engineer, 20)

		r := h.try(company1(), 40, rulebook.Enforcing).Result
		if want := (trial.TrialSums{Facts: 6, Before: trial.TrialOutcomes{Allow: 2, Record: 2, Block: 2}, After: trial.TrialOutcomes{Allow: 2, Block: 4}, Changed: 2, NewlyBlocked: 2}); r.TrialSums != want {
			t.Errorf("a lower limit: %+v, want %+v", r.TrialSums, want)
		}
		r = h.try(company1(), 60, rulebook.Enforcing).Result
		if want := (trial.TrialSums{Facts: 6, Before: trial.TrialOutcomes{Allow: 2, Record: 2, Block: 2}, After: trial.TrialOutcomes{Allow: 4, Record: 2}, Changed: 4, NewlyAllowed: 2}); r.TrialSums != want {
			t.Errorf("a higher limit: %+v, want %+v", r.TrialSums, want)
		}
		r = h.try(rulebook.Scope{Kind: rulebook.ForDepartment, ID: sales.String()}, 40, rulebook.Warning).Result
		if want := (trial.TrialSums{Facts: 6, Before: trial.TrialOutcomes{Allow: 2, Record: 2, Block: 2}, After: trial.TrialOutcomes{Allow: 2, Warn: 2, Block: 2}, Changed: 2}); r.TrialSums != want {
			t.Errorf("a warning for a department and those within: %+v, want %+v", r.TrialSums, want)
		}
		names := ""
		for _, d := range r.Departments {
			names += fmt.Sprint(d.Department.Name, d.Changed, " ")
		}
		if names != "销售部1 华北组1 研发部0 " {
			t.Errorf("by department: %s", names)
		}
		if s := r.Samples; len(s) != 2 || s[0].Person.Name != "孙二" || s[0].Department.Name != "华北组" || s[0].Before != rulebook.Record || s[0].After != rulebook.Warn || string(s[0].Facts) != `{"km_h":50}` {
			t.Errorf("samples %+v", s)
		}
		h.set(rulebook.Scope{Kind: rulebook.ForRole, ID: "hr"}, 70, rulebook.Enforcing) // narrower than a department
		h.drive(scout, 65)
		before := h.try(rulebook.Scope{Kind: rulebook.ForDepartment, ID: sales.String()}, 10, rulebook.Enforcing).Result
		if before.Changed != 3 { // three drives from before the role had a value of its own
			t.Errorf("a narrower value does not win over the trial: %+v", before.TrialSums)
		}
	})
}

// random makes a past of values and drives, and returns the scopes that have values.
func random(h *house, seed uint64) (scopes []rulebook.Scope) {
	r := rand.New(rand.NewPCG(seed, 6))
	var departments, people []id.ID
	for i := range 6 {
		above := id.Zero
		if i > 2 {
			above = departments[i-3]
		}
		departments = append(departments, h.department(fmt.Sprint("部门", i), above))
	}
	for i := range 20 {
		var roles []authz.Role
		if i%5 == 0 {
			roles = append(roles, authz.HR)
		}
		people = append(people, h.person(fmt.Sprint("人", i), departments[r.IntN(len(departments))], roles...))
	}
	scopes = []rulebook.Scope{company1(), {Kind: rulebook.ForRole, ID: "hr"}, {Kind: rulebook.ForPerson, ID: people[3].String()},
		{Kind: rulebook.ForDepartment, ID: departments[0].String()}, {Kind: rulebook.ForDepartment, ID: departments[4].String()}}
	stages := []rulebook.Stage{rulebook.Watching, rulebook.Warning, rulebook.Enforcing}
	for range 250 {
		if r.IntN(12) == 0 {
			h.set(scopes[1+r.IntN(len(scopes)-1)], 10+r.Int64N(111), stages[r.IntN(3)])
		}
		who := people[r.IntN(len(people))]
		if r.IntN(4) == 0 {
			h.drove(who, r.Int64N(130)) // what happened although nothing that is known today allows it
		} else {
			h.drive(who, r.Int64N(130))
		}
		if r.IntN(10) == 0 { // they move, also while their evidence names where they were
			h.people.in[who] = departments[r.IntN(len(departments))]
		}
	}
	return scopes
}

// covers: RBK-03
func TestATrialOfWhatWasInForceShowsNoDifference(t *testing.T) {
	each(t, func(h *house) {
		h.set(company1(), 60, rulebook.Warning)
		h.begin = h.clock.Now()
		random(h, 1)
		if r := h.try(company1(), 60, rulebook.Warning).Result; r.Changed != 0 || r.Before != r.After || r.Facts == 0 || len(r.Samples) != 0 {
			t.Errorf("the company's own value: %+v", r.TrialSums)
		}
		if r := h.try(company1(), 60, rulebook.Enforcing).Result; r.Changed == 0 {
			t.Error("another stage of it shows no difference")
		}
	})
}

// covers: RBK-03
func TestTheCountsOfDepartmentsAddUpToTheTotal(t *testing.T) {
	each(t, func(h *house) {
		for _, scope := range random(h, 2) {
			for _, stage := range []rulebook.Stage{rulebook.Watching, rulebook.Enforcing} {
				r := h.try(scope, 35, stage).Result
				var sum trial.TrialSums
				for _, d := range r.Departments {
					sum = plus(sum, d.TrialSums)
				}
				if sum != r.TrialSums {
					t.Errorf("%+v: departments have %+v, all have %+v", scope, sum, r.TrialSums)
				}
				for _, o := range []trial.TrialOutcomes{r.Before, r.After} {
					if o.Allow+o.Record+o.Watch+o.Warn+o.Block != r.Facts {
						t.Errorf("%+v of %d facts", o, r.Facts)
					}
				}
				if r.NewlyBlocked-r.NewlyAllowed != r.After.Block-r.Before.Block || r.Changed < r.NewlyBlocked+r.NewlyAllowed {
					t.Errorf("%+v", r.TrialSums)
				}
			}
		}
	})
}

func plus(a, b trial.TrialSums) trial.TrialSums {
	add := func(a, b trial.TrialOutcomes) trial.TrialOutcomes {
		return trial.TrialOutcomes{Allow: a.Allow + b.Allow, Record: a.Record + b.Record, Watch: a.Watch + b.Watch, Warn: a.Warn + b.Warn, Block: a.Block + b.Block}
	}
	return trial.TrialSums{Facts: a.Facts + b.Facts, Before: add(a.Before, b.Before), After: add(a.After, b.After), Changed: a.Changed + b.Changed,
		NewlyBlocked: a.NewlyBlocked + b.NewlyBlocked, NewlyAllowed: a.NewlyAllowed + b.NewlyAllowed}
}

func TestOnlyFactsOfTheSpanCount(t *testing.T) {
	each(t, func(h *house) {
		who := h.person("周五", h.department("市场部", id.Zero))
		h.drive(who, 80) // refused, before the span
		h.drive(who, 20)
		h.clock.Advance(time.Hour)
		from := h.clock.Now().Add(time.Second)
		h.drive(who, 80) // at its beginning
		h.drive(who, 20)
		to := h.clock.Now().Add(time.Second)
		h.drive(who, 20) // at its end
		h.clock.Advance(time.Hour)
		one := h.ask(company1(), 10, rulebook.Enforcing, trial.Span{From: from, To: to}).ID
		h.Service.Run(t.Context(), one)
		if r := h.done(one).Result; r.Facts != 2 || r.Before.Block != 1 {
			t.Errorf("counted %+v", r.TrialSums)
		}
	})
}

// covers: RBK-03
func TestSamplesComeFromManyDepartmentsAndLeadOnlyWhereTheViewerMaySee(t *testing.T) {
	each(t, func(h *house) {
		large := h.person("吴六", h.department("大部门", id.Zero))
		for range 80 {
			h.drove(large, 45)
		}
		for i := range 4 {
			h.drove(h.person("郑", h.department(fmt.Sprint("小部门", i), id.Zero)), 45)
		}
		open := h.drives[82].ObjectID
		h.seen = func(p trial.Place) bool { return p.Conversation == open }
		r := h.try(company1(), 40, rulebook.Enforcing).Result
		departments, places := map[string]int{}, 0
		for i, s := range r.Samples {
			departments[s.Department.Name]++
			if s.Place != nil {
				places++
			}
			if i > 0 && s.At > r.Samples[i-1].At {
				t.Error("a newer sample stands behind an older one")
			}
		}
		if len(r.Samples) != 50 || len(departments) != 5 || places != 1 {
			t.Errorf("%d samples from %v, %d of them lead somewhere", len(r.Samples), departments, places)
		}
	})
}
