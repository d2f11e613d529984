package effects

import (
	"errors"
	"strings"

	"tonggui/internal/approvals"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Room is what effects ask of the approvals; *approvals.Service fills it.
type Room interface {
	// Offered is the newest version of a template where it can be applied for and brings an effect about; 0
	// where not.
	Offered(q db.Q, key, effect string) (version int64, err error)
	// OpenIn opens an approval in somebody's transaction.
	OpenIn(tx *db.Tx, who authz.Principal, one id.ID, a approvals.Application) error
	// Ended tells how an approval ended and by whom.
	Ended(q db.Q, one id.ID) (approvals.Ending, error)
	CheckDelegation(q db.Q, principal id.ID, n approvals.NewDelegation) error
	MakeDelegation(tx *db.Tx, principal id.ID, n approvals.NewDelegation) (id.ID, error)
}

// millis is an instant as forms hold it.
type millis int64

func (m millis) instant() clock.Instant { return clock.Instant(m) * 1000 }

// ofInstant is the way back; nil where there is none.
func ofInstant(at clock.Instant) any {
	if at == 0 {
		return nil
	}
	return int64(at / 1000)
}

// inForm says the places of an error as fields of the form: body.until_at is body.values.until_at. names
// holds those that are called otherwise there.
func inForm(err error, names map[string]string) error {
	e, ok := errors.AsType[*apperr.Error](err)
	if !ok || len(e.Fields) == 0 {
		return err
	}
	moved := *e
	moved.Fields = nil
	for _, f := range e.Fields {
		name := strings.TrimPrefix(f.Name, "body.")
		if other, renamed := names[name]; renamed {
			name = other
		}
		f.Name = "body.values." + name
		moved.Fields = append(moved.Fields, f)
	}
	return &moved
}
