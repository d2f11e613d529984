package redline

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

func show(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		switch s.Op {
		case Kept:
			b.WriteString(s.Text)
		case Insert:
			fmt.Fprintf(&b, "[+%s]", s.Text)
		case Deleted:
			fmt.Fprintf(&b, "[-%s]", s.Text)
		}
	}
	return b.String()
}

func TestADifferenceIsShownByCharactersAndWords(t *testing.T) { // covers: RBK-01
	for _, c := range []struct{ old, next, want string }{
		{"", "", ""},
		{"甲", "甲", "甲"},
		{"", "新的", "[+新的]"},
		{"旧的", "", "[-旧的]"},
		{"每3个月更换一次密码", "每6个月更换一次密码", "每[-3][+6]个月更换一次密码"},
		{"within 24 hours", "within 48 hours", "within [-24][+48] hours"},
		{"应当在两日内回复", "应当在一个工作日内回复", "应当在[-两][+一个工作]日内回复"},
		{"abc def", "abc xyz def", "abc [+xyz ]def"},
	} {
		if got := show(Diff(c.old, c.next)); got != c.want {
			t.Errorf("%q to %q: %s, want %s", c.old, c.next, got, c.want)
		}
	}
}

func TestBothTextsCanBeReadFromTheirDifference(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 9))
	word := func() string {
		var b strings.Builder
		for range rng.IntN(60) {
			b.WriteString([]string{"甲", "乙", "丙", "丁", "a", "b1", " ", "。", "\n", "\uFFFD"}[rng.IntN(10)])
		}
		return b.String()
	}
	for range 3_000 {
		check(t, word(), word())
	}
	var long strings.Builder
	for i := range 3_000 {
		fmt.Fprintf(&long, "%d,", i)
	}
	check(t, long.String(), strings.ReplaceAll(long.String(), ",", "。"))
}

func check(t *testing.T, old, next string) {
	t.Helper()
	var a, b strings.Builder
	for _, s := range Diff(old, next) {
		if s.Text == "" {
			t.Fatalf("an empty span between %q and %q", old, next)
		}
		if s.Op != Insert {
			a.WriteString(s.Text)
		}
		if s.Op != Deleted {
			b.WriteString(s.Text)
		}
	}
	if a.String() != old || b.String() != next {
		t.Fatalf("%q to %q reads %q to %q", old, next, a.String(), b.String())
	}
}

func clauses(lines ...string) (out []Clause) {
	for i, l := range lines {
		title, text, _ := strings.Cut(l, ":")
		out = append(out, Clause{Kind: "article", Number: fmt.Sprint(i+1, "."), Title: title, Text: text})
	}
	return out
}

func list(changes []Change) (out []string) {
	for _, c := range changes {
		s := fmt.Sprintf("%s %d>%d", c.What, c.Old, c.New)
		if c.Moved {
			s += " moved"
		}
		out = append(out, s)
	}
	return out
}

func TestAClauseIsRecognisedWhenItsWordsNumberOrPlaceChange(t *testing.T) { // covers: RBK-01
	old := clauses("申请:员工应向部门负责人提交账号申请,写明姓名和岗位。", "分配:信息部门分配唯一的账号。", "停用:离职当日停用账号。", "附则:本制度自发布之日起施行。")
	next := clauses("申请:员工应向部门负责人提交账号申请,写明姓名、岗位和理由。", "权限:权限每季度复核一次,多余的收回。", "停用:离职当日停用账号。", "附则:本制度自发布之日起施行。")
	want := []string{"changed 0>0", "removed 1>-1", "added -1>1", "same 2>2", "same 3>3"}
	got := list(Compare(old, next))
	if fmt.Sprint(got) != fmt.Sprint([]string{want[0], want[2], want[1], want[3], want[4]}) && fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	swapped := []Clause{old[0], old[2], old[1], old[3]}
	moved := 0
	for _, c := range Compare(old, swapped) {
		if c.What != Same {
			t.Errorf("a clause that only moved is %s", c.What)
		}
		if c.Moved {
			moved++
		}
	}
	if moved != 1 {
		t.Errorf("%d clauses moved, want 1", moved)
	}
	renumbered := append(clauses("前言:说明来由。"), clauses("x", "y", "z", "w")...)
	for i := range old {
		renumbered[i+1].Title, renumbered[i+1].Text = old[i].Title, old[i].Text
	}
	if of := Match(old, renumbered); fmt.Sprint(of) != "[-1 0 1 2 3]" {
		t.Errorf("after a clause was put in front: %v", of)
	}
}

func TestAKeySaysMoreThanWords(t *testing.T) {
	old := []Clause{{Key: "a", Kind: "article", Text: "同样的话"}, {Key: "b", Kind: "article", Text: "别的话"}}
	next := []Clause{{Key: "b", Kind: "article", Text: "同样的话"}, {Key: "c", Kind: "article", Text: "新话"}}
	if of := Match(old, next); fmt.Sprint(of) != "[1 -1]" {
		t.Errorf("matched %v", of)
	}
}

func TestEveryClauseAppearsOnceInARedline(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	for range 500 {
		pick := func() (out []Clause) {
			for range rng.IntN(12) {
				out = append(out, Clause{Kind: []string{"section", "article"}[rng.IntN(2)], Number: fmt.Sprint(rng.IntN(4)), Text: strings.Repeat([]string{"甲乙", "丙丁", "戊己"}[rng.IntN(3)], 1+rng.IntN(3))})
			}
			return out
		}
		old, next := pick(), pick()
		seenOld, seenNext, last := map[int]bool{}, map[int]bool{}, -1
		for _, c := range Compare(old, next) {
			if c.Old >= 0 && seenOld[c.Old] || c.New >= 0 && seenNext[c.New] || c.New >= 0 && c.New < last {
				t.Fatalf("%v", list(Compare(old, next)))
			}
			if c.Old >= 0 {
				seenOld[c.Old] = true
			}
			if c.New >= 0 {
				seenNext[c.New], last = true, c.New
			}
		}
		if len(seenOld) != len(old) || len(seenNext) != len(next) {
			t.Fatalf("%d of %d, %d of %d", len(seenOld), len(old), len(seenNext), len(next))
		}
	}
}
