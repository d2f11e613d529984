package approvals

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"time"

	"tonggui/internal/approvals/engine"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/route"
	"tonggui/internal/approvals/signature"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const (
	// grantFor is how long a password confirms decisions of its session.
	grantFor = 15 * time.Minute
	// challengeFor is how long a passkey has time to answer.
	challengeFor = 5 * time.Minute
)

// confirmPassword takes note of a password, outside of any transaction: comparing it takes its time.
func (s *Service) confirmPassword(ctx context.Context, who authz.Principal, decides bool, c Confirm) error {
	if c.Password == "" || !decides {
		return nil
	}
	if err := s.People.ConfirmPassword(ctx, who, "body.confirm.password", c.Password); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error { return upsertGrant(tx, who, tx.Now.Add(grantFor)) })
}

func upsertGrant(tx *db.Tx, who authz.Principal, until clock.Instant) error {
	if _, err := tx.Exec(`DELETE FROM approval_grants WHERE until_at <= ?`, tx.Now); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO approval_grants (session, account, until_at) VALUES (?, ?, ?)
		ON CONFLICT (session) DO UPDATE SET account = excluded.account, until_at = excluded.until_at`, who.Session, who.Account, until)
	return err
}

// granted tells whether the password was given in this session a short while ago.
func granted(q db.Q, who authz.Principal) (bool, error) {
	until, err := db.Value[clock.Instant](q, `SELECT until_at FROM approval_grants WHERE session = ? AND account = ?`, who.Session, who.Account)
	if errors.Is(err, db.ErrNone) {
		return false, nil
	}
	return err == nil && until > q.At(), err
}

// levelAt is the least level at which a step is decided.
func levelAt(d form.Definition, step *route.Step) route.Level {
	if d.Level == string(route.Passkey) || step != nil && step.Level == route.Passkey {
		return route.Passkey
	}
	return route.Password
}

// stepOf finds a step of a definition; nil where there is none.
func stepOf(d form.Definition, step string) *route.Step {
	places := d.Route.Places()
	if at := route.Find(places, step); at >= 0 {
		return places[at].Step
	}
	return nil
}

// rightsAt are the rights of a step.
func rightsAt(d form.Definition, step string) form.Rights {
	out := form.Rights{}
	if found := stepOf(d, step); found != nil {
		for field, right := range found.Rights {
			out[field] = right
		}
	}
	return out
}

// confirmed wants a decision to be confirmed as its step asks, and a signature by hand where it asks for one.
// asked is what a passkey has answered; nil where none did.
func (s *Service) confirmed(tx *db.Tx, who authz.Principal, a approval, e edition, m *move, asked *challenge) error {
	t, ok := a.state.Find(m.act.Task)
	if !ok || t.Person != who.Account {
		return engine.ErrNotYours.New()
	}
	step := stepOf(e.definition, t.Step)
	if step != nil && step.Stroke && m.act.Kind == engine.Approve && m.stroke == nil {
		return ErrStrokeMissing.At("body.stroke_file_id", "required")
	}
	if asked != nil {
		m.level, m.at, m.nonce, m.key = signature.LevelPasskey, asked.record.At, &asked.record.Nonce, asked.key
		return nil
	}
	if levelAt(e.definition, step) == route.Passkey {
		return ErrPasskey.New()
	}
	have, err := granted(tx, who)
	if err == nil && !have {
		err = ErrConfirm.New()
	}
	m.level = signature.LevelPassword
	return err
}

// challenge is what a passkey was asked to sign.
type challenge struct {
	id                         id.ID
	account, session, approval id.ID
	raw                        []byte // the bare record
	record                     signature.Record
	until                      clock.Instant
	key                        *signature.Passkey // what it answered
}

func selectChallenge(q db.Q, one id.ID) (challenge, error) {
	c, err := db.One(q, func(r db.Row) (c challenge, err error) {
		return c, r.Scan(&c.id, &c.account, &c.session, &c.approval, &c.raw, &c.until)
	}, `SELECT id, account, session, approval, record, until_at FROM approval_challenges WHERE id = ?`, one)
	if errors.Is(err, db.ErrNone) {
		return c, ErrChallenge.New()
	}
	if err == nil {
		c.record, err = signature.ParseRecord(c.raw)
	}
	return c, err
}

// answered wants the record that is about to be stored to be the one that was signed. A challenge serves once.
func (s *Service) answered(tx *db.Tx, c challenge, out *moved, m *move) error {
	bare, err := out.chain.Append(out.record)
	if err != nil {
		return err
	}
	bare.Nonce = *m.nonce
	if !bytes.Equal(bare.Bytes(), c.raw) {
		return ErrChallenge.New()
	}
	_, err = tx.Exec(`DELETE FROM approval_challenges WHERE id = ? OR until_at <= ?`, c.id, tx.Now)
	return err
}

// asserted has a passkey's answer judged, before the transaction in which it counts: that takes its time, and a
// challenge is used up by it whatever becomes of the act. nil where none was given.
func (s *Service) asserted(ctx context.Context, who authz.Principal, one id.ID, decides bool, c Confirm) (*challenge, error) {
	if c.Challenge == nil {
		return nil, nil
	}
	if !decides {
		return nil, apperr.Invalid.At("body.confirm.challenge_id", "not_here")
	}
	if s.Passkeys == nil {
		return nil, ErrPasskey.New()
	}
	q := s.DB.Ask(ctx)
	asked, err := selectChallenge(q, *c.Challenge)
	if err != nil {
		return nil, err
	}
	if asked.account != who.Account || asked.session != who.Session || asked.approval != one || asked.until <= q.At() {
		return nil, ErrChallenge.New()
	}
	answer, err := json.Marshal(c.Passkey)
	if err != nil {
		return nil, err
	}
	proof, err := s.Passkeys.Check(ctx, who, asked.record.Challenge(), answer)
	if err != nil {
		return nil, err
	}
	asked.key = &signature.Passkey{AuthenticatorData: proof.AuthenticatorData, ClientDataJSON: proof.ClientDataJSON, CredentialID: proof.CredentialID,
		EnrolmentSHA256: proof.Enrolment.SHA256(), PublicKey: proof.PublicKey, Signature: proof.Signature}
	return &asked, nil
}

// Challenge is what a passkey is asked to sign.
type Challenge struct {
	ID      id.ID          `json:"id" doc:"sent back with the act"`
	Options map[string]any `json:"options" doc:"for navigator.credentials.get"`
	Until   clock.Instant  `json:"until_at"`
}

// Ask makes the record of an act as it would be stored now, and asks the caller's passkey to sign it. The act that
// is sent with the answer must be the same. Whoever may: ApprovalDecide.
//
// Errors: those of Do, passkey.place, passkey.none.
func (s *Service) Ask(ctx context.Context, who authz.Principal, one id.ID, a Act) (out Challenge, err error) {
	if err := a.check(); err != nil {
		return out, err
	}
	if !kinds[engine.ActKind(a.Kind)].decides {
		return out, apperr.Invalid.At("body.kind", "unknown")
	}
	if s.Passkeys == nil {
		return out, ErrPasskey.New()
	}
	company, err := s.People.CompanyName(ctx)
	if err != nil {
		return out, err
	}
	var bare signature.Record
	if err := s.DB.Read(ctx, func(q db.Q) error {
		found, e, m, err := s.prepare(q, who, one, a, false)
		if err != nil {
			return err
		}
		m.level = signature.LevelPasskey
		would, err := s.judge(q, found.approval, e, company, m)
		if err != nil {
			return err
		}
		bare, err = would.chain.Append(would.record)
		return err
	}); err != nil {
		return out, err
	}
	options, err := s.Passkeys.Begin(ctx, who, bare.Challenge())
	if err != nil {
		return out, err
	}
	if err := json.Unmarshal(options, &out.Options); err != nil {
		return out, err
	}
	return out, s.DB.Write(ctx, func(tx *db.Tx) error {
		out.ID, out.Until = id.New(tx.Now), tx.Now.Add(challengeFor)
		return insertChallenge(tx, who, one, out, bare.Bytes())
	})
}

func insertChallenge(tx *db.Tx, who authz.Principal, approval id.ID, c Challenge, raw []byte) error {
	if _, err := tx.Exec(`DELETE FROM approval_challenges WHERE until_at <= ? OR session = ?`, tx.Now, who.Session); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO approval_challenges (id, account, session, approval, record, until_at) VALUES (?, ?, ?, ?, ?, ?)`,
		c.ID, who.Account, who.Session, approval, raw, c.Until)
	return err
}
