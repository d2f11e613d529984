package engine

import (
	"encoding/json"
	"fmt"
	"testing"

	"tonggui/internal/approvals/route"
)

// long is an approval of 200 steps whose last one is open: as much as a route can hold.
func long(b *testing.B) (*company, route.Route, State) {
	b.Helper()
	c := newCompany()
	var r route.Route
	for i := range route.MaxSteps {
		r.Steps = append(r.Steps, step(fmt.Sprintf("s%d", i), route.All, 100+i, 400+i))
	}
	r.Same = route.Once
	s, _, err := Start(r, Begin{Applicant: p(applicant)}, c.world())
	for err == nil && len(s.Nodes) < route.MaxSteps {
		s, _, err = s.Do(r, approveOne(s), c.world())
	}
	if err != nil {
		b.Fatal(err)
	}
	return c, r, s
}

func approveOne(s State) Act {
	last := len(s.Nodes) - 1
	for j, st := range s.Nodes[last].Seats {
		for k, t := range st.Tasks {
			if t.State == Open {
				return Act{Kind: Approve, Who: t.Person, Task: s.ticket(last, j, k).ID}
			}
		}
	}
	return Act{}
}

func BenchmarkStart(b *testing.B) {
	c := newCompany()
	r := of(step("a", "", 11), parallel("both", arm("l", "", step("b", route.All, 12, 13)), arm("r", "", step("c", "", 21))), step("d", "", 41))
	for b.Loop() {
		if _, _, err := Start(r, Begin{Applicant: p(applicant)}, c.world()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDo(b *testing.B) {
	c := newCompany()
	r := of(step("a", "", 11), step("b", route.All, 12, 13), step("c", "", 21))
	s, _, err := Start(r, Begin{Applicant: p(applicant)}, c.world())
	if err != nil {
		b.Fatal(err)
	}
	a := approveOne(s)
	for b.Loop() {
		if _, _, err := s.Do(r, a, c.world()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDoInThe200thStep(b *testing.B) {
	c, r, s := long(b)
	a := approveOne(s)
	for b.Loop() {
		if _, _, err := s.Do(r, a, c.world()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadAndWriteAStateOf200Steps(b *testing.B) {
	_, _, s := long(b)
	raw, err := json.Marshal(s)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(len(raw)), "bytes")
	for b.Loop() {
		var back State
		if err := json.Unmarshal(raw, &back); err != nil {
			b.Fatal(err)
		}
		if _, err := json.Marshal(back); err != nil {
			b.Fatal(err)
		}
	}
}
