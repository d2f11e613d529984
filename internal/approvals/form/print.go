package form

import (
	"strings"

	"tonggui/internal/approvals/route"
)

// Cell is a field on paper.
type Cell struct {
	Field   string
	Kind    Kind
	Label   string
	Text    string     // what stands there, in one text; of an explanation, all that it says
	Columns []string   // rows: a table instead of a text
	Rows    [][]string // rows
	Files   []File     // attachment, image, signature
}

// File is a file that a field names.
type File struct {
	ID, Name, SHA256 string
	Picture          bool // it can be shown
}

// Line is what stands beside each other: one cell, or two of half the width.
type Line []Cell

// Layout lays out values that Check has let through, as they are printed. What has no value has its label and no text;
// hidden fields are not there, be it by a condition or by the reader's rights.
func (f *Form) Layout(values Values, rights Rights, language string, names Names) []Line {
	r := reader{language, names}
	env := f.schema.Read(values)
	var out []Line
	open := false // whether the last line has room
	for _, one := range f.fields {
		if rights.Of(one.ID) == route.Hidden || !one.shown(env) {
			continue
		}
		cell := r.cell(one, values[one.ID])
		half := one.Width == "half" && cell.Columns == nil
		if half && open {
			out[len(out)-1] = append(out[len(out)-1], cell)
			open = false
			continue
		}
		out = append(out, Line{cell})
		open = half
	}
	return out
}

func (r reader) cell(f *field, v any) Cell {
	c := Cell{Field: f.ID, Kind: f.FormField.Kind, Label: f.Label.In(r.language)}
	switch f.FormField.Kind {
	case Explanation:
		c.Text = f.Hint.In(r.language)
	case Rows:
		r.table(&c, f.columns, v)
	case Attachment, Image:
		list, _ := anys(v)
		for _, one := range list {
			m, _ := one.(map[string]any)
			c.Files = append(c.Files, file(m, "sha256", f.FormField.Kind == Image))
		}
	case Signature:
		if m, ok := v.(map[string]any); ok {
			c.Files = []File{file(m, "png_sha256", true)}
		}
	}
	if v != nil && c.Columns == nil {
		c.Text = r.text(f, v)
	}
	return c
}

func file(m map[string]any, hash string, picture bool) File {
	text := func(name string) string { s, _ := m[name].(string); return s }
	return File{ID: text("file_id"), Name: text("name"), SHA256: text(hash), Picture: picture}
}

func (r reader) table(c *Cell, columns *record, v any) {
	list, _ := anys(v)
	for _, column := range columns.fields {
		c.Columns = append(c.Columns, column.Label.In(r.language))
	}
	for _, one := range list {
		values, _ := one.(map[string]any)
		row := make([]string, len(columns.fields))
		for i, column := range columns.fields {
			if cell, ok := values[column.ID]; ok {
				row[i] = r.text(column, cell)
			}
		}
		c.Rows = append(c.Rows, row)
	}
}

// Note is a field in short.
type Note struct {
	Label, Value string
}

// summaryLength bounds what a summary says of one field.
const (
	summaryFields = 3
	summaryLength = 60
)

// told are the kinds that a summary tells of.
var told = map[Kind]bool{
	Text: true, Number: true, Amount: true, Date: true, DateTime: true, Span: true, Choice: true, Choices: true, Person: true, People: true,
	Department: true, Departments: true, Formula: true, YesNo: true, LongText: true,
}

// Summary tells what the first fields with a value say, at most three, for lists.
func (f *Form) Summary(values Values, rights Rights, language string, names Names) []Note {
	r := reader{language, names}
	out := []Note{}
	for _, one := range f.fields {
		v, ok := values[one.ID]
		if !ok || !told[one.FormField.Kind] || rights.Of(one.ID) == route.Hidden {
			continue
		}
		text := strings.Join(strings.Fields(r.text(one, v)), " ")
		if cut := []rune(text); len(cut) > summaryLength {
			text = string(cut[:summaryLength-1]) + "…"
		}
		out = append(out, Note{one.Label.In(language), text})
		if len(out) == summaryFields {
			break
		}
	}
	return out
}

// SearchText gives the words by which values that Check has let through are found: what people wrote, what they chose
// in every language, and names.
func (f *Form) SearchText(values Values, languages []string, names Names) string {
	var out []string
	seen := map[string]bool{}
	for _, language := range languages {
		r := reader{language, names}
		r.words(&f.record, values, func(s string) {
			if s != "" && !seen[s] {
				seen[s] = true
				out = append(out, s)
			}
		})
	}
	return strings.Join(out, "\n")
}

func (r reader) words(in *record, values map[string]any, say func(string)) {
	for _, f := range in.fields {
		v, ok := values[f.ID]
		if !ok {
			continue
		}
		switch f.FormField.Kind {
		case YesNo, Signature, DateTime:
		case Rows:
			list, _ := anys(v)
			for _, row := range list {
				m, _ := row.(map[string]any)
				r.words(f.columns, m, say)
			}
		case Number, Amount:
			s, _ := v.(string)
			say(s)
		default:
			say(r.text(f, v))
		}
	}
}
