package rulebook

import (
	"strconv"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook/model"
)

// Cited is a clause in force that a rule carries.
type Cited struct {
	Regulation, Node id.ID
	// Model tells that its words are those of the model regulation, which speaks more than one language.
	Model    bool
	Document string
	Version  int64
	Number   string
	Text     string
	Since    clock.Instant
}

// Cite lets refusals cite these clauses from now on, by rule. Rules that are not among them cite the
// model regulation as the product brings it.
func (b *Book) Cite(clauses map[string]Cited) { b.cited.Store(&clauses) }

func (b *Book) citedBy(rule string) (Cited, bool) {
	clauses := b.cited.Load()
	if clauses == nil {
		return Cited{}, false
	}
	c, ok := (*clauses)[rule]
	return c, ok
}

// Clause cites what stands behind a rule: the company's own clause where one is in force and linked to
// it, otherwise the article of the model regulation in the given language. Numbers are as written there.
func (b *Book) Clause(rule, language string) apperr.Clause {
	c, known := b.citedBy(rule)
	out := apperr.Clause{Document: c.Document, Version: strconv.FormatInt(c.Version, 10), Number: c.Number, Text: c.Text}
	if !known || c.Model {
		edition := model.In(language)
		article, _ := edition.Article(declared[rule].Clause)
		out = apperr.Clause{Document: edition.Title, Version: model.Version, Number: article.Written, Text: article.Text}
	}
	if known {
		out.Regulation, out.Node = c.Regulation.String(), c.Node.String()
	}
	return out
}

// since tells since when a value holds; where none was set, since when its clause does.
func (b *Book) since(rule string, v Value) clock.Instant {
	if c, known := b.citedBy(rule); known && v.Version == 0 {
		return c.Since
	}
	return v.Since
}
