package audit

import (
	"encoding/json"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// maybe is an id that may be none.
type maybe id.ID

// Scan implements sql.Scanner.
func (m *maybe) Scan(v any) error { return (*id.ID)(m).Scan(v) }

func (m maybe) orNil() *id.ID {
	if id.ID(m).IsZero() {
		return nil
	}
	v := id.ID(m)
	return &v
}

// row is a row of the audit table with its number.
type row struct {
	Pos                               int64
	ID                                id.ID
	At                                clock.Instant
	Actor, Session, ObjectID, Subject maybe
	Action, Object, IP, RequestID     string
	Facts                             []byte
	Number                            *int64
}

// facts are valid JSON whatever the row holds.
func (r row) facts() json.RawMessage {
	if json.Valid(r.Facts) {
		return r.Facts
	}
	return json.RawMessage(`{}`)
}

const rowColumns = `a.pos, a.id, a.at, a.actor, a.session, a.action, a.object, a.object_id, a.subject, a.facts, a.ip, a.request_id, l.n`

const rowTables = ` FROM audit a LEFT JOIN audit_leaves l ON l.pos = a.pos `

func scanRow(r db.Row) (v row, err error) {
	return v, r.Scan(&v.Pos, &v.ID, &v.At, &v.Actor, &v.Session, &v.Action, &v.Object, &v.ObjectID, &v.Subject, &v.Facts, &v.IP, &v.RequestID, &v.Number)
}

func selectRow(q db.Q, record id.ID) (row, error) {
	return db.One(q, scanRow, `SELECT `+rowColumns+rowTables+`WHERE a.id = ?`, record)
}

const rest = `a.pos < ? AND a.pos >= ? AND a.at >= ? AND a.at < ? AND (? = '' OR a.object = ?) AND (? = '' OR a.action = ?)
	AND (? = 0 OR a.object_id = ?) AND (? = 0 OR a.subject = ?) AND (? = 0 OR a.actor = ?) ORDER BY a.pos DESC LIMIT ?`

// byIndex begins with the condition for which there is an index; the first that is asked for is taken.
var byIndex = map[string]string{
	"object":  `SELECT ` + rowColumns + rowTables + `WHERE a.object_id = ? AND ` + rest,
	"subject": `SELECT ` + rowColumns + rowTables + `WHERE a.subject = ? AND ` + rest,
	"actor":   `SELECT ` + rowColumns + rowTables + `WHERE a.actor = ? AND ` + rest,
	"action":  `SELECT ` + rowColumns + rowTables + `WHERE a.action = ? AND ` + rest,
	"about": `SELECT ` + rowColumns + rowTables + `WHERE a.pos IN (SELECT pos FROM audit WHERE object_id = ? AND object = 'account'
		UNION SELECT pos FROM audit WHERE subject = ?) AND ` + rest,
	"": `SELECT ` + rowColumns + rowTables + `WHERE 1 = ? AND ` + rest,
}

// always is beyond every instant and every position.
const always = 1 << 62

// selectRows returns rows, the newest first.
func selectRows(q db.Q, f Filter) ([]row, error) {
	to, before := f.To, f.Before
	if to == 0 {
		to = always
	}
	if before == 0 {
		before = always
	}
	low, high, err := bounds(q, f.From, f.To)
	if err != nil {
		return nil, err
	}
	index, first := "", []any{1}
	switch {
	case !f.About.IsZero():
		index, first = "about", []any{f.About, f.About}
	case !f.ObjectID.IsZero():
		index, first = "object", []any{f.ObjectID}
	case !f.Subject.IsZero():
		index, first = "subject", []any{f.Subject}
	case !f.Actor.IsZero():
		index, first = "actor", []any{f.Actor}
	case f.Action != "":
		index, first = "action", []any{string(f.Action)}
	}
	statement := byIndex[index]
	return db.All(q, scanRow, statement, append(first, min(before, high), low, f.From, to, f.Object, f.Object, string(f.Action), string(f.Action),
		given(f.ObjectID), f.ObjectID, given(f.Subject), f.Subject, given(f.Actor), f.Actor, f.Limit)...)
}

func given(v id.ID) int {
	if v.IsZero() {
		return 0
	}
	return 1
}

// disorder is by how much the order of positions and the order of times may differ.
const disorder = 10_000

// bounds turns a span of time into one of positions, by the times in the rows' ids: what lies outside of
// it need not be looked at.
func bounds(q db.Q, from, to clock.Instant) (low, high int64, err error) {
	high = always
	if from > 0 {
		low, err = db.Value[int64](q, `SELECT COALESCE((SELECT a.pos FROM audit a WHERE a.id >= ? ORDER BY a.id LIMIT 1), 0)`, startOf(from))
		low -= disorder
	}
	if to > 0 && err == nil {
		high, err = db.Value[int64](q, `SELECT COALESCE((SELECT a.pos FROM audit a WHERE a.id >= ? ORDER BY a.id LIMIT 1), ?)`, startOf(to+1000), int64(always-disorder))
		high += disorder
	}
	return low, high, err
}

// startOf is the smallest id of an instant's millisecond.
func startOf(at clock.Instant) id.ID {
	v := id.New(at)
	for i := 6; i < len(v); i++ {
		v[i] = 0
	}
	return v
}

// selectLooks returns what others did to a person's data: to the account, or to what is theirs elsewhere.
func selectLooks(q db.Q, person id.ID, before int64, limit int) ([]row, error) {
	if before == 0 {
		before = always
	}
	return db.All(q, scanRow, `SELECT `+rowColumns+` FROM (
			SELECT * FROM (SELECT * FROM audit WHERE object_id = ? AND object = 'account' AND pos < ? AND (actor IS NULL OR actor <> ?) ORDER BY pos DESC LIMIT ?) o
			UNION ALL
			SELECT * FROM (SELECT * FROM audit WHERE subject = ? AND pos < ? AND (actor IS NULL OR actor <> ?) ORDER BY pos DESC LIMIT ?) s
		) a LEFT JOIN audit_leaves l ON l.pos = a.pos ORDER BY a.pos DESC LIMIT ?`,
		person, before, person, limit, person, before, person, limit, limit)
}
