package rulebook

import (
	"context"
	"strings"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

// Propose asks for a change; it comes true when somebody else has confirmed it: in an approval, where the
// company has changes of rules approved, else by Decide. Effective 0 stays 0:
// from the confirmation on. trial names the trial run that it follows, zero for none. Whoever may:
// RulesPropose.
//
// Errors: ErrUnknownRule, ErrOutOfBounds, ErrEffectivePast, ErrScopeInvalid, ErrUntilInvalid,
// ErrContradiction, apperr.Invalid, apperr.Forbidden.
func (s *Service) Propose(ctx context.Context, who authz.Principal, c Change, trial id.ID) (out Proposal, err error) {
	if !authz.Can(who, authz.RulesPropose) {
		return out, apperr.Forbidden.New()
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := lockValues(tx); err != nil {
			return err
		}
		p := proposal{id: id.New(tx.Now), change: c.settled(tx.Now), trial: trial, asked: who.Account, askedAt: tx.Now, expiresAt: tx.Now.Add(proposalLife), state: Open}
		if p.byApproval, err = s.Consent.Asks(tx); err != nil {
			return err
		}
		if p.byApproval {
			p.expiresAt = never
		}
		if err := s.checkAll(tx, p.change, c.Effective, id.Zero); err != nil {
			return err
		}
		if err := s.checkTrial(tx, trial, c.Rule); err != nil {
			return err
		}
		p.change.Effective = c.Effective
		if err := insertProposal(tx, p); err != nil {
			return err
		}
		if err := audit.Write(tx, who, audit.Entry{Action: authz.RulesPropose, Object: "rule", ObjectID: p.id, Facts: p.facts()}); err != nil {
			return err
		}
		if err := tx.Say(event.RuleProposed{Proposal: p.id}); err != nil {
			return err
		}
		if out, err = s.shown(tx, who, p); err != nil || !p.byApproval {
			return err
		}
		return s.Consent.Ask(tx, who, out, p.change)
	})
	return out, err
}

// checkAll judges a change of which the effective instant is settled; wanted is the instant as it was
// asked for.
func (s *Service) checkAll(q db.Q, c Change, wanted clock.Instant, proposal id.ID) error {
	if err := c.check(q.At()); err != nil {
		return err
	}
	if err := c.checkExemption(); err != nil {
		return err
	}
	if proposal.IsZero() {
		if another, err := waiting(q, c.Rule, c.Scope, wanted, proposal); err != nil || another {
			return orContradiction(err, "proposal_open")
		}
	}
	return s.judge(q, c)
}

// checkTrial wants a trial that a proposal names to be one of its rule.
func (s *Service) checkTrial(q db.Q, trial id.ID, rule string) error {
	if trial.IsZero() {
		return nil
	}
	if known, err := s.Tried(q, trial, rule); err != nil || known {
		return err
	}
	return apperr.Invalid.At("body.trial_id", "unknown")
}

// facts are what the audit log keeps of a proposal: no words.
func (p proposal) facts() map[string]any {
	c := p.change
	out := map[string]any{"rule": c.Rule, "scope": c.Scope, "value": c.Value, "stage": c.Stage, "effective_at": c.Effective, "until_at": c.Until}
	if !p.trial.IsZero() {
		out["trial"] = p.trial
	}
	return out
}

// Decide confirms or rejects an open proposal. Confirming makes it a value in the same transaction,
// after everything was judged again. Whoever may: RulesDecide, as far as Consent agrees.
//
// Errors: apperr.NotFound, ErrClosed, ErrByApproval, ErrOwnProposal, ErrNotDecider, and those of Propose.
func (s *Service) Decide(ctx context.Context, who authz.Principal, one id.ID, confirm bool, note string) (out Proposal, err error) {
	if !authz.Can(who, authz.RulesDecide) {
		return out, apperr.Forbidden.New()
	}
	if note = strings.TrimSpace(note); !plain(note) {
		return out, apperr.Invalid.At("body.note", "wrong_form")
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := lockValues(tx); err != nil {
			return err
		}
		p, seen, err := s.openProposal(tx, who, one)
		if err != nil {
			return err
		}
		if err := s.Consent.May(who, seen); err != nil {
			return err
		}
		as := Rejected
		if confirm {
			as = Confirmed
		}
		if err := s.close(tx, who, p, as, note, authz.RulesDecide); err != nil {
			return err
		}
		if confirm {
			if err := s.become(tx, who, p); err != nil {
				return err
			}
		}
		out, err = s.proposal(tx, who, one)
		return err
	})
	if err == nil && confirm {
		err = s.Book.Reload(ctx)
	}
	return out, err
}

// become stores the value that was asked for.
func (s *Service) become(tx *db.Tx, who authz.Principal, p proposal) error {
	c := p.change.settled(tx.Now)
	if err := s.checkAll(tx, c, p.change.Effective, p.id); err != nil {
		return err
	}
	version, err := c.store(tx, stored{proposal: p.id, asked: p.asked, confirmed: who.Account})
	if err != nil {
		return err
	}
	return updateBecame(tx, p.id, version)
}

// Withdraw takes an open proposal back. Whoever may: who asked.
//
// Errors: apperr.NotFound, apperr.Forbidden, ErrClosed, ErrByApproval.
func (s *Service) Withdraw(ctx context.Context, who authz.Principal, one id.ID) (out Proposal, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		p, _, err := s.openProposal(tx, who, one)
		if err != nil {
			return err
		}
		if p.asked != who.Account {
			return apperr.Forbidden.New()
		}
		if err := s.close(tx, who, p, Withdrawn, "", authz.RulesPropose); err != nil {
			return err
		}
		out, err = s.proposal(tx, who, one)
		return err
	})
	return out, err
}

// openProposal is the access door of whoever changes a proposal.
func (s *Service) openProposal(tx *db.Tx, who authz.Principal, one id.ID) (proposal, Proposal, error) {
	if !authz.Can(who, authz.RulesPropose) {
		return proposal{}, Proposal{}, apperr.Forbidden.New()
	}
	p, err := selectProposal(tx, one)
	if err != nil {
		return p, Proposal{}, err
	}
	if state := p.stateAt(tx.Now); state != Open {
		return p, Proposal{}, ErrClosed.New("state", string(state))
	}
	if p.byApproval {
		return p, Proposal{}, ErrByApproval.New("approval_id", p.id.String())
	}
	seen, err := s.shown(tx, who, p)
	return p, seen, err
}

func (s *Service) close(tx *db.Tx, who authz.Principal, p proposal, as State, note string, action authz.Action) error {
	mine, err := closeProposal(tx, p.id, as, who.Account, note)
	if err != nil {
		return err
	}
	if !mine {
		return ErrClosed.New("state", string(p.state))
	}
	facts := p.facts()
	facts["state"] = as
	if err := audit.Write(tx, who, audit.Entry{Action: action, Object: "rule", ObjectID: p.id, Facts: facts}); err != nil {
		return err
	}
	return tx.Say(event.RuleDecided{Proposal: p.id})
}

// Proposals lists proposals, the newest first. Whoever may: RulesPropose.
func (s *Service) Proposals(ctx context.Context, who authz.Principal, state State, page httpapi.Page) (out httpapi.List[Proposal], err error) {
	out.Items = []Proposal{}
	var before id.ID
	if page.Cursor != "" {
		if before, err = id.Parse(page.Cursor); err != nil {
			return out, httpapi.BadCursor()
		}
	}
	err = s.DB.Read(ctx, func(q db.Q) error {
		rows, err := selectProposals(q, state, before, page.Limit+1)
		if err != nil {
			return err
		}
		if len(rows) > page.Limit {
			next := rows[page.Limit-1].id.String()
			rows, out.NextCursor = rows[:page.Limit], &next
		}
		out.Items, err = s.shownAll(q, who, rows)
		return err
	})
	return out, err
}

// Proposal returns one. Whoever may: RulesPropose.
//
// Errors: apperr.NotFound.
func (s *Service) Proposal(ctx context.Context, who authz.Principal, one id.ID) (out Proposal, err error) {
	err = s.DB.Read(ctx, func(q db.Q) (err error) {
		out, err = s.proposal(q, who, one)
		return err
	})
	return out, err
}

func (s *Service) proposal(q db.Q, who authz.Principal, one id.ID) (Proposal, error) {
	p, err := selectProposal(q, one)
	if err != nil {
		return Proposal{}, err
	}
	return s.shown(q, who, p)
}
