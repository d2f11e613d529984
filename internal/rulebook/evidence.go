package rulebook

import (
	"encoding/json"
	"fmt"
	"time"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// evidence is one row on its way into the table.
type evidence struct {
	at       clock.Instant
	rule     string
	version  int64
	outcome  Outcome
	who      authz.Principal
	object   string
	objectID id.ID
	facts    any
}

// write stores the row. What was blocked left nothing behind, so its repeats by one person within a
// minute are one row; everything else happened, and each has a row of its own.
func (e evidence) write(tx *db.Tx) error {
	facts, err := json.Marshal(e.facts)
	if err != nil {
		return fmt.Errorf("evidence of %s: %w", e.rule, err)
	}
	var minute *int64
	if e.outcome == Block {
		m := int64(e.at) / time.Minute.Microseconds()
		minute = &m
	}
	_, err = tx.Exec(`INSERT INTO evidence (department, at, id, rule_id, version, outcome, actor, object, object_id, facts, minute)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (minute, actor, rule_id) WHERE minute IS NOT NULL DO UPDATE SET repeats = evidence.repeats + 1`,
		e.who.Department[:], e.at, id.New(e.at), e.rule, e.version, string(e.outcome), e.who.Account, e.object, e.objectID, facts, minute)
	return err
}
