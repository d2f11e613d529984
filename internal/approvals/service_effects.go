package approvals

import (
	"context"
	"errors"
	"math"
	"strconv"
	"strings"

	"tonggui/internal/approvals/words"
	"tonggui/internal/audit"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// ErrEffectSettled says that the effect has not failed, or no longer.
var ErrEffectSettled = apperr.Define(409, "approval.effect_settled")

// EffectRow is what an approval was to bring about and has not, as administrators see it.
type EffectRow struct {
	ApprovalID id.ID          `json:"approval_id"`
	Serial     string         `json:"serial"`
	Title      string         `json:"title"`
	Applicant  ref.Person     `json:"applicant"`
	Effect     string         `json:"effect"`
	Words      string         `json:"words" doc:"what it does"`
	State      string         `json:"state" enum:"pending,failed,closed"`
	Tries      int64          `json:"tries"`
	MadeAt     clock.Instant  `json:"made_at" doc:"when the approval was given"`
	NextAt     *clock.Instant `json:"next_at" doc:"when it is tried next; null: not by itself"`
	Error      string         `json:"error,omitempty" doc:"a code of the problems"`
	ErrorText  string         `json:"error_text,omitempty"`
	SettledAt  *clock.Instant `json:"settled_at" doc:"when it had failed or was closed"`
	SettledBy  *ref.Named     `json:"settled_by" doc:"who closed it; null: nobody"`
}

// Effects lists what was approved and is not done, in one state. Whoever may: ApprovalEffects.
func (s *Service) Effects(ctx context.Context, who authz.Principal, state string, p httpapi.Page) (out httpapi.List[EffectRow], err error) {
	at, last, err := readCursor(p.Cursor)
	if err != nil {
		return out, err
	}
	limit := p.Limit
	q := s.DB.Ask(ctx)
	all, err := selectEffects(q, state, at, last, limit+1)
	if err != nil {
		return out, err
	}
	if len(all) > limit {
		all = all[:limit]
		out.NextCursor = cursorOf(all[limit-1].madeAt, all[limit-1].approval)
	}
	accounts := []id.ID{}
	for _, e := range all {
		accounts = append(accounts, e.applicant, e.settledBy)
	}
	people := s.peopleOf(accounts)
	out.Items = []EffectRow{}
	for _, e := range all {
		row, err := s.showEffect(q, e, who.Language, people)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, row)
	}
	return out, nil
}

func (s *Service) showEffect(q db.Q, e effectLine, language string, people map[id.ID]ref.Person) (EffectRow, error) {
	of, err := s.edition(q, e.template, e.edition)
	if err != nil {
		return EffectRow{}, err
	}
	v := EffectRow{ApprovalID: e.approval, Serial: e.serial, Title: titleOf(approval{title: e.title}, of.definition, language), Applicant: people[e.applicant], Effect: e.effect, Words: i18n.Text(i18n.Match(language), "server", "effect."+e.effect, nil),
		State: e.state, Tries: e.tries, MadeAt: e.madeAt, Error: e.code}
	if e.code != "" {
		v.ErrorText = i18n.Text(i18n.Match(language), "problem", e.code, nil)
	}
	if e.state == effectPending {
		next := max(e.nextAt, e.leased)
		v.NextAt = &next
	} else {
		v.SettledAt = notYet(e.settledAt)
	}
	if !e.settledBy.IsZero() && e.state == effectClosed {
		v.SettledBy = &ref.Named{ID: e.settledBy, Name: people[e.settledBy].Name}
	}
	return v, nil
}

// SettleEffect has a failed effect tried again or, without again, closes it: somebody has settled it
// otherwise. Whoever may: ApprovalEffects.
//
// Errors: apperr.NotFound, ErrEffectSettled; ErrTextMissing without a reason.
func (s *Service) SettleEffect(ctx context.Context, who authz.Principal, one id.ID, again bool, reason string) (EffectRow, error) {
	if reason = strings.TrimSpace(reason); reason == "" {
		return EffectRow{}, ErrTextMissing.New()
	}
	if !words.Plain(reason, true) {
		return EffectRow{}, apperr.Invalid.At("body.reason", "wrong_form")
	}
	state := effectClosed
	if again {
		state = effectPending
	}
	var e effectLine
	err := s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		if e, err = selectEffect(tx, one); errors.Is(err, db.ErrNone) {
			return apperr.NotFound.New()
		}
		if err != nil {
			return err
		}
		moved, err := moveEffect(tx, one, state, who.Account)
		if err != nil {
			return err
		}
		if !moved {
			return ErrEffectSettled.New()
		}
		tx.AfterCommit(s.doer.stir)
		if err := s.effectMoved(tx, one, e.applicant, state); err != nil {
			return err
		}
		if err := audit.Write(tx, who, audit.Entry{Action: authz.ApprovalEffects, Object: "approval", ObjectID: one, Subject: e.applicant,
			Facts: map[string]any{"effect": e.effect, "state": state, "error": e.code, "reason": reason}}); err != nil {
			return err
		}
		e, err = selectEffect(tx, one)
		return err
	})
	if err != nil {
		return EffectRow{}, err
	}
	return s.showEffect(s.DB.Ask(ctx), e, who.Language, s.peopleOf([]id.ID{e.applicant, e.settledBy}))
}

// effectOf is what an approval brings about, and how far that has come.
func (s *Service) effectOf(q db.Q, who authz.Principal, a approval) (ApprovalEffect, error) {
	out := ApprovalEffect{Name: a.effect, Words: effectWords(who.Language, a.effect), State: a.effectAt}
	if a.effectAt == effectNone {
		return out, nil
	}
	e, err := db.One(q, func(r db.Row) (e ApprovalEffect, err error) {
		var at clock.Instant
		err = r.Scan(&e.State, &e.Error, &e.Object, &at)
		e.At = notYet(at)
		return e, err
	}, `SELECT state, error, object, settled_at FROM approval_effects WHERE approval = ?`, a.id)
	if err != nil {
		return out, err
	}
	out.State, out.Object, out.At = e.State, e.Object, e.At
	if e.State == effectFailed {
		out.Error, out.ErrorText = e.Error, i18n.Text(who.Language, "problem", e.Error, nil)
	}
	return out, nil
}

// cursorOf names a row of a list that is ordered by an instant, newest first, then by id.
func cursorOf(at clock.Instant, one id.ID) *string {
	c := strconv.FormatInt(int64(at), 10) + "_" + one.String()
	return &c
}

// readCursor is where a list goes on; an empty cursor is before the first row.
func readCursor(cursor string) (at clock.Instant, last id.ID, err error) {
	if cursor == "" {
		return math.MaxInt64, last, nil
	}
	first, second, _ := strings.Cut(cursor, "_")
	n, err1 := strconv.ParseInt(first, 10, 64)
	last, err2 := id.Parse(second)
	if err1 != nil || err2 != nil {
		return 0, last, httpapi.BadCursor()
	}
	return clock.Instant(n), last, nil
}
