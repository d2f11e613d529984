package rostertest

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"tonggui/internal/org/roster"
)

// Headers are the columns that Table writes, in their order.
var Headers = []string{"工号", "姓名", "部门", "岗位", "职级", "手机", "邮箱", "直属上级工号", "入职日期", "状态"}

// Line is one line of a table. Raw, when set, is written as it is (CSV only).
type Line struct {
	Cells []string
	Raw   string
}

// Table lays people out under Headers, which are the first line.
func Table(people []roster.Person) []Line {
	lines := make([]Line, 0, len(people)+1)
	lines = append(lines, Line{Cells: append([]string(nil), Headers...)})
	for _, p := range people {
		status := "在职"
		if p.Status == roster.Left {
			status = "离职"
		}
		department := string(p.Department)
		for _, more := range p.Secondary {
			department += ";" + string(more)
		}
		lines = append(lines, Line{Cells: []string{p.Number, p.Name, department, p.Post, p.Grade, p.Mobile, p.Email, p.Superior, p.Joined, status}})
	}
	return lines
}

// Form is how CSV writes a table; the zero value is UTF-8 without a mark, with
// commas and CRLF.
type Form struct {
	Mark      bool   // byte order mark
	Encoding  string // "", "gb18030" or "utf-16"
	Separator byte   // 0 is a comma
	LF        bool   // LF instead of CRLF
	QuoteAll  bool
}

// CSV writes the table.
func CSV(lines []Line, form Form) []byte {
	sep, end := ",", "\r\n"
	if form.Separator != 0 {
		sep = string(form.Separator)
	}
	if form.LF {
		end = "\n"
	}
	var b strings.Builder
	if form.Mark {
		b.WriteRune(0xFEFF)
	}
	for _, line := range lines {
		if line.Raw != "" {
			b.WriteString(line.Raw + end)
			continue
		}
		for i, cell := range line.Cells {
			if i > 0 {
				b.WriteString(sep)
			}
			if form.QuoteAll || strings.ContainsAny(cell, "\"\r\n"+sep) {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
			b.WriteString(cell)
		}
		b.WriteString(end)
	}
	switch form.Encoding {
	case "gb18030":
		out, _ := simplifiedchinese.GB18030.NewEncoder().String(b.String())
		return []byte(out)
	case "utf-16":
		out, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(b.String())
		return []byte(out)
	}
	return []byte(b.String())
}

// XLSX writes the table as a workbook. With typed, what looks like a number or
// a day is stored as a number, as spreadsheets do when people type it.
func XLSX(lines []Line, typed bool) ([]byte, error) {
	file := excelize.NewFile()
	defer file.Close() //nolint:errcheck // in memory
	writer, err := file.NewStreamWriter("Sheet1")
	if err != nil {
		return nil, err
	}
	for i, line := range lines {
		cells := make([]any, len(line.Cells))
		for j, text := range line.Cells {
			cells[j] = text
			if typed && i > 0 {
				cells[j] = typedCell(text)
			}
		}
		if err := writer.SetRow("A"+strconv.Itoa(i+1), cells); err != nil {
			return nil, err
		}
	}
	if err := writer.Flush(); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = file.Write(&out)
	return out.Bytes(), err
}

func typedCell(text string) any {
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
	}
	if n, err := strconv.ParseFloat(text, 64); err == nil && !strings.HasPrefix(text, "0") && len(text) < 15 && !strings.ContainsAny(text, "+eExXn") {
		return n
	}
	return text
}
