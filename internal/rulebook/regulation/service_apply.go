package regulation

import (
	"context"

	"tonggui/internal/audit"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook/regulation/text"
)

// Target says what an import is to become.
type Target struct {
	Regulation id.ID // the next version of this one; zero: a regulation of its own
	// Leave lets doubts that nobody has settled go along with the draft; else they refuse.
	Leave bool
}

// Apply makes a draft of an import. Clauses that are recognisably those of the newest version keep
// their ids.
//
// Errors: apperr.NotFound, ErrImportApplied, ErrDoubtsOpen, ErrDraftExists, ErrTooManyParts.
func (s *Service) Apply(ctx context.Context, who authz.Principal, one id.ID, t Target) (out RegulationVersion, err error) {
	err = s.onImport(ctx, one, func(m *incoming, tree *text.Tree) (func(tx *db.Tx) error, error) {
		return func(tx *db.Tx) error {
			out, err = apply(tx, who, *m, tree, t)
			return err
		}, nil
	})
	return out, err
}

// apply makes a draft of an import that was read as tree.
func apply(tx *db.Tx, who authz.Principal, m incoming, tree *text.Tree, t Target) (out RegulationVersion, err error) {
	if m.appliedAt != nil {
		return out, ErrImportApplied.New()
	}
	for _, d := range tree.Doubts {
		if d.Decision == "" {
			m.leftOpen = append(m.leftOpen, d.ID)
		}
	}
	if len(m.leftOpen) > 0 && !t.Leave {
		return out, ErrDoubtsOpen.New("open", len(m.leftOpen))
	}
	rows := rowsOf(tree.Items, 0)
	if len(rows) > maxParts {
		return out, ErrTooManyParts.New("max", maxParts)
	}
	v := version{number: 1, title: shorten(tree.Title), preamble: tree.Preamble, importID: m.id, openDoubts: len(m.leftOpen), createdBy: who.Account}
	h := head{id: t.Regulation, title: v.title}
	var before []row
	if t.Regulation.IsZero() {
		h.id = id.New(tx.Now)
		err = insertHead(tx, h, who.Account)
	} else {
		v.number, before, err = next(tx, h.id)
	}
	if err != nil {
		return out, err
	}
	known(before, rows, tx.Now)
	if err := storeNew(tx, h.id, v, rows); err != nil {
		return out, err
	}
	m.appliedAt, m.regulationID, m.version = &tx.Now, h.id, &v.number
	if err := updateImport(tx, m); err != nil {
		return out, err
	}
	if err := audit.Write(tx, who, audit.Entry{Action: authz.RegulationWrite, Object: "regulation", ObjectID: h.id, Facts: map[string]any{
		"step": "draft", "version": v.number, "import": m.id, "parts": len(rows), "open_doubts": v.openDoubts}}); err != nil {
		return out, err
	}
	return readVersion(tx, who, h.id, v.number)
}

// shorten keeps a title within what a draft may have.
func shorten(title string) string {
	if words := []rune(title); len(words) > maxTitle {
		return string(words[:maxTitle])
	}
	return title
}

// next gives the number of a regulation's next version and the rows of its newest, and refuses a second
// draft.
func next(tx *db.Tx, one id.ID) (int64, []row, error) {
	if err := lock(tx, one); err != nil {
		return 0, nil, err
	}
	all, err := selectVersions(tx, []id.ID{one})
	if err != nil {
		return 0, nil, err
	}
	newest := all[one][0]
	if newest.publishedAt == nil {
		return 0, nil, ErrDraftExists.New("version", newest.number)
	}
	rows, err := selectRows(tx, one, newest.number)
	return newest.number + 1, rows, err
}

// storeNew stores a version and its rows.
func storeNew(tx *db.Tx, one id.ID, v version, rows []row) error {
	v.count(rows)
	if err := insertVersion(tx, one, v); err != nil {
		return err
	}
	return replaceRows(tx, one, v.number, rows)
}

func (v *version) count(rows []row) {
	for i, k := range text.Kinds {
		v.counts[i] = countKind(rows, k)
	}
}

// ImportFile reads a file and makes a draft of it, with all that is doubtful left for people to look at:
// the next version of the regulation with its title, or a new regulation. It is what the command line
// does.
//
// Errors: those of CreateImport and Apply.
func (s *Service) ImportFile(ctx context.Context, who authz.Principal, fileName string, data []byte) (out RegulationImport, err error) {
	m, tree, err := read(who, fileName, data)
	if err != nil {
		return out, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := take(tx, who, &m, tree); err != nil {
			return err
		}
		same, err := selectTitled(tx, tree.Title)
		if err != nil {
			return err
		}
		if _, err := apply(tx, who, m, tree, Target{Regulation: same, Leave: true}); err != nil {
			return err
		}
		stored, err := selectImport(tx, m.id)
		if err != nil {
			return err
		}
		out, err = shownImport(tx, stored, tree)
		return err
	})
	return out, err
}

// draftOf loads a version that must be a draft, and has other writers of the regulation wait.
//
// Errors: apperr.NotFound, ErrNotDraft.
func draftOf(tx *db.Tx, one id.ID, number int64) (version, error) {
	if err := lock(tx, one); err != nil {
		return version{}, err
	}
	all, err := selectVersions(tx, []id.ID{one})
	if err != nil {
		return version{}, err
	}
	v, err := pick(all[one], number)
	if err == nil && v.publishedAt != nil {
		return v, ErrNotDraft.New()
	}
	if err != nil {
		return v, apperr.NotFound.New()
	}
	return v, nil
}
