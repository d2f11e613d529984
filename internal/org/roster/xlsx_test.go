package roster_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tonggui/internal/org/roster"
)

// workbook lets fill make a file and gives its bytes.
func workbook(t *testing.T, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	fill(f)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func row(t *testing.T, f *excelize.File, sheet, at string, cells ...any) {
	t.Helper()
	if err := f.SetSheetRow(sheet, at, &cells); err != nil {
		t.Fatal(err)
	}
}

// rewrite changes the text of one part of a workbook.
func rewrite(t *testing.T, data []byte, part string, change func(string) string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, file := range in.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if file.Name == part {
			text = []byte(change(string(text)))
		}
		to, err := w.Create(file.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func simpleBook(t *testing.T) []byte {
	return workbook(t, func(f *excelize.File) {
		row(t, f, "Sheet1", "A1", "工号", "姓名", "部门", "入职日期")
		row(t, f, "Sheet1", "A2", 30170001, "甲", "总部", 44198)
		row(t, f, "Sheet1", "A3", "0012", "乙", "总部", "2021-01-02")
		row(t, f, "Sheet1", "A5", "1E5", "丙", "总部", 44198.5)
	})
}

func TestCellsKeepWhatTheirTypeSays(t *testing.T) {
	data := rewrite(t, simpleBook(t), "xl/worksheets/sheet1.xml", func(s string) string {
		return strings.Replace(s, "<v>30170001</v>", "<v>3.0170001E7</v>", 1)
	})
	rows := roster.Check(read(t, data), roster.Company{}).Rows
	for i, want := range []struct {
		line   int
		number string
	}{{2, "30170001"}, {3, "0012"}, {5, "1E5"}} {
		r := rows[i]
		if r.Line != want.line || r.Person.Number != want.number || r.Person.Joined != "2021-01-02" || !r.Good() {
			t.Errorf("%+v", r)
		}
	}
}

func TestTheSheetWhoseHeaderFitsIsTaken(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		row(t, f, "Sheet1", "A1", "说明", "请勿修改")
		if _, err := f.NewSheet("名册"); err != nil {
			t.Fatal(err)
		}
		row(t, f, "名册", "A1", "二〇二六年花名册")
		row(t, f, "名册", "B3", "工号", "姓名", "部门")
		row(t, f, "名册", "B4", 7, "甲", "总部")
	})
	sheet := read(t, data)
	if sheet.Table != "名册" || sheet.HeaderLine != 3 || len(sheet.Records) != 1 || sheet.Records[0].Line != 4 || sheet.Records[0].Cells[roster.ColumnNumber] != "7" {
		t.Fatalf("%+v", sheet)
	}
}

func TestFormulasAndErrorsInCellsAreReportedNotRun(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		row(t, f, "Sheet1", "A1", "工号", "姓名", "部门")
		row(t, f, "Sheet1", "A2", "1", "甲", "总部")
		row(t, f, "Sheet1", "A3", "2", "=HYPERLINK(\"x\")", "总部")
		row(t, f, "Sheet1", "A4", "3", nil, "总部")
		if err := f.SetCellFormula("Sheet1", "B4", "1+1"); err != nil {
			t.Fatal(err)
		}
	})
	data = rewrite(t, data, "xl/worksheets/sheet1.xml", func(s string) string {
		return strings.Replace(s, "</sheetData>", `<row r="9"><c r="A9" t="e"><v>#N/A</v></c><c r="B9" t="inlineStr"><is><r><t>丁</t></r><rPh><t>ding</t></rPh><r><t>一</t></r></is></c><c r="C9" t="str"><v>总部</v></c></row></sheetData>`, 1)
	})
	plan := roster.Rehearse(read(t, data), roster.Company{})
	want := []struct {
		line   int
		code   string
		reason string
	}{{3, roster.CodeNameInvalid, roster.ReasonFormula}, {4, roster.CodeLineMalformed, roster.DamageNoValue}, {9, roster.CodeLineMalformed, roster.DamageCellError}}
	if len(plan.Faults) != len(want) {
		t.Fatalf("%+v", plan.Faults)
	}
	for i, w := range want {
		if f := plan.Faults[i]; f.Line != w.line || f.Code != w.code || f.Params["reason"] != w.reason || f.Column == "" {
			t.Errorf("%+v", f)
		}
	}
}

func TestTheCalendarOf1904IsObeyed(t *testing.T) {
	data := rewrite(t, simpleBook(t), "xl/workbook.xml", func(s string) string {
		return strings.Replace(s, "<workbookPr", `<workbookPr date1904="1"`, 1)
	})
	rows := roster.Check(read(t, data), roster.Company{}).Rows
	if rows[0].Person.Joined != "2025-01-03" || rows[1].Person.Joined != "2021-01-02" {
		t.Fatalf("%+v", rows)
	}
}

func TestAWorkbookThatBreaksOffIsAnErrorAndNotAShorterList(t *testing.T) {
	for name, change := range map[string]func(string) string{
		"in a row":     func(s string) string { return s[:strings.Index(s, "0012")] },
		"after a row":  func(s string) string { return s[:strings.Index(s, "</row>")+6] },
		"wrong marks":  func(s string) string { return strings.Replace(s, "</c>", "</", 1) },
		"no such text": func(s string) string { return "" },
	} {
		part := "xl/worksheets/sheet1.xml"
		data := rewrite(t, simpleBook(t), part, func(s string) string {
			if !strings.Contains(s, "0012") {
				s = strings.Replace(s, `<row r="3"`, `<row r="3" spans="0012"`, 1)
			}
			return change(s)
		})
		_, err := roster.Read(data, "", nil)
		var known *roster.FileError
		if !errors.As(err, &known) || known.Code != roster.CodeFileFormat {
			t.Errorf("%s: %v", name, err)
		}
	}
	data := rewrite(t, simpleBook(t), "xl/sharedStrings.xml", func(s string) string { return s[:strings.LastIndex(s, "<si>")] })
	if _, err := roster.Read(data, "", nil); err == nil {
		t.Error("the texts broke off unnoticed")
	}
}

func TestABombIsRefusedBeforeItGrows(t *testing.T) {
	var known *roster.FileError
	bomb := rewrite(t, simpleBook(t), "xl/worksheets/sheet1.xml", func(s string) string {
		return s + strings.Repeat(" ", roster.MaxUnpackedBytes)
	})
	_, err := roster.Read(bomb, "", nil)
	if !errors.As(err, &known) || known.Params["what"] != "unpacked" {
		t.Errorf("%d bytes: %v", len(bomb), err)
	}
	wide := workbook(t, func(f *excelize.File) {
		row(t, f, "Sheet1", "A1", "工号", "姓名", "部门")
		row(t, f, "Sheet1", "XFD2", "x")
	})
	_, err = roster.Read(wide, "", nil)
	if !errors.As(err, &known) || known.Params["what"] != "columns" {
		t.Errorf("wide: %v", err)
	}
}
