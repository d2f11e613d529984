package audit

import (
	"embed"
	"encoding/json"
	"fmt"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations are this room's tables.
var Migrations = db.Migrations{Room: "audit", Files: files}

// Entry says what was done to what. Facts hold ids, counts and codes, never content or secrets.
type Entry struct {
	Action   authz.Action
	Object   string // kind of object, as in the policy table
	ObjectID id.ID
	// Subject is the person whose data it was about, where that is not the object.
	Subject id.ID
	Facts   map[string]any
}

// Write records an act in its own transaction. who is zero for the system itself, or where nobody
// could be recognised (a failed login).
func Write(tx *db.Tx, who authz.Principal, e Entry) error {
	_, err := Record(tx, who, e)
	return err
}

// Record is Write for rooms that prove the act later: it returns the record's id, see Log.Proof.
func Record(tx *db.Tx, who authz.Principal, e Entry) (id.ID, error) {
	facts := []byte("{}")
	if len(e.Facts) > 0 {
		var err error
		if facts, err = json.Marshal(e.Facts); err != nil {
			return id.Zero, fmt.Errorf("audit %s: %w", e.Action, err)
		}
	}
	meta := httpapi.MetaOf(tx.Context())
	ip := ""
	if meta.IP.IsValid() {
		ip = meta.IP.String()
	}
	record := id.New(tx.Now)
	_, err := tx.Exec(`INSERT INTO audit (id, at, actor, session, action, object, object_id, facts, ip, request_id, subject)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		record, tx.Now, who.Account, who.Session, string(e.Action), e.Object, e.ObjectID, facts, ip, meta.RequestID, e.Subject)
	return record, err
}
