package approvals

import (
	"bytes"
	"context"

	"tonggui/internal/approvals/form"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// BuiltIn is a template that comes with the program.
type BuiltIn struct {
	Key        string
	Definition form.Definition
}

// Bring stores the templates that come with the program: new ones, and new versions of those that nobody
// has changed since. It changes nothing where nothing is new, so every node may do it at each start.
func (s *Service) Bring(ctx context.Context, all []BuiltIn) error {
	missing := false
	q := s.DB.Ask(ctx)
	have, err := selectNewest(q)
	if err != nil {
		return err
	}
	known := map[string]edition{}
	for _, e := range have {
		known[e.key] = e
	}
	for _, b := range all {
		e, err := newEdition(b.Key, 0, b.Definition, id.Zero, 0)
		if err != nil {
			return err
		}
		missing = missing || !bytes.Equal(known[b.Key].hash, e.hash)
	}
	if !missing {
		return nil
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		for _, b := range all {
			if err := bring(tx, b); err != nil {
				return err
			}
		}
		return nil
	})
}

func bring(tx *db.Tx, b BuiltIn) error {
	if _, err := insertTemplate(tx, template{key: b.Key, enabled: true, builtIn: true}); err != nil {
		return err
	}
	t, err := selectTemplate(tx, b.Key, true)
	if err != nil || !t.builtIn {
		return err // the company has made it its own
	}
	e, err := newEdition(b.Key, t.version+1, b.Definition, id.Zero, tx.Now)
	if err != nil {
		return err
	}
	if t.version > 0 {
		if old, err := selectEdition(tx, b.Key, t.version); err != nil || bytes.Equal(old.hash, e.hash) {
			return err
		}
	}
	t.version = e.version
	if err := updateTemplate(tx, t); err != nil {
		return err
	}
	return insertEdition(tx, e)
}
