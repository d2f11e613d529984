package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// maxCell is how many characters a cell can hold; what is longer is cut, with an ellipsis.
const maxCell = 32_767

// Book is a workbook that is being written.
type Book struct {
	title  string
	made   time.Time
	sheets []*Sheet
}

// Sheet is one of its sheets.
type Sheet struct {
	name   string
	widths []float64
	rows   [][]any
	head   bool
}

// New begins a workbook.
func New(title string, made time.Time) *Book { return &Book{title: title, made: made} }

// Sheet adds a sheet with the widths of its columns in characters. The name is made fit: what names of
// sheets must not contain is dropped, and 31 characters are kept. Names of a book must differ.
func (b *Book) Sheet(name string, widths ...float64) *Sheet {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) || r < ' ' {
			return -1
		}
		return r
	}, name)
	if runes := []rune(name); len(runes) > 31 {
		name = string(runes[:31])
	}
	s := &Sheet{name: name, widths: widths}
	b.sheets = append(b.sheets, s)
	return s
}

// Head writes the heading row, which stays in view; it is the first row.
func (s *Sheet) Head(titles ...string) {
	cells := make([]any, len(titles))
	for i, t := range titles {
		cells[i] = t
	}
	s.rows, s.head = append(s.rows, cells), true
}

// Row adds a row. A cell is a string, an int or int64, a float64, or nil for an empty one.
func (s *Sheet) Row(cells ...any) { s.rows = append(s.rows, cells) }

// Bytes ends the workbook.
func (b *Book) Bytes() ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range b.parts() {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: b.made})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(xml.Header + p.text)); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("xlsx: %w", err)
	}
	return out.Bytes(), nil
}

type part struct{ name, text string }

const (
	main      = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packages  = "http://schemas.openxmlformats.org/package/2006/"
	types     = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

func (b *Book) parts() []part {
	var sheets, links, kinds strings.Builder
	for i, s := range b.sheets {
		n := i + 1
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, escaped(s.name), n, n)
		fmt.Fprintf(&links, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, n, relations, n)
		fmt.Fprintf(&kinds, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, n, types)
	}
	fmt.Fprintf(&links, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/>`, len(b.sheets)+1, relations)
	out := []part{
		{"[Content_Types].xml", `<Types xmlns="` + packages + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + types + `sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="` + types + `styles+xml"/>` +
			`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` + kinds.String() + `</Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + packages + `relationships"><Relationship Id="rId1" Type="` + relations + `/officeDocument" Target="xl/workbook.xml"/>` +
			`<Relationship Id="rId2" Type="` + packages + `relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`},
		{"docProps/core.xml", `<cp:coreProperties xmlns:cp="` + packages + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
			`<dc:title>` + escaped(b.title) + `</dc:title><dc:creator>Tonggui</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">` + b.made.UTC().Format(time.RFC3339) + `</dcterms:created></cp:coreProperties>`},
		{"xl/workbook.xml", `<workbook xmlns="` + main + `" xmlns:r="` + relations + `"><sheets>` + sheets.String() + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + packages + `relationships">` + links.String() + `</Relationships>`},
		{"xl/styles.xml", styles},
	}
	for i, s := range b.sheets {
		out = append(out, part{fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), s.text()})
	}
	return out
}

// The styles by number: plain, heading, text that must not be read as a formula.
const (
	plain, heading, marked = 0, 1, 2

	styles = `<styleSheet xmlns="` + main + `"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
		`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EDF3"/></patternFill></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>` +
		`<cellXfs count="3"><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
		`<xf fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>` +
		`<xf quotePrefix="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`
)

func (s *Sheet) text() string {
	var b strings.Builder
	b.WriteString(`<worksheet xmlns="` + main + `"><sheetViews><sheetView workbookViewId="0">`)
	if s.head {
		b.WriteString(`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>`)
	}
	b.WriteString(`</sheetView></sheetViews>`)
	if len(s.widths) > 0 {
		b.WriteString(`<cols>`)
		for i, w := range s.widths {
			fmt.Fprintf(&b, `<col min="%d" max="%d" width="%g" customWidth="1"/>`, i+1, i+1, w)
		}
		b.WriteString(`</cols>`)
	}
	b.WriteString(`<sheetData>`)
	for i, row := range s.rows {
		fmt.Fprintf(&b, `<row r="%d">`, i+1)
		for k, v := range row {
			s.cell(&b, column(k)+strconv.Itoa(i+1), v, s.head && i == 0)
		}
		b.WriteString(`</row>`)
	}
	b.WriteString(`</sheetData></worksheet>`)
	return b.String()
}

func (s *Sheet) cell(b *strings.Builder, at string, v any, head bool) {
	switch v := v.(type) {
	case int, int64, float64:
		fmt.Fprintf(b, `<c r="%s"><v>%v</v></c>`, at, v)
	case string:
		style := plain
		switch {
		case head:
			style = heading
		case v != "" && strings.ContainsRune("=+-@\t\r", rune(v[0])):
			style = marked
		}
		fmt.Fprintf(b, `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, at, style, escaped(cut(v)))
	}
}

// column names a column: A, B, … Z, AA.
func column(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}

func cut(s string) string {
	if utf8.RuneCountInString(s) <= maxCell {
		return s
	}
	return string([]rune(s)[:maxCell-1]) + "…"
}

// escaped is text as XML holds it; what XML cannot hold is replaced.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder never fails
	return b.String()
}
