package pdf

import (
	_ "embed"
	"fmt"
	"time"

	"github.com/signintech/gopdf"
)

//go:embed font.ttf
var font []byte

const (
	family = "text"
	// Sizes in points: A4 is 595 by 842.
	left, right   = 62.0, 533.0
	top, bottom   = 78.0, 770.0
	step          = 18.0 // of an indent
	lineHeight    = 1.55
	small, normal = 9.0, 10.5
)

// Info is what a document says of itself.
type Info struct {
	Title  string
	Author string
	Head   string // at the head of every page
	Made   time.Time
}

// Doc is a document that is being written, from top to bottom. The first error stays and is returned by
// Bytes.
type Doc struct {
	pdf   *gopdf.GoPdf
	info  Info
	y     float64
	pages int
	width map[rune]float64 // at one point
	err   error
}

// New begins a document.
func New(info Info) *Doc {
	d := &Doc{pdf: &gopdf.GoPdf{}, info: info, width: map[rune]float64{}}
	d.pdf.Start(gopdf.Config{PageSize: *gopdf.PageSizeA4})
	d.pdf.SetInfo(gopdf.PdfInfo{Title: info.Title, Author: info.Author, Creator: "Tonggui", Producer: "Tonggui", CreationDate: info.Made})
	d.note(d.pdf.AddTTFFontDataWithOption(family, font, gopdf.TtfOption{OnGlyphNotFoundSubstitute: func(rune) rune { return '□' }}))
	d.page()
	return d
}

func (d *Doc) note(err error) {
	if d.err == nil {
		d.err = err
	}
}

func (d *Doc) page() {
	d.pdf.AddPage()
	d.pages++
	d.y = top
}

// Page begins a new page.
func (d *Doc) Page() { d.page() }

// Title writes the document's title.
func (d *Doc) Title(text string) { d.block(text, 20, 0, 16) }

// Heading writes a heading; level 0 is the largest.
func (d *Doc) Heading(level int, text string) {
	size := max(15-1.5*float64(level), 11)
	d.y += size * 0.7
	if d.y+4*size > bottom { // a heading never stands alone at the foot
		d.page()
	}
	d.block(text, size, 0, size*0.35)
}

// Paragraph writes text, indented by steps.
func (d *Doc) Paragraph(indent int, text string) { d.block(text, normal, float64(indent)*step, 4) }

// Small writes a remark.
func (d *Doc) Small(text string) {
	d.pdf.SetTextColor(96, 96, 96)
	d.block(text, small, 0, 4)
	d.pdf.SetTextColor(0, 0, 0)
}

// block writes paragraphs of one size.
func (d *Doc) block(text string, size, indent, after float64) {
	if d.err != nil {
		return
	}
	for _, line := range d.lines(text, size, right-left-indent) {
		if d.y+size*lineHeight > bottom {
			d.page()
		}
		d.put(left+indent, d.y, size, line)
		d.y += size * lineHeight
	}
	d.y += after
}

func (d *Doc) put(x, y, size float64, text string) {
	if d.err != nil || text == "" {
		return
	}
	d.note(d.pdf.SetFont(family, "", size))
	d.pdf.SetXY(x, y)
	d.note(d.pdf.Text(text))
}

// measure is the width of a character at one point.
func (d *Doc) measure(r rune) float64 {
	w, known := d.width[r]
	if !known && d.err == nil {
		d.note(d.pdf.SetFont(family, "", 100))
		wide, err := d.pdf.MeasureTextWidth(string(r))
		d.note(err)
		w = wide / 100
		d.width[r] = w
	}
	return w
}

// Bytes ends the document.
func (d *Doc) Bytes() ([]byte, error) {
	for n := 1; n <= d.pages && d.err == nil; n++ {
		d.note(d.pdf.SetPage(n))
		d.pdf.SetTextColor(96, 96, 96)
		if head := d.lines(d.info.Head, small, right-left); len(head) > 0 {
			d.put(left, 46, small, head[0])
		}
		foot := fmt.Sprintf("%d / %d", n, d.pages)
		wide := 0.0
		for _, r := range foot {
			wide += d.measure(r) * small
		}
		d.put((left+right-wide)/2, 800, small, foot)
	}
	if d.err != nil {
		return nil, fmt.Errorf("pdf: %w", d.err)
	}
	return d.pdf.GetBytesPdfReturnErr()
}
