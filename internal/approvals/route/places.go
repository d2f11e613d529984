package route

// Place is a step where it stands in its route. Places are counted from the first step in reading order; a step
// with arms is followed by the steps of its arms.
type Place struct {
	Step   *Step
	Arm    *Arm // the arm it stands in; nil in the route itself
	Up     int  // the place of the step whose arm it is; -1 in the route itself
	End    int  // the first place behind the step and all within it
	ArmEnd int  // the first place behind the list of steps it stands in
}

// Places lists all steps of the route. The answer points into the route.
func (r Route) Places() []Place {
	out := make([]Place, 0, count(r.Steps))
	return places(out, r.Steps, nil, -1)
}

func count(steps []Step) int {
	n := len(steps)
	for i := range steps {
		for j := range steps[i].Arms {
			n += count(steps[i].Arms[j].Steps)
		}
	}
	return n
}

func places(out []Place, steps []Step, arm *Arm, up int) []Place {
	begin := len(out)
	for i := range steps {
		at := len(out)
		out = append(out, Place{Step: &steps[i], Arm: arm, Up: up})
		for j := range steps[i].Arms {
			out = places(out, steps[i].Arms[j].Steps, &steps[i].Arms[j], at)
		}
		out[at].End = len(out)
	}
	for at := begin; at < len(out); at = out[at].End {
		out[at].ArmEnd = len(out)
	}
	return out
}

// Path names the arms that lead to a place, such as "amount.large/heads.left"; "" in the route itself.
func Path(places []Place, at int) string {
	if places[at].Up < 0 {
		return ""
	}
	own := places[places[at].Up].Step.ID + "." + places[at].Arm.ID
	if above := Path(places, places[at].Up); above != "" {
		return above + "/" + own
	}
	return own
}

// Find gives the place of a step by its id, or -1.
func Find(places []Place, step string) int {
	for i := range places {
		if places[i].Step.ID == step {
			return i
		}
	}
	return -1
}
