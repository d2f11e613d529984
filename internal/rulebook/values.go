package rulebook

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// stored is a row of rule_values.
type stored struct {
	rule      string
	version   int64
	scope     Scope
	value     *int64 // nil withdraws the scope's value
	stage     Stage
	effective clock.Instant
	until     *clock.Instant // the first instant at which it no longer holds; nil for none
	proposal  id.ID          // that asked for it; zero where the house itself set it
	asked     id.ID          // who asked for it
	confirmed id.ID          // who confirmed it
	setAt     clock.Instant
	reason    string
}

// holds tells whether the value is in force at an instant.
func (v stored) holds(at clock.Instant) bool {
	return v.effective <= at && (v.until == nil || at < *v.until)
}

// valueSet maps rule and scope to the values set, newest effective first.
type valueSet map[string]map[Scope][]stored

// in returns the row that is in force at a scope; false where none is, also where it was withdrawn.
// Where a value for a time has ended, the one that it stood in front of holds again.
func (set valueSet) in(rule string, scope Scope, at clock.Instant) (stored, bool) {
	for _, v := range set[rule][scope] {
		if v.holds(at) {
			return v, v.value != nil
		}
	}
	return stored{}, false
}

// at returns the value that the first of the scopes gives, or else the default.
func (set valueSet) at(rule string, scopes []Scope, at clock.Instant) Value {
	for _, scope := range scopes {
		if v, ok := set.in(rule, scope, at); ok {
			return Value{Version: v.version, Value: *v.value, Stage: v.stage, Scope: scope, Since: v.effective}
		}
	}
	return fallback(rule)
}

// narrower counts the values for less than the company that are in force.
func (set valueSet) narrower(rule string, at clock.Instant) (n int) {
	for scope := range set[rule] {
		if _, in := set.in(rule, scope, at); in && scope.Kind != ForCompany {
			n++
		}
	}
	return n
}

// fallback is the default that a rule declares.
func fallback(rule string) Value {
	return Value{Value: declared[rule].Default, Stage: Enforcing, Scope: Scope{Kind: ForCompany}}
}

const valueColumns = `rule_id, version, scope_kind, scope_id, value, stage, effective_at, until_at, proposal_id, asked_by, set_by, set_at, reason`

func scanStored(r db.Row) (v stored, err error) {
	err = r.Scan(&v.rule, &v.version, &v.scope.Kind, &v.scope.ID, &v.value, &v.stage, &v.effective, &v.until, &v.proposal, &v.asked, &v.confirmed, &v.setAt, &v.reason)
	if v.asked.IsZero() {
		v.asked = v.confirmed
	}
	return v, err
}

// loadValues reads the values of one rule, or of all where rule is empty.
func loadValues(q db.Q, rule string) (valueSet, error) {
	set := valueSet{}
	err := db.Each(q, func(r db.Row) error {
		v, err := scanStored(r)
		if set[v.rule] == nil {
			set[v.rule] = map[Scope][]stored{}
		}
		set[v.rule][v.scope] = append(set[v.rule][v.scope], v)
		return err
	}, `SELECT `+valueColumns+` FROM rule_values WHERE ? = '' OR rule_id = ? ORDER BY effective_at DESC, version DESC`, rule, rule)
	return set, err
}

// lockValues has those who set values come one after the other, so that each sees what holds before
// it judges, and versions are counted without a gap.
func lockValues(tx *db.Tx) error {
	_, err := tx.Exec(`/*sqlite DELETE FROM rule_values WHERE 1 = 0*/ /*postgres LOCK TABLE rule_values IN SHARE ROW EXCLUSIVE MODE*/`)
	return err
}

// insertValue stores the next version of a rule. A value that holds at once was told of with that.
func insertValue(tx *db.Tx, v stored) (version int64, err error) {
	version, err = db.Value[int64](tx, `SELECT COALESCE(MAX(version), 0) + 1 FROM rule_values WHERE rule_id = ?`, v.rule)
	if err != nil {
		return 0, err
	}
	var told *clock.Instant
	if v.effective <= tx.Now {
		told = &tx.Now
	}
	_, err = tx.Exec(`INSERT INTO rule_values (rule_id, version, scope_kind, scope_id, value, stage, effective_at, until_at, proposal_id, asked_by, set_by, set_at, reason, begun_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		v.rule, version, string(v.scope.Kind), v.scope.ID, v.value, string(v.stage), v.effective, v.until, v.proposal, v.asked, v.confirmed, tx.Now, v.reason, told)
	return version, err
}

// movedSince tells whether a value was set for a rule at exactly this scope after an instant; of 0, never.
func movedSince(q db.Q, rule string, scope Scope, since clock.Instant) (bool, error) {
	if since == 0 {
		return false, nil
	}
	n, err := db.Value[int64](q, `SELECT COUNT(*) FROM rule_values WHERE rule_id = ? AND scope_kind = ? AND scope_id = ? AND set_at > ?`, rule, string(scope.Kind), scope.ID, since)
	return n > 0, err
}

// turning are values that have come into force, or have ended, without anybody having been told.
type turning struct {
	rule    string
	version int64
	ended   bool
}

func selectTurning(q db.Q, limit int) ([]turning, error) {
	return db.All(q, func(r db.Row) (t turning, err error) { return t, r.Scan(&t.rule, &t.version, &t.ended) },
		`SELECT rule_id, version, 1 = 0 FROM rule_values WHERE begun_at IS NULL AND effective_at <= ?
		UNION ALL SELECT rule_id, version, 1 = 1 FROM rule_values WHERE ended_at IS NULL AND until_at <= ? LIMIT ?`, q.At(), q.At(), limit)
}

// updateTurned tells whether this transaction is the one that tells.
func updateTurned(tx *db.Tx, t turning) (bool, error) {
	column := "begun_at"
	if t.ended {
		column = "ended_at"
	}
	n, err := tx.Exec(`UPDATE rule_values SET `+column+` = ? WHERE rule_id = ? AND version = ? AND `+column+` IS NULL`, tx.Now, t.rule, t.version)
	return n > 0, err
}
