package engine

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// p is person number n. Department n has the same id as its number.
func p(n int) (v id.ID) {
	v[0], v[14], v[15] = 0xaa, byte(n>>8), byte(n)
	return v
}

func number(v id.ID) int { return int(v[14])<<8 | int(v[15]) }

// company is an organisation that a test can change as it goes. The superior of n is bosses[n].
type company struct {
	bosses     map[int]int
	heads      map[int][]int // by department
	charge     map[int]int
	roles      map[string][]int
	department map[int]int
	gone       map[int]bool
	delegates  map[int]int
	conditions map[string]bool
	fields     map[string][]int // departments, or people where the name begins with "who"
	now        clock.Instant
	ids        int
}

func newCompany() *company {
	return &company{
		bosses: map[int]int{1: 11, 2: 11, 3: 11, 11: 21, 12: 21, 21: 31}, heads: map[int][]int{1: {11}, 2: {12}, 3: {13}, 4: nil},
		charge: map[int]int{1: 21}, roles: map[string][]int{"admin": {91, 92}, "hr": {41, 42, 43}, "it": {51}},
		department: map[int]int{1: 1, 2: 1, 3: 1, 11: 1, 12: 2, 13: 3}, gone: map[int]bool{}, delegates: map[int]int{},
		conditions: map[string]bool{}, fields: map[string][]int{}, now: 1_000_000,
	}
}

func ids(numbers []int) (out []id.ID) {
	for _, n := range numbers {
		out = append(out, p(n))
	}
	return out
}

func one(n int) id.ID {
	if n == 0 {
		return id.Zero
	}
	return p(n)
}

func (c *company) Superior(person id.ID, n int) id.ID {
	at := number(person)
	for range n {
		at = c.bosses[at]
	}
	return one(at)
}
func (c *company) Heads(d id.ID) []id.ID         { return ids(c.heads[number(d)]) }
func (c *company) InCharge(d id.ID) id.ID        { return one(c.charge[number(d)]) }
func (c *company) Holders(role string) []id.ID   { return ids(c.roles[role]) }
func (c *company) Active(person id.ID) bool      { return !person.IsZero() && !c.gone[number(person)] }
func (c *company) Department(person id.ID) id.ID { return one(c.department[number(person)]) }
func (c *company) Delegate(person id.ID) id.ID   { return one(c.delegates[number(person)]) }
func (c *company) Holds(condition string) (bool, error) {
	if condition == "broken" {
		return false, errors.New("cannot be evaluated")
	}
	return c.conditions[condition], nil
}

func (c *company) Departments(field string) []id.ID {
	if strings.HasPrefix(field, "who") {
		return nil
	}
	return ids(c.fields[field])
}

func (c *company) Persons(field string) []id.ID {
	if strings.HasPrefix(field, "who") {
		return ids(c.fields[field])
	}
	return nil
}

func (c *company) world() World {
	return World{Facts: c, People: c, Now: c.now, NewID: func() (v id.ID) {
		c.ids++
		v[13], v[14], v[15] = byte(c.ids>>16), byte(c.ids>>8), byte(c.ids)
		return v
	}}
}

// play is one approval in a test.
type play struct {
	*testing.T
	*company
	r      route.Route
	s      State
	events []Event // of the last act
}

const applicant = 1

func start(t *testing.T, c *company, r route.Route) *play {
	t.Helper()
	y := &play{T: t, company: c, r: r}
	var err error
	if y.s, y.events, err = Start(r, Begin{Applicant: p(applicant)}, c.world()); err != nil {
		t.Fatalf("start: %v", err)
	}
	return y
}

// task gives the task of a person that is open, else the last one they had.
func (y *play) task(n int) (last Ticket) {
	for _, t := range y.s.Tasks() {
		if t.Person == p(n) && (t.State == Open || last.State != Open) {
			last = t
		}
	}
	return last
}

// do lets a person do an act with their task and demands that it is let through.
func (y *play) do(n int, a Act) *play {
	y.Helper()
	if err := y.try(n, a); err != nil {
		y.Fatalf("%s by %d: %v\n%s", a.Kind, n, err, y.line())
	}
	return y
}

func (y *play) try(n int, a Act) error {
	a.Who = one(n)
	if a.Task.IsZero() {
		a.Task = y.task(n).ID
	}
	next, events, err := y.s.Do(y.r, a, y.world())
	if err == nil {
		y.s, y.events = next, events
	}
	return err
}

func (y *play) approve(people ...int) *play {
	y.Helper()
	for _, n := range people {
		y.do(n, Act{Kind: Approve})
	}
	return y
}

// refused demands that an act is refused with a code and changes nothing.
func (y *play) refused(want *apperr.Def, n int, a Act) *play {
	y.Helper()
	before := fmt.Sprint(y.s)
	if err := y.try(n, a); !apperr.Has(err, want) {
		y.Fatalf("%s by %d: %v, want %s\n%s", a.Kind, n, err, want.Code, y.line())
	}
	if after := fmt.Sprint(y.s); after != before {
		y.Fatalf("a refused %s changed the state", a.Kind)
	}
	return y
}

// asked demands who is asked now, in the order of the nodes.
func (y *play) asked(want ...int) *play {
	y.Helper()
	var got []int
	for _, t := range y.s.Open() {
		got = append(got, number(t.Person))
	}
	if !slices.Equal(got, want) {
		y.Fatalf("asked are %v, want %v\n%s", got, want, y.line())
	}
	return y
}

func (y *play) status(want Status) *play {
	y.Helper()
	if y.s.Status != want {
		y.Fatalf("status %s, want %s\n%s", y.s.Status, want, y.line())
	}
	return y
}

// line writes the state so that a person sees what happened.
func (y *play) line() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s round %d edition %d\n", y.s.Status, y.s.Round, y.s.Edition)
	for _, n := range y.s.Nodes {
		fmt.Fprintf(&b, "  %s %s %s %v\n", n.Step, n.State, n.Why, n.Arms)
		for i, st := range n.Seats {
			fmt.Fprintf(&b, "    seat %d %s of %d agreed %v:", i+1, st.Kind, st.Of, st.Agreed)
			for _, t := range st.Tasks {
				fmt.Fprintf(&b, " [%d %s %s]", number(t.Person), t.State, t.Outcome)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

var may = route.May{Transfer: true, Add: true, Return: true}

// step asks people by number.
func step(name string, how route.How, people ...int) route.Step {
	return route.Step{ID: name, Kind: route.Approve, How: how, May: may, Who: []route.Who{{Kind: route.Person, IDs: ids(people)}}}
}

func of(steps ...route.Step) route.Route {
	return route.Route{Steps: steps, Nobody: route.NobodyAdmin, Self: route.SelfSuperior, Same: route.Again}
}

func arm(name, when string, steps ...route.Step) route.Arm {
	return route.Arm{ID: name, When: when, Steps: steps}
}

func parallel(name string, arms ...route.Arm) route.Step {
	return route.Step{ID: name, Kind: route.Parallel, Arms: arms}
}

func branch(name string, arms ...route.Arm) route.Step {
	return route.Step{ID: name, Kind: route.Branch, Arms: arms}
}
