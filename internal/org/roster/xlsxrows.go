package roster

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
)

// cell is one cell of a worksheet with what its type says.
type cell struct {
	text   string
	number bool   // stored as a number; dates are numbers too
	damage string // a Damage constant, or empty
}

func blankCells(cells []cell) bool {
	for i := range cells {
		if cells[i].damage != "" || cells[i].text != "" && plain(cells[i].text) != "" {
			return false
		}
	}
	return true
}

// maxSharedBytes bounds the table of shared strings in memory.
const maxSharedBytes = 192 << 20

// readShared loads the table of texts that cells point to.
func (b *workbook) readShared() error {
	decoder, body, err := b.part("xl/sharedStrings.xml")
	if err != nil {
		return err
	}
	defer body.Close() //nolint:errcheck // only read from
	size, closed := 0, false
	for {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) && closed {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local != "si" {
				continue
			}
			text, err := richText(decoder, "si")
			if err != nil {
				return err
			}
			b.shared = append(b.shared, text)
			if size += len(text) + 16; size > maxSharedBytes {
				return fileError(CodeFileTooLarge, "what", "unpacked", "max", MaxUnpackedBytes)
			}
		case xml.EndElement:
			closed = closed || t.Name.Local == "sst"
		}
	}
}

// richText joins the runs of a text up to the end of element, without the
// phonetic guides.
func richText(decoder *xml.Decoder, element string) (string, error) {
	var text strings.Builder
	var one string // most texts are one run: no need to copy
	inText, guide := false, 0
	for {
		token, err := decoder.RawToken()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			inText = t.Name.Local == "t"
			if t.Name.Local == "rPh" {
				guide++
			}
		case xml.EndElement:
			inText = false
			switch t.Name.Local {
			case "rPh":
				guide--
			case element:
				if text.Len() == 0 {
					return one, nil
				}
				return text.String(), nil
			}
		case xml.CharData:
			switch {
			case !inText || guide > 0:
			case one == "" && text.Len() == 0:
				one = string(t)
			default:
				if text.Len() == 0 {
					text.WriteString(one)
				}
				text.Write(t)
			}
		}
	}
}

// rows calls visit for every row of the sheet in order. The cells are valid
// during the call only; done of total is the progress in bytes.
func (b *workbook) rows(sheet worksheet, visit func(line int, cells []cell, done, total int) error) error {
	decoder, body, err := b.part(sheet.part)
	if err != nil {
		return err
	}
	defer body.Close() //nolint:errcheck // only read from
	total := int(b.parts[strings.ToLower(sheet.part)].UncompressedSize64)
	line, closed := 0, false
	var cells []cell
	for {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) && closed {
			return nil
		}
		if err != nil {
			return err // a sheet that breaks off included
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local != "row" {
				continue
			}
			line++
			if n, err := strconv.Atoi(attribute(t, "r")); err == nil && n > 0 && n < 1<<31 {
				line = n
			}
			if cells, err = b.row(decoder, cells[:0]); err != nil {
				return err
			}
			if err := visit(line, cells, int(decoder.InputOffset()), total); err != nil {
				return err
			}
		case xml.EndElement:
			closed = closed || t.Name.Local == "worksheet"
		}
	}
}

// row reads the cells up to the end of the row, in their columns.
func (b *workbook) row(decoder *xml.Decoder, cells []cell) ([]cell, error) {
	for {
		token, err := decoder.RawToken()
		if err != nil {
			return cells, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local != "c" {
				continue
			}
			at := len(cells)
			if i := columnIndex(attribute(t, "r")); i >= 0 {
				at = i
			}
			c, err := b.cell(decoder, attribute(t, "t"))
			if err != nil {
				return cells, err
			}
			if c.text == "" && c.damage == "" {
				continue // styled far to the right, but nothing in it
			}
			if at >= MaxColumns {
				return cells, fileError(CodeFileTooLarge, "what", "columns", "max", MaxColumns)
			}
			for len(cells) <= at {
				cells = append(cells, cell{})
			}
			cells[at] = c
		case xml.EndElement:
			if t.Name.Local == "row" {
				return cells, nil
			}
		}
	}
}

func attribute(t xml.StartElement, name string) string {
	for i := range t.Attr {
		if t.Attr[i].Name.Local == name && t.Attr[i].Name.Space == "" {
			return t.Attr[i].Value
		}
	}
	return ""
}

// columnIndex reads the letters of a reference such as AB12; -1 without any.
func columnIndex(ref string) int {
	n := 0
	for i := 0; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' && i < 4; i++ {
		n = n*26 + int(ref[i]-'A') + 1
	}
	return n - 1
}

// number writes a stored number as people typed it: 3.0170001E7, as Java
// programs write whole numbers, is 30170001.
func number(text string) string {
	text = strings.TrimSpace(text)
	if !strings.ContainsAny(text, ".eE") {
		return text
	}
	if f, err := strconv.ParseFloat(text, 64); err == nil && f == math.Trunc(f) && math.Abs(f) < 1e15 {
		return strconv.FormatInt(int64(f), 10)
	}
	return text
}
