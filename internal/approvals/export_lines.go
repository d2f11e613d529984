package approvals

import (
	"slices"
	"strconv"
	"strings"

	"tonggui/internal/approvals/form"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/workday"
)

// exporting puts lines of a file into words.
type exporting struct {
	printer
	s      *Service
	who    authz.Principal
	x      Export
	days   *workday.Calendar
	seen   map[id.ID]bool // what waits for somebody twice has one line
	fields []exportField
	at     map[string]int // of a field, in fields
}

// exportField is a column of what was filled in.
type exportField struct{ id, label string }

// columns are those of the newest version of the one template; fields that only older versions have come behind.
func (w *exporting) columns(q db.Q) error {
	if w.x.Template == "" {
		return nil
	}
	all, err := w.s.newest(q)
	for _, t := range all {
		if t.template.key != w.x.Template {
			continue
		}
		for _, f := range t.edition.definition.Fields {
			if f.Kind != form.Explanation {
				w.column(f.ID, f.Label.In(w.who.Language))
			}
		}
	}
	return err
}

func (w *exporting) column(field, label string) int {
	i, have := w.at[field]
	if !have {
		i = len(w.fields)
		w.at[field], w.fields = i, append(w.fields, exportField{field, label})
	}
	return i
}

// part reads lines behind a place, and tells where they go on; nil: nowhere.
func (w *exporting) part(q db.Q, behind spot) ([]entry, *spot, error) {
	if w.x.Box == "" {
		rows, err := selectExport(q, w.x, min(behind.at, w.x.To), behind.place, exportAtOnce)
		if len(rows) == 0 {
			return nil, nil, err
		}
		return rows, &rows[len(rows)-1].spot, err
	}
	f := Filter{Box: w.x.Box, Query: w.x.Query, State: w.x.State, Template: w.x.Template, From: w.x.From, To: w.x.To}
	rows, next, _, err := selectBox(q, w.who.Account, f, behind, exportAtOnce)
	return rows, next, err
}

// lines adds lines to a file.
func (w *exporting) lines(q db.Q, part []entry, out *sheet) error {
	if len(part) == 0 {
		return nil
	}
	accounts, ids := []id.ID{}, []id.ID{}
	for _, e := range part {
		accounts, ids = append(accounts, e.applicant), append(ids, e.approval.id)
	}
	people := w.s.peopleOf(accounts)
	parts, err := selectParts(q, w.who.Account, ids)
	if err != nil {
		return err
	}
	for _, a := range part {
		if w.seen[a.approval.id] {
			continue
		}
		w.seen[a.approval.id] = true
		if len(out.rows) == MaxExport {
			return ErrExportTooLarge.New("max", MaxExport)
		}
		e, err := w.s.edition(q, a.template, a.edition)
		if err != nil {
			return err
		}
		closed, hours := "", ""
		if a.closedAt > 0 {
			closed, hours = w.printer.at(a.closedAt), strconv.FormatFloat(w.days.Between(a.openedAt, a.closedAt).Hours(), 'f', 2, 64)
		}
		effect := "" // many are for nothing but the consent itself
		if a.effect != "" {
			effect = w.effect(a.status, "", a.effectAt)
		}
		p := people[a.applicant]
		row := []string{a.serial, e.definition.Name.In(w.who.Language), titleOf(a.approval, e.definition, w.who.Language), p.Number, p.Name, w.s.People.Department(a.department),
			w.known("status", a.status), effect, w.printer.at(a.openedAt), closed, hours}
		out.rows = append(out.rows, append(row, w.values(a.approval, e, parts[a.approval.id])...))
	}
	return nil
}

// values are what the reader may see of what was filled in, by column.
func (w *exporting) values(a approval, e edition, part []authz.Relation) []string {
	if a.applicant == w.who.Account {
		part = append(part, authz.Applicant)
	}
	if w.x.Template == "" || !authz.Can(w.who, authz.ApprovalRead, part...) {
		return nil
	}
	out := make([]string, len(w.fields))
	for _, line := range e.form.Layout(a.values, w.s.sight(access{a, part}, e, w.who), w.who.Language, w.s.names(w.zone)) {
		for _, c := range line {
			if c.Kind == form.Explanation {
				continue
			}
			i := w.column(c.Field, c.Label)
			for len(out) <= i {
				out = append(out, "")
			}
			out[i] = cellText(c)
		}
	}
	return out
}

// cellText is a field in one text.
func cellText(c form.Cell) string {
	lines := []string{}
	for _, row := range c.Rows {
		lines = append(lines, strings.Join(row, " | "))
	}
	for _, f := range c.Files {
		lines = append(lines, f.Name)
	}
	lines = slices.DeleteFunc(lines, func(l string) bool { return l == "" })
	if c.Columns == nil && len(c.Files) == 0 {
		return c.Text
	}
	return strings.Join(lines, "\n")
}
