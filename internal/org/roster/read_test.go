package roster_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tonggui/internal/org/roster"
	"tonggui/internal/org/roster/rostertest"
)

const head = "工号,姓名,部门,岗位,职级,手机,邮箱,直属上级工号,入职日期,状态\n"

// covers: ACC-02
func TestOneRosterInEveryFormGivesTheSameRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people := rostertest.Generate(rapid.IntRange(1, 200).Draw(t, "people"), rapid.Uint64().Draw(t, "seed"))
		lines := rostertest.Table(people)
		want := read(t, rostertest.CSV(lines, rostertest.Form{})).Records
		forms := map[string][]byte{
			"mark":      rostertest.CSV(lines, rostertest.Form{Mark: true}),
			"gb18030":   rostertest.CSV(lines, rostertest.Form{Encoding: "gb18030"}),
			"utf-16":    rostertest.CSV(lines, rostertest.Form{Encoding: "utf-16"}),
			"semicolon": rostertest.CSV(lines, rostertest.Form{Separator: ';', LF: true}),
			"tab":       rostertest.CSV(lines, rostertest.Form{Separator: '\t', QuoteAll: true}),
			"cr":        bytes.ReplaceAll(rostertest.CSV(lines, rostertest.Form{LF: true}), []byte("\n"), []byte("\r")),
			"no end":    bytes.TrimSpace(rostertest.CSV(lines, rostertest.Form{})),
		}
		book, err := rostertest.XLSX(lines, false)
		if err != nil {
			t.Fatal(err)
		}
		forms["xlsx"] = book
		for name, data := range forms {
			if got := read(t, data).Records; !reflect.DeepEqual(got, want) {
				t.Fatalf("%s: %v\nwant %v", name, got, want)
			}
		}
		typed, err := rostertest.XLSX(lines, true)
		if err != nil {
			t.Fatal(err)
		}
		plain, numbers := roster.Rehearse(read(t, rostertest.CSV(lines, rostertest.Form{})), roster.Company{}), roster.Rehearse(read(t, typed), roster.Company{})
		if !reflect.DeepEqual(plain, numbers) {
			t.Fatalf("stored as numbers: %+v", numbers.Faults)
		}
	})
}

func TestHeadersAreFoundBySynonymWidthAndBelowATitle(t *testing.T) {
	for name, text := range map[string]string{
		"other words":  "人员编号,姓 名,所属部门,职务,手机号码\n1,甲乙,总部,专员,13800000000\n",
		"english":      "Employee ID,Full Name,Department,Job Title,Mobile\n1,甲乙,总部,专员,13800000000\n",
		"width, stars": "＊工号（必填）,姓名*,部门 ,岗位,手机\n1,甲乙,总部,专员,13800000000\n",
		"below title":  "云岭公司花名册,,,,\n\n工号,姓名,部门,岗位,手机\n1,甲乙,总部,专员,13800000000\n",
		"sep line":     "sep=;\n工号;姓名;部门;岗位;手机\n1;甲乙;总部;专员;13800000000\n",
		"two posts":    "工号,姓名,部门,职务,岗位,手机\n1,甲乙,总部,主办,专员,13800000000\n",
	} {
		sheet := read(t, []byte(text))
		row := roster.Check(sheet, roster.Company{}).Rows[0]
		p := row.Person
		if !row.Good() || p.Number != "1" || p.Name != "甲乙" || p.Department != "总部" || p.Post != "专员" || p.Mobile != "13800000000" {
			t.Errorf("%s: %+v %+v", name, p, row.Faults)
		}
	}
}

func TestAMissingColumnIsNamedAndNothingIsPlanned(t *testing.T) {
	company := roster.Company{People: []roster.Person{{Number: "9", Name: "丙", Status: roster.Active, Managed: true}}}
	plan := roster.Rehearse(read(t, []byte("姓名,部门\n甲,总部\n")), company)
	if len(plan.Faults) != 1 || plan.Faults[0].Code != roster.CodeColumnMissing || plan.Faults[0].Column != "工号" {
		t.Fatalf("%+v", plan.Faults)
	}
	if want := (roster.Counts{Rows: 1, FaultRows: 1}); plan.Counts != want || len(plan.Entries) != 0 {
		t.Fatalf("%+v", plan.Counts)
	}
	plan = roster.Rehearse(read(t, []byte("工号,姓名,部门,姓名\n1,甲,总部,乙\n")), company)
	if len(plan.Faults) != 1 || plan.Faults[0].Code != roster.CodeColumnDuplicate {
		t.Fatalf("%+v", plan.Faults)
	}
}

func TestFilesThatAreNoTableSayWhy(t *testing.T) {
	good := string(rostertest.CSV(rostertest.Table(rostertest.Generate(5, 1)), rostertest.Form{}))
	for name, c := range map[string]struct{ data, code string }{
		"nothing":          {"", roster.CodeFileEmpty},
		"only spaces":      {" \r\n\t", roster.CodeFileEmpty},
		"only a mark":      {"\xEF\xBB\xBF", roster.CodeFileEmpty},
		"only a header":    {head, roster.CodeFileEmpty},
		"blank rows":       {head + ",,,,,,,,,\n\n", roster.CodeFileEmpty},
		"old xls":          {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + good, roster.CodeFileFormat},
		"html":             {"<html><table><tr><td>工号", roster.CodeFileFormat},
		"json":             {`{"工号": 1}`, roster.CodeFileFormat},
		"pdf":              {"%PDF-1.7 " + good, roster.CodeFileFormat},
		"broken zip":       {"PK\x03\x04" + good, roster.CodeFileFormat},
		"random bytes":     {strings.Repeat("\x00\x01\xFE\x91\xFF\x03\x07\x80", 100), roster.CodeFileEncoding},
		"another charset":  {"\x93\xFA\x96\x7B\x8C\xEA,\x83\x65\x83\x58\x83\x67\n1,2\n", roster.CodeFileEncoding},
		"too many rows":    {head + strings.Repeat("1,a\n", roster.MaxRows+1), roster.CodeFileTooLarge},
		"too many columns": {head[:len(head)-1] + strings.Repeat(",x", 400) + "\n1\n", roster.CodeFileTooLarge},
		"too many bytes":   {strings.Repeat("x", roster.MaxFileBytes+1), roster.CodeFileTooLarge},
	} {
		_, err := roster.Read([]byte(c.data), name, nil)
		var known *roster.FileError
		if !errors.As(err, &known) || known.Code != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
}

func TestProgressRunsToTheEnd(t *testing.T) {
	lines := rostertest.Table(rostertest.Generate(5000, 3))
	book, err := rostertest.XLSX(lines, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range [][]byte{rostertest.CSV(lines, rostertest.Form{}), book} {
		calls, last := 0, 0.0
		if _, err := roster.Read(data, "", func(done, total int) {
			calls++
			if share := float64(done) / float64(total); share < last || share > 1 {
				t.Errorf("from %v to %d of %d", last, done, total)
			} else {
				last = share
			}
		}); err != nil {
			t.Fatal(err)
		}
		if calls < 3 || last != 1 {
			t.Errorf("%d calls, ended at %v", calls, last)
		}
	}
}
