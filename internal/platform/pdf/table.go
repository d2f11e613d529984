package pdf

// Column is a column of a table.
type Column struct {
	Title string
	Width float64 // share of the width; shares are relative to each other
}

const (
	cellSize    = 8.5
	cellPadding = 4.0
)

// Table writes rows of text below the titles of their columns, which stand again on every page. A row
// that is higher than what is left of a page goes to the next; one that is higher than a page is broken.
func (d *Doc) Table(columns []Column, rows [][]string) {
	total := 0.0
	for _, c := range columns {
		total += c.Width
	}
	at, titles := make([]float64, len(columns)+1), make([]string, len(columns))
	at[0] = left
	for i, c := range columns {
		at[i+1] = at[i] + (right-left)*c.Width/total
		titles[i] = c.Title
	}
	head := d.cells(at, titles)
	if d.y+height(head)*2 > bottom {
		d.page()
	}
	d.row(at, head, true)
	for _, r := range rows {
		lines := d.cells(at, r)
		for d.err == nil {
			if d.y+height(lines) > bottom && d.y > top+height(head) {
				d.page()
				d.row(at, head, true)
			}
			fit := int((bottom - d.y - 2*cellPadding) / (cellSize * lineHeight))
			now, rest := split(lines, max(fit, 1))
			d.row(at, now, false)
			if rest == nil {
				break
			}
			lines = rest
		}
	}
	d.y += 16
}

// cells breaks the texts of a row into lines.
func (d *Doc) cells(at []float64, texts []string) [][]string {
	out := make([][]string, len(at)-1)
	for i := range out {
		if i < len(texts) {
			out[i] = d.lines(texts[i], cellSize, at[i+1]-at[i]-2*cellPadding)
		}
	}
	return out
}

func tallest(cells [][]string) (n int) {
	for _, c := range cells {
		n = max(n, len(c))
	}
	return max(n, 1)
}

func height(cells [][]string) float64 {
	return float64(tallest(cells))*cellSize*lineHeight + 2*cellPadding
}

// split takes so many lines off a row; rest is nil where none is left.
func split(cells [][]string, n int) (now, rest [][]string) {
	if tallest(cells) <= n {
		return cells, nil
	}
	now, rest = make([][]string, len(cells)), make([][]string, len(cells))
	for i, c := range cells {
		k := min(n, len(c))
		now[i], rest[i] = c[:k], c[k:]
	}
	return now, rest
}

func (d *Doc) row(at []float64, cells [][]string, head bool) {
	if d.err != nil {
		return
	}
	h := height(cells)
	d.pdf.SetLineWidth(0.4)
	d.pdf.SetStrokeColor(200, 204, 210)
	if head {
		d.pdf.SetFillColor(232, 237, 243)
		d.pdf.RectFromUpperLeftWithStyle(at[0], d.y, at[len(at)-1]-at[0], h, "F")
		d.pdf.SetFillColor(0, 0, 0)
	}
	d.pdf.SetTextColor(0, 0, 0)
	d.pdf.Line(at[0], d.y+h, at[len(at)-1], d.y+h)
	for i, lines := range cells {
		for k, line := range lines {
			d.put(at[i]+cellPadding, d.y+cellPadding+float64(k)*cellSize*lineHeight+cellSize, cellSize, line)
		}
	}
	d.y += h
}
