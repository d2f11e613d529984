package roster_test

import (
	"strings"
	"testing"

	"tonggui/internal/org/roster"
	"tonggui/internal/org/roster/rostertest"
)

// sheetOf writes rows of number, name, department, post, superior, status and
// whatever follows, given as cells parted by "|".
func sheetOf(t failer, rows ...string) *roster.Sheet {
	t.Helper()
	lines := []rostertest.Line{{Cells: []string{"工号", "姓名", "部门", "岗位", "上级工号", "状态", "手机", "邮箱", "入职日期", "职级"}}}
	for _, row := range rows {
		cells := append(strings.Split(row, "|"), make([]string, 10)...)[:10]
		lines = append(lines, rostertest.Line{Cells: cells})
	}
	return read(t, rostertest.CSV(lines, rostertest.Form{}))
}

func codes(row roster.Row) string {
	var list []string
	for _, f := range row.Faults {
		list = append(list, strings.TrimPrefix(f.Code, "roster."))
	}
	return strings.Join(list, " ")
}

func TestValuesAreAcceptedInTheFormsThatExportsUse(t *testing.T) {
	for _, c := range []struct{ row, field, want string }{
		{"Ａ００１|甲|总部", "number", "A001"},
		{"\t0012|甲|总部", "number", "0012"},
		{`="0012"|甲|总部`, "number", "0012"},
		{"1|张　三|总部", "name", "张三"},
		{"1| Anna  Maria |总部", "name", "Anna Maria"},
		{"1|阿依古丽·买买提|总部", "name", "阿依古丽·买买提"},
		{"1|甲|总部 ／ 研发 \\ 平台->一组", "department", "总部/研发/平台/一组"},
		{"1|甲|总部、研发", "department", "总部/研发"},
		{"1|甲|总部/采购、仓储部", "department", "总部/采购、仓储部"},
		{"1|甲|总部/甲部;总部/乙部；总部/甲部", "secondary", "总部/乙部"},
		{"1|甲|总部||||+86 138-0013-8000", "mobile", "13800138000"},
		{"1|甲|总部||||8613800138000", "mobile", "13800138000"},
		{"1|甲|总部||||+852 9123 4567", "mobile", "+85291234567"},
		{"1|甲|总部||||１３８００１３８０００", "mobile", "13800138000"},
		{"1|甲|总部||||-", "mobile", ""},
		{"1|甲|总部|||||a.b+c@x-y.example.cn", "email", "a.b+c@x-y.example.cn"},
		{"1|甲|总部||||||2021-01-02", "joined", "2021-01-02"},
		{"1|甲|总部||||||2021/1/2", "joined", "2021-01-02"},
		{"1|甲|总部||||||20210102", "joined", "2021-01-02"},
		{"1|甲|总部||||||2021年1月2日", "joined", "2021-01-02"},
		{"1|甲|总部||||||2021.1.2", "joined", "2021-01-02"},
		{"1|甲|总部||||||44198", "joined", "2021-01-02"},
		{"1|甲|总部||||||2021-01-02 00:00:00", "joined", "2021-01-02"},
		{"1|甲|总部|||试用期", "status", "active"},
		{"1|甲|总部|||停职", "status", "active"},
		{"1|甲|总部|||已离职", "status", "left"},
		{"1|甲|总部|||", "status", "active"},
	} {
		row := roster.Check(sheetOf(t, c.row), roster.Company{}).Rows[0]
		p := row.Person
		second := ""
		if len(p.Secondary) > 0 {
			second = string(p.Secondary[0])
		}
		got := map[string]string{"number": p.Number, "name": p.Name, "department": string(p.Department), "secondary": second,
			"mobile": p.Mobile, "email": p.Email, "joined": p.Joined, "status": string(p.Status)}[c.field]
		if got != c.want || !row.Good() || len(p.Secondary) > 1 {
			t.Errorf("%q: %s %q, want %q, faults %s", c.row, c.field, got, c.want, codes(row))
		}
	}
}

func TestAllFaultsOfARowAreReported(t *testing.T) {
	row := roster.Check(sheetOf(t, "|=1|总部//x|"+strings.Repeat("岗", 61)+"|77|？|1|@|2021/13/45|<"), roster.Company{}).Rows[0]
	if want := "number_missing name_invalid department_invalid post_too_long grade_invalid mobile_invalid email_invalid date_invalid status_unknown superior_unknown"; codes(row) != want {
		t.Fatalf("%s", codes(row))
	}
}

func TestTheFirstRowOfANumberStandsWhateverItsCase(t *testing.T) {
	rows := roster.Check(sheetOf(t, "a1|甲|总部", "A1|乙|总部", "a1|甲|总部"), roster.Company{}).Rows
	if !rows[0].Good() || codes(rows[1]) != "number_duplicate" || codes(rows[2]) != "number_duplicate" {
		t.Fatalf("%+v", rows)
	}
	second, third := rows[1].Faults[0].Params, rows[2].Faults[0].Params
	if second["first_line"] != 2 || second["differs"] != true || third["first_line"] != 2 || third["differs"] != false {
		t.Fatalf("%v %v", second, third)
	}
}

func TestANewDepartmentIsBelievedUnlessTheEvidenceSpeaksAgainstIt(t *testing.T) {
	base := []string{"1|甲|总部|总经理", "2|乙|总部/甲部|部门负责人|1", "3|丙|总部/甲部|专员|2"}
	for name, c := range map[string]struct {
		row, want string
	}{
		"superior elsewhere":         {"9|丁|总部/丙部|专员|2", "department_unknown"},
		"superior above":             {"9|丁|总部/丙部|专员|1", ""},
		"superior in the line":       {"9|丁|总部/甲部/新组|专员|2", ""},
		"heads it":                   {"9|丁|总部/丙部|部门负责人|2", ""},
		"no superior":                {"9|丁|总部/丙部|专员|", ""},
		"exists in the company":      {"9|丁|总部/老部|专员|2", ""},
		"below one that exists":      {"9|丁|总部/老部/错组|专员|2", "department_unknown"},
		"a wrong second department":  {"9|丁|总部/甲部;总部/错部|专员|2", "department_unknown"},
		"superior only in company":   {"9|丁|总部/丙部|专员|77", "department_unknown"},
		"a new root, superior elsew": {"9|丁|别处|专员|2", "department_unknown"},
	} {
		company := roster.Company{Departments: []roster.Department{{Path: "总部/老部"}},
			People: []roster.Person{{Number: "77", Name: "旧", Department: "总部/老部", Status: roster.Active}}}
		rows := roster.Check(sheetOf(t, append(base, c.row)...), company).Rows
		if got := codes(rows[3]); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	rows := roster.Check(sheetOf(t, append(base, "9|丁|总部/丙部|专员|2", "10|戊|总部/丙部|专员|2")...), roster.Company{}).Rows
	if !rows[3].Good() || !rows[4].Good() {
		t.Errorf("two people make a department: %s %s", codes(rows[3]), codes(rows[4]))
	}
	rows = roster.Check(sheetOf(t, append(base, "9|丁|总部/丙部|专员|2", "9|丁|总部/丙部|专员|2")...), roster.Company{}).Rows
	if codes(rows[3]) != "department_unknown" {
		t.Errorf("a copy made the department inhabited: %s", codes(rows[3]))
	}
}

func TestEveryLineOfACircleOfSuperiorsIsNamed(t *testing.T) {
	rows := roster.Check(sheetOf(t, "1|甲|总部||3", "2|乙|总部||1", "3|丙|总部||2", "4|丁|总部||1"), roster.Company{}).Rows
	for _, row := range rows[:3] {
		lines, _ := row.Faults[0].Params["lines"].([]int)
		if codes(row) != "superior_cycle" || len(lines) != 3 || lines[0]+lines[1]+lines[2] != 2+3+4 {
			t.Fatalf("%+v", row.Faults)
		}
	}
	if !rows[3].Good() || len(rows[3].Notices) != 1 || rows[3].Notices[0].Code != roster.NoticeSuperiorFaulty {
		t.Fatalf("below the circle: %+v", rows[3])
	}
}

func TestACircleThatOnlyPartOfTheFileWouldCloseIsRefused(t *testing.T) {
	// Today 2 reports to 1. The file turns that round, but the row that frees
	// 2 is faulty: 1 under 2 under 1 must not come about.
	company := roster.Company{Departments: []roster.Department{{Path: "总部"}}, People: []roster.Person{
		{Number: "1", Name: "甲", Department: "总部", Status: roster.Active, Managed: true},
		{Number: "2", Name: "乙", Department: "总部", Superior: "1", Status: roster.Active, Managed: true}}}
	rows := roster.Check(sheetOf(t, "1|甲|总部||2", "2||总部||"), company).Rows
	if codes(rows[0]) != "superior_cycle" || codes(rows[1]) != "name_missing" {
		t.Fatalf("%s; %s", codes(rows[0]), codes(rows[1]))
	}
}
