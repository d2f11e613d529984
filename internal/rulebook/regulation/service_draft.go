package regulation

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"tonggui/internal/audit"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook/regulation/text"
)

// NewDraft makes the next version of a regulation as a copy of one that was published.
//
// Errors: apperr.NotFound, ErrDraftExists.
func (s *Service) NewDraft(ctx context.Context, who authz.Principal, one id.ID, from int64) (out RegulationVersion, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		number, _, err := next(tx, one)
		if err != nil {
			return err
		}
		all, err := selectVersions(tx, []id.ID{one})
		if err != nil {
			return err
		}
		old, err := pick(all[one], from)
		if err != nil {
			return err
		}
		rows, err := selectRows(tx, one, from)
		if err != nil {
			return err
		}
		if err := storeNew(tx, one, version{number: number, title: old.title, preamble: old.preamble, createdBy: who.Account}, rows); err != nil {
			return err
		}
		if err := noted(tx, who, one, map[string]any{"step": "draft", "version": number, "from": from}); err != nil {
			return err
		}
		out, err = readVersion(tx, who, one, number)
		return err
	})
	return out, err
}

// noted writes the audit row of a change of a draft.
func noted(tx *db.Tx, who authz.Principal, one id.ID, facts map[string]any) error {
	return audit.Write(tx, who, audit.Entry{Action: authz.RegulationWrite, Object: "regulation", ObjectID: one, Facts: facts})
}

// Discard forgets a draft, and the regulation with it if nothing of it was ever published.
//
// Errors: apperr.NotFound, ErrNotDraft.
func (s *Service) Discard(ctx context.Context, who authz.Principal, one id.ID, number int64) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		if _, err := draftOf(tx, one, number); err != nil {
			return err
		}
		if err := deleteVersion(tx, one, number); err != nil {
			return err
		}
		if number == 1 {
			if err := deleteHead(tx, one); err != nil {
				return err
			}
		}
		return noted(tx, who, one, map[string]any{"step": "discard", "version": number})
	})
}

// Edit is a change of a draft, based on a revision of it.
type Edit struct {
	Regulation id.ID
	Version    int64
	Revision   int64
}

// edit changes a draft's rows and head, and refuses if somebody else has changed it since.
//
// Errors: apperr.NotFound, ErrNotDraft, ErrOutdated; ErrPlace if the kinds no longer go inwards.
func (s *Service) edit(ctx context.Context, who authz.Principal, e Edit, what string, node *id.ID, change func(tx *db.Tx, v *version, rows []row) ([]row, error)) (out RegulationVersion, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		v, err := draftOf(tx, e.Regulation, e.Version)
		if err != nil {
			return err
		}
		if v.revision != e.Revision {
			return ErrOutdated.New("revision", v.revision)
		}
		before, err := selectRows(tx, e.Regulation, e.Version)
		if err != nil {
			return err
		}
		rows, err := change(tx, &v, slices.Clone(before))
		if err != nil {
			return err
		}
		switch {
		case len(rows) > maxParts:
			return ErrTooManyParts.New("max", maxParts)
		case !inOrder(rows):
			return ErrPlace.New()
		}
		v.revision++
		v.count(rows)
		if err := updateDraft(tx, e.Regulation, v); err != nil {
			return err
		}
		if !slices.Equal(before, rows) {
			if err := replaceRows(tx, e.Regulation, e.Version, rows); err != nil {
				return err
			}
		}
		facts := map[string]any{"step": what, "version": e.Version, "revision": v.revision}
		if node != nil {
			facts["node"] = *node
		}
		if err := noted(tx, who, e.Regulation, facts); err != nil {
			return err
		}
		out, err = readVersion(tx, who, e.Regulation, e.Version)
		return err
	})
	return out, err
}

// EditHead changes a draft's title and preamble; nil leaves one as it is.
//
// Errors: those of edit, apperr.Invalid.
func (s *Service) EditHead(ctx context.Context, who authz.Principal, e Edit, title, preamble *string) (RegulationVersion, error) {
	return s.edit(ctx, who, e, "head", nil, func(tx *db.Tx, v *version, rows []row) ([]row, error) {
		if title != nil {
			if v.title = strings.TrimSpace(*title); v.title == "" || !line(v.title) {
				return nil, apperr.Invalid.At("body.title", "wrong_form")
			}
			if e.Version == 1 {
				if err := updateTitle(tx, e.Regulation, v.title); err != nil {
					return nil, err
				}
			}
		}
		if preamble != nil {
			if v.preamble = strings.TrimSpace(*preamble); !paragraphs(v.preamble) {
				return nil, apperr.Invalid.At("body.preamble", "wrong_form")
			}
		}
		return rows, nil
	})
}

// Words are what a node says; nil leaves as it is.
type Words struct {
	Kind                *text.Kind
	Number, Title, Text *string
}

func (w Words) into(r *row) error {
	if w.Kind != nil {
		r.kind = *w.Kind
	}
	for _, f := range []struct {
		name string
		from *string
		to   *string
		most int
		ok   func(string) bool
	}{
		{"number", w.Number, &r.number, maxNumber, line},
		{"title", w.Title, &r.title, maxTitle, line},
		{"text", w.Text, &r.text, maxText, paragraphs},
	} {
		if f.from == nil {
			continue
		}
		*f.to = strings.TrimSpace(*f.from)
		if !f.ok(*f.to) || utf8.RuneCountInString(*f.to) > f.most {
			return apperr.Invalid.At("body."+f.name, "wrong_form")
		}
	}
	if r.number+r.title+r.text == "" {
		return apperr.Invalid.At("body.text", "required")
	}
	return nil
}

// EditNode changes what a node of a draft says.
//
// Errors: those of edit, apperr.Invalid.
func (s *Service) EditNode(ctx context.Context, who authz.Principal, e Edit, node id.ID, w Words) (RegulationVersion, error) {
	return s.edit(ctx, who, e, "change", &node, func(_ *db.Tx, _ *version, rows []row) ([]row, error) {
		i := find(rows, node)
		if i < 0 {
			return nil, apperr.NotFound.New()
		}
		return rows, w.into(&rows[i])
	})
}

// AddNode puts a new node into a draft.
//
// Errors: those of edit, ErrPlace, apperr.Invalid.
func (s *Service) AddNode(ctx context.Context, who authz.Principal, e Edit, p Place, w Words) (RegulationVersion, error) {
	return s.edit(ctx, who, e, "add", nil, func(tx *db.Tx, _ *version, rows []row) ([]row, error) {
		r := row{id: id.New(tx.Now)}
		if err := w.into(&r); err != nil {
			return nil, err
		}
		rows, ok := insert(rows, []row{r}, p)
		if !ok {
			return nil, ErrPlace.New()
		}
		return rows, nil
	})
}

// MoveNode puts a node with what lies below it elsewhere in a draft.
//
// Errors: those of edit, ErrPlace.
func (s *Service) MoveNode(ctx context.Context, who authz.Principal, e Edit, node id.ID, p Place) (RegulationVersion, error) {
	return s.edit(ctx, who, e, "move", &node, func(_ *db.Tx, _ *version, rows []row) ([]row, error) {
		i := find(rows, node)
		if i < 0 {
			return nil, apperr.NotFound.New()
		}
		moving := slices.Clone(rows[i:end(rows, i)])
		rest := slices.Delete(rows, i, end(rows, i))
		rows, ok := insert(rest, moving, p)
		if !ok {
			return nil, ErrPlace.New()
		}
		return rows, nil
	})
}

// RemoveNode takes a node out of a draft, with what lies below it.
//
// Errors: those of edit.
func (s *Service) RemoveNode(ctx context.Context, who authz.Principal, e Edit, node id.ID) (RegulationVersion, error) {
	return s.edit(ctx, who, e, "remove", &node, func(_ *db.Tx, _ *version, rows []row) ([]row, error) {
		i := find(rows, node)
		if i < 0 {
			return nil, apperr.NotFound.New()
		}
		return slices.Delete(rows, i, end(rows, i)), nil
	})
}
