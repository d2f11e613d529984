package engine

import (
	"fmt"
	"slices"
	"testing"

	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/id"
)

// covers: APV-01
func TestThePreviewOfRandomRoutesIsWhatHappensWhenAllAgree(t *testing.T) {
	whole := 0
	for seed := range uint64(2000) {
		l := newLuck(seed)
		c, r := l.company(), l.route()
		c.delegates = map[int]int{}
		r.Same = route.Again // whoever is first of several decides what counts later
		everywhere(func(s *route.Step) { s.Same = "" })(&r)
		b := Begin{Applicant: p(1 + l.IntN(people)), Chosen: map[string][]id.ID{}}
		for step, people := range l.choose(c, r) {
			b.Chosen[step] = ids(people)
		}
		foreseen, err := Preview(r, b, c.world())
		if err != nil {
			t.Fatal(err)
		}
		s, _, err := Start(r, b, c.world())
		for err == nil && s.Status == Running {
			task := s.Open()[0]
			if s, _, err = s.Do(r, Act{Kind: Approve, Who: task.Person, Task: task.ID}, c.world()); err != nil {
				t.Fatal(err)
			}
		}
		if err != nil || s.Status != Approved {
			continue // too few are chosen, or nobody is there at some step
		}
		whole++
		if want, got := asking(Show(r, s)), asking(foreseen); !slices.Equal(want, got) {
			t.Fatalf("seed %d: foreseen\n%v\nhappened\n%v", seed, got, want)
		}
	}
	if whole < 500 {
		t.Fatalf("only %d went to an end", whole)
	}
}

// asking lists steps with those asked, in the order of the route.
func asking(views []StepView) (out []string) {
	slices.SortFunc(views, func(a, b StepView) int { return a.Place - b.Place })
	for _, v := range views {
		line := fmt.Sprint(v.Step, v.Arms, v.Why)
		for _, p := range v.People {
			if v.Kind == route.Copy {
				break // whom it has told stands in the acts
			}
			line += fmt.Sprint(" ", number(p.Person))
		}
		out = append(out, line)
	}
	return out
}
