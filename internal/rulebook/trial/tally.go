package trial

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
)

const (
	maxSamples    = 50
	perDepartment = 5 // samples, where other departments have some
)

// standing tells an account's department and roles today.
type standing func(account id.ID) (department id.ID, roles []authz.Role, known bool)

// tally adds up what became of facts, and what would have.
type tally struct {
	book     *rulebook.Book
	past     Past
	trial    rulebook.Value
	standing standing

	people      map[who]subject
	sums        TrialSums
	departments map[id.ID]*TrialSums
	taken       map[id.ID]int // samples by department
	samples     []sample
	spare       []sample // beyond what a department gets where others have some
}

// who is a person with the department that a fact names; zero for that of today.
type who struct{ account, department id.ID }

type subject struct {
	department id.ID
	scopes     []rulebook.Scope
}

// sample is an act with what became of it.
type sample struct {
	act
	department    id.ID
	before, after rulebook.Outcome
}

func newTally(book *rulebook.Book, past Past, v rulebook.Value, st standing) *tally {
	return &tally{book: book, past: past, trial: v, standing: st, people: map[who]subject{}, departments: map[id.ID]*TrialSums{}, taken: map[id.ID]int{}}
}

func (t *tally) add(a act) {
	p := t.subject(who{a.account, a.department})
	before, after := t.outcomes(a, p.scopes)
	t.sums.add(before, after, a.repeats)
	d := t.departments[p.department]
	if d == nil {
		d = &TrialSums{}
		t.departments[p.department] = d
	}
	d.add(before, after, a.repeats)
	if before != after {
		t.keep(sample{a, p.department, before, after})
	}
}

func (t *tally) subject(w who) subject {
	p, known := t.people[w]
	if !known {
		department, roles, _ := t.standing(w.account)
		if !w.department.IsZero() {
			department = w.department
		}
		p = subject{department, t.book.Scopes(rulebook.Subject{Account: w.account, Department: department, Roles: roles})}
		t.people[w] = p
	}
	return p
}

// outcomes tells what became of an act and what would have.
func (t *tally) outcomes(a act, scopes []rulebook.Scope) (before, after rulebook.Outcome) {
	held := t.book.Held(t.past.Rule, scopes, a.at)
	would := t.book.Supposed(t.past.Rule, scopes, a.at, t.trial)
	before = rulebook.Block
	if !a.refused {
		before = t.past.judge(a.facts, held)
		if before == rulebook.Block { // it happened: they stood elsewhere then
			before = rulebook.Allow
		}
	}
	if held.Value == would.Value && held.Stage == would.Stage {
		return before, before
	}
	return before, t.past.judge(a.facts, would)
}

// keep takes a sample: from many departments rather than many from one.
func (t *tally) keep(s sample) {
	switch {
	case len(t.samples) < maxSamples && t.taken[s.department] < perDepartment:
		t.samples = append(t.samples, s)
		t.taken[s.department]++
	case len(t.samples)+len(t.spare) < maxSamples:
		t.spare = append(t.spare, s)
	}
}

// kept is a result as it is stored: names are looked up when it is read.
type kept struct {
	Result TrialResult `json:"result"`
	Where  []spot      `json:"where"` // of each sample
}

type spot struct {
	ObjectID id.ID `json:"object_id"`
	Seq      int64 `json:"seq"`
}

func (t *tally) result() (kept, error) {
	k := kept{Result: TrialResult{TrialSums: t.sums, Departments: []TrialDepartment{}, Samples: []TrialSample{}}, Where: []spot{}}
	for d, sums := range t.departments {
		k.Result.Departments = append(k.Result.Departments, TrialDepartment{TrialName{ID: d}, *sums})
	}
	slices.SortFunc(k.Result.Departments, func(a, b TrialDepartment) int {
		return cmp.Or(cmp.Compare(b.Changed, a.Changed), cmp.Compare(b.Facts, a.Facts), slices.Compare(a.Department.ID[:], b.Department.ID[:]))
	})
	samples := append(t.samples, t.spare...)
	samples = samples[:min(len(samples), maxSamples)]
	slices.SortStableFunc(samples, func(a, b sample) int { return cmp.Compare(b.at, a.at) })
	for _, s := range samples {
		facts, err := json.Marshal(s.facts)
		if err != nil {
			return k, fmt.Errorf("facts of %s: %w", t.past.Rule, err)
		}
		k.Result.Samples = append(k.Result.Samples, TrialSample{At: s.at, Person: TrialName{ID: s.account}, Department: TrialName{ID: s.department}, Object: s.object,
			Facts: facts, Before: s.before, After: s.after})
		k.Where = append(k.Where, spot{s.objectID, s.seq})
	}
	return k, nil
}
