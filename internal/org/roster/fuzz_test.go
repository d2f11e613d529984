package roster_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"tonggui/internal/org/roster"
	"tonggui/internal/org/roster/rostertest"
)

// FuzzRead feeds arbitrary bytes through reading, checking and planning: no
// panic, coded errors only, and no row lost or counted twice.
func FuzzRead(f *testing.F) {
	lines, _ := rostertest.Damage(rostertest.Table(rostertest.Generate(60, 5)), 40, 5, true)
	f.Add(rostertest.CSV(lines, rostertest.Form{Mark: true}))
	f.Add(rostertest.CSV(lines, rostertest.Form{Encoding: "gb18030", Separator: ';'}))
	f.Add(rostertest.CSV(lines[:5], rostertest.Form{Encoding: "utf-16", LF: true}))
	book, err := rostertest.XLSX(rostertest.Table(rostertest.Generate(3, 5)), true)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(book)
	f.Add([]byte("工号,姓名,部门\n1,\"\"\"\n\"\",2\n"))
	f.Add([]byte("sep=\t\n工号\t姓名\n=\"1\"\t\"a\nb\"\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		sheet, err := roster.Read(data, "f", nil)
		if err != nil {
			var known *roster.FileError
			if !errors.As(err, &known) || known.Code == "" {
				t.Fatalf("%v", err)
			}
			return
		}
		checkInvariants(t, sheet)
	})
}

// FuzzCells fuzzes the values of one row below a good header.
func FuzzCells(f *testing.F) {
	f.Add("1", "甲", "总部/甲部", "部长", "13800138000", "2", "2020-01-02", "在职")
	f.Add("=\"1\"", "=1", "a>b;c、d", "副部长", "+86", "1", "44000", "？")
	f.Fuzz(func(t *testing.T, number, name, department, post, mobile, superior, joined, status string) {
		lines := []rostertest.Line{{Cells: []string{"工号", "姓名", "部门", "岗位", "手机", "上级工号", "入职日期", "状态"}},
			{Cells: []string{"2", "乙", "总部", "总经理", "", "", "", ""}},
			{Cells: []string{number, name, department, post, mobile, superior, joined, status}}}
		sheet, err := roster.Read(rostertest.CSV(lines, rostertest.Form{Mark: true}), "", nil)
		if err != nil {
			return
		}
		checkInvariants(t, sheet)
	})
}

func checkInvariants(t *testing.T, sheet *roster.Sheet) {
	plan := roster.Rehearse(sheet, roster.Company{})
	c := plan.Counts
	if sheet.Usable() && (c.Rows != c.Create+c.FaultRows || c.Change+c.Leave+c.Same != 0) {
		t.Fatalf("counts %+v", c)
	}
	for _, fault := range plan.Faults {
		if fault.Code == "" || fault.Line < 1 || utf8.RuneCountInString(fault.Value) > 80 || strings.ContainsFunc(fault.Value, func(r rune) bool { return r < 0x20 || r == 0x7F || r >= 0x202A && r <= 0x202E }) {
			t.Fatalf("%+v", fault)
		}
	}
	after := rostertest.Apply(roster.Company{}, plan)
	for _, p := range after.People {
		if p.Number == "" || p.Name == "" || p.Department == "" || strings.ContainsAny(p.Name+string(p.Department)+p.Post+p.Number, "<\x00\u202e\u200b\n") ||
			strings.ContainsRune("=+-@", rune(p.Name[0])) || p.Superior != "" && strings.EqualFold(p.Superior, p.Number) {
			t.Fatalf("something wrong got in: %+v", p)
		}
	}
	again := roster.Rehearse(sheet, after)
	if again.Counts.Same != c.Create || len(again.Departments)+len(again.Heads) != 0 {
		t.Fatalf("%+v after %+v", again.Counts, c)
	}
}
