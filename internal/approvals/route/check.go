package route

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"

	"tonggui/internal/approvals/words"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/id"
)

// Bounds of a route.
const (
	MaxSteps   = 200
	MaxArms    = 10
	MaxDepth   = 4 // arms within arms
	MaxWho     = 20
	MaxPersons = 50
	MaxChosen  = 20 // people whom an applicant chooses in one step
	MaxName    = 60
	MaxAbove   = 10
	MaxMinutes = 366 * 24 * 60
)

// Form answers about the form that a route belongs to.
type Form interface {
	// FieldKind gives the kind of a field that stands in the form itself; "" where there is none.
	FieldKind(field string) string
	// Condition tells what is wrong with a condition over the form: a code and its parameters; "" where nothing is.
	Condition(source string) (code string, params map[string]any)
}

// Company says what a route may count on.
type Company struct {
	Roles     []string // those that there are
	Automatic bool     // what the approval brings about may follow without any person's decision

	Person, Department func(id.ID) bool // whether there is such an account or department; nil: it is not asked
}

// Codes of faults that are a route's own; the others are those of any field.
const (
	FaultWhenMissing   = "route_when_missing"   // only the last arm of a branch is without a condition
	FaultOtherwise     = "route_otherwise"      // the last arm of a branch is for what remains: it has no condition
	FaultNeedsPerson   = "route_needs_person"   // a person must decide here, so this cannot pass or reject by itself
	FaultAsksApplicant = "route_asks_applicant" // the step asks the applicant, so self must be ask
	FaultNoDecision    = "route_no_decision"    // there is a way through on which nobody decides
	FaultNotHere       = "route_not_here"       // the kind has no use for this
)

var idForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,31}$`)

// Check tells everything that is wrong with a route, by path from the route: "steps[2].arms[0].when".
func Check(r Route, f Form, c Company) []apperr.Field {
	k := &checker{r: r, form: f, company: c, ids: map[string]bool{}}
	choice(k, "nobody", r.Nobody, NobodyPass, NobodyAdmin, NobodyRefuse)
	choice(k, "self", r.Self, SelfSkip, SelfAsk, SelfSuperior)
	choice(k, "same", r.Same, Once, Again)
	switch n := count(r.Steps); {
	case n == 0:
		k.fault("steps", "missing")
	case n > MaxSteps:
		k.fault("steps", "too_many", "max", MaxSteps)
	}
	k.steps("steps", r.Steps, 0)
	if len(k.faults) == 0 && !decides(r.Steps, !c.Automatic) {
		k.fault("steps", FaultNoDecision)
	}
	return k.faults
}

// decides tells that a person is asked: on each way through, or at least on one.
func decides(steps []Step, everyWay bool) bool {
	return slices.ContainsFunc(steps, func(s Step) bool {
		if s.Kind == Approve {
			return true
		}
		some, every := false, s.Kind == Branch
		for _, a := range s.Arms {
			asked := decides(a.Steps, everyWay)
			some = some || asked && (s.Kind == Branch || a.When == "" || !everyWay)
			every = every && asked
		}
		if s.Kind == Branch && everyWay {
			return every && some
		}
		return some
	})
}

type checker struct {
	r       Route
	form    Form
	company Company
	ids     map[string]bool
	faults  []apperr.Field
}

func (k *checker) fault(path, code string, pairs ...any) {
	k.faults = append(k.faults, apperr.Invalid.At(path, code, pairs...).Fields...)
}

// choice demands one of some words; none is the default.
func choice[T ~string](k *checker, path string, word T, of ...T) {
	if word != "" && !slices.Contains(of, word) {
		k.fault(path, "not_a_choice")
	}
}

func (k *checker) id(path, name string, taken map[string]bool) {
	switch {
	case name == "":
		k.fault(path, "missing")
	case !idForm.MatchString(name):
		k.fault(path, "wrong_form")
	case taken[name]:
		k.fault(path, "doubled")
	}
	taken[name] = true
}

func (k *checker) name(path string, name words.Words, required bool) {
	if required && name.Empty() {
		k.fault(path, "missing")
	}
	for _, language := range slices.Sorted(maps.Keys(name)) {
		text := name[language]
		switch {
		case !slices.Contains(words.Languages, language):
			k.fault(path, "not_a_choice")
		case utf8.RuneCountInString(text) > MaxName:
			k.fault(path+"."+language, "too_long", "max", MaxName)
		case !words.Plain(text, false) || !words.Straight(text):
			k.fault(path+"."+language, "wrong_form")
		}
	}
}

func at(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

func (k *checker) steps(path string, steps []Step, depth int) {
	for i := range steps {
		k.step(at(path, i), &steps[i], depth)
	}
}

func (k *checker) step(path string, s *Step, depth int) {
	k.id(path+".id", s.ID, k.ids)
	k.name(path+".name", s.Name, s.Kind == Approve)
	choice(k, path+".self", s.Self, SelfSkip, SelfAsk, SelfSuperior)
	choice(k, path+".nobody", s.Nobody, NobodyPass, NobodyAdmin, NobodyRefuse)
	choice(k, path+".same", s.Same, Once, Again)
	switch s.Kind {
	case Approve:
		k.approve(path, s)
	case Copy:
		k.who(path, s)
	case Branch, Parallel:
		k.arms(path, s, depth+1)
	default:
		k.fault(path+".kind", "not_a_choice")
		return
	}
	for _, alien := range []struct {
		field string
		there bool
	}{
		{"arms", len(s.Arms) > 0 && (s.Kind == Approve || s.Kind == Copy)},
		{"who", len(s.Who) > 0 && (s.Kind == Branch || s.Kind == Parallel)},
		{"how", s.How != "" && s.Kind != Approve},
		{"limit", s.Limit != nil && s.Kind != Approve},
		{"rights", len(s.Rights) > 0 && s.Kind != Approve},
	} {
		if alien.there {
			k.fault(path+"."+alien.field, FaultNotHere)
		}
	}
}

func (k *checker) approve(path string, s *Step) {
	choice(k, path+".how", s.How, All, Any, Sequence)
	choice(k, path+".level", s.Level, Password, Passkey)
	k.who(path, s)
	person := s.Confirms || !k.company.Automatic
	if l := s.Limit; l != nil {
		if l.Minutes < 1 || l.Minutes > MaxMinutes {
			k.fault(path+".limit.minutes", "out_of_range", "min", 1, "max", MaxMinutes)
		}
		if l.Again != 0 && (l.Again < MinAgain || l.Again > MaxMinutes) {
			k.fault(path+".limit.again", "out_of_range", "min", MinAgain, "max", MaxMinutes)
		}
		if l.Times != 0 && (l.Again == 0 || l.Times < 1 || l.Times > MaxTimes) {
			k.fault(path+".limit.times", "out_of_range", "min", 1, "max", MaxTimes)
		}
		switch {
		case !slices.Contains([]Then{Remind, Escalate, PassThen, RejectThen}, l.Then):
			k.fault(path+".limit.then", "not_a_choice")
		case l.Then == PassThen && person, l.Then == RejectThen && s.Confirms:
			k.fault(path+".limit.then", FaultNeedsPerson)
		}
	}
	if s.Confirms && s.Nobody == NobodyPass || !k.company.Automatic && k.r.NobodyAt(s) == NobodyPass {
		k.fault(path+".nobody", FaultNeedsPerson)
	}
	if !k.company.Automatic && !s.Confirms && k.r.SelfAt(s) == SelfSkip {
		k.fault(path+".self", FaultNeedsPerson)
	}
	for _, field := range slices.Sorted(maps.Keys(s.Rights)) {
		if k.form.FieldKind(field) == "" {
			k.fault(path+".rights."+field, "unknown")
		}
		if right := s.Rights[field]; right == "" {
			k.fault(path+".rights."+field, "missing")
		} else {
			choice(k, path+".rights."+field, right, Hidden, Read, Write)
		}
	}
}

func (k *checker) arms(path string, s *Step, depth int) {
	if depth > MaxDepth {
		k.fault(path+".arms", "too_deep", "max", MaxDepth)
		return
	}
	switch n := len(s.Arms); {
	case n < 2:
		k.fault(path+".arms", "too_few", "min", 2)
	case n > MaxArms:
		k.fault(path+".arms", "too_many", "max", MaxArms)
	}
	ids := map[string]bool{}
	for i := range s.Arms {
		a, own := &s.Arms[i], at(path+".arms", i)
		k.id(own+".id", a.ID, ids)
		k.name(own+".name", a.Name, false)
		last := i == len(s.Arms)-1
		switch {
		case s.Kind == Branch && last && a.When != "":
			k.fault(own+".when", FaultOtherwise)
		case s.Kind == Branch && !last && a.When == "":
			k.fault(own+".when", FaultWhenMissing)
		case a.When != "":
			if code, params := k.form.Condition(a.When); code != "" {
				k.faults = append(k.faults, apperr.Field{Name: own + ".when", Code: code, Params: params})
			}
		}
		if len(a.Steps) == 0 && s.Kind == Parallel {
			k.fault(own+".steps", "missing")
		}
		k.steps(own+".steps", a.Steps, depth)
	}
}
