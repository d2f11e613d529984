package engine

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"tonggui/internal/approvals/route"
)

func same(a, b State) bool { return reflect.DeepEqual(a, b) }

// hear keeps rows of tasks by events alone, as a store does, and counts ends.
func (h *history) hear(events []Event) string {
	for _, e := range events {
		switch e.Kind {
		case TaskWaiting, TaskOpened, TaskClosed, TaskChanged:
			h.rows[e.Task.ID] = e.Task
		case Finished:
			h.ends++
		}
	}
	if want := map[bool]int{true: 1}[h.s.Status.Ended()]; h.ends != want {
		return fmt.Sprintf("ended %d times while %s", h.ends, h.s.Status)
	}
	tasks := h.s.Tasks()
	if len(tasks) != len(h.rows) {
		return fmt.Sprintf("%d tasks, %d rows by events", len(tasks), len(h.rows))
	}
	for _, t := range tasks {
		if row := h.rows[t.ID]; row != t {
			return fmt.Sprintf("by events %+v, in the state %+v", row, t)
		}
	}
	return ""
}

// frozen demands that what is closed or left stays as it was, and that nothing moves after the end.
func (h *history) frozen(before State) string {
	if before.Status.Ended() && !same(before, h.s) {
		return "something moved after the end"
	}
	for _, t := range before.Tasks() {
		if now, ok := h.s.Find(t.ID); !ok || t.State.Closed() && now != t {
			return fmt.Sprintf("a closed task moved: %+v, %+v", t, now)
		}
	}
	for _, t := range h.s.Tasks() {
		if was, _ := before.Find(t.ID); t.Outcome != Earlier || was.Outcome == Earlier {
			continue
		}
		if by, _ := h.s.Find(t.By); h.s.Nodes[by.Node].State == NodeLeft {
			return "a decision counts that was left: " + t.Step
		}
	}
	for i, n := range before.Nodes {
		if n.State == NodeLeft && h.s.Nodes[i].State != NodeLeft {
			return "a node that was left stands again"
		}
	}
	return ""
}

// seatsSound demands of each seat one decision at most, by somebody who may, and of each node what its kind wants.
func (h *history) seatsSound() string {
	places := h.r.Places()
	for _, n := range h.s.Nodes {
		s := places[n.At].Step
		for _, st := range n.Seats {
			done := 0
			for _, t := range st.Tasks {
				if fault := h.taskSound(s, n, t); fault != "" {
					return fault
				}
				if t.State == Done {
					done++
				}
			}
			if done > 1 || st.Agreed && done != 1 {
				return fmt.Sprintf("a seat of %s was decided %d times", n.Step, done)
			}
		}
		if twice := holdsTwo(n); twice != 0 {
			return fmt.Sprintf("%d holds two places of %s", twice, n.Step)
		}
		if n.State == NodePassed && len(n.Seats) > 0 && !satisfied(s, n) {
			return n.Step + " passed without the signatures that it wants"
		}
		if n.State == NodePassed && n.Why != "" && n.Why != ByAdmin && s.Confirms {
			return n.Step + " wants a person and passed by itself"
		}
	}
	return ""
}

// holdsTwo gives somebody who decides a node for two, or could; 0: nobody does. That one person decides a step once
// makes as many people of it as it has seats.
func holdsTwo(n Node) int {
	seen := map[int]bool{}
	for _, st := range n.Seats {
		for _, t := range st.Tasks {
			if t.State != Waiting && t.State != Open && t.State != Done {
				continue
			}
			if seen[number(t.Person)] {
				return number(t.Person)
			}
			seen[number(t.Person)] = true
		}
	}
	return 0
}

func (h *history) taskSound(s *route.Step, n Node, t Task) string {
	self := s.Self
	if self == "" {
		self = h.r.Self
	}
	switch {
	case t.State == Open && (n.State != NodeRunning || h.s.Status != Running):
		return "a task is open where nothing runs"
	case t.State == Open && !h.c.Active(t.Person) && t.Person != p(h.gone) && h.somebodyFor(Ticket{Task: t}):
		return "an open task belongs to nobody who is here"
	case t.State == Open && t.Person == h.s.Applicant && self != route.SelfAsk:
		return "the applicant is asked about their own"
	case t.Outcome == Agreed && h.gave[t.ID] != number(t.Person):
		return fmt.Sprintf("%d agreed and never said so", number(t.Person))
	case (t.Outcome == AutoAgreed || t.Outcome == AutoRefused) && s.Confirms:
		return "time decided where a person must"
	}
	if t.Outcome == Earlier {
		by, ok := h.s.Find(t.By)
		if !ok || by.Outcome != Agreed || by.Person != t.Person || by.Edition != t.Edition || !by.For.IsZero() {
			return "an earlier decision counts that was never made"
		}
	}
	return ""
}

// satisfied tells whether a node has the signatures that its kind wants, those added to agreed seats included.
func satisfied(s *route.Step, n Node) bool {
	how := n.How
	if how == "" {
		how = s.HowAt()
	}
	some := false
	for i, st := range n.Seats {
		switch {
		case st.Of == 0 && how != route.Any && !st.Agreed:
			return false
		case st.Of == 0:
			some = some || st.Agreed
		case how != route.Any && !st.Agreed:
			return false
		case st.Kind == Beside:
			some = some || st.Agreed
		case st.Kind == Before && n.Seats[st.Of-1].Agreed && !st.Agreed:
			return false
		}
		if how == route.Sequence && st.Of == 0 && i > 0 && st.Agreed && !n.Seats[i-1].Agreed {
			return false
		}
	}
	return some
}

// nothingSkipped demands that whatever is asked, and the end, has all before it passed.
func (h *history) nothingSkipped() string {
	places := h.r.Places()
	stands := map[int]*Node{}
	for i := range h.s.Nodes {
		if n := &h.s.Nodes[i]; n.State != NodeLeft {
			if stands[n.At] != nil {
				return n.Step + " stands twice"
			}
			stands[n.At] = n
		}
	}
	for at, n := range stands {
		if up := places[at].Up; up >= 0 && stands[up] != nil && !slices.Contains(stands[up].Arms, places[at].Arm.ID) {
			return n.Step + " stands in an arm that is not gone"
		}
		for up := at; up >= 0 && n.State == NodeRunning && len(n.Seats) > 0; up = places[up].Up {
			first := 0
			if places[up].Up >= 0 {
				if n := stands[places[up].Up]; n == nil || !slices.Contains(n.Arms, places[up].Arm.ID) {
					return "asked in an arm that is not gone: " + places[at].Step.ID
				}
				for first = places[up].Up + 1; places[first].ArmEnd <= up; first = places[first].ArmEnd {
				}
			}
			for before := first; before < up; before = places[before].End {
				if n := stands[before]; n == nil || n.State != NodePassed {
					return places[before].Step.ID + " was skipped by " + places[at].Step.ID
				}
			}
		}
	}
	if h.s.Status == Approved {
		return h.allPassed(places, stands, 0, len(places))
	}
	return ""
}

func (h *history) allPassed(places []route.Place, stands map[int]*Node, from, to int) string {
	for at := from; at < to; at = places[at].End {
		n := stands[at]
		if n == nil || n.State != NodePassed {
			return places[at].Step.ID + " was skipped at the end"
		}
		for inner := at + 1; inner < places[at].End; inner = places[inner].ArmEnd {
			if !slices.Contains(n.Arms, places[inner].Arm.ID) {
				continue
			}
			if fault := h.allPassed(places, stands, inner, places[inner].ArmEnd); fault != "" {
				return fault
			}
		}
	}
	return ""
}

// roundTrip writes the state as JSON and reads it again, now and then.
func (h *history) roundTrip() string {
	if !h.one(16) {
		return ""
	}
	raw, err := json.Marshal(h.s)
	if err != nil {
		return err.Error()
	}
	var back State
	if err := json.Unmarshal(raw, &back); err != nil {
		return err.Error()
	}
	again, err := json.Marshal(back)
	if err != nil || string(again) != string(raw) {
		return fmt.Sprintf("JSON is not stable: %v\n%s\n%s", err, raw, again)
	}
	h.s = back
	return ""
}
