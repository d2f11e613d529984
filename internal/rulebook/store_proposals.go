package rulebook

import (
	"errors"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const proposalColumns = `id, rule_id, scope_kind, scope_id, value, stage, effective_at, until_at, reason, trial_id,
	asked_by, asked_at, expires_at, state, decided_by, decided_at, decision_note, version, by_approval`

func scanProposal(r db.Row) (p proposal, err error) {
	c := &p.change
	err = r.Scan(&p.id, &c.Rule, &c.Scope.Kind, &c.Scope.ID, &c.Value, &c.Stage, &c.Effective, &c.Until, &c.Reason, &p.trial,
		&p.asked, &p.askedAt, &p.expiresAt, &p.state, &p.decided, &p.decidedAt, &p.note, &p.version, &p.byApproval)
	return p, err
}

func selectProposal(q db.Q, one id.ID) (proposal, error) {
	p, err := db.One(q, scanProposal, `SELECT `+proposalColumns+` FROM rule_proposals WHERE id = ?`, one)
	if errors.Is(err, db.ErrNone) {
		err = apperr.NotFound.New()
	}
	return p, err
}

// selectProposals lists proposals, the newest first, of one state or of all. before is the last one of
// the page before, zero for none.
func selectProposals(q db.Q, state State, before id.ID, limit int) ([]proposal, error) {
	past := 0
	if state == Expired {
		past = 1
	}
	first := 0
	if before.IsZero() {
		first = 1
	}
	// What is open and over counts as expired before it was written down.
	return db.All(q, scanProposal, `SELECT `+proposalColumns+` FROM rule_proposals
		WHERE (? = '' OR state = ? AND (state <> 'open' OR expires_at > ?) OR ? = 1 AND state = 'open' AND expires_at <= ?) AND (? = 1 OR id < ?)
		ORDER BY id DESC LIMIT ?`, string(state), string(state), q.At(), past, q.At(), first, before[:], limit)
}

func insertProposal(tx *db.Tx, p proposal) error {
	c := p.change
	_, err := tx.Exec(`INSERT INTO rule_proposals (id, rule_id, scope_kind, scope_id, value, stage, effective_at, until_at, reason, trial_id,
		asked_by, asked_at, expires_at, state, by_approval) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		p.id, c.Rule, string(c.Scope.Kind), c.Scope.ID, c.Value, string(c.Stage), c.Effective, c.Until, c.Reason, p.trial,
		p.asked, p.askedAt, p.expiresAt, string(p.state), p.byApproval)
	return err
}

// updateProposal stores what is asked for now.
func updateProposal(tx *db.Tx, p proposal) error {
	c := p.change
	_, err := tx.Exec(`UPDATE rule_proposals SET rule_id = ?, scope_kind = ?, scope_id = ?, value = ?, stage = ?, effective_at = ?, until_at = ?, reason = ?, trial_id = ? WHERE id = ?`,
		c.Rule, string(c.Scope.Kind), c.Scope.ID, c.Value, string(c.Stage), c.Effective, c.Until, c.Reason, p.trial, p.id)
	return err
}

// closeProposal tells whether this transaction is the one that decides.
func closeProposal(tx *db.Tx, one id.ID, as State, by id.ID, note string) (bool, error) {
	n, err := tx.Exec(`UPDATE rule_proposals SET state = ?, decided_by = ?, decided_at = ?, decision_note = ? WHERE id = ? AND state = 'open'`,
		string(as), by, tx.Now, note, one)
	return n > 0, err
}

func updateBecame(tx *db.Tx, one id.ID, version int64) error {
	_, err := tx.Exec(`UPDATE rule_proposals SET version = ? WHERE id = ?`, version, one)
	return err
}

// waiting tells whether another open proposal wants a value for the same scope from the same instant
// on. wanted is the instant as it was asked for: 0 is when it is confirmed.
func waiting(q db.Q, rule string, scope Scope, wanted clock.Instant, beside id.ID) (bool, error) {
	n, err := db.Value[int](q, `SELECT COUNT(*) FROM rule_proposals WHERE rule_id = ? AND state = 'open' AND expires_at > ? AND scope_kind = ? AND scope_id = ?
		AND effective_at = ? AND id <> ?`, rule, q.At(), string(scope.Kind), scope.ID, wanted, beside[:])
	return n > 0, err
}

func selectExpired(q db.Q, limit int) ([]id.ID, error) {
	return db.All(q, db.Scalar[id.ID], `SELECT id FROM rule_proposals WHERE state = 'open' AND expires_at <= ? LIMIT ?`, q.At(), limit)
}

// countOpen counts open proposals by rule.
func countOpen(q db.Q) (map[string]int, error) {
	out := map[string]int{}
	return out, db.Each(q, func(r db.Row) error {
		var rule string
		var n int
		err := r.Scan(&rule, &n)
		out[rule] = n
		return err
	}, `SELECT rule_id, COUNT(*) FROM rule_proposals WHERE state = 'open' AND expires_at > ? GROUP BY rule_id`, q.At())
}
