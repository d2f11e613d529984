package route

import (
	"cmp"

	"tonggui/internal/approvals/words"
	"tonggui/internal/platform/id"
)

// Route is the way of one version of a template. It never changes; running approvals point into it.
type Route struct {
	Steps  []Step `json:"steps"`
	Nobody Nobody `json:"nobody" enum:"pass,admin,refuse" doc:"where a step finds nobody: goes on, asks an administrator, ends as rejected"`
	Self   Self   `json:"self" enum:"skip,ask,superior" doc:"where a step finds the applicant: leaves them out, asks them, asks their superior instead"`
	Same   Same   `json:"same" enum:"once,again" doc:"where somebody has already agreed to the same content: that counts, or they are asked again"`
}

// Step is one station. What its kind has no use for is empty.
type Step struct {
	ID   string      `json:"id"`
	Kind Kind        `json:"kind" enum:"approve,cc,branch,parallel"`
	Name words.Words `json:"name,omitempty"`

	Who    []Who  `json:"who,omitempty" doc:"approve, cc"`
	How    How    `json:"how,omitempty" enum:"all,any,sequence," doc:"approve: all of them, the first to decide, one after another; empty: all"`
	Level  Level  `json:"level,omitempty" enum:"password,passkey," doc:"approve: the least that a decision is confirmed by; empty: the template's"`
	Stroke bool   `json:"stroke,omitempty" doc:"approve: a handwritten signature is asked for"`
	Limit  *Limit `json:"limit,omitempty" doc:"approve"`
	Nobody Nobody `json:"nobody,omitempty" enum:"pass,admin,refuse," doc:"empty: the route's"`
	Self   Self   `json:"self,omitempty" enum:"skip,ask,superior," doc:"empty: the route's"`
	Same   Same   `json:"same,omitempty" enum:"once,again," doc:"empty: the route's"`

	Rights   map[string]Right `json:"rights,omitempty" doc:"approve: by field; a field not named can be read"`
	May      May              `json:"may,omitzero" doc:"approve: what those asked may do beside agreeing and rejecting"`
	Confirms bool             `json:"confirms,omitempty" doc:"approve: never passed or rejected by itself, a person decides"`

	Arms []Arm `json:"arms,omitempty" doc:"branch: the first whose condition holds; parallel: all whose conditions hold"`
}

// Arm is one way through a branch or a parallel step. An empty condition always holds.
type Arm struct {
	ID    string      `json:"id"`
	Name  words.Words `json:"name,omitempty"`
	When  string      `json:"when,omitempty" doc:"a condition; the last arm of a branch has none: otherwise"`
	Steps []Step      `json:"steps"`
}

// May is what those asked may do beside agreeing and rejecting.
type May struct {
	Transfer bool `json:"transfer,omitempty"`
	Add      bool `json:"add,omitempty"`
	Return   bool `json:"return,omitempty"`
}

// Limit is how long somebody who is asked may take, and what happens then.
type Limit struct {
	Minutes int  `json:"minutes" doc:"of working time"`
	Then    Then `json:"then" enum:"remind,escalate,pass,reject" doc:"remind them, ask their superior instead, agree or reject by itself"`
	Again   int  `json:"again,omitempty" doc:"who is reminded is so again after so many minutes of working time; 0: once only"`
	Times   int  `json:"times,omitempty" doc:"at most so often, the first counted; 0: 3"`
}

// Most is how often somebody is reminded at most.
func (l Limit) Most() int {
	if l.Again == 0 {
		return 1
	}
	return cmp.Or(l.Times, usualTimes)
}

// Bounds of reminding again.
const (
	MinAgain   = 15 // minutes of working time
	MaxTimes   = 20
	usualTimes = 3
)

// Who is one way of finding people; a step lists several. What its kind has no use for is empty.
type Who struct {
	Kind WhoKind `json:"kind" enum:"superior,department_head,leader_in_charge,role,person,chosen,applicant"`
	N    int     `json:"n,omitempty" doc:"superior: 1 is the direct one"`
	Of   string  `json:"of,omitempty" doc:"department_head, leader_in_charge: a field with departments or people; empty: the applicant's department"`
	Role string  `json:"role,omitempty"`
	IDs  []id.ID `json:"ids,omitempty" doc:"person"`
	Min  int     `json:"min,omitempty" doc:"chosen by the applicant: at least so many; 0 is 1"`
	Max  int     `json:"max,omitempty" doc:"chosen by the applicant: at most so many; 0 is 20"`
}

// The words that a route is written in.
type (
	Kind    string
	WhoKind string
	How     string
	Level   string
	Nobody  string
	Self    string
	Same    string
	Then    string
	Right   string
)

// Kinds of steps.
const (
	Approve  Kind = "approve"
	Copy     Kind = "cc"
	Branch   Kind = "branch"
	Parallel Kind = "parallel"
)

// Ways of finding people.
const (
	Superior       WhoKind = "superior"
	DepartmentHead WhoKind = "department_head"
	LeaderInCharge WhoKind = "leader_in_charge"
	Role           WhoKind = "role"
	Person         WhoKind = "person"
	Chosen         WhoKind = "chosen"
	Applicant      WhoKind = "applicant"
)

// How several people decide: 会签, 或签, 依次.
const (
	All      How = "all"
	Any      How = "any"
	Sequence How = "sequence"
)

// Levels of confirming, the weaker first; "" is the template's.
const (
	Password Level = "password"
	Passkey  Level = "passkey"
)

// What happens where a step finds nobody.
const (
	NobodyPass   Nobody = "pass"
	NobodyAdmin  Nobody = "admin"
	NobodyRefuse Nobody = "refuse"
)

// What happens where a step finds the applicant.
const (
	SelfSkip     Self = "skip"
	SelfAsk      Self = "ask"
	SelfSuperior Self = "superior"
)

// What happens where a step finds somebody who has agreed before.
const (
	Once  Same = "once"
	Again Same = "again"
)

// What happens when a time limit has passed.
const (
	Remind     Then = "remind"
	Escalate   Then = "escalate"
	PassThen   Then = "pass"
	RejectThen Then = "reject"
)

// Rights to a field at a step.
const (
	Hidden Right = "hidden"
	Read   Right = "read"
	Write  Right = "write"
)

// RoleAdmin holds those who are asked where nobody else is found.
const RoleAdmin = "admin"

// NobodyAt is what happens at a step that finds nobody. A step that needs a person never passes by itself.
func (r Route) NobodyAt(s *Step) Nobody {
	n := first(s.Nobody, r.Nobody, NobodyAdmin)
	if n == NobodyPass && s.Confirms {
		return NobodyAdmin
	}
	return n
}

// SelfAt is what happens at a step that finds the applicant.
func (r Route) SelfAt(s *Step) Self { return first(s.Self, r.Self, SelfSuperior) }

// SameAt is what happens at a step that finds somebody who has agreed before.
func (r Route) SameAt(s *Step) Same { return first(s.Same, r.Same, Again) }

// HowAt is how the people of a step decide.
func (s *Step) HowAt() How { return first(s.How, All) }

// Several tells that all who are asked have to decide: nobody of them stands in for another.
func (s *Step) Several() bool { return s.Kind == Approve && s.HowAt() != Any }

// Writes tells that somebody may change a field at the step.
func (s *Step) Writes() bool {
	for _, r := range s.Rights {
		if r == Write {
			return true
		}
	}
	return false
}

// first gives the first word that is not empty.
func first[T ~string](words ...T) T {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}
