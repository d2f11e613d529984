package rulebook

import (
	"embed"
	"encoding/json"
	"fmt"
	"time"

	"tonggui/internal/platform/db"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations are this room's tables.
var Migrations = db.Migrations{Room: "rulebook", Files: files}

func (e evidence) write(tx *db.Tx) error {
	facts, err := json.Marshal(e.facts)
	if err != nil {
		return fmt.Errorf("evidence of %s: %w", e.rule, err)
	}
	var fold any
	if e.outcome == Block {
		minute := int64(e.at) / time.Minute.Microseconds()
		fold = fmt.Sprintf("%s %s %d", e.who.Account, e.rule, minute)
	}
	_, err = tx.Exec(`INSERT INTO evidence (at, rule_id, version, outcome, actor, department, object, object_id, facts, fold)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (fold) DO UPDATE SET repeats = evidence.repeats + 1`,
		e.at, e.rule, e.version, string(e.outcome), e.who.Account, e.who.Department, e.object, e.objectID, facts, fold)
	return err
}

func loadValues(q db.Q) (valueSet, error) {
	set := valueSet{}
	err := db.Each(q, func(r db.Row) error {
		var rule string
		var scope Scope
		var v stored
		if err := r.Scan(&rule, &scope.Kind, &scope.ID, &v.version, &v.value, &v.effective); err != nil {
			return err
		}
		if set[rule] == nil {
			set[rule] = map[Scope][]stored{}
		}
		set[rule][scope] = append(set[rule][scope], v)
		return nil
	}, `SELECT rule_id, scope_kind, scope_id, version, value, effective_at FROM rule_values
		ORDER BY effective_at DESC, version DESC`)
	return set, err
}
