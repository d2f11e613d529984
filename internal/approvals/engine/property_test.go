package engine

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/id"
)

// history is one approval that the engine and the model both live through.
type history struct {
	*luck
	c      *company
	r      route.Route
	spoilt route.Route // what the engine is given: r, or r with a planted fault
	s      State
	m      *model
	rows   map[id.ID]Ticket
	gave   map[id.ID]int // by task: who sent an approval that was let through
	ends   int
	gone   int // who is leaving just now: the job has not been everywhere
	log    []string
}

// live plays one history and tells what is wrong, or "".
func live(seed uint64, spoil func(*route.Route)) (fault string) {
	h := &history{luck: newLuck(seed), rows: map[id.ID]Ticket{}, gave: map[id.ID]int{}}
	defer func() {
		if p := recover(); p != nil {
			fault = fmt.Sprintf("panic: %v", p)
		}
		if fault != "" {
			y := play{r: h.r, s: h.s}
			fault = fmt.Sprintf("seed %d: %s\n%s\n%s%s", seed, fault, strings.Join(h.log, "\n"), y.line(), h.m.line())
		}
	}()
	h.c, h.r = h.company(), h.route()
	h.spoilt = h.r
	if spoil != nil {
		h.spoilt.Steps = deep(h.r.Steps)
		spoil(&h.spoilt)
	}
	who, chosen := 1+h.IntN(people), h.choose(h.c, h.r)
	b := Begin{Applicant: p(who), Chosen: map[string][]id.ID{}}
	for step, people := range chosen {
		b.Chosen[step] = ids(people)
	}
	s, events, err := Start(h.spoilt, b, h.c.world())
	m, ok := newModel(h.c, h.r, who, chosen)
	if ok != (err == nil) {
		h.m = m
		return fmt.Sprintf("start: engine %v, model %v", err, ok)
	}
	if !ok {
		return ""
	}
	h.m = m
	if fault := h.took(s, events); fault != "" {
		return "start: " + fault
	}
	for range 4 + h.IntN(30) {
		if fault := h.step(); fault != "" {
			return fault
		}
	}
	return ""
}

// step changes the world a little or does one act.
func (h *history) step() string {
	switch h.IntN(24) {
	case 0:
		return h.leaves(1 + h.IntN(people))
	case 1, 2:
		if fault := h.delegates(); fault != "" {
			return fault
		}
	case 3:
		h.c.now = h.c.now.Add(time.Duration(h.IntN(90)) * time.Minute)
	}
	return h.try(h.act())
}

// leaves lets somebody go and hands over what is open with them, as the job does.
func (h *history) leaves(n int) string {
	h.c.gone[n], h.gone = true, n
	h.log = append(h.log, fmt.Sprintf("%d leaves", n))
	for again := true; again; {
		again = false
		for _, t := range h.s.Open() {
			if t.Person == p(n) && h.somebodyFor(t) {
				a := Act{Kind: HandOver, Task: t.ID}
				if h.one(4) {
					a.To = ids(h.some(2))
				}
				if fault := h.try(a); fault != "" {
					return fault
				}
				again = true
				break
			}
		}
	}
	h.gone = 0
	return h.seatsSound()
}

// somebodyFor tells that somebody is there who can take a task over: the job asks again until that is so.
func (h *history) somebodyFor(t Ticket) bool {
	_, _, err := h.s.Do(h.spoilt, Act{Kind: HandOver, Task: t.ID}, h.c.world())
	return err == nil
}

// delegates lets delegations begin and end; now and then the job that follows them is late.
func (h *history) delegates() string {
	for _, t := range h.s.Open() {
		n := number(t.Person)
		if !t.For.IsZero() {
			n = number(t.For)
		}
		if h.one(2) {
			h.c.delegates[n] = pick(h.luck, 0, h.person())
		}
		if h.one(3) {
			continue
		}
		for _, kind := range []ActKind{DelegateLeft, DelegateTaken} {
			if fault := h.try(Act{Kind: kind, Task: t.ID}); fault != "" {
				return fault
			}
		}
	}
	return ""
}

// act makes an act, mostly one that could be let through.
func (h *history) act() (a Act) {
	tasks, open := h.s.Tasks(), h.s.Open()
	if h.one(12) && len(tasks) > 0 {
		a.Task, a.Who = pick(h.luck, tasks...).ID, p(h.person())
	}
	if len(open) > 0 && !h.one(12) {
		t := pick(h.luck, open...)
		a.Task, a.Who = t.ID, t.Person
	}
	switch n := h.IntN(40); {
	case h.s.Status == Returned && n < 30:
		a.Kind, a.Who, a.Onward = Resubmit, h.s.Applicant, h.one(2)
		h.content(h.c)
		if h.one(3) {
			a.Chosen = map[string][]id.ID{}
			for step, people := range h.choose(h.c, h.r) {
				a.Chosen[step] = ids(people)
			}
		}
	case n < 17:
		a.Kind = Approve
		if a.Edited = h.one(8); a.Edited {
			h.content(h.c)
		}
	case n < 18:
		a.Kind = Reject
	case n < 21:
		a.Kind, a.To = Transfer, ids([]int{h.person()})
	case n < 27:
		a.Kind, a.To = pick(h.luck, AddBefore, AddAfter, AddBeside), ids(h.some(2))
	case n < 30:
		a.Kind, a.Onward = ReturnApplicant, h.one(2)
	case n < 34:
		a.Kind, a.Step, a.Onward = ReturnStep, fmt.Sprintf("s%d", 1+h.IntN(h.steps)), h.one(2)
		if !h.one(4) { // most likely one that was come to
			a.Step = pick(h.luck, h.s.Nodes...).Step
		}
	case n < 35:
		a.Kind, a.To = pick(h.luck, Withdraw, Urge, Resubmit, Comment, CC, EndEarly), ids(h.some(2))
		if !h.one(3) {
			a.Who = h.s.Applicant
		}
	default:
		a.Kind, a.Who = pick(h.luck, Expire, Expire, HandOver, DelegateTaken, DelegateLeft, Lapse), id.Zero
		if h.one(6) {
			a.Who = p(h.person())
		}
		if a.Kind == HandOver && h.one(2) {
			a.To = ids(h.some(2))
		}
	}
	return a
}

// try does an act on both sides and compares.
func (h *history) try(a Act) string {
	d := deed{kind: a.Kind, target: a.Step, onward: a.Onward, edited: a.Edited}
	if !a.Who.IsZero() {
		d.who = number(a.Who)
	}
	for _, to := range a.To {
		d.to = append(d.to, number(to))
	}
	if a.Chosen != nil {
		d.chosen = map[string][]int{}
		for step, people := range a.Chosen {
			for _, person := range people {
				d.chosen[step] = append(d.chosen[step], number(person))
			}
		}
	}
	if t, ok := h.s.Find(a.Task); ok && t.State == Open {
		d.known, d.step, d.wish, d.holder = true, t.Step, t.Seat, number(t.Person)
	}
	before := h.s
	s, events, err := h.s.Do(h.spoilt, a, h.c.world())
	kept := h.m.clone()
	ok := h.m.do(d)
	h.log = append(h.log, fmt.Sprintf("%+v: engine %v, model %v", d, err, ok))
	if ok != (err == nil) {
		return "one side refuses"
	}
	if !ok {
		h.m = kept
		if !same(before, s) {
			return "a refusal changed the state"
		}
		return h.compare()
	}
	if a.Kind == Approve {
		h.gave[a.Task] = d.who
	}
	return h.took(s, events)
}

// took takes over what the engine answered and looks at it from all sides.
func (h *history) took(s State, events []Event) string {
	before := h.s
	h.s = s
	for _, look := range []func() string{
		h.compare, func() string { return h.hear(events) }, func() string { return h.frozen(before) }, h.seatsSound, h.nothingSkipped, h.roundTrip,
	} {
		if fault := look(); fault != "" {
			return fault
		}
	}
	return ""
}

func (h *history) compare() string {
	if h.s.Status != h.m.status || h.s.Round != h.m.round || h.s.Edition != h.m.edition || h.s.Onward != h.m.onward {
		return fmt.Sprintf("engine is %s/%d/%d/%v, model %s/%d/%d/%v", h.s.Status, h.s.Round, h.s.Edition, h.s.Onward, h.m.status, h.m.round, h.m.edition, h.m.onward)
	}
	var open []string
	for _, t := range h.s.Open() {
		open = append(open, fmt.Sprintf("%s/%d/%d/%d", t.Step, t.Seat, number(t.Person), t.Reminded))
	}
	slices.Sort(open)
	if want := h.m.openNow(); !slices.Equal(open, want) {
		return fmt.Sprintf("engine asks %v, model %v", open, want)
	}
	return ""
}

// histories is how many are played: with SOAK=1 a million, or as many as SOAK says.
func histories() uint64 {
	switch n, err := strconv.Atoi(os.Getenv("SOAK")); {
	case err != nil || n < 1:
		return 2_000
	case n > 1:
		return uint64(n)
	}
	return 1_000_000
}

// covers: APV-01
func TestRandomHistoriesGoAsTheModelSays(t *testing.T) {
	var next atomic.Uint64
	var wait sync.WaitGroup
	total := histories()
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for seed := next.Add(1); seed <= total && !t.Failed(); seed = next.Add(1) {
				if fault := live(seed, nil); fault != "" {
					t.Error(fault)
				}
			}
		})
	}
	wait.Wait()
}
