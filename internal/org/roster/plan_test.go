package roster_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tonggui/internal/org/roster"
	"tonggui/internal/org/roster/rostertest"
)

// company builds a snapshot by importing rows into nothing.
func company(t failer, rows ...string) roster.Company {
	t.Helper()
	plan := roster.Rehearse(sheetOf(t, rows...), roster.Company{})
	if len(plan.Faults) > 0 {
		t.Fatal(plan.Faults)
	}
	return rostertest.Apply(roster.Company{}, plan)
}

// outcome writes a plan's entries: number, kind, what changes, notices.
func outcome(plan *roster.Plan) string {
	var parts []string
	for _, e := range plan.Entries {
		s := e.Number + " " + string(e.Kind)
		for _, c := range e.Changes {
			s += fmt.Sprintf(" %s:%s>%s", c.Field, c.From, c.To)
		}
		for _, n := range e.Notices {
			s += " !" + strings.TrimPrefix(n.Code, "roster.")
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, "; ")
}

// covers: ACC-02
func TestAPlanThatWasAppliedLeavesNothingToDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		n := rapid.IntRange(1, 300).Draw(t, "people")
		draw := func(label string) *roster.Sheet {
			people := rostertest.Generate(n, seed)
			other := rostertest.Generate(n, seed+1)
			for i := range people { // people of two rosters: some changed, some missing
				switch rapid.IntRange(0, 9).Draw(t, label) {
				case 0:
					people[i].Department, people[i].Post = other[i].Department, other[i].Post
				case 1:
					people[i].Secondary = []roster.Path{other[i].Department + "/兼"}
				case 2:
					people[i].Name, people[i].Status = other[i].Name, other[i].Status
				case 3:
					people[i].Number = "X" + people[i].Number
				}
			}
			lines, _ := rostertest.Damage(rostertest.Table(people), rapid.IntRange(0, 20).Draw(t, "faults"), seed, true)
			return read(t, rostertest.CSV(lines, rostertest.Form{}))
		}
		state := roster.Company{}
		for range 3 {
			sheet := draw("change")
			plan := roster.Rehearse(sheet, state)
			c := plan.Counts
			leavesWithRow := 0
			for _, e := range plan.Entries {
				if e.Kind == roster.Leave && e.Line > 0 {
					leavesWithRow++
				}
			}
			if c.Rows != c.Create+c.Change+c.Same+c.FaultRows+leavesWithRow {
				t.Fatalf("counts do not add up: %+v, %d leaves with a row", c, leavesWithRow)
			}
			state = rostertest.Apply(state, plan)
			again := roster.Rehearse(sheet, state)
			for _, e := range again.Entries {
				if e.Kind != roster.Same && e.Kind != roster.Faulty {
					t.Fatalf("still to do: %+v", e)
				}
			}
			if len(again.Departments)+len(again.Heads) > 0 {
				t.Fatalf("steps left: %+v %+v", again.Departments, again.Heads)
			}
			sound(t, state)
		}
	})
}

// sound checks what must hold in every company.
func sound(t *rapid.T, c roster.Company) {
	departments, people := map[roster.Path]bool{}, map[string]roster.Person{}
	for _, d := range c.Departments {
		departments[d.Path] = true
	}
	for _, p := range c.People {
		people[p.Number] = p
	}
	for _, d := range c.Departments {
		if parent := d.Path.Parent(); parent != "" && !departments[parent] {
			t.Fatalf("%s has no parent", d.Path)
		}
		for _, n := range append([]string{d.Head}, d.Deputies...) {
			if n != "" && people[n].Status != roster.Active {
				t.Fatalf("%s is led by %q: %+v", d.Path, n, people[n])
			}
		}
	}
	for _, p := range c.People {
		if !departments[p.Department] || p.Superior != "" && people[p.Superior].Number == "" {
			t.Fatalf("hangs in the air: %+v", p)
		}
		seen := map[string]bool{}
		for n := p.Number; n != ""; n = people[n].Superior {
			if seen[n] {
				t.Fatalf("circle of superiors through %s", n)
			}
			seen[n] = true
		}
	}
}

func TestANewerRosterIsADifference(t *testing.T) {
	before := company(t, "1|甲|总部|总经理", "2|乙|总部/甲部|部门负责人|1", "3|丙|总部/甲部|专员|2", "4|丁|总部/甲部|专员|2", "5|戊|总部/甲部|专员|2", "6|己|总部/甲部|专员|2|离职")
	before.People = append(before.People, roster.Person{Number: "admin", Name: "管理员", Department: "总部", Status: roster.Active},
		roster.Person{Number: "local", Name: "本地", Department: "总部", Status: roster.Active})
	plan := roster.Rehearse(sheetOf(t, "1|甲|总部|总经理", "2|乙|总部/甲部|部门负责人|1", "3|丙|总部/甲部|主办|2", "4|丁|总部/甲部|专员|2|离职",
		"6|己|总部/甲部|专员|2|在职", "7|新|总部/甲部|专员|2", "local|本地|总部|||离职"), before)
	want := "1 same; 2 same; 3 change post:专员>主办; 4 leave status:active>left; 6 change status:left>active; 7 create department:>总部/甲部 post:>专员 superior:>2; local same !leave_local; 5 leave status:active>left"
	if got := outcome(plan); got != want {
		t.Fatalf("%s\nwant %s", got, want)
	}
	if want := (roster.Counts{Rows: 7, Create: 1, Change: 2, Leave: 2, Same: 3}); plan.Counts != want {
		t.Fatalf("%+v", plan.Counts)
	}
}

func TestColumnsThatTheFileDoesNotHaveChangeNothing(t *testing.T) {
	before := company(t, "1|甲|总部|总经理|||13800138000|a@b.example|2020-01-02|M1", "2|乙|总部|专员|1")
	plan := roster.Rehearse(read(t, []byte("工号,姓名,部门\n1,甲,总部\n2,乙,总部\n")), before)
	if plan.Counts.Same != 2 || len(plan.Heads) > 0 {
		t.Fatalf("%s %+v", outcome(plan), plan.Heads)
	}
}

func TestWhoMayBeBehindAnUnreadableRowDoesNotLeave(t *testing.T) {
	before := company(t, "1|甲一|总部", "2|乙二|总部", "3|丙三|总部", "4|丁四|总部|||||d@x.example", "5|戊五|总部")
	sheet := read(t, []byte("工号,姓名,部门,邮箱\n1,\"甲一,总部,\n,乙二,总部,\n3,,总部,\n#,,总部,d@x.example\n"))
	if got, want := outcome(roster.Rehearse(sheet, before)), " fault;  fault; 3 fault; # fault; 1 same !leave_held; 2 same !leave_held; 4 same !leave_held; 5 leave status:active>left"; got != want {
		t.Fatalf("%s\nwant %s", got, want)
	}
}

func TestAFileThatWouldEmptyTheCompanyAsksFirst(t *testing.T) {
	people := rostertest.Generate(200, 7)
	for i := range people {
		people[i].Status = roster.Active
	}
	all := read(t, rostertest.CSV(rostertest.Table(people), rostertest.Form{}))
	state := rostertest.Apply(roster.Company{}, roster.Rehearse(all, roster.Company{}))
	for keep, warned := range map[int]bool{139: true, 140: false, 200: false} {
		plan := roster.Rehearse(read(t, rostertest.CSV(rostertest.Table(people[:keep]), rostertest.Form{})), state)
		if plan.Counts.Leave != 200-keep || plan.Accepted() == warned {
			t.Errorf("keeping %d: %+v %v", keep, plan.Counts, plan.Warnings)
		}
	}
	few := company(t, "1|甲|总部", "2|乙|总部", "3|丙|总部")
	if plan := roster.Rehearse(sheetOf(t, "1|甲|总部"), few); !plan.Accepted() {
		t.Error("a small company may shrink")
	}
}

func TestARowUnderAFaultySuperiorGoesInAndIsLinkedLater(t *testing.T) {
	broken := sheetOf(t, "1||总部|总经理", "2|乙|总部/甲部|专员|1")
	plan := roster.Rehearse(broken, roster.Company{})
	if got := outcome(plan); got != "1 fault; 2 create department:>总部/甲部 post:>专员 !superior_faulty" {
		t.Fatal(got)
	}
	state := rostertest.Apply(roster.Company{}, plan)
	if state.People[0].Superior != "" {
		t.Fatalf("%+v", state.People)
	}
	healed := sheetOf(t, "1|甲|总部|总经理", "2|乙|总部/甲部|专员|1")
	state = rostertest.Apply(state, roster.Rehearse(healed, state))
	if state.People[1].Superior != "1" {
		t.Fatalf("%+v", state.People)
	}
	if got := outcome(roster.Rehearse(broken, state)); got != "1 fault; 2 same" {
		t.Fatalf("a known superior stays linked: %s", got)
	}
}
