package regulation

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"tonggui/internal/audit"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook/regulation/text"
)

// Rehearse reads a file and stores nothing.
//
// Errors: ErrNotText, ErrFileEmpty, ErrFileTooLarge.
func Rehearse(data []byte) (Report, error) {
	source, err := text.Decode(data)
	if err != nil {
		return Report{}, unreadable(err)
	}
	return reportOf(text.Parse(source, nil)), nil
}

// CreateImport takes a file in for people to settle what is doubtful. Whoever may: RegulationWrite.
//
// Errors: ErrNotText, ErrFileEmpty, ErrFileTooLarge, ErrTooManyParts.
func (s *Service) CreateImport(ctx context.Context, who authz.Principal, fileName string, data []byte) (out RegulationImport, err error) {
	m, tree, err := read(who, fileName, data)
	if err != nil {
		return out, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		if err := take(tx, who, &m, tree); err != nil {
			return err
		}
		out, err = shownImport(tx, m, tree)
		return err
	})
	return out, err
}

// read reads a file; nothing is stored yet.
func read(who authz.Principal, fileName string, data []byte) (incoming, *text.Tree, error) {
	source, err := text.Decode(data)
	if err != nil {
		return incoming{}, nil, unreadable(err)
	}
	tree := text.Parse(source, nil)
	if len(rowsOf(tree.Items, 0)) > maxParts {
		return incoming{}, nil, ErrTooManyParts.New("max", maxParts)
	}
	return incoming{fileName: shownFileName(fileName), source: source, createdBy: who.Account, settled: text.Settled{}, leftOpen: []string{}}, tree, nil
}

// take stores what was read.
func take(tx *db.Tx, who authz.Principal, m *incoming, tree *text.Tree) error {
	m.id, m.createdAt = id.New(tx.Now), tx.Now
	if err := insertImport(tx, *m); err != nil {
		return err
	}
	return audit.Write(tx, who, audit.Entry{Action: authz.RegulationWrite, Object: "regulation_import", ObjectID: m.id,
		Facts: map[string]any{"step": "rehearse", "bytes": len(m.source), "doubts": len(tree.Doubts)}})
}

// shownFileName keeps of a name what is safe to show, and no folders.
func shownFileName(name string) string {
	const most = 120
	name = strings.TrimSpace(name[strings.LastIndexAny(name, `/\`)+1:])
	if !line(name) || name == "" {
		return "regulation.txt"
	}
	if words := []rune(name); len(words) > most {
		name = string(words[len(words)-most:])
	}
	return name
}

// shownImport shows an import. tree is what it was read as.
func shownImport(q db.Q, m incoming, tree *text.Tree) (RegulationImport, error) {
	out := RegulationImport{ID: m.id, FileName: m.fileName, State: "open", CreatedAt: m.createdAt, Report: reportOf(tree),
		RegulationID: some(m.regulationID), Version: m.version, LeftOpen: m.leftOpen}
	if m.appliedAt != nil {
		out.State = "applied"
		return out, nil
	}
	same, err := selectTitled(q, tree.Title)
	out.SameTitle = some(same)
	return out, err
}

// Import returns an import as it is read with what was settled so far.
//
// Errors: apperr.NotFound.
func (s *Service) Import(ctx context.Context, one id.ID) (RegulationImport, error) {
	q := s.DB.Ask(ctx)
	m, err := selectImport(q, one)
	if err != nil {
		return RegulationImport{}, err
	}
	return shownImport(q, m, text.Parse(m.source, m.settled))
}

// Settlement settles one doubt of an import; an empty decision opens it again.
type Settlement struct {
	ID       string
	Decision text.Decision
	Text     string
}

// Settle settles doubts, all or none. Of an import that has become a draft nothing is read anew: a doubt
// that went along can be kept, which says that somebody has looked.
//
// Errors: apperr.NotFound, ErrDoubtUnknown, ErrDoubtWay, ErrImportApplied, apperr.Invalid.
func (s *Service) Settle(ctx context.Context, who authz.Principal, one id.ID, all []Settlement) (out RegulationImport, err error) {
	err = s.onImport(ctx, one, func(m *incoming, before *text.Tree) (func(tx *db.Tx) error, error) {
		applied := m.appliedAt != nil
		for i, d := range all {
			field := "body.items[" + strconv.Itoa(i) + "]"
			settle := func() error { return m.settle(d, before, field) }
			if applied {
				settle = func() error { return m.close(d, field) }
			}
			if err := settle(); err != nil {
				return nil, err
			}
		}
		after := text.Parse(m.source, m.settled)
		return func(tx *db.Tx) error {
			if applied {
				if err := stillOpen(tx, *m); err != nil {
					return err
				}
			}
			if err := updateImport(tx, *m); err != nil {
				return err
			}
			if err := audit.Write(tx, who, audit.Entry{Action: authz.RegulationWrite, Object: "regulation_import", ObjectID: one,
				Facts: map[string]any{"step": "settle", "doubts": len(all)}}); err != nil {
				return err
			}
			out, err = shownImport(tx, *m, after)
			return err
		}, nil
	})
	return out, err
}

// onImport reads an import and its text before the transaction that prepare makes: reading a long text
// takes longer than others should wait for the writer. It begins again where somebody has changed the
// import meanwhile.
func (s *Service) onImport(ctx context.Context, one id.ID, prepare func(m *incoming, tree *text.Tree) (func(tx *db.Tx) error, error)) error {
	const tries = 5
	for range tries {
		m, err := selectImport(s.DB.Ask(ctx), one)
		if err != nil {
			return err
		}
		mark := m.state()
		run, err := prepare(&m, text.Parse(m.source, m.settled))
		if err != nil {
			return err
		}
		changed := false
		err = s.DB.Write(ctx, func(tx *db.Tx) error {
			now, err := lockImport(tx, one)
			if changed = err == nil && now.state() != mark; err != nil || changed {
				return err
			}
			return run(tx)
		})
		if !changed {
			return err
		}
	}
	return ErrOutdated.New()
}

// settle notes a decision on a doubt that is there.
func (m *incoming) settle(d Settlement, tree *text.Tree, field string) error {
	i := slices.IndexFunc(tree.Doubts, func(o text.Doubt) bool { return o.ID == d.ID })
	if i < 0 {
		return ErrDoubtUnknown.At(field+".id", "unknown")
	}
	doubt := tree.Doubts[i]
	switch d.Decision {
	case "":
		delete(m.settled, d.ID)
		return nil
	case text.Accept:
		if !doubt.Proposes() {
			return ErrDoubtWay.At(field+".decision", "no_proposal")
		}
	case text.Change:
		if !doubt.Changeable() {
			return ErrDoubtWay.At(field+".decision", "not_changeable")
		}
		if !paragraphs(d.Text) {
			return apperr.Invalid.At(field+".text", "wrong_form")
		}
	case text.Keep:
	default:
		return ErrDoubtWay.At(field+".decision", "unknown")
	}
	m.settled[d.ID] = text.Settlement{Decision: d.Decision, Text: d.Text}
	return nil
}

// close takes a doubt that went along with the draft off the list.
func (m *incoming) close(d Settlement, field string) error {
	i := slices.Index(m.leftOpen, d.ID)
	switch {
	case d.Decision != text.Keep:
		return ErrImportApplied.New()
	case i < 0:
		return ErrDoubtUnknown.At(field+".id", "unknown")
	}
	m.leftOpen = slices.Delete(slices.Clone(m.leftOpen), i, i+1)
	m.settled[d.ID] = text.Settlement{Decision: text.Keep}
	return nil
}

// stillOpen tells the draft how many doubts are left.
func stillOpen(tx *db.Tx, m incoming) error {
	v, err := draftOf(tx, m.regulationID, *m.version)
	if err != nil {
		return err
	}
	if v.importID != m.id {
		return ErrImportApplied.New()
	}
	v.openDoubts = len(m.leftOpen)
	return updateDraft(tx, m.regulationID, v)
}
