package roster_test

import (
	"fmt"
	"strings"
	"testing"

	"tonggui/internal/org/roster"
	"tonggui/internal/org/roster/rostertest"
)

func steps(plan *roster.Plan) string {
	var parts []string
	for _, s := range plan.Departments {
		parts = append(parts, string(s.From)+">"+string(s.To))
	}
	return strings.Join(parts, " ")
}

func TestDepartmentsAreCreatedMovedOrRenamed(t *testing.T) {
	before := []string{"1|甲|总部|总经理", "2|乙|总部/研发|部门负责人|1", "3|丙|总部/研发/平台|专员|2", "4|丁|总部/研发/平台|专员|2", "5|戊|总部/市场|专员|1", "6|己|总部/市场|专员|1"}
	for name, c := range map[string]struct {
		change [2]string // text replaced in the rows
		more   string
		want   string
	}{
		"nothing":                        {[2]string{"", ""}, "", ""},
		"a new one below a new one":      {[2]string{"", ""}, "7|庚|总部/新部/新组|部门负责人|1", ">总部/新部 >总部/新部/新组"},
		"renamed, what is below follows": {[2]string{"总部/研发", "总部/技术"}, "", "总部/研发>总部/技术"},
		"moved below another":            {[2]string{"总部/研发/平台", "总部/市场/平台"}, "", "总部/研发/平台>总部/市场/平台"},
		"the root renamed":               {[2]string{"|总部", "|集团"}, "", "总部>集团"},
		"merged into one that exists":    {[2]string{"总部/研发/平台", "总部/市场"}, "", ""},
		"one person is no department":    {[2]string{"乙|总部/研发", "乙|总部/技术"}, "", ">总部/技术"},
	} {
		state := company(t, before...)
		rows := append([]string{}, before...)
		for i := range rows {
			if c.change[0] != "" {
				rows[i] = strings.Replace(rows[i], c.change[0], c.change[1], 1)
			}
		}
		if c.more != "" {
			rows = append(rows, c.more)
		}
		sheet := sheetOf(t, rows...)
		plan := roster.Rehearse(sheet, state)
		if got := steps(plan); got != c.want || len(plan.Faults) > 0 {
			t.Errorf("%s: %q, want %q %v", name, got, c.want, plan.Faults)
			continue
		}
		after := rostertest.Apply(state, plan)
		if again := roster.Rehearse(sheet, after); again.Counts.Same != len(rows) || len(again.Departments)+len(again.Heads) > 0 {
			t.Errorf("%s, again: %+v %s %+v", name, again.Counts, steps(again), again.Heads)
		}
	}
}

func TestWhoLeavesMovesAlongWithTheDepartment(t *testing.T) {
	state := company(t, "1|甲|总部|总经理", "2|乙|总部/研发|专员|1", "3|丙|总部/研发|专员|1", "4|丁|总部/研发|专员|1")
	plan := roster.Rehearse(sheetOf(t, "1|甲|总部|总经理", "2|乙|总部/技术|专员|1", "3|丙|总部/技术|专员|1"), state)
	after := rostertest.Apply(state, plan)
	if got := after.People[3]; steps(plan) != "总部/研发>总部/技术" || got.Status != roster.Left || got.Department != "总部/技术" {
		t.Fatalf("%s %+v", steps(plan), got)
	}
}

func TestADepartmentIsNotCarriedOffFromThoseWhoStay(t *testing.T) {
	state := company(t, "1|甲|总部|总经理", "2|乙|总部/研发|专员|1", "3|丙|总部/研发|专员|1")
	state.People = append(state.People, roster.Person{Number: "local", Name: "本地", Department: "总部/研发", Status: roster.Active})
	plan := roster.Rehearse(sheetOf(t, "1|甲|总部|总经理", "2|乙|总部/技术|专员|1", "3|丙|总部/技术|专员|1"), state)
	if got := steps(plan); got != ">总部/技术" {
		t.Fatal(got)
	}
}

func leaders(plan *roster.Plan) string {
	var parts []string
	for _, s := range plan.Heads {
		parts = append(parts, fmt.Sprintf("%s %s>%s %v>%v", s.Department, s.FromHead, s.ToHead, s.FromDeputies, s.ToDeputies))
	}
	return strings.Join(parts, "; ")
}

func TestHeadsAndDeputiesComeFromThePosts(t *testing.T) {
	for post, want := range map[string]string{
		"部门负责人": "head", "总经理": "head", "部长": "head", "主任": "head", "财务部部长": "head", "财务部长": "head", "经理": "head", "财务经理": "head",
		"副部长": "deputy", "副主任": "deputy", "财务部副部长": "deputy", "常务副总经理": "deputy", "副经理": "deputy",
		"客户经理": "", "产品经理": "", "班主任": "", "部长助理": "", "经理助理": "", "员工": "", "": "",
	} {
		got := ""
		if roster.IsHeadPost(post, "总部/财务部") {
			got = "head"
		}
		if roster.IsDeputyPost(post, "总部/财务部") {
			got += "deputy"
		}
		if got != want {
			t.Errorf("%s: %q, want %q", post, got, want)
		}
	}
}

func TestADepartmentHasOneHeadAndTheSecondBecomesDeputy(t *testing.T) {
	sheet := sheetOf(t, "1|甲|总部|总经理", "2|乙|总部|总经理", "3|丙|总部|副总经理", "4|丁|总部|部长||离职")
	plan := roster.Rehearse(sheet, roster.Company{})
	if got := leaders(plan); got != "总部 >1 []>[2 3]" {
		t.Fatal(got)
	}
	if got := outcome(plan); got != "1 create department:>总部 post:>总经理; 2 create department:>总部 post:>总经理 !second_head; 3 create department:>总部 post:>副总经理; 4 create department:>总部 post:>部长 status:active>left" {
		t.Fatal(got)
	}
	state := rostertest.Apply(roster.Company{}, plan)
	swapped := sheetOf(t, "2|乙|总部|总经理", "1|甲|总部|总经理", "3|丙|总部|副总经理", "4|丁|总部|部长||离职")
	if got := leaders(roster.Rehearse(swapped, state)); got != "" {
		t.Fatalf("the order of the file deposed a head: %s", got)
	}
	if got := leaders(roster.Rehearse(sheetOf(t, "2|乙|总部|总经理", "3|丙|总部|专员", "1|甲|总部|专员"), state)); got != "总部 1>2 [2 3]>[]" {
		t.Fatal(got)
	}
	if got := leaders(roster.Rehearse(sheetOf(t, "1||总部|总经理", "2|乙|总部|总经理", "3|丙|总部|副总经理"), state)); got != "" {
		t.Fatalf("a faulty row deposed somebody: %s", got)
	}
}

func TestHeadsSetByHandStayWhileNothingAboutThemChanges(t *testing.T) {
	state := company(t, "1|甲|总部|顾问", "2|乙|总部|专员")
	state.Departments[0].Head, state.Departments[0].Deputies = "1", []string{"2"}
	if got := leaders(roster.Rehearse(sheetOf(t, "1|甲|总部|顾问", "2|乙|总部|专员"), state)); got != "" {
		t.Fatal(got)
	}
	if got := leaders(roster.Rehearse(sheetOf(t, "1|甲|总部|顾问||离职", "2|乙|总部|主办"), state)); got != "总部 1> [2]>[]" {
		t.Fatal(got)
	}
}
