package engine

import (
	"slices"

	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/clock"
)

// The model says the same as the engine in another way: a tree of lists, each with a cursor; in it wishes for
// signatures that hold those added to them. It keeps no history, no ids, no events. People are numbers.

type model struct {
	c       *company
	r       route.Route
	status  Status
	who     int // the applicant
	round   int
	edition int
	onward  bool
	chosen  map[string][]int
	top     *list
	strict  bool
	refused bool // during one act
	sure    bool // all that is not reached any more is forgotten
}

// list is a row of steps; all before the cursor has passed.
type list struct {
	steps  []route.Step
	cursor int
	slots  []*slot
}

// slot is a step of a list, empty until reached.
type slot struct {
	step    *route.Step
	reached bool
	passed  bool
	back    bool
	how     route.How
	fields  []int
	roots   []*wish
	all     []*wish // in the order of asking
	arms    map[string]*list
	taken   []string
}

// wish is a signature that is wanted.
type wish struct {
	number                int
	kind                  SeatKind
	holders               []holder // the first is the principal, the others are delegates
	open                  bool
	agreed                bool
	by                    int // who agreed; own: by themselves
	own                   bool
	edition               int
	inherited             bool // held by another than at first
	before, after, beside []*wish
}

type holder struct {
	person  int
	opened  clock.Instant
	look    clock.Instant // when they were reminded last
	overdue bool
	minded  int
}

func newList(steps []route.Step) *list {
	l := &list{steps: steps, slots: make([]*slot, len(steps))}
	for i := range steps {
		l.slots[i] = &slot{step: &steps[i]}
	}
	return l
}

func newModel(c *company, r route.Route, who int, chosen map[string][]int) (*model, bool) {
	m := &model{c: c, r: r, who: who, status: Running, round: 1, edition: 1, chosen: chosen, top: newList(r.Steps), strict: true}
	if c.gone[who] || !m.choicesFit(r.Steps, chosen) {
		return nil, false
	}
	m.run()
	return m, !m.refused
}

// run lets everything go as far as it goes.
func (m *model) run() {
	for _, m.sure = range []bool{false, true} {
		if m.status == Running && m.runList(m.top) && m.status == Running && !m.refused {
			m.end(Approved)
		}
	}
}

func (m *model) end(s Status) { m.status, m.onward = s, false }

func (m *model) runList(l *list) bool {
	for ; l.cursor < len(l.slots); l.cursor++ {
		s := l.slots[l.cursor]
		if !s.reached {
			m.reach(s)
		}
		if m.status != Running || m.refused {
			return false
		}
		if !m.runSlot(s) {
			for _, later := range l.slots[l.cursor+1:] {
				later.suspend()
			}
			return false
		}
	}
	return true
}

func (m *model) runSlot(s *slot) bool {
	if s.taken != nil {
		passed := true
		for _, arm := range s.taken {
			passed = m.runList(s.arms[arm]) && passed
		}
		s.passed = passed
	}
	if !s.passed && len(s.all) > 0 {
		m.try(s)
	}
	return s.passed
}

// suspend forgets what is not finished; what is finished stays.
func (s *slot) suspend() {
	switch {
	case !s.reached && s.arms == nil, s.passed:
	case s.arms != nil:
		s.reached, s.taken = false, nil
		for _, l := range s.arms {
			l.cursor = 0
			for _, inner := range l.slots {
				inner.suspend()
			}
		}
	default:
		*s = slot{step: s.step}
	}
}

func (m *model) take(s *route.Step) []string {
	taken := []string{}
	for _, a := range s.Arms {
		if a.When == "" || m.c.conditions[a.When] {
			taken = append(taken, a.ID)
			if s.Kind == route.Branch {
				break
			}
		}
	}
	return taken
}

func (m *model) reach(s *slot) {
	s.reached = true
	switch s.step.Kind {
	case route.Copy:
		s.passed = true
		return
	case route.Branch, route.Parallel:
		s.taken = m.take(s.step)
		kept := map[string]*list{}
		for i, a := range s.step.Arms {
			if !slices.Contains(s.taken, a.ID) {
				continue
			}
			if kept[a.ID] = s.arms[a.ID]; kept[a.ID] == nil {
				kept[a.ID] = newList(s.step.Arms[i].Steps)
			}
		}
		s.arms = kept
		return
	}
	s.fields = m.byFields(s.step)
	people, end := m.find(s.step)
	switch {
	case len(people) > 0:
		if s.how = s.step.How; s.how == "" {
			s.how = route.All
		}
		if end == "admins" {
			s.how = route.Any
		}
		for _, n := range people {
			s.roots = append(s.roots, s.wish(Decide, n))
		}
	case end == "pass":
		s.passed = true
	case m.strict:
		m.refused = true
	default:
		m.end(Rejected)
	}
}

func (s *slot) wish(kind SeatKind, n int) *wish {
	w := &wish{number: len(s.all), kind: kind, holders: []holder{{person: n}}}
	s.all = append(s.all, w)
	return w
}

// try asks for what is wanted now and sees whether that is enough.
func (m *model) try(s *slot) {
	switch s.how {
	case route.Any:
		all := s.alternatives(s.roots)
		slices.SortFunc(all, func(a, b *wish) int { return a.number - b.number }) // who is asked first has the delegate
		for _, w := range all {
			if !s.passed && m.want(s, w, true) {
				s.passed = true
			}
		}
	case route.Sequence:
		s.passed = !slices.ContainsFunc(s.roots, func(w *wish) bool { return !m.want(s, w, false) })
	default:
		s.passed = true
		for _, w := range s.roots {
			s.passed = m.want(s, w, false) && s.passed
		}
	}
}

// alternatives are all wishes of which one is enough.
func (s *slot) alternatives(of []*wish) (out []*wish) {
	for _, w := range of {
		out = append(append(out, w), s.alternatives(w.beside)...)
	}
	return out
}

func (m *model) want(s *slot, w *wish, alone bool) bool {
	ready := true
	for _, b := range w.before {
		ready = m.want(s, b, false) && ready
	}
	switch {
	case w.agreed:
	case ready:
		m.open(s, w)
	default:
		w.open = false
	}
	enough := w.agreed
	if w.agreed {
		for _, a := range w.after {
			enough = m.want(s, a, false) && enough
		}
	}
	if !alone {
		for _, b := range w.beside {
			enough = m.want(s, b, false) && enough
		}
	}
	return enough
}

func (m *model) open(s *slot, w *wish) {
	if n := w.holders[0].person; m.agreedBefore(s, w, n) {
		w.agreed, w.by = true, n
		return
	}
	if w.open {
		if n := w.holders[0].person; m.c.gone[n] {
			if heir := m.heir(s, n); heir != 0 { // who had a place before has none now
				m.replace(s, w, heir)
				return
			}
		}
		m.help(s, w)
		return
	}
	w.open = true
	if n := w.holders[0].person; m.c.gone[n] {
		if heir := m.heir(s, n); heir != 0 { // else it waits for somebody who can
			w.holders[0].person, w.inherited = heir, true
		}
	}
	w.holders = []holder{{person: w.holders[0].person, opened: m.c.now}}
	m.help(s, w)
}

func (m *model) help(s *slot, w *wish) bool {
	n := m.c.delegates[w.holders[0].person]
	if n == 0 || m.c.gone[n] || n == m.never(s.step) || slices.Contains(s.partOf(), n) {
		return false
	}
	w.holders = append(w.holders, holder{person: n, opened: m.c.now})
	return true
}

func (m *model) agreedBefore(s *slot, w *wish, n int) bool {
	same := s.step.Same
	if same == "" {
		same = m.r.Same
	}
	if same != route.Once || m.c.gone[n] || w.kind != Decide || w.inherited || s.back || len(s.step.Rights) > 0 {
		return false
	}
	found := false
	m.top.every(func(other *slot) {
		for _, o := range other.all {
			found = found || (other.passed || m.sure) && o.own && o.by == n && o.edition == m.edition && (s.step.Level != route.Passkey || other.step.Level == route.Passkey)
		}
	})
	return found
}

// every calls f with each slot that stands.
func (l *list) every(f func(*slot)) {
	for _, s := range l.slots {
		f(s)
		for _, inner := range s.arms {
			inner.every(f)
		}
	}
}
