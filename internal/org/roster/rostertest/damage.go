package rostertest

import (
	"math/rand/v2"
	"strings"

	"tonggui/internal/org/roster"
)

// Planted is one fault that Damage put into a table.
type Planted struct {
	Line   int
	Column string // header, empty for the whole line
	Code   string
}

// injury breaks one cell.
type injury struct {
	column int
	code   string
	values []string
}

const longText = 70

var injuries = []injury{
	{0, roster.CodeNumberMissing, []string{"", "  ", "\u3000"}},
	{0, roster.CodeNumberInvalid, []string{"工号一", "A 1", "-77", "a/b", "x\u200b1", strings.Repeat("9", 33), "1;2"}},
	{1, roster.CodeNameMissing, []string{"", " ", "\u3000\u3000"}},
	{1, roster.CodeNameInvalid, []string{"<b>某人</b>", "=1+1", "+甲", "-乙", "@丙", "\t丁", "甲\u202e乙", "甲\u200b乙", "甲\x07乙", strings.Repeat("甲", 61), "12345", "甲\u2066乙"}},
	{2, roster.CodeDepartmentMissing, []string{"", "-", " "}},
	{2, roster.CodeDepartmentInvalid, []string{root + "//甲", root + "/", "/" + root, strings.Repeat("层/", 12) + "层", root + "/" + strings.Repeat("长", 61),
		root + "/=甲", root + "/甲\u202e乙", "<i>" + root, root + "/甲\x01", "=" + root}},
	{2, roster.CodeDepartmentUnknown, []string{root + "/查无此部", root + "\\查无此处", root + "->查无->此组"}},
	{3, roster.CodePostTooLong, []string{strings.Repeat("员工", longText)}},
	{3, roster.CodePostInvalid, []string{"=CMD()", "<script>", "专\u200d员", "+专员"}},
	{4, roster.CodeGradeInvalid, []string{"=P1", "P\x021", "<P1>"}},
	{4, roster.CodeGradeTooLong, []string{strings.Repeat("P", longText)}},
	{5, roster.CodeMobileInvalid, []string{"139-1111-22", "12345678901", "电话", "+8613", "138123456789", "+", "1381234567x"}},
	{6, roster.CodeEmailInvalid, []string{"not an address", "a@b", "@b.cn", "a@@b.cn", "a@b..cn", "甲@b.cn", "<a@b.cn>", "a@b.cn;c@d.cn", "=a@b.cn"}},
	{7, roster.CodeSuperiorUnknown, []string{"99999999", "谁", "<x>"}},
	{8, roster.CodeDateInvalid, []string{"2021/13/45", "2021-02-30", "昨天", "1949-12-31", "2101-01-01", "20211301", "7", "2021-1", "=TODAY()"}},
	{9, roster.CodeStatusUnknown, []string{"未知", "<在职>", "1", "在\u200b职吗"}},
}

// rawInjuries break the line itself, which only CSV can hold.
var rawInjuries = []func(cells []string) string{
	func(c []string) string { return c[0] + `,"` + strings.Join(c[1:], ",") },                 // never closed
	func(c []string) string { return c[0] + `,甲"乙",` + strings.Join(c[2:], ",") },             // quote in the middle
	func(c []string) string { return strings.Join(c[:4], ",") },                               // cut off
	func(c []string) string { return strings.Join(c, ",") + ",多,余" },                          // too much
	func(c []string) string { return c[0] + "," + c[1] + "\x00," + strings.Join(c[2:], ",") }, // NUL
	func(c []string) string { return c[0] + "," + c[1] + "\uFFFD," + strings.Join(c[2:], ",") },
	func(c []string) string { return `"` + strings.Join(c, ",") },
}

// Damage returns a copy of a table from Table with about n faults of all kinds
// in lines of their own and the list of them by line. withRaw also breaks
// whole lines. Only people who lead nobody are touched, so that each fault stays
// where it was planted. The list of one line's faults is complete.
func Damage(lines []Line, n int, seed uint64, withRaw bool) ([]Line, []Planted) {
	random := rand.New(rand.NewPCG(seed, 0x6272_6561))
	out := make([]Line, len(lines))
	superior := make(map[string]bool)
	for i, line := range lines {
		out[i] = Line{Cells: append([]string(nil), line.Cells...)}
		superior[line.Cells[7]] = true
	}
	var free []int
	for i := 1; i < len(out); i++ {
		if !superior[out[i].Cells[0]] && out[i].Cells[3] != "部门负责人" && strings.Contains(out[i].Cells[2], "/") {
			free = append(free, i)
		}
	}
	random.Shuffle(len(free), func(i, j int) { free[i], free[j] = free[j], free[i] })
	take := func() []string { at := free[0]; free = free[1:]; return out[at].Cells }
	var planted []Planted
	plant := func(index, column int, code string) {
		p := Planted{Line: index + 1, Code: code}
		if column >= 0 {
			p.Column = Headers[column]
		}
		planted = append(planted, p)
	}
	kinds := len(injuries) + 4
	if withRaw {
		kinds++
	}
	for i := 0; i < n && len(free) >= 3; i++ {
		at := free[0]
		switch kind := (i + int(seed%64)) % kinds; {
		case kind < len(injuries):
			in := injuries[kind]
			cells := take()
			cells[in.column] = in.values[random.IntN(len(in.values))]
			if in.code == roster.CodeDepartmentUnknown {
				cells[in.column] += cells[0] // two people would make a department
			}
			plant(at, in.column, in.code)
		case kind == len(injuries):
			cells := take()
			cells[7] = cells[0]
			plant(at, 7, roster.CodeSuperiorSelf)
		case kind == len(injuries)+1:
			circle := free[:2+random.IntN(2)]
			for j, index := range circle {
				out[index].Cells[7] = out[circle[(j+1)%len(circle)]].Cells[0]
				plant(index, 7, roster.CodeSuperiorCycle)
			}
			free = free[len(circle):]
		case kind == len(injuries)+2: // a copy, or another person with the number
			again := append([]string(nil), take()...)
			if random.IntN(2) == 0 {
				again[1] = "另有其人"
			}
			out = append(out, Line{Cells: again})
			plant(len(out)-1, 0, roster.CodeNumberDuplicate)
		case kind == len(injuries)+3: // several faults in one row
			cells := take()
			cells[1], cells[5], cells[9] = "", "1", "？"
			plant(at, 1, roster.CodeNameMissing)
			plant(at, 5, roster.CodeMobileInvalid)
			plant(at, 9, roster.CodeStatusUnknown)
		default:
			line := rawInjuries[random.IntN(len(rawInjuries))]
			out[at].Raw = line(take())
			column := -1
			if strings.ContainsAny(out[at].Raw, "\x00\uFFFD") {
				column = 1
			}
			plant(at, column, roster.CodeLineMalformed)
		}
	}
	return out, planted
}
