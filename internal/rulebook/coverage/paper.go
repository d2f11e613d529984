package coverage

import (
	"context"
	"strconv"
	"strings"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/pdf"
	"tonggui/internal/rulebook/regulation"
)

// Paper writes the coverage for an auditor: what it is and of when, the totals, clause by clause the
// rules with values and counts, where the evidence is found, and the audit log's newest checkpoint.
//
// Errors: apperr.NotFound.
func (s *Service) Paper(ctx context.Context, who authz.Principal, one id.ID, number int64) (data []byte, name string, err error) {
	out, about, err := s.document(ctx, who, one, number)
	if err != nil {
		return nil, "", err
	}
	w := wordsOf(who)
	title := w.say("title", nil)
	d := pdf.New(pdf.Info{Title: out.Regulation.Title + " · " + title, Head: out.Regulation.Title + " · " + title + " · " + regulation.Minute(out.At), Made: out.At.Time()})
	d.Title(out.Regulation.Title)
	d.Heading(0, title)
	d.Table([]pdf.Column{{Title: w.say("column.about", nil), Width: 1}, {Title: "", Width: 3}}, about)
	d.Small(w.say("how", nil))
	d.Page()
	d.Heading(0, w.say("sheet.clauses", nil))
	columns := []pdf.Column{{Title: w.say("column.number", nil), Width: 1.2}, {Title: w.say("column.clause", nil), Width: 4},
		{Title: w.say("column.carried", nil), Width: 1.2}, {Title: w.say("column.rule", nil), Width: 3}}
	if out.CountedFrom != nil {
		columns = append(columns, pdf.Column{Title: w.say("column.counts", nil), Width: 1.6})
	}
	rows := [][]string{}
	for _, c := range out.Items {
		rows = append(rows, s.paperRows(w, c)...)
	}
	d.Table(columns, rows)
	data, err = d.Bytes()
	return data, fileName(out, w), err
}

// paperRows are a clause's: the first with its words, one for each rule.
func (s *Service) paperRows(w words, c CoveredClause) (out [][]string) {
	words := strings.TrimSpace(c.Title + " " + c.Text)
	if p := where(c); p != "" {
		words = p + "\n" + words
	}
	clause := []string{c.Cite, words, w.carriedBy(c)}
	for _, r := range c.Rules {
		line := r.Title + w.say("paper.value", map[string]any{"value": s.Book.Amount(r.Unit, r.Value, string(w)), "stage": w.say("stage."+r.Stage, nil)})
		if r.Narrower > 0 {
			line += w.say("paper.narrower", map[string]any{"n": strconv.Itoa(r.Narrower)})
		}
		row := append(clause[:3:3], line+"\n"+r.ID)
		if n := r.Counts; n != nil {
			row = append(row, w.say("paper.counts", map[string]any{"blocked": n.Blocked, "warned": n.Warned, "watched": n.Watched, "recorded": n.Recorded}))
		}
		out, clause = append(out, row), []string{"", "", ""}
	}
	if len(out) == 0 {
		out = append(out, clause)
	}
	return out
}
