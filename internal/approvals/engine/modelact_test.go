package engine

import (
	"slices"

	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/clock"
)

// deed is an act as the model knows it: a task is a wish of a step and who holds it.
type deed struct {
	kind   ActKind
	who    int
	step   string // where the task is
	wish   int
	holder int // whose task it is
	known  bool
	to     []int
	target string
	onward bool
	edited bool
	chosen map[string][]int
}

// path leads to a step: through which lists, and where in each.
type path []at2

type at2 struct {
	l *list
	i int
}

func (l *list) find(step string) path {
	for i, s := range l.slots {
		if s.step.ID == step {
			return path{{l, i}}
		}
		for _, inner := range s.arms {
			if p := inner.find(step); p != nil {
				return append(path{{l, i}}, p...)
			}
		}
	}
	return nil
}

func (p path) slot() *slot { return p[len(p)-1].l.slots[p[len(p)-1].i] }

// rewind sets the cursors so that the step is come to again.
func (p path) rewind() {
	for i, a := range p {
		a.l.cursor = min(a.l.cursor, a.i)
		if i < len(p)-1 {
			a.l.slots[a.i].passed = false
		}
	}
}

// do does a deed and tells whether it is let through.
func (m *model) do(d deed) bool {
	m.strict, m.refused = false, false
	nobody := slices.Contains([]ActKind{Expire, HandOver, DelegateTaken, DelegateLeft, Lapse}, d.kind)
	if nobody != (d.who == 0) || d.who != 0 && m.c.gone[d.who] {
		return false
	}
	if d.kind == Comment {
		return true
	}
	if d.kind == CC {
		return !slices.ContainsFunc(d.to, func(n int) bool { return m.c.gone[n] })
	}
	if d.kind == EndEarly {
		return d.who == m.who && m.status == Approved
	}
	if m.status.Ended() {
		return false
	}
	ok := false
	switch {
	case d.kind == Lapse:
		if ok = m.status == Returned && m.c.gone[m.who]; ok {
			m.end(Withdrawn)
		}
	case d.kind == Withdraw || d.kind == Urge || d.kind == Resubmit:
		ok = d.who == m.who && m.byApplicant(d)
	case d.known:
		ok = m.byHolder(d)
	}
	if ok && d.kind != Urge {
		m.run()
	}
	return ok && !m.refused
}

func (m *model) byApplicant(d deed) bool {
	switch d.kind {
	case Withdraw:
		m.end(Withdrawn)
		return true
	case Urge:
		return m.status == Running
	}
	if m.status != Returned || d.onward && !m.onward {
		return false
	}
	m.status, m.strict = Running, true
	for step, people := range d.chosen {
		m.chosen[step] = people
	}
	m.round++
	m.edition++
	m.onward = false
	if !m.choicesFit(m.r.Steps, d.chosen) {
		return false
	}
	if d.onward {
		m.reconsider(m.top)
	} else {
		m.top = newList(m.r.Steps)
	}
	return true
}

func (m *model) byHolder(d deed) bool {
	p := m.top.find(d.step)
	if p == nil {
		return false
	}
	s := p.slot()
	if s.passed || !s.reached || d.wish >= len(s.all) || m.status != Running {
		return false
	}
	w := s.all[d.wish]
	h := slices.IndexFunc(w.holders, func(h holder) bool { return h.person == d.holder })
	if h < 0 || w.agreed || !w.open || d.who != 0 && d.who != d.holder {
		return false
	}
	switch d.kind {
	case Expire:
		return m.expire(s, w, h)
	case HandOver:
		return m.handOver(s, w, h, d)
	case DelegateTaken:
		return h == 0 && m.help(s, w)
	case DelegateLeft:
		if h == 0 || m.c.delegates[w.holders[0].person] == d.holder {
			return false
		}
		w.holders = slices.Delete(w.holders, h, h+1)
		return true
	case Approve:
		if d.edited {
			m.edition++
		}
		w.agreed, w.by, w.own, w.edition = true, d.holder, h == 0, m.edition
		if d.edited {
			m.try(s)
			m.reconsider(m.top)
		}
		return true
	case Reject:
		m.end(Rejected)
		return true
	case Transfer:
		if !s.step.May.Transfer || len(d.to) != 1 || !m.askable(s, d.to) {
			return false
		}
		m.replace(s, w, d.to[0])
		return true
	case AddBefore, AddAfter, AddBeside:
		return m.add(s, w, d)
	case ReturnApplicant, ReturnStep:
		return s.step.May.Return && m.sendBack(p, d)
	}
	return false
}

func (m *model) replace(s *slot, w *wish, n int) {
	w.inherited = true
	w.holders = []holder{{person: n, opened: m.c.now}}
	m.help(s, w)
}

// partOf lists who has a part in a step.
func (s *slot) partOf() (out []int) {
	for _, w := range s.all {
		if w.agreed {
			out = append(out, w.by)
			continue
		}
		for _, h := range w.holders {
			out = append(out, h.person)
		}
	}
	return out
}

func (m *model) askable(s *slot, people []int) bool {
	taken := s.partOf()
	for _, n := range people {
		if n == 0 || m.c.gone[n] || n == m.never(s.step) || slices.Contains(taken, n) {
			return false
		}
		taken = append(taken, n)
	}
	return true
}

func (m *model) add(s *slot, w *wish, d deed) bool {
	if !s.step.May.Add || len(d.to) == 0 || !m.askable(s, d.to) || len(s.all)-len(s.roots)+len(d.to) > MaxAdded {
		return false
	}
	for _, n := range d.to {
		switch d.kind {
		case AddBefore:
			w.before = append(w.before, s.wish(Before, n))
		case AddAfter:
			w.after = append(w.after, s.wish(After, n))
		default:
			w.beside = append(w.beside, s.wish(Beside, n))
		}
	}
	return true
}

func (m *model) expire(s *slot, w *wish, h int) bool {
	limit := s.step.Limit
	if limit == nil {
		return false
	}
	due, most := w.holders[h].opened+minutes(limit.Minutes), 1
	if w.holders[h].minded > 0 {
		due = w.holders[h].look + minutes(limit.Again)
	}
	if limit.Again > 0 {
		most = limit.Times
	}
	if w.holders[h].minded >= most || m.c.now < due {
		return false
	}
	above := firstBut(m.climb(w.holders[0].person, 1), append(s.partOf(), m.never(s.step))...)
	switch {
	case limit.Then == route.PassThen && !s.step.Confirms:
		w.agreed, w.by = true, w.holders[h].person
	case limit.Then == route.RejectThen && !s.step.Confirms:
		m.end(Rejected)
	case limit.Then == route.Escalate && above != 0:
		m.replace(s, w, above)
	default:
		w.holders[h].overdue, w.holders[h].look = true, m.c.now
		w.holders[h].minded++
	}
	return true
}

func minutes(n int) clock.Instant { return clock.Instant(n) * 60_000_000 }

func (m *model) handOver(s *slot, w *wish, h int, d deed) bool {
	if !m.c.gone[d.holder] || len(d.to) > 1 {
		return false
	}
	if h > 0 {
		w.holders = slices.Delete(w.holders, h, h+1)
		return true
	}
	next := m.heir(s, d.holder)
	if len(d.to) == 1 {
		if !m.askable(s, d.to) {
			return false
		}
		next = d.to[0]
	}
	if next == 0 {
		return false
	}
	m.replace(s, w, next)
	return true
}

func (m *model) sendBack(from path, d deed) bool {
	if d.kind == ReturnApplicant {
		m.status, m.onward = Returned, d.onward
		m.top.every(func(s *slot) {
			if s.arms == nil && !s.passed {
				*s = slot{step: s.step}
			}
		})
		return true
	}
	target := m.top.find(d.target)
	if target == nil || !target.slot().passed || len(target.slot().all) == 0 || !target.before(from) {
		return false
	}
	m.round++
	last := target[len(target)-1]
	target.rewind()
	if d.onward {
		*from.slot() = slot{step: from.slot().step}
	} else {
		for _, a := range target {
			for i := a.i + 1; i < len(a.l.slots); i++ {
				*a.l.slots[i] = slot{step: a.l.slots[i].step}
			}
		}
	}
	*last.l.slots[last.i] = slot{step: last.l.slots[last.i].step, back: true}
	return true
}

// before tells that one step is decided before another is come to, on every way.
func (p path) before(q path) bool {
	for i := 0; i < len(p) && i < len(q) && p[i].l == q[i].l; i++ {
		if p[i].i != q[i].i {
			return p[i].i < q[i].i
		}
	}
	return false
}

// reconsider forgets what the content, as it is now, sends elsewhere.
func (m *model) reconsider(l *list) {
	for i, s := range l.slots {
		elsewhere := false
		switch {
		case s.taken != nil:
			elsewhere = !slices.Equal(s.taken, m.take(s.step))
		case s.reached && s.step.Kind == route.Approve && len(m.byFieldsNamed(s.step)) > 0:
			elsewhere = !slices.Equal(s.fields, m.byFields(s.step))
		}
		if elsewhere {
			*s = slot{step: s.step}
			m.top.find(s.step.ID).rewind()
			l.cursor = min(l.cursor, i)
			continue
		}
		for _, arm := range s.step.Arms {
			if inner := s.arms[arm.ID]; inner != nil {
				m.reconsider(inner)
			}
		}
	}
}

func (m *model) byFieldsNamed(s *route.Step) (out []route.Who) {
	for _, w := range s.Who {
		if w.Of != "" {
			out = append(out, w)
		}
	}
	return out
}
