package engine

import (
	"testing"

	"tonggui/internal/approvals/route"
)

// everywhere changes all steps of a route.
func everywhere(change func(*route.Step)) func(*route.Route) {
	var steps func([]route.Step)
	steps = func(of []route.Step) {
		for i := range of {
			change(&of[i])
			for j := range of[i].Arms {
				steps(of[i].Arms[j].Steps)
			}
		}
	}
	return func(r *route.Route) { steps(r.Steps) }
}

// An engine that is given another route than the model is an engine with that fault.
func TestTheModelSeesPlantedFaults(t *testing.T) {
	for name, spoil := range map[string]func(*route.Route){
		"one signature is enough where all are wanted": everywhere(func(s *route.Step) {
			if s.Kind == route.Approve && s.HowAt() == route.All {
				s.How = route.Any
			}
		}),
		"a sequence asks all at once": everywhere(func(s *route.Step) {
			if s.How == route.Sequence {
				s.How = route.All
			}
		}),
		"only one parallel arm is gone": everywhere(func(s *route.Step) {
			if s.Kind == route.Parallel {
				s.Kind = route.Branch
			}
		}),
		"the applicant decides their own":          func(r *route.Route) { r.Self = route.SelfAsk },
		"nobody found passes":                      func(r *route.Route) { r.Nobody = route.NobodyPass },
		"an earlier decision always counts":        func(r *route.Route) { r.Same = route.Once },
		"everybody may return":                     everywhere(func(s *route.Step) { s.May.Return = true }),
		"everybody may transfer":                   everywhere(func(s *route.Step) { s.May.Transfer = true }),
		"time decides where a person must":         everywhere(func(s *route.Step) { s.Confirms = false }),
		"a weaker signature counts for a stronger": everywhere(func(s *route.Step) { s.Level = "" }),
		"who fills in fields is not asked":         everywhere(func(s *route.Step) { s.Rights = nil }),
	} {
		t.Run(name, func(t *testing.T) {
			for seed := uint64(1); seed <= 2000; seed++ {
				if live(seed, spoil) != "" {
					return
				}
			}
			t.Error("nothing was noticed in 2,000 histories")
		})
	}
}
