package approvals

import (
	"context"
	"slices"
	"strings"
	"time"

	"tonggui/internal/approvals/engine"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/signature"
	"tonggui/internal/approvals/words"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/platform/id"
)

// urgeEvery is how soon an approval can be urged again.
const urgeEvery = 10 * time.Minute

// kinds tells for each act of a person who may do it and what it needs.
var kinds = map[engine.ActKind]struct {
	action  authz.Action
	text    bool // wants a reason
	current bool // wants the version that it was decided on
	decides bool // is confirmed
}{
	engine.Approve:         {action: authz.ApprovalDecide, current: true, decides: true},
	engine.Reject:          {action: authz.ApprovalDecide, current: true, decides: true, text: true},
	engine.Transfer:        {action: authz.ApprovalDecide, current: true},
	engine.AddBefore:       {action: authz.ApprovalDecide, current: true},
	engine.AddAfter:        {action: authz.ApprovalDecide, current: true},
	engine.AddBeside:       {action: authz.ApprovalDecide, current: true},
	engine.ReturnApplicant: {action: authz.ApprovalDecide, current: true, text: true},
	engine.ReturnStep:      {action: authz.ApprovalDecide, current: true, text: true},
	engine.Withdraw:        {action: authz.ApprovalApplied, current: true},
	engine.Resubmit:        {action: authz.ApprovalApplied, current: true},
	engine.EndEarly:        {action: authz.ApprovalApplied, current: true},
	engine.Urge:            {action: authz.ApprovalApplied},
	engine.Comment:         {action: authz.ApprovalAct, text: true},
	engine.CC:              {action: authz.ApprovalTell},
}

// toSomebody are the acts that name people.
var toSomebody = []engine.ActKind{engine.Transfer, engine.AddBefore, engine.AddAfter, engine.AddBeside, engine.CC}

// Do does one act on an approval: every act there is goes this way. Whoever may: ApprovalDecide whose turn it
// is, ApprovalApplied, ApprovalAct.
//
// Errors: apperr.NotFound, apperr.Forbidden, ErrChanged, ErrBroken, those of the engine, ErrTextMissing,
// ErrNothingToEnd, ErrStrokeMissing, ErrStroke, ErrConfirm, ErrPasskey, ErrChallenge, ErrValues, ErrUrgedRecently, password.wrong and the like.
func (s *Service) Do(ctx context.Context, who authz.Principal, one id.ID, a Act, c Confirm) (out Approval, err error) {
	if err := a.check(); err != nil {
		return out, err
	}
	decides := kinds[engine.ActKind(a.Kind)].decides
	if err := s.confirmPassword(ctx, who, decides, c); err != nil {
		return out, err
	}
	asked, err := s.asserted(ctx, who, one, decides, c)
	if err != nil {
		return out, err
	}
	company, err := s.People.CompanyName(ctx)
	if err != nil {
		return out, err
	}
	var mine *attempt
	err = s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		if mine, err = s.do(tx, who, one, company, a, asked); err != nil {
			return err
		}
		out, err = s.shown(tx, who, one)
		return err
	})
	if err != nil || mine == nil {
		return out, err
	}
	s.doer.make(ctx, mine)
	if now, err := s.Get(ctx, who, one); err == nil { // what was decided stands, whether it can be shown again or not
		out = now
	}
	return out, nil
}

func (a *Act) check() error {
	a.Text = strings.TrimSpace(strings.ReplaceAll(a.Text, "\r\n", "\n"))
	k, known := kinds[engine.ActKind(a.Kind)]
	switch {
	case !known:
		return apperr.Invalid.At("body.kind", "unknown")
	case k.action == authz.ApprovalDecide && a.Task == nil:
		return apperr.Invalid.At("body.task_id", "required")
	case k.text && a.Text == "":
		return ErrTextMissing.At("body.text", "required")
	case !words.Plain(a.Text, true):
		return apperr.Invalid.At("body.text", "wrong_form")
	case slices.Contains(toSomebody, engine.ActKind(a.Kind)) && len(a.To) == 0:
		return apperr.Invalid.At("body.to", "required")
	case engine.ActKind(a.Kind) == engine.Transfer && len(a.To) > 1:
		return apperr.Invalid.At("body.to", "too_many", "max", 1)
	case engine.ActKind(a.Kind) == engine.ReturnStep && a.Step == "":
		return apperr.Invalid.At("body.step", "required")
	case len(a.Chosen) > 0 && engine.ActKind(a.Kind) != engine.Resubmit:
		return apperr.Invalid.At("body.chosen", "not_here")
	case slices.Contains(append(slices.Clone(a.To), a.Copies...), id.Zero):
		return apperr.Invalid.At("body.to", "unknown")
	}
	return nil
}

// do is one act in its transaction; asked is what a passkey has answered, nil where none did. Whoever calls makes the
// attempt at the effect that it gives.
func (s *Service) do(tx *db.Tx, who authz.Principal, one id.ID, company string, a Act, asked *challenge) (*attempt, error) {
	found, e, m, err := s.prepare(tx, who, one, a, true)
	if err != nil {
		return nil, err
	}
	m.waits = true
	if kinds[m.act.Kind].decides {
		if err := s.confirmed(tx, who, found.approval, e, &m, asked); err != nil {
			return nil, err
		}
	}
	out, err := s.judge(tx, found.approval, e, company, m)
	if err != nil {
		return nil, err
	}
	if asked != nil {
		if err := s.answered(tx, *asked, &out, &m); err != nil {
			return nil, err
		}
	}
	err = s.settle(tx, e, company, m, &out)
	return out.mine, err
}

// prepare loads what an act is about and makes a move of it.
func (s *Service) prepare(q db.Q, who authz.Principal, one id.ID, a Act, locked bool) (found access, e edition, m move, err error) {
	kind := engine.ActKind(a.Kind)
	k := kinds[kind]
	if found, err = s.access(q, who, one, k.action, locked); err != nil {
		return found, e, m, err
	}
	if k.current && a.Version != found.version {
		return found, e, m, ErrChanged.New("version", found.version)
	}
	if e, err = s.edition(q, found.template, found.approval.edition); err != nil {
		return found, e, m, err
	}
	m = move{who: who, level: signature.LevelSession, text: a.Text, copies: a.Copies, audit: k.action,
		act: engine.Act{Kind: kind, Who: who.Account, To: a.To, Step: a.Step, Onward: a.Onward, Chosen: a.Chosen}}
	if a.Task != nil {
		m.act.Task = *a.Task
	}
	if kind == engine.CC {
		m.copies = nil // the engine tells them
	} else if len(a.Copies) > 0 && !authz.Can(who, authz.ApprovalTell, found.relations...) {
		return found, e, m, apperr.Forbidden.New()
	}
	switch {
	case kind == engine.Urge:
		err = s.urgeable(q, found.approval)
	case kind == engine.EndEarly:
		m.copies, err = s.whoHearOfEnd(q, found.approval, a.Copies)
	case kind == engine.Resubmit:
		m.values, err = s.refilled(q, who, found.approval, e, a)
	case kind == engine.Approve && a.Values != nil:
		m.values, err = s.edited(q, who, found.approval, e, a)
		m.act.Edited = m.values != nil
	case len(a.Values) > 0:
		err = apperr.Invalid.At("body.values", "not_here")
	}
	if err == nil {
		err = s.present(m.copies, "body.cc")
	}
	if err == nil && a.Stroke != nil {
		m.stroke, err = s.strokeOf(q, who, *a.Stroke)
	}
	return found, e, m, err
}

// present refuses people who have left.
func (s *Service) present(people []id.ID, field string) error {
	chart := s.People.Chart()
	for _, one := range people {
		if !chart.Active(one) {
			return apperr.Invalid.At(field, "unknown")
		}
	}
	return nil
}

func (s *Service) urgeable(q db.Q, a approval) error {
	last, err := selectUrged(q, a.id)
	if wait := last.Add(urgeEvery).Sub(q.At()); err == nil && last > 0 && wait > 0 {
		err = ErrUrgedRecently.New("retry_after_s", int(wait.Seconds())+1)
	}
	return err
}

// Batch decides several alike, each in a transaction of its own. It is confirmed once, by the password.
//
// Errors: ErrConfirm, password.wrong and the like; what is wrong with one of them stands in its result.
func (s *Service) Batch(ctx context.Context, who authz.Principal, items []BatchItem, kind, text string, c Confirm) (BatchResults, error) {
	out := BatchResults{Items: []BatchResult{}}
	if err := s.confirmPassword(ctx, who, true, c); err != nil {
		return out, err
	}
	company, err := s.People.CompanyName(ctx)
	if err != nil {
		return out, err
	}
	for _, item := range items {
		a := Act{Kind: kind, Task: &item.Task, Version: item.Version, Text: text}
		err := a.check()
		if err == nil {
			var mine *attempt
			if err = s.DB.Write(ctx, func(tx *db.Tx) (err error) { mine, err = s.do(tx, who, item.ID, company, a, nil); return err }); err == nil {
				s.doer.make(ctx, mine)
			}
		}
		if apperr.Has(err, ErrConfirm) {
			return out, err
		}
		out.Items = append(out.Items, resultOf(who, item.ID, err))
	}
	return out, nil
}

func resultOf(who authz.Principal, one id.ID, err error) BatchResult {
	if err == nil {
		return BatchResult{ID: one, OK: true}
	}
	e := apperr.From(err)
	return BatchResult{ID: one, Code: e.Def.Code, Detail: i18n.Text(who.Language, "problem", e.Def.Code, e.Params)}
}

// edited checks what a step changes of the form: what it may write, and nothing else. nil: nothing is other
// than before.
func (s *Service) edited(q db.Q, who authz.Principal, a approval, e edition, act Act) (form.Values, error) {
	t, ok := a.state.Find(*orZero(act.Task))
	if !ok || t.Person != who.Account {
		return nil, engine.ErrNotYours.New()
	}
	filled, err := s.write(q, filler{who.Account, a.id}, e, a.values, act.Values, t.Step)
	if err != nil {
		return nil, err
	}
	raw, err := filled.Canonical()
	if err != nil || string(raw) == string(a.raw) {
		return nil, err
	}
	return filled, nil
}

// refilled checks the form that an applicant sends again.
func (s *Service) refilled(q db.Q, who authz.Principal, a approval, e edition, act Act) (form.Values, error) {
	values := act.Values
	if values == nil {
		values = a.values
	}
	filled, err := s.fill(q, filler{who.Account, a.id}, e, values)
	if err != nil {
		return nil, err
	}
	return filled, s.possible(q, a, e, filled)
}

func orZero(v *id.ID) *id.ID {
	if v == nil {
		return &id.Zero
	}
	return v
}
