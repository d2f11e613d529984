package coverage

import (
	"context"
	"strconv"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/xlsx"
	"tonggui/internal/rulebook/regulation"
)

// Workbook writes the coverage as a workbook: a line for each clause and rule, and a sheet that says what
// it is.
//
// Errors: apperr.NotFound.
func (s *Service) Workbook(ctx context.Context, who authz.Principal, one id.ID, number int64) (data []byte, name string, err error) {
	out, about, err := s.document(ctx, who, one, number)
	if err != nil {
		return nil, "", err
	}
	w := wordsOf(who)
	b := xlsx.New(out.Regulation.Title+" · "+w.say("title", nil), out.At.Time())
	overview := b.Sheet(w.say("sheet.about", nil), 26, 90)
	for _, line := range about {
		overview.Row(line[0], line[1])
	}
	sheet := b.Sheet(w.say("sheet.clauses", nil), 12, 30, 24, 60, 14, 30, 28, 14, 12, 12, 12, 10, 10, 10, 10, 44)
	titles := []string{}
	for _, key := range []string{"number", "path", "clause", "text", "carried", "rule", "rule_id", "value", "unit", "stage", "narrower"} {
		titles = append(titles, w.say("column."+key, nil))
	}
	if out.CountedFrom != nil {
		for _, key := range []string{"blocked", "warned", "watched", "recorded", "evidence"} {
			titles = append(titles, w.say("column."+key, nil))
		}
	}
	sheet.Head(titles...)
	for _, c := range out.Items {
		clause := []any{c.Cite, where(c), c.Title, c.Text, w.carriedBy(c)}
		if len(c.Rules) == 0 {
			sheet.Row(clause...)
		}
		for _, r := range c.Rules {
			row := append(clause[:len(clause):len(clause)], r.Title, r.ID, r.Value, r.Unit, w.say("stage."+r.Stage, nil), r.Narrower)
			if n := r.Counts; n != nil {
				row = append(row, n.Blocked, n.Warned, n.Watched, n.Recorded, evidencePath(r.ID))
			}
			sheet.Row(row...)
		}
	}
	data, err = b.Bytes()
	return data, fileName(out, w), err
}

// evidencePath is where the API lists what stands behind a rule's counts.
func evidencePath(rule string) string { return "/api/v1/admin/evidence?rule=" + rule }

// document is the coverage with what stands at the head of a document.
func (s *Service) document(ctx context.Context, who authz.Principal, one id.ID, number int64) (out RegulationCoverage, about [][]string, err error) {
	if out, err = s.Of(ctx, who, one, number); err != nil {
		return out, nil, err
	}
	mark, err := s.Checkpoint(ctx)
	if err != nil {
		return out, nil, err
	}
	company, err := s.Company(ctx)
	return out, aboutOf(out, company, mark, wordsOf(who)), err
}

// aboutOf tells what the table is, of when, and how to verify it, as name and value.
func aboutOf(out RegulationCoverage, company string, mark *Checkpoint, w words) [][]string {
	t, n := out.Totals, strconv.Itoa
	state := map[string]any{"number": out.Regulation.Version}
	lines := [][]string{
		{w.say("about.company", nil), company},
		{w.say("about.regulation", nil), out.Regulation.Title + " · " + w.say("version."+string(out.Regulation.State), state)},
		{w.say("about.at", nil), regulation.Minute(out.At) + " UTC+8"},
		{w.say("about.clauses", nil), n(t.Clauses)},
		{w.say("carried.enforced", nil), n(t.Carried.Enforced)},
		{w.say("carried.measured", nil), n(t.Carried.Measured)},
		{w.say("carried.assisted", nil), n(t.Carried.Assisted)},
		{w.say("carried.none", nil), n(t.None)},
	}
	if out.Regulation.EffectiveAt != nil {
		lines = append(lines, []string{w.say("about.effective", nil), regulation.Minute(*out.Regulation.EffectiveAt) + " UTC+8"})
	}
	if out.CountedFrom != nil {
		lines = append(lines, []string{w.say("about.counted", nil), regulation.Minute(*out.CountedFrom) + " – " + regulation.Minute(out.At) + " UTC+8"},
			[]string{w.say("about.evidence", nil), w.say("evidence.how", nil)})
	}
	if mark != nil {
		lines = append(lines, []string{w.say("about.checkpoint", nil), w.say("checkpoint.how", map[string]any{"size": strconv.FormatInt(mark.Size, 10), "at": regulation.Minute(mark.At) + " UTC+8"})},
			[]string{w.say("about.note", nil), mark.Note})
	}
	return lines
}
