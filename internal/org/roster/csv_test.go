package roster_test

import (
	"fmt"
	"strings"
	"testing"

	"tonggui/internal/org/roster"
)

const small = "工号,姓名,部门,岗位\n"

// outline writes which lines are whole and which are broken, and why.
func outline(sheet *roster.Sheet) string {
	var parts []string
	for _, r := range sheet.Records {
		if r.Damage != nil {
			parts = append(parts, fmt.Sprintf("%d:%s", r.Line, r.Damage.Reason))
			continue
		}
		parts = append(parts, fmt.Sprintf("%d=%s", r.Line, r.Cells[roster.ColumnNumber]))
	}
	return strings.Join(parts, " ")
}

func TestABrokenLineNeverSwallowsAnother(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"quote opened and never closed":    {"1,\"甲,总部,x\n2,乙,总部,x\n3,丙,总部,x\n", "2:open_quote 3=2 4=3"},
		"two such lines":                   {"1,\"甲,总部,x\n2,\"乙,总部,x\n3,丙,总部,x\n", "2:open_quote 3:open_quote 4=3"},
		"closed by the next line's quotes": {"1,\"甲,总部,x\n2,乙\",总部,x\n3,丙,总部,x\n", "2:open_quote 3:stray_quote 4=3"},
		"next line is quoted well":         {"1,\"甲,总部,x\n\"2\",\"乙\",\"总部\",\"x\"\n3,丙,总部,x\n", "2:open_quote 3=2 4=3"},
		"quote in a bare cell":             {"1,甲\"乙,总部,x\n2,乙,总部,x\n", "2:stray_quote 3=2"},
		"text after a closing quote":       {"1,\"甲\"乙,总部,x\n2,乙,总部,x\n", "2:stray_quote 3=2"},
		"cut off":                          {"1,甲,总部,x\n2,乙,总", "2=1 3:too_few_cells"},
		"one cell too many":                {"1,甲,总部,x,y\n2,乙,总部,x\n", "2:too_many_cells 3=2"},
		"empty cells at the end":           {"1,甲,总部,x,,,\n2,乙,总部,x\n", "2=1 3=2"},
		"a line inside quotes":             {"1,甲,总部,\"x\ny\"\n2,乙,总部,x\n", "2=1 4=2"},
		"a quoted comma and doubled quote": {"1,甲,总部,\"a,\"\"b\"\"\"\n2,乙,总部,x\n", "2=1 3=2"},
		"kept zeros":                       {"=\"0012\",甲,总部,x\n", "2==\"0012\""},
		"a giant cell":                     {"1,甲,总部," + strings.Repeat("x", 40_000) + "\n2,乙,总部,x\n", "2:cell_too_long 3=2"},
		"a giant quoted cell":              {"1,甲,总部,\"" + strings.Repeat("x", 40_000) + "\"\n2,乙,总部,x\n", "2:cell_too_long 3=2"},
		"a NUL":                            {"1,甲\x00,总部,x\n2,乙,总部,x\n", "2:nul 3=2"},
		"broken bytes in UTF-8":            {"1,甲\xE4\xBD,总部,x\n2,乙,总部,x\n", "2:encoding 3=2"},
		"blank lines":                      {"\n1,甲,总部,x\n\n,,,\n2,乙,总部,x\n\n", "3=1 6=2"},
	} {
		text := small + c.text
		if strings.Contains(name, "UTF-8") {
			text += strings.Repeat("3,普通员工,总部,普通岗位\n", 20)
			c.want += " " + outline(read(t, []byte(small+"\n\n"+strings.Repeat("3,普通员工,总部,普通岗位\n", 20))))
		}
		for _, end := range []string{"\n", "\r\n"} {
			got := outline(read(t, []byte(strings.ReplaceAll(text, "\n", end))))
			if got != c.want {
				t.Errorf("%s with %q: %s, want %s", name, end, got, c.want)
			}
		}
	}
}

func TestABrokenLineIsReportedWithItsTextMadeHarmless(t *testing.T) {
	plan := roster.Rehearse(read(t, []byte(small+"1,\"\x1b[31m甲\u202e,总部,x\n2,乙,总部,x\n")), roster.Company{})
	if len(plan.Faults) != 1 {
		t.Fatalf("%+v", plan.Faults)
	}
	f := plan.Faults[0]
	if f.Line != 2 || f.Column != "" || f.Code != roster.CodeLineMalformed || f.Value != `1,"\u001b[31m甲\u202e,总部,x` || f.Params["reason"] != roster.DamageOpenQuote {
		t.Fatalf("%+v", f)
	}
}
