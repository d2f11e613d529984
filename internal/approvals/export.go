package approvals

import (
	"bytes"
	"context"
	"encoding/csv"
	"strconv"
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

// Export says what is to be exported: what the caller has applied for, or what everybody has.
type Export struct {
	All      bool
	Format   string // csv, xlsx
	Template string // empty: all
	State    string // empty: all
	From, To clock.Instant
}

// exported is a line of a file, before it is put into words.
type exported struct {
	id                    id.ID
	serial, template      string
	edition               int64
	applicant, department id.ID
	state, title, effect  string
	opened, closed        clock.Instant
}

// Exported writes approvals that were opened in a span, the newest first, one to a line: what they are, of whom, where
// they stand and how long they took. What was filled in is not among it, for an export has no rights of fields. That
// it is taken out is recorded. Whoever may: everybody their own; ApprovalExport by role those of all.
//
// Errors: apperr.Forbidden, apperr.Invalid for the span, ErrExportTooLarge.
func (s *Service) Exported(ctx context.Context, who authz.Principal, x Export) (data []byte, fileName string, err error) {
	relations := []authz.Relation{authz.Self}
	if x.All {
		relations = nil
	}
	if !authz.Can(who, authz.ApprovalExport, relations...) {
		return nil, "", apperr.Forbidden.New()
	}
	switch {
	case x.To <= x.From:
		return nil, "", apperr.Invalid.At("query.to_at", "before_start")
	case x.To.Sub(x.From) > longestExport:
		return nil, "", apperr.Invalid.At("query.from_at", "out_of_range", "max", int(longestExport/(24*time.Hour)))
	}
	table, err := s.exportTable(ctx, who, x)
	if err != nil {
		return nil, "", err
	}
	if err := s.DB.Write(ctx, func(tx *db.Tx) error {
		return audit.Write(tx, who, audit.Entry{Action: authz.ApprovalExport, Object: "approval",
			Facts: map[string]any{"all": x.All, "template": x.Template, "from_at": x.From, "to_at": x.To, "rows": len(table.rows)}})
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
	w := printer{language: i18n.Match(who.Language)}
	out.title = w.say("export.title", nil)
	for _, c := range exportColumns {
		out.head = append(out.head, w.say("column."+c, nil))
	}
	var of id.ID
	if !x.All {
		of = who.Account
	}
	return out, s.DB.Read(ctx, func(q db.Q) error {
		days, err := s.Days.For(q, id.Zero)
		if err != nil {
			return err
		}
		w.zone = days.Zone()
		for at, last := x.To, (id.ID{}); ; {
			part, err := selectExport(q, of, x, at, last, exportAtOnce)
			if err != nil || len(part) == 0 {
				return err
			}
			if len(out.rows)+len(part) > MaxExport {
				return ErrExportTooLarge.New("max", MaxExport)
			}
			accounts := []id.ID{}
			for _, e := range part {
				accounts = append(accounts, e.applicant)
			}
			people := s.peopleOf(accounts)
			for _, e := range part {
				edition, err := s.edition(q, e.template, e.edition)
				if err != nil {
					return err
				}
				name := edition.definition.Name.In(who.Language)
				title := e.title
				if title == "" {
					title = name
				}
				closed, hours := "", ""
				if e.closed > 0 {
					closed, hours = w.at(e.closed), strconv.FormatFloat(days.Between(e.opened, e.closed).Hours(), 'f', 2, 64)
				}
				p := people[e.applicant]
				out.rows = append(out.rows, []string{e.serial, name, title, p.Number, p.Name, s.People.Department(e.department), w.known("status", e.state), w.known("effect", e.effect), w.at(e.opened), closed, hours})
			}
			at, last = part[len(part)-1].opened, part[len(part)-1].id
		}
	})
}

// csv writes the sheet as spreadsheets read it; nothing in it is taken for a formula.
func (t sheet) csv() ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("\ufeff") // else spreadsheets take it for another encoding
	w := csv.NewWriter(&out)
	if err := w.Write(t.head); err != nil {
		return nil, err
	}
	for _, row := range t.rows {
		cells := make([]string, len(row))
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
	one := b.Sheet(t.title, 18, 18, 30, 10, 12, 18, 10, 10, 26, 26, 12)
	one.Head(t.head...)
	for _, row := range t.rows {
		cells := make([]any, len(row))
		for i, cell := range row {
			cells[i] = cell
		}
		one.Row(cells...)
	}
	return b.Bytes()
}
