package regulation

import (
	"context"
	"errors"
	"slices"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/model"
)

// BringModel puts the model regulation in force where it never was, in a language that the product
// speaks, and links the declared rules to the articles that they carry. However often and on however many
// nodes it is called, it is there once. What administrators did since - a version of their own, a link
// that they ended - stays.
func (s *Service) BringModel(ctx context.Context, language string) error {
	complete, err := modelComplete(s.DB.Ask(ctx))
	if err != nil || complete {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		one, err := bring(tx, model.In(language))
		if err != nil {
			return err
		}
		missing, err := unlinked(tx, one)
		if err != nil {
			return err
		}
		for _, l := range missing {
			if err := linkModel(tx, one, l); err != nil {
				return err
			}
		}
		return nil
	})
}

// modelComplete tells whether there is nothing left to bring, so that an ordinary start writes nothing.
func modelComplete(q db.Q) (bool, error) {
	one, err := selectBuiltIn(q)
	if errors.Is(err, db.ErrNone) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	missing, err := unlinked(q, one)
	return len(missing) == 0, err
}

// bring stores the model as version 1 in force, unless it is there, and has others who do it wait.
func bring(tx *db.Tx, edition *model.Edition) (id.ID, error) {
	key := model.BuiltIn
	h := head{id: id.New(tx.Now), title: edition.Title, builtIn: &key}
	mine, err := insertBuiltIn(tx, h)
	if err != nil {
		return id.Zero, err
	}
	if !mine {
		one, err := selectBuiltIn(tx)
		if err == nil {
			err = lock(tx, one)
		}
		return one, err
	}
	rows := rowsOf(edition.Items, 0)
	known(nil, rows, tx.Now)
	v := version{number: 1, title: edition.Title, preamble: edition.Preamble, effectiveAt: &tx.Now,
		reason: i18n.Text(edition.Language, "server", "regulation.model.reason", nil)}
	if err := storeNew(tx, h.id, v, rows); err != nil {
		return h.id, err
	}
	if err := updatePublished(tx, h.id, v); err != nil {
		return h.id, err
	}
	if err := audit.Write(tx, authz.Principal{}, audit.Entry{Action: authz.RegulationPublish, Object: "regulation", ObjectID: h.id,
		Facts: map[string]any{"version": v.number, "effective_at": tx.Now, "built_in": key}}); err != nil {
		return h.id, err
	}
	if err := tx.Say(event.RegulationPublished{Regulation: h.id, Version: v.number, Effective: tx.Now}); err != nil {
		return h.id, err
	}
	return h.id, announce(tx, due{h.id, v.number})
}

// modelLink is a rule with the node of the article that it carries.
type modelLink struct {
	rule string
	node id.ID
}

// unlinked lists the declared rules that were never linked to their article of the stored model. A link
// that somebody ended is not missing.
func unlinked(q db.Q, one id.ID) (out []modelLink, err error) {
	rows, err := selectRows(q, one, 1)
	if err != nil {
		return nil, err
	}
	edition := modelOf(rows)
	if edition == nil { // brought by a release with other words, which linked its rules
		return nil, nil
	}
	nodes := map[string]id.ID{}
	for _, r := range rows {
		nodes[r.number] = r.id
	}
	for _, rule := range rulebook.Declared() {
		a, ok := edition.Article(rule.Clause)
		if !ok {
			continue
		}
		ever, err := everLinked(q, one, nodes[a.Written], rule.ID)
		if err != nil {
			return nil, err
		}
		if !ever {
			out = append(out, modelLink{rule.ID, nodes[a.Written]})
		}
	}
	return out, nil
}

func linkModel(tx *db.Tx, one id.ID, l modelLink) error {
	changed, err := insertLink(tx, one, l.node, l.rule, id.Zero)
	if err != nil || !changed {
		return err
	}
	if err := audit.Write(tx, authz.Principal{}, audit.Entry{Action: authz.RegulationLink, Object: "regulation", ObjectID: one,
		Facts: map[string]any{"step": "link", "node": l.node, "rule": l.rule}}); err != nil {
		return err
	}
	return tx.Say(event.RegulationLinked{Regulation: one, Node: l.node, Rule: l.rule, Linked: true})
}

// modelOf is the edition of the model whose words rows are, or nil.
func modelOf(rows []row) *model.Edition {
	for _, language := range i18n.Languages {
		if e := model.In(language); sameWords(rows, rowsOf(e.Items, 0)) {
			return e
		}
	}
	return nil
}

func sameWords(a, b []row) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].kind != b[i].kind || a[i].depth != b[i].depth || a[i].clauseWords != b[i].clauseWords {
			return false
		}
	}
	return true
}

// titled puts the title of the version of the model that the product brought into the reader's language.
func titled(h head, all []version, language string) []version {
	if h.builtIn == nil || *h.builtIn != model.BuiltIn || language == "" {
		return all
	}
	all = slices.Clone(all)
	for i, v := range all {
		for _, l := range i18n.Languages {
			if v.number == 1 && v.title == model.In(l).Title {
				all[i].title = model.In(language).Title
			}
		}
	}
	return all
}

// translated puts the version of the model that the product brought into the reader's language. All else
// is as people wrote it.
func translated(h head, v version, rows []row, language string) (version, []row) {
	if h.builtIn == nil || *h.builtIn != model.BuiltIn || v.number != 1 || language == "" || modelOf(rows) == nil {
		return v, rows
	}
	e := model.In(language)
	for i, r := range rowsOf(e.Items, 0) { // editions have the same structure
		rows[i].clauseWords = r.clauseWords
	}
	v.title, v.preamble = e.Title, e.Preamble
	return v, rows
}
