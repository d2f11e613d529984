package xlsx_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"tonggui/internal/platform/xlsx"

	"github.com/xuri/excelize/v2"
)

func TestAWorkbookOpensWithWhatWasWritten(t *testing.T) {
	b := xlsx.New(`制度 <覆盖> & "表"`, time.Unix(1_770_000_000, 0))
	s := b.Sheet("条款/总表", 12, 40)
	s.Head("编号", "内容", "次数")
	s.Row("一(二)3", "文字 <b>&amp;\n第二行", 42)
	s.Row(nil, "\u0000", int64(-7))
	wide := b.Sheet("wide")
	cells := make([]any, 30)
	for i := range cells {
		cells[i] = i
	}
	wide.Row(cells...)
	data, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if got := f.GetSheetList(); !slices.Equal(got, []string{"条款总表", "wide"}) {
		t.Fatalf("sheets %q", got)
	}
	rows, err := f.GetRows("条款总表")
	if err != nil || len(rows) != 3 || rows[1][1] != "文字 <b>&amp;\n第二行" || rows[1][2] != "42" || rows[2][0] != "" || rows[2][2] != "-7" {
		t.Errorf("rows %q, %v", rows, err)
	}
	if v, err := f.GetCellValue("wide", "AD1"); err != nil || v != "29" {
		t.Errorf("the thirtieth column holds %q, %v", v, err)
	}
}

func TestATextIsNeverAFormulaAndNeverTooLong(t *testing.T) {
	b := xlsx.New("x", time.Unix(0, 0))
	s := b.Sheet("x")
	texts := []string{`=HYPERLINK("http://evil")`, "+1+1", "-1", "@SUM(A1)", strings.Repeat("长", 40_000)}
	for _, v := range texts {
		s.Row(v)
	}
	data, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for i, want := range texts[:4] {
		at := "A" + string(rune('1'+i))
		formula, _ := f.GetCellFormula("x", at)
		value, _ := f.GetCellValue("x", at)
		style, _ := f.GetCellStyle("x", at)
		if formula != "" || value != want || style != 2 {
			t.Errorf("%s: formula %q, value %q, style %d", at, formula, value, style)
		}
	}
	if v, _ := f.GetCellValue("x", "A5"); len([]rune(v)) != 32_767 || !strings.HasSuffix(v, "…") {
		t.Errorf("a long text has %d characters", len([]rune(v)))
	}
}
