package paper

import (
	"strings"

	"tonggui/internal/platform/pdf"
)

// A signature by hand, in points.
const strokeWidth, strokeHeight = 140, 56

// A picture of the form.
const pictureWidth, pictureHeight = 300, 220

// Print writes the document as PDF.
func Print(in Document) ([]byte, error) {
	d := pdf.New(pdf.Info{Title: in.Title, Author: in.Company, Head: in.Head, Made: in.Made})
	d.Title(in.Title)
	if len(in.Facts) > 0 {
		d.Table([]pdf.Column{{Title: in.Headings.Field, Width: 1}, {Title: in.Headings.Value, Width: 3}}, lines(in.Facts))
	}
	printForm(d, in)
	printRoute(d, in)
	printActs(d, in)
	if in.Code != "" {
		d.Heading(1, in.Headings.Verify)
		d.Paragraph(0, in.Headings.Code+"  "+in.Code)
		for _, v := range in.Verify {
			d.Small(v)
		}
	}
	return d.Bytes()
}

func lines(of []Line) (out [][]string) {
	for _, l := range of {
		out = append(out, []string{l.Label, l.Text})
	}
	return out
}

// printForm writes the form: lines that follow one another in one table, and what is wide below its label.
func printForm(d *pdf.Doc, in Document) {
	if len(in.Form) == 0 {
		return
	}
	d.Heading(1, in.Headings.Form)
	columns := []pdf.Column{{Title: in.Headings.Field, Width: 1}, {Title: in.Headings.Value, Width: 3}}
	plain := []Line{}
	flush := func() {
		if len(plain) > 0 {
			d.Table(columns, lines(plain))
		}
		plain = nil
	}
	for _, b := range in.Form {
		if len(b.Columns) == 0 && len(b.Pictures) == 0 {
			plain = append(plain, b.Line)
			continue
		}
		flush()
		d.Paragraph(0, strings.TrimSpace(b.Label+"  "+b.Text))
		if len(b.Columns) > 0 {
			d.Table(evenly(b.Columns), b.Rows)
		}
		for _, p := range b.Pictures {
			picture(d, 0, p, pictureWidth, pictureHeight)
		}
	}
	flush()
}

func evenly(titles []string) (out []pdf.Column) {
	for _, t := range titles {
		out = append(out, pdf.Column{Title: t, Width: 1})
	}
	return out
}

func printRoute(d *pdf.Doc, in Document) {
	if len(in.Steps) == 0 {
		return
	}
	d.Heading(1, in.Headings.Route)
	rows := [][]string{}
	for _, s := range in.Steps {
		rows = append(rows, []string{s.Name, s.State, strings.Join(s.People, "\n")})
	}
	d.Table([]pdf.Column{{Title: in.Headings.Step, Width: 1.2}, {Title: in.Headings.State, Width: 0.8}, {Title: in.Headings.People, Width: 3}}, rows)
}

func printActs(d *pdf.Doc, in Document) {
	if len(in.Acts) == 0 {
		return
	}
	d.Heading(1, in.Headings.Acts)
	for _, a := range in.Acts {
		d.Paragraph(0, a.Words)
		if a.Text != "" {
			d.Paragraph(1, a.Text)
		}
		if a.Stroke != nil {
			picture(d, 1, *a.Stroke, strokeWidth, strokeHeight)
		}
		if a.Proof != "" {
			d.Small(a.Proof)
		}
	}
}

// picture shows one, or says what is in its place: a broken one keeps nobody from the rest.
func picture(d *pdf.Doc, indent int, p Picture, width, height float64) {
	if len(p.Data) == 0 || d.Picture(indent, p.Data, width, height) != nil {
		d.Paragraph(indent, p.Instead)
	}
}
