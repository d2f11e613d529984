package acknowledgement

import (
	"bytes"
	"context"
	"encoding/csv"
	"strconv"
	"strings"

	"tonggui/internal/audit"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/platform/id"
)

// Export writes who was asked for a version and where they stand, as CSV that spreadsheets open, by the
// clock of the company. That it is taken out is recorded. Whoever may: AcknowledgementExport; heads
// their own departments.
//
// Errors: apperr.NotFound, apperr.Forbidden.
func (s *Service) Export(ctx context.Context, who authz.Principal, one id.ID, f Filter) (data []byte, fileName string, err error) {
	q := s.DB.Ask(ctx)
	if _, _, err := s.reach(q, who, authz.AcknowledgementExport, one, f.Department); err != nil {
		return nil, "", err
	}
	r, err := standing(q, one, who.Language)
	if err != nil {
		return nil, "", err
	}
	if f.Version == 0 {
		f.Version = r.Number
	}
	c, err := s.Days.For(q, id.Zero)
	if err != nil {
		return nil, "", err
	}
	if err := s.DB.Write(ctx, func(tx *db.Tx) error {
		facts := map[string]any{"version": f.Version}
		if !f.Department.IsZero() {
			facts["department"] = f.Department
		}
		return audit.Write(tx, who, audit.Entry{Action: authz.AcknowledgementExport, Object: "regulation", ObjectID: one, Facts: facts})
	}); err != nil {
		return nil, "", err
	}
	w := paper{language: i18n.Match(who.Language), zone: c.Zone()}
	var out bytes.Buffer
	out.WriteString("\ufeff") // else spreadsheets take it for another encoding
	table := csv.NewWriter(&out)
	head := []string{}
	for _, column := range []string{"number", "name", "department", "state", "version", "asked_at", "due_at", "opened_at", "open_seconds", "reminders", "overdue_told_at", "acknowledged_at"} {
		head = append(head, w.say("column."+column, nil))
	}
	err = table.Write(head)
	for page := (httpapi.Page{Limit: atOnce}); err == nil; {
		part, failed := s.Listing(ctx, who, one, f, page)
		if failed != nil {
			return nil, "", failed
		}
		for _, p := range part.Items {
			if err = table.Write(w.line(p, f.Version)); err != nil {
				break
			}
		}
		if part.NextCursor == nil {
			break
		}
		page.Cursor = *part.NextCursor
	}
	table.Flush()
	return out.Bytes(), safeName(r.Title) + "-v" + strconv.FormatInt(f.Version, 10) + ".csv", err
}

func (w paper) line(p AcknowledgementPerson, version int64) []string {
	out := []string{p.Person.Number, p.Person.Name, p.Person.DepartmentName, w.say("state."+p.State, nil), strconv.FormatInt(version, 10), w.at(&p.AskedAt), w.at(&p.DueAt),
		w.at(p.OpenedAt), strconv.FormatInt(p.OpenMS/1000, 10), strconv.FormatInt(p.Reminders, 10), w.at(p.EscalatedAt), w.at(p.At)}
	for i, cell := range out {
		out[i] = plainCell(cell)
	}
	return out
}

// plainCell keeps a spreadsheet from taking what somebody is called for a formula.
func plainCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

func safeName(s string) string { return strings.NewReplacer("/", "_", `\`, "_").Replace(s) }
