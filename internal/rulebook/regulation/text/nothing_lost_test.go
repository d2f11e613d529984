package text

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// visible drops what Parse may drop: white space.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if space(r) {
			return -1
		}
		return r
	}, s)
}

func flat(b *strings.Builder, nodes []Part) {
	for _, n := range nodes {
		b.WriteString(n.Number + n.Title + n.Text)
		flat(b, n.Children)
	}
}

// checkNothingLost wants every character of the source in the tree exactly once and in order.
func checkNothingLost(t *testing.T, raw string) {
	t.Helper()
	s := newSource(raw, nil)
	if !s.isMarkdown() && len(s.hashes) == 0 && visible(runes(s.cs)) != visible(raw) {
		t.Fatalf("reading %q gives %q", raw, runes(s.cs))
	}
	head := s.title()
	var want strings.Builder
	at := 0
	for _, r := range head.repeats {
		want.WriteString(runes(s.cs[at:r[0]]))
		if again := visible(s.folded(r[0], r[1])); again != visible(s.folded(head.from, head.to)) {
			t.Fatalf("%q is no repeated title", again)
		}
		at = r[1]
	}
	want.WriteString(runes(s.cs[at:]))
	tree := Parse(raw, nil)
	var got strings.Builder
	got.WriteString(tree.Title + tree.Preamble)
	flat(&got, tree.Items)
	if g, w := visible(got.String()), visible(want.String()); g != w {
		t.Fatalf("source %q\ntree   %q\nwant   %q", raw, g, w)
	}
	checkTree(t, tree)
}

// checkTree wants kinds to go inwards, lines forwards, and doubts with ids of their own.
func checkTree(t *testing.T, tree *Tree) {
	t.Helper()
	line := 0
	var walk func(nodes []Part, above int)
	walk = func(nodes []Part, above int) {
		for _, n := range nodes {
			depth := kindAt(n.Kind)
			if depth < above || depth == above && n.Kind != Clause {
				t.Fatalf("%s %q lies in kind %d", n.Kind, n.Number, above)
			}
			if n.Line < line || n.Children == nil {
				t.Fatalf("%q is on line %d, behind line %d", n.Number, n.Line, line)
			}
			line = n.Line
			walk(n.Children, depth)
		}
	}
	walk(tree.Items, -1)
	seen := map[string]bool{}
	for _, d := range tree.Doubts {
		if seen[d.ID] || d.Line < 1 || d.Column < 1 {
			t.Fatalf("doubt %+v", d)
		}
		seen[d.ID] = true
	}
}

func kindAt(k Kind) int {
	for i, o := range Kinds {
		if o == k {
			return i
		}
	}
	return -1
}

// pieces are what regulations and their damage are made of.
var pieces = []string{"一、", "二、", "三、", "(一)", "（二）", "(三)", "1.", "2.", "3、", "４．", "第一章", "第二章 ", "第一节", "第一条", "第二条　", "第三条", "(1)", "（2）",
	"①", "②", "a)", "b.", "1.1 ", "1.2", "2.1.1 ", "# ", "## ", "### 第二章 ", "**", "\n", "\n", "\n", "\r\n", "  ", "　", "\t", "。", "；", ",", ":", "：", "(", "）", "“", "》",
	"总则", "附则", "目的", "適用範圍", "基本原則", "为规范", "本制度", "员工应当", "信息发布", "公司对于", "車輛管理", "管理制度", "办法", "目录", "以下", "包括", "1.5倍", "2024.1.1",
	"3、4号楼", "见第三条", "按(一)项", "得1620分", "[X]", "____", "\uFFFD", "當?shù)恼Z言", "?；貜?fù)", "å…¬å¸", "| a | b |", "---", "> ", "一", "二)", "(三", "99.", "第三条的规定", "或,", "2023/10/182023/10/25", "x", "7"}

func TestNoCharacterIsLostWhateverTheSourceLooksLike(t *testing.T) { // covers: RBK-01
	rng := rand.New(rand.NewPCG(5, 7))
	for range 4_000 {
		var b strings.Builder
		for range 1 + rng.IntN(40) {
			b.WriteString(pieces[rng.IntN(len(pieces))])
		}
		checkNothingLost(t, b.String())
	}
}

func TestNoCharacterOfTheSamplesIsLostWhenTheyAreCutAndMixed(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, source := range samples(t) {
		checkNothingLost(t, source)
		checkNothingLost(t, strings.ReplaceAll(source, "\n", "")) // all line breaks lost
		words := []rune(source)
		for range 100 {
			from := rng.IntN(len(words))
			to := from + rng.IntN(len(words)-from)
			checkNothingLost(t, string(words[:from])+string(words[to:]))
			damaged := append([]rune{}, words...)
			damaged[from] = []rune("\n1一(.、�#")[rng.IntN(8)]
			checkNothingLost(t, string(damaged))
		}
	}
}

func samples(t testing.TB) map[string]string {
	t.Helper()
	out := map[string]string{}
	files, _ := filepath.Glob("testdata/*.[tm][xd]*")
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if out[name], err = Decode(raw); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestSettlingInAnyWayKeepsTheRest(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for name, source := range samples(t) {
		first := Parse(source, nil)
		for range 50 {
			settled := Settled{}
			for _, d := range first.Doubts {
				settled[d.ID] = Settlement{Decision: []Decision{Accept, Keep, Change}[rng.IntN(3)], Text: fmt.Sprint("〔", rng.IntN(9), "〕")}
			}
			checkTree(t, Parse(source, settled))
		}
		settled := Settled{}
		for _, d := range first.Doubts {
			settled[d.ID] = Settlement{Decision: Keep}
		}
		kept := Parse(source, settled)
		var got strings.Builder
		got.WriteString(kept.Title + kept.Preamble)
		flat(&got, kept.Items)
		if kept.Open() != 0 || strings.IndexFunc(got.String(), unicode.IsLetter) < 0 {
			t.Errorf("%s: %d doubts are open though all were settled", name, kept.Open())
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, source := range samples(f) {
		f.Add(source)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		source, err := Decode([]byte(raw))
		if err != nil {
			return
		}
		checkNothingLost(t, source)
	})
}
