package approvals

import (
	"cmp"
	"slices"

	"tonggui/internal/approvals/engine"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/signature"
	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// move is one act on an approval, ready to be done. Nobody's act has a zero who.
type move struct {
	who    authz.Principal
	act    engine.Act
	level  string // at which it was confirmed, as records say it
	text   string
	values form.Values // the whole form after it; nil where it stays
	copies []id.ID
	stroke *stroke
	at     clock.Instant      // of the record; 0: now
	nonce  *signature.Hash    // of the record that a passkey has signed
	key    *signature.Passkey // what it answered
	begin  *engine.Begin      // an application
	audit  authz.Action       // under which it is recorded
	waits  bool               // its caller makes the first attempt at the effect
}

// stroke is a signature by hand.
type stroke struct {
	file   id.ID
	sha256 signature.Hash
}

// moved is what has come of a move.
type moved struct {
	a      approval
	events []engine.Event
	deed   deed
	chain  signature.Chain // to which the record is added
	record signature.Record
	mine   *attempt // at the effect, for whoever waits
}

// judge tells what a move would come to, and changes nothing: the engine's answer, and the record of it.
func (s *Service) judge(q db.Q, a approval, e edition, company string, m move) (moved, error) {
	chain, err := selectChain(q, a.id)
	if err == nil && m.begin == nil {
		err = s.intact(chain, a, e)
	}
	if err != nil {
		return moved{}, err
	}
	values := a.values
	if m.values != nil {
		values = m.values
		a.values = values
		if a.raw, err = values.Canonical(); err != nil {
			return moved{}, err
		}
	}
	w, done, err := s.world(q, a.template, a.department, e.form.Facts(values))
	if err != nil {
		return moved{}, err
	}
	out := moved{a: a, chain: chain}
	before := a.state
	if m.begin != nil {
		out.a.state, out.events, err = engine.Start(e.definition.Route, *m.begin, w)
	} else {
		out.a.state, out.events, err = before.Do(e.definition.Route, m.act, w)
	}
	if failed := done(); failed != nil {
		return moved{}, failed
	}
	if err != nil {
		return moved{}, err
	}
	out.a.status = string(out.a.state.Status)
	if out.a.state.Status.Ended() && a.closedAt == 0 {
		out.a.closedAt = q.At()
	}
	out.deed = s.deedOf(q, before, m)
	if m.values != nil {
		out.deed.content = out.a.raw
	}
	out.record, err = s.record(q, out.a, e, company, m, out.deed)
	return out, err
}

// deedOf is the row of an act.
func (s *Service) deedOf(q db.Q, before engine.State, m move) deed {
	d := deed{id: id.New(q.At()), at: cmp.Or(m.at, q.At()), kind: string(m.act.Kind), person: m.who.Account, people: m.act.To, step: m.act.Step,
		task: m.act.Task, text: m.text, level: m.level}
	if t, ok := before.Find(m.act.Task); ok {
		d.for_ = t.For
		if d.step == "" {
			d.step = t.Step
		}
		if d.person.IsZero() {
			d.for_ = t.Person
		}
	}
	if m.stroke != nil {
		d.stroke = m.stroke.file
	}
	return d
}

// settle stores what has come of a move: the approval, its tasks and copies, the signed row of the act and of
// what followed from it by itself, the effect, and the news.
func (s *Service) settle(tx *db.Tx, e edition, company string, m move, out *moved) error {
	if m.values != nil {
		s.describe(&out.a, e)
	}
	if err := s.hold(tx, out.a.id, e, m); err != nil {
		return err
	}
	l := &ledger{s: s, tx: tx, chain: out.chain, a: &out.a, e: e, company: company}
	if err := l.add(out.deed, out.record, m); err != nil {
		return err
	}
	news, err := s.follow(tx, l, m, out)
	if err != nil {
		return err
	}
	if err := s.show(tx, l, m, out.events); err != nil {
		return err
	}
	if err := s.conclude(tx, m, out); err != nil {
		return err
	}
	if !m.act.Kind.Aside() { // who is about to decide need not look again because of one
		out.a.version++
	}
	if err := updateApproval(tx, out.a); err != nil {
		return err
	}
	if err := s.note(tx, m, out); err != nil {
		return err
	}
	if news.People, err = selectInvolved(tx, out.a.id); err != nil {
		return err
	}
	slices.SortFunc(news.Counted, func(a, b id.ID) int { return slices.Compare(a[:], b[:]) })
	news.Counted = slices.Compact(news.Counted)
	return tx.Say(news)
}

// follow keeps the rows of tasks and copies as the engine tells them, and writes down what was done by nobody.
func (s *Service) follow(tx *db.Tx, l *ledger, m move, out *moved) (event.ApprovalChanged, error) {
	news := event.ApprovalChanged{Approval: out.a.id}
	told := map[string][]id.ID{}
	steps := []string{}
	for _, ev := range out.events {
		switch ev.Kind {
		case engine.TaskWaiting, engine.TaskOpened, engine.TaskClosed, engine.TaskChanged:
			if err := s.keepTask(tx, l, m, ev); err != nil {
				return news, err
			}
			news.Counted = append(news.Counted, ev.Person)
		case engine.Told:
			if err := insertCopy(tx, out.a.id, ev.Person, m.who.Account); err != nil {
				return news, err
			}
			news.Counted = append(news.Counted, ev.Person)
			if ev.Step != "" {
				if told[ev.Step] == nil {
					steps = append(steps, ev.Step)
				}
				told[ev.Step] = append(told[ev.Step], ev.Person)
			}
		case engine.StepPassed:
			if n := out.a.state.Nodes[ev.Node]; n.Why == engine.ByNobody || n.Why == engine.BySelf {
				if err := l.byItself(deed{kind: deedPassed, step: ev.Step}); err != nil {
					return news, err
				}
			}
		}
	}
	for _, step := range steps {
		if err := l.byItself(deed{kind: string(engine.CC), step: step, people: told[step]}); err != nil {
			return news, err
		}
	}
	for _, person := range m.copies {
		if err := insertCopy(tx, out.a.id, person, m.who.Account); err != nil {
			return news, err
		}
		news.Counted = append(news.Counted, person)
	}
	if len(m.copies) > 0 {
		return news, l.add(deed{id: id.New(tx.Now), at: tx.Now, kind: string(engine.CC), person: m.who.Account, people: m.copies, level: signature.LevelSession}, signature.Record{}, move{who: m.who, level: signature.LevelSession})
	}
	return news, nil
}

// What is done by nobody, beside the acts of the engine.
const (
	deedSubmit  = "submit"
	deedEarlier = signature.ActEarlier // an earlier decision of the person counts
	deedPassed  = "passed"             // nobody had to be asked
)

// byTheirHand are the outcomes by which somebody finds an approval among those that they decided.
var byTheirHand = []engine.Outcome{engine.Agreed, engine.Refused, engine.SentBack, engine.Transferred}

func (s *Service) keepTask(tx *db.Tx, l *ledger, m move, ev engine.Event) error {
	t := ev.Task
	if err := upsertTask(tx, *l.a, t); err != nil {
		return err
	}
	switch {
	case ev.Kind == engine.TaskChanged:
		return updateMinded(tx, t.ID)
	case ev.Kind != engine.TaskClosed:
		return nil
	case t.Outcome == engine.Earlier:
		return l.byItself(deed{kind: deedEarlier, step: t.Step, task: t.ID, for_: t.Person})
	case t.Person == m.who.Account && slices.Contains(byTheirHand, t.Outcome):
		return updateListed(tx, l.a.id, t.Person, t.ID)
	}
	return nil
}

// conclude begins the effect of what was approved, or ends it before its time. Where somebody decides and waits for the answer, they make the first
// attempt themselves.
func (s *Service) conclude(tx *db.Tx, m move, out *moved) (err error) {
	a := &out.a
	if m.act.Kind == engine.EndEarly {
		return s.endEffect(tx, a, m.who.Account)
	}
	if a.status != string(engine.Approved) || a.effect == "" || a.effectAt != effectNone {
		return nil
	}
	a.effectAt = effectPending
	if m.waits {
		out.mine, err = s.doer.beginMine(tx, a.id, a.effect)
		return err
	}
	return s.doer.begin(tx, a.id, a.effect)
}

// note records an act of a person in the audit log. What nobody did stands in the chain.
func (s *Service) note(tx *db.Tx, m move, out *moved) error {
	facts := map[string]any{"kind": out.deed.kind, "serial": out.a.serial, "template": out.a.template, "version": out.a.edition, "state": out.a.status, "level": out.deed.level,
		"record": out.record.SHA256().String()}
	if out.deed.step != "" {
		facts["step"] = out.deed.step
	}
	return audit.Write(tx, m.who, audit.Entry{Action: cmp.Or(m.audit, authz.ApprovalDecide), Object: "approval", ObjectID: out.a.id, Subject: out.a.applicant, Facts: facts})
}
