package trial

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
	"tonggui/internal/rulebook"
)

// The limits of trials.
const (
	LongestSpan = 366 * 24 * time.Hour
	maxRunning  = 4 // in the whole installation
)

// People is what the room asks of the company's people; org fills it.
type People interface {
	rulebook.Departments
	Standing(account id.ID) (department id.ID, roles []authz.Role, known bool)
	People(accounts []id.ID) []ref.Person
	Department(department id.ID) string
}

// Deps are what the room needs from the house.
type Deps struct {
	DB      *db.DB
	Book    *rulebook.Book
	People  People
	Process id.ID // this one among those that work on the database
	// Pasts are what rooms tell of the past of their rules. They are made after this room.
	Pasts func() []Past
	// Sees tells for each place whether an account may look at it now.
	Sees func(ctx context.Context, account id.ID, places []Place) ([]bool, error)
	Log  *slog.Logger
}

// Service is the room. It is safe for concurrent use.
type Service struct {
	Deps
	turn chan struct{} // one trial at a time

	mu    sync.Mutex
	ctx   context.Context //nolint:containedctx // of Start: what trials that begin later live under
	stops map[id.ID]context.CancelFunc
}

// New returns the room. Nothing is worked on before Start.
func New(d Deps) *Service {
	return &Service{Deps: d, turn: make(chan struct{}, 1), stops: map[id.ID]context.CancelFunc{}}
}

const (
	beatEvery = 10 * time.Second
	silence   = time.Minute // after which a process counts as ended
)

// Start works on trials until ctx ends. Those of processes that are no more have failed.
func (s *Service) Start(ctx context.Context) error {
	s.mu.Lock()
	s.ctx = ctx
	s.mu.Unlock()
	since := s.DB.Now().Add(-silence)
	if s.DB.Dialect() == db.SQLite { // there is no other process
		since = s.DB.Now() + 1
	}
	if err := s.interrupt(ctx, since); err != nil {
		return err
	}
	clock.Every(ctx, beatEvery, s.Tick, func(err error) {
		s.Log.ErrorContext(ctx, "looking after trial runs failed; it will be tried again", "error", err)
	})
	return nil
}

// Tick shows that this process works on its trials, and fails those whose process is silent.
func (s *Service) Tick(ctx context.Context) error {
	running, err := countRunning(s.DB.Ask(ctx))
	if err != nil || running == 0 {
		return err
	}
	if err := s.DB.Write(ctx, func(tx *db.Tx) error { return beat(tx, s.Process) }); err != nil {
		return err
	}
	return s.interrupt(ctx, s.DB.Now().Add(-silence))
}

func (s *Service) interrupt(ctx context.Context, since clock.Instant) error {
	silent, err := selectSilent(s.DB.Ask(ctx), since)
	for _, r := range silent {
		if failed := s.end(ctx, r, Failed, ErrInterrupted.Code); failed != nil {
			return failed
		}
	}
	return err
}

// end ends a trial without a result, unless it has ended.
func (s *Service) end(ctx context.Context, r row, state State, code string) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		mine, err := updateEnded(tx, r.id, state, code)
		if err != nil || !mine {
			return err
		}
		return tx.Say(event.RuleTrialChanged{Trial: r.id, AskedBy: r.askedBy})
	})
}

// Question is what a trial asks: what if a scope had had this value in a span.
type Question struct {
	Rule  string
	Scope rulebook.Scope
	Value int64
	Stage rulebook.Stage
	Span  Span
}

// Begin starts a trial. Who may: authz.RulesTry.
//
// Errors: rulebook.ErrUnknownRule, ErrOutOfBounds, ErrScopeInvalid; ErrNoFacts for a rule whose past nobody
// tells; ErrSpan; ErrBusy. Nothing is written then.
func (s *Service) Begin(ctx context.Context, who authz.Principal, q Question) (RuleTrial, error) {
	if err := s.check(q); err != nil {
		return RuleTrial{}, err
	}
	r := row{rule: q.Rule, value: rulebook.Value{Value: q.Value, Stage: q.Stage, Scope: q.Scope}, span: q.Span, askedBy: who.Account, state: Running}
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		r.id, r.askedAt = id.New(tx.Now), tx.Now
		running, err := countRunning(tx)
		if err != nil {
			return err
		}
		if running >= maxRunning {
			return ErrBusy.New("max", maxRunning)
		}
		if err := insertRow(tx, r, s.Process); err != nil {
			return err
		}
		return note(tx, who, r, "start")
	})
	if err != nil {
		return RuleTrial{}, err
	}
	s.begin(r.id)
	return s.view(ctx, who, r, false)
}

// note records that somebody looks at what people did, and by which question.
func note(tx *db.Tx, who authz.Principal, r row, step string) error {
	if err := audit.Write(tx, who, audit.Entry{Action: authz.RulesTry, Object: "rule_trial", ObjectID: r.id, Facts: map[string]any{"step": step, "rule": r.rule,
		"scope": r.value.Scope, "value": r.value.Value, "stage": string(r.value.Stage), "from_at": r.span.From, "to_at": r.span.To}}); err != nil {
		return err
	}
	if step == "read" {
		return nil
	}
	return tx.Say(event.RuleTrialChanged{Trial: r.id, AskedBy: r.askedBy})
}

func (s *Service) check(q Question) error {
	if err := rulebook.Possible(q.Rule, q.Scope, q.Value, q.Stage); err != nil {
		return err
	}
	if _, told := s.past(q.Rule); !told {
		return ErrNoFacts.New("rule", q.Rule)
	}
	unknown := rulebook.ErrScopeInvalid.At("body.scope.id", "unknown")
	switch one, _ := id.Parse(q.Scope.ID); q.Scope.Kind {
	case rulebook.ForPerson:
		if _, _, known := s.People.Standing(one); !known {
			return unknown
		}
	case rulebook.ForDepartment:
		if len(s.People.Line(one)) == 0 {
			return unknown
		}
	case rulebook.ForGroupClass: // facts do not say in which group
		return unknown
	}
	now := s.DB.Now()
	switch {
	case q.Span.From >= q.Span.To, q.Span.From < 0:
		return spanError("body.to_at", "too_early")
	case q.Span.To > now:
		return spanError("body.to_at", "future")
	case q.Span.To.Sub(q.Span.From) > LongestSpan:
		return spanError("body.from_at", "too_long")
	}
	return nil
}

func spanError(field, code string) error {
	days := []any{"days", int(LongestSpan.Hours() / 24)}
	err := ErrSpan.New(days...)
	err.Fields = ErrSpan.At(field, code, days...).Fields
	return err
}

func (s *Service) past(rule string) (Past, bool) {
	for _, p := range s.Pasts() {
		if p.Rule == rule {
			return p, true
		}
	}
	return Past{}, false
}

// Cancel ends a trial. Who may: authz.RulesTry.
//
// Errors: apperr.NotFound; ErrNotRunning.
func (s *Service) Cancel(ctx context.Context, who authz.Principal, one id.ID) (RuleTrial, error) {
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		r, err := selectRow(tx, one)
		if err != nil {
			return err
		}
		mine, err := updateEnded(tx, one, Cancelled, "")
		if err != nil {
			return err
		}
		if !mine {
			return ErrNotRunning.New("state", string(r.state))
		}
		return note(tx, who, r, "cancel")
	})
	if err != nil {
		return RuleTrial{}, err
	}
	s.mu.Lock()
	if stop := s.stops[one]; stop != nil {
		stop()
	}
	s.mu.Unlock()
	return s.Trial(ctx, who, one)
}
