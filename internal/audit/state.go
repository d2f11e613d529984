package audit

import (
	"context"
	"errors"

	"tonggui/internal/audit/proof"
	"tonggui/internal/platform/db"
)

// State tells how the log stands, and asks each keeper what it has.
func (l *Log) State(ctx context.Context) (out AuditState, err error) {
	var keys []proof.Key
	err = l.DB.Read(ctx, func(q db.Q) error {
		s, err := selectState(q)
		if err != nil {
			return err
		}
		out = AuditState{Origin: s.Origin, Records: s.Size, Stopped: l.Stopped(), Outside: []AuditOutside{}}
		if _, keys, err = l.ownKeys(q); err != nil {
			return err
		}
		newest, err := selectNewest(q)
		if err != nil && !errors.Is(err, db.ErrNone) {
			return err
		}
		out.Size, out.Note = newest.Size, string(newest.Note)
		if c, err := proof.Open(newest.Note, keys); err == nil {
			out.Signed = c.At
		}
		return nil
	})
	out.Keys = written(keys)
	if err != nil {
		return out, err
	}
	for _, k := range l.Keepers {
		o, err := l.outside(ctx, k, keys, out)
		if err != nil {
			return out, err
		}
		out.Outside = append(out.Outside, o)
	}
	return out, nil
}

// outside compares what a keeper has with the log.
func (l *Log) outside(ctx context.Context, k Keeper, keys []proof.Key, now AuditState) (AuditOutside, error) {
	o := AuditOutside{Where: k.Name(), State: "current"}
	note, err := k.Newest(ctx)
	switch {
	case err != nil:
		o.State = "away"
	case note == nil:
		o.State = "empty"
	default:
		c, err := proof.Open(note, keys)
		o.Size, o.At = c.Size, c.At
		if err == nil {
			err = l.DB.Read(ctx, func(q db.Q) error { return agrees(q, note, keys, now.Records) })
		}
		if err != nil && ctx.Err() != nil {
			return o, err
		}
		switch {
		case err != nil:
			o.State = "differs"
		case c.Size < now.Size:
			o.State = "behind"
		}
	}
	return o, nil
}
