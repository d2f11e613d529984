package approvals

import (
	"bytes"
	"context"
	"encoding/csv"
	"slices"
	"strings"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/xlsx"
)

const (
	// MaxExport is how many approvals one file holds.
	MaxExport = 10_000
	// exportAtOnce is how many are read at once.
	exportAtOnce = 500
	// longestExport bounds the span of a file.
	longestExport = 366 * 24 * time.Hour
)

// ErrExportTooLarge says that the span holds more than a file.
var ErrExportTooLarge = apperr.Define(422, "approval.export_too_large")

// Export says what is to be exported: one of the caller's lists, or what everybody has applied for.
type Export struct {
	Box      string        // waiting, decided, mine, copied; empty: those of all
	Format   string        // csv, xlsx
	Template string        // empty: all; of one, what was filled in is in the file too
	State    string        // empty: all
	Query    string        // as lists are searched; not of all
	From, To clock.Instant // opened in; 0: from ever, until now
}

// Exported writes approvals, the newest first, one to a line: what they are, of whom, where they stand and how long they
// took; of one template also what the reader may see of its fields, as on paper. That it is taken out is recorded.
// Whoever may: everybody their own lists; ApprovalExport by role those of all, of a year at most.
//
// Errors: apperr.Forbidden, apperr.Invalid for the span, ErrExportTooLarge.
func (s *Service) Exported(ctx context.Context, who authz.Principal, x Export) (data []byte, fileName string, err error) {
	relations := []authz.Relation{authz.Self}
	if x.Box == "" {
		relations = nil
	}
	if !authz.Can(who, authz.ApprovalExport, relations...) {
		return nil, "", apperr.Forbidden.New()
	}
	switch {
	case x.To > 0 && x.To <= x.From:
		return nil, "", apperr.Invalid.At("query.to_at", "before_start")
	case x.Box == "" && x.To.Sub(x.From) > longestExport:
		return nil, "", apperr.Invalid.At("query.from_at", "out_of_range", "max", int(longestExport/(24*time.Hour)))
	}
	table, err := s.exportTable(ctx, who, x)
	if err != nil {
		return nil, "", err
	}
	if err := s.DB.Write(ctx, func(tx *db.Tx) error {
		return audit.Write(tx, who, audit.Entry{Action: authz.ApprovalExport, Object: "approval",
			Facts: map[string]any{"all": x.Box == "", "box": x.Box, "template": x.Template, "from_at": x.From, "to_at": x.To, "rows": len(table.rows)}})
	}); err != nil {
		return nil, "", err
	}
	if x.Format == "csv" {
		data, err = table.csv()
	} else {
		data, err = table.xlsx(s.DB.Now().Time())
	}
	return data, table.title + "." + x.Format, err
}

// sheet is what a file holds.
type sheet struct {
	title string
	head  []string
	rows  [][]string
}

// exportColumns are what is said of each approval.
var exportColumns = []string{"serial", "template", "title", "number", "applicant", "department", "state", "effect", "opened_at", "closed_at", "hours"}

// exportTable reads the lines part by part, in one snapshot.
func (s *Service) exportTable(ctx context.Context, who authz.Principal, x Export) (out sheet, err error) {
	w := exporting{printer: printer{language: i18n.Match(who.Language)}, s: s, who: who, x: x, seen: map[id.ID]bool{}, at: map[string]int{}}
	out.title = w.say("export.title", nil)
	for _, c := range exportColumns {
		out.head = append(out.head, w.say("column."+c, nil))
	}
	err = s.DB.Read(ctx, func(q db.Q) error {
		days, err := s.Days.For(q, id.Zero)
		if err != nil {
			return err
		}
		w.days, w.zone = days.Calendar, days.Zone()
		if err := w.columns(q); err != nil {
			return err
		}
		for next := &listStart; next != nil; {
			var part []entry
			if part, next, err = w.part(q, *next); err != nil {
				return err
			}
			if err := w.lines(q, part, &out); err != nil {
				return err
			}
		}
		return nil
	})
	for _, c := range w.fields {
		out.head = append(out.head, c.label)
	}
	return out, err
}

// csv writes the sheet as spreadsheets read it; nothing in it is taken for a formula.
func (t sheet) csv() ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("\ufeff") // else spreadsheets take it for another encoding
	w := csv.NewWriter(&out)
	for _, row := range slices.Concat([][]string{t.head}, t.rows) {
		cells := make([]string, len(t.head)) // values of older forms have their columns behind
		for i, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				cell = "'" + cell
			}
			cells[i] = cell
		}
		if err := w.Write(cells); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

func (t sheet) xlsx(made time.Time) ([]byte, error) {
	b := xlsx.New(t.title, made)
	widths := []float64{18, 18, 30, 10, 12, 18, 10, 10, 26, 26, 12}
	for len(widths) < len(t.head) {
		widths = append(widths, 24)
	}
	one := b.Sheet(t.title, widths...)
	one.Head(t.head...)
	for _, row := range t.rows {
		cells := make([]any, len(row))
		for i, cell := range row {
			cells[i] = cell // as text, which is never reckoned with
		}
		one.Row(cells...)
	}
	return b.Bytes()
}
