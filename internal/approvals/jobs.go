package approvals

import (
	"context"
	"errors"
	"sync"
	"time"

	"tonggui/internal/approvals/engine"
	"tonggui/internal/approvals/signature"
	"tonggui/internal/org/absences"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const (
	// dueAtOnce is how many turns are read at once.
	dueAtOnce = 200
	// sweepEvery is how often all turns are looked at for people who cannot take them, whatever was heard.
	sweepEvery = time.Minute
)

// Start does what runs beside requests until ctx ends: effects, time limits, delegations, turns of people who
// have left. Any number of nodes do; each thing is done once.
func (s *Service) Start(ctx context.Context) {
	s.doer.start(ctx)
	clock.EveryOr(ctx, tickEvery, s.jobs, s.Tick, func(err error) {
		s.Log.ErrorContext(ctx, "approvals: what is due could not be done; it will be tried again", "error", err)
	})
}

// Work does all effects that are due, and returns when none is left, nor under way on this node.
func (s *Service) Work(ctx context.Context) error { return s.doer.run(ctx) }

// Tick does what is due about turns. Who calls it beside another call waits: afterwards all that was heard
// before is done.
func (s *Service) Tick(ctx context.Context) error {
	s.ticking.Lock()
	defer s.ticking.Unlock()
	company, err := s.People.CompanyName(ctx)
	if err != nil {
		return err
	}
	return errors.Join(s.startDelegations(ctx, company), s.endDelegations(ctx, company), s.replaceLeavers(ctx, company), s.expire(ctx, company), s.sumOnce(ctx))
}

// chore is a turn about which something is to be done.
type chore struct {
	task, approval, person id.ID
	due                    clock.Instant
}

// byHouse does one act that nobody does, in a transaction that holds the approval.
func (s *Service) byHouse(tx *db.Tx, a approval, company string, act engine.Act) error {
	e, err := s.edition(tx, a.template, a.edition)
	if err != nil {
		return err
	}
	m := move{act: act, level: signature.LevelSystem}
	out, err := s.judge(tx, a, e, company, m)
	if err != nil {
		return err
	}
	return s.settle(tx, e, company, m, &out)
}

// refused tells whether an act came too late, or is not needed: somebody, or another node, was there before.
func refused(err error) bool {
	e, ok := errors.AsType[*apperr.Error](err)
	return ok && e.Def.Status < 500
}

// expire does what routes say about turns whose time is over.
func (s *Service) expire(ctx context.Context, company string) error {
	now, failed := s.DB.Now(), error(nil)
	for at := (chore{due: -1}); ; {
		found, err := selectDue(s.DB.Ask(ctx), now, at, dueAtOnce)
		if err != nil || len(found) == 0 {
			return errors.Join(failed, err)
		}
		for _, c := range found { // a broken one keeps no other from its turn
			failed = errors.Join(failed, s.expireOne(ctx, c, company))
		}
		at = found[len(found)-1]
	}
}

// expireOne does it for one turn. What cannot be done is not looked at again.
func (s *Service) expireOne(ctx context.Context, c chore, company string) error {
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		a, err := selectApproval(tx, c.approval, true)
		if err != nil {
			return err
		}
		t, ok := a.state.Find(c.task)
		if !ok || t.State != engine.Open {
			return engine.ErrClosed.New()
		}
		later, err := s.dueOf(tx, t)
		if err != nil {
			return err
		}
		if later > tx.Now {
			return updateLook(tx, c.task, later, t.Reminded == 0)
		}
		return s.byHouse(tx, a, company, engine.Act{Kind: engine.Expire, Task: c.task})
	})
	if refused(err) {
		return s.DB.Write(ctx, func(tx *db.Tx) error { return updateLook(tx, c.task, 0, false) })
	}
	return err
}

// dueOf is when a turn's time is over, or its person reminded again: while they are on leave it stands still. So that
// nothing has to be reckoned anew when somebody's leave is approved or ends early, this is asked when the time has come.
func (s *Service) dueOf(q db.Q, t engine.Ticket) (clock.Instant, error) {
	department := s.People.Chart().Department(t.Person)
	site, err := s.Days.For(q, department)
	if err != nil {
		return 0, err
	}
	from := max(t.OpenedAt, t.MindedAt)
	own, err := absences.Calendar(q, s.Days, department, t.Person, from)
	if err != nil {
		return 0, err
	}
	missed := site.Between(from, t.LookAt) - own.Between(from, t.LookAt)
	if missed <= 0 {
		return t.LookAt, nil
	}
	if later, ok := own.Add(t.LookAt, missed); ok {
		return later, nil
	}
	return t.LookAt, nil
}

// leavers are whose turns are to be handed over.
type leavers struct {
	mu       sync.Mutex
	all      bool
	accounts map[id.ID]bool
	swept    clock.Instant // when all were last looked at
}

func (l *leavers) put(all bool, accounts ...id.ID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all = l.all || all
	for _, a := range accounts {
		if l.accounts == nil {
			l.accounts = map[id.ID]bool{}
		}
		l.accounts[a] = true
	}
}

// take gives who was put since; all once in a while, and after a start.
func (l *leavers) take(now clock.Instant) (all bool, accounts []id.ID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all || l.swept == 0 || now.Sub(l.swept) >= sweepEvery || now < l.swept {
		all, l.swept = true, now
	}
	for a := range l.accounts {
		accounts = append(accounts, a)
	}
	l.all, l.accounts = false, nil
	return all, accounts
}

// replaceLeavers hands over the turns of people who cannot take them any more.
func (s *Service) replaceLeavers(ctx context.Context, company string) error {
	all, accounts := s.leaving.take(s.DB.Now())
	if !all && len(accounts) == 0 {
		return nil
	}
	found, err := selectLeft(s.DB.Ask(ctx), all, accounts)
	for _, c := range found {
		if s.People.Chart().Active(c.person) { // who knows the company by heart here has not heard it yet
			s.leaving.put(false, c.person)
			continue
		}
		err = errors.Join(err, s.about(ctx, c, company, engine.HandOver))
	}
	lapsed, failed := selectLapsed(s.DB.Ask(ctx), all, accounts)
	err = errors.Join(err, failed)
	for _, c := range lapsed {
		if s.People.Chart().Active(c.person) {
			s.leaving.put(false, c.person)
			continue
		}
		c.task = id.Zero
		err = errors.Join(err, s.about(ctx, c, company, engine.Lapse))
	}
	if err != nil {
		s.leaving.put(all, accounts...)
	}
	return err
}

// about does one act of nobody about a turn; one that is not needed is none.
func (s *Service) about(ctx context.Context, c chore, company string, kind engine.ActKind) error {
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		a, err := selectApproval(tx, c.approval, true)
		if err != nil {
			return err
		}
		return s.byHouse(tx, a, company, engine.Act{Kind: kind, Task: c.task})
	})
	if refused(err) {
		return nil
	}
	return err
}
