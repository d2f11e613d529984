package approvals

import (
	"encoding/json"
	"errors"

	"tonggui/internal/approvals/signature"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// deed is a row of approval_acts.
type deed struct {
	n       int64
	id      id.ID
	at      clock.Instant
	kind    string
	person  id.ID
	for_    id.ID
	people  []id.ID
	step    string
	task    id.ID
	text    string
	level   string
	content []byte // the values from here on; nil where it did not change them
	stroke  id.ID
	entry   []byte // nil: not signed
}

func insertDeed(tx *db.Tx, approval id.ID, d deed) error {
	if d.people == nil {
		d.people = []id.ID{}
	}
	people, err := json.Marshal(d.people)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO approval_acts (approval, n, id, at, kind, person, for_person, people, step, task, words, level, content, stroke, entry)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		approval, d.n, d.id, d.at, d.kind, d.person, d.for_, string(people), d.step, d.task, d.text, d.level, string(d.content), d.stroke, d.entry)
	return err
}

func scanDeed(r db.Row) (d deed, err error) {
	var people, content string
	if err = r.Scan(&d.n, &d.id, &d.at, &d.kind, &d.person, &d.for_, &people, &d.step, &d.task, &d.text, &d.level, &content, &d.stroke, &d.entry); err != nil {
		return d, err
	}
	if content != "" {
		d.content = []byte(content)
	}
	return d, json.Unmarshal([]byte(people), &d.people)
}

// selectDeeds reads what was done to an approval, in order.
func selectDeeds(q db.Q, approval id.ID) ([]deed, error) {
	return db.All(q, scanDeed, `SELECT n, id, at, kind, person, for_person, people, step, task, words, level, content, stroke, entry
		FROM approval_acts WHERE approval = ? ORDER BY n`, approval)
}

// selectChain reads where the signed records have come to.
func selectChain(q db.Q, approval id.ID) (signature.Chain, error) {
	raw, err := db.Value[[]byte](q, `SELECT entry FROM approval_acts WHERE approval = ? AND entry IS NOT NULL ORDER BY n DESC LIMIT 1`, approval)
	if errors.Is(err, db.ErrNone) {
		return signature.Chain{}, nil
	}
	if err != nil {
		return signature.Chain{}, err
	}
	e, err := signature.ParseEntry(raw)
	return e.Chain(), err
}

// selectUrged tells when an approval was last urged; 0: never.
func selectUrged(q db.Q, approval id.ID) (clock.Instant, error) {
	return db.Value[clock.Instant](q, `SELECT COALESCE(MAX(at), 0) FROM approval_acts WHERE approval = ? AND kind = 'urge'`, approval)
}
