package engine

import (
	"fmt"
	"slices"
	"strings"

	"tonggui/internal/approvals/route"
)

// openNow lists what the model would ask, as compare does.
func (m *model) openNow() (out []string) {
	m.top.every(func(s *slot) {
		for _, w := range s.all {
			for _, holder := range w.holders {
				if w.open && !w.agreed && !s.passed && m.status == Running {
					out = append(out, fmt.Sprintf("%s/%d/%d/%d", s.step.ID, w.number, holder.person, holder.minded))
				}
			}
		}
	})
	slices.Sort(out)
	return out
}

func (m *model) line() string {
	if m == nil {
		return ""
	}
	var b strings.Builder
	m.top.every(func(s *slot) {
		fmt.Fprintf(&b, "  model %s reached %v passed %v taken %v", s.step.ID, s.reached, s.passed, s.taken)
		for _, w := range s.all {
			fmt.Fprintf(&b, " [%d %s %+v open %v agreed %v by %d]", w.number, w.kind, w.holders, w.open, w.agreed, w.by)
		}
		b.WriteByte('\n')
	})
	return b.String()
}

// clone copies the model, so that a refusal can be taken back.
func (m *model) clone() *model {
	c := *m
	c.top = m.top.clone()
	c.chosen = map[string][]int{}
	for step, people := range m.chosen {
		c.chosen[step] = people
	}
	return &c
}

func (l *list) clone() *list {
	c := &list{steps: l.steps, cursor: l.cursor}
	for _, s := range l.slots {
		copied := *s
		copied.roots, copied.all, copied.arms = nil, nil, nil
		seen := map[*wish]*wish{}
		for _, w := range s.all {
			n := *w
			n.holders, n.before, n.after, n.beside = slices.Clone(w.holders), nil, nil, nil
			seen[w] = &n
			copied.all = append(copied.all, &n)
		}
		move := func(from []*wish) (to []*wish) {
			for _, w := range from {
				to = append(to, seen[w])
			}
			return to
		}
		for _, w := range s.all {
			seen[w].before, seen[w].after, seen[w].beside = move(w.before), move(w.after), move(w.beside)
		}
		copied.roots = move(s.roots)
		for arm, inner := range s.arms {
			if copied.arms == nil {
				copied.arms = map[string]*list{}
			}
			copied.arms[arm] = inner.clone()
		}
		c.slots = append(c.slots, &copied)
	}
	return c
}

func deep(steps []route.Step) []route.Step {
	out := slices.Clone(steps)
	for i := range out {
		out[i].Arms = slices.Clone(out[i].Arms)
		for j := range out[i].Arms {
			out[i].Arms[j].Steps = deep(out[i].Arms[j].Steps)
		}
	}
	return out
}
