package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestLinesFitAndNeverBeginOrEndWithTheWrongPunctuation(t *testing.T) {
	d := New(Info{Title: "测试"})
	text := strings.Repeat("员工应当（在工作日内）回复消息，“紧急”的消息除外；见《平台使用规范》第3条、第12条。See the terms of use, please. ", 30)
	const room = 300.0
	lines := d.lines(text, normal, room)
	if len(lines) < 20 {
		t.Fatalf("%d lines", len(lines))
	}
	for i, l := range lines {
		wide := 0.0
		for _, r := range l {
			wide += d.measure(r) * normal
		}
		if wide > room {
			t.Errorf("line %d is %.0f wide: %s", i, wide, l)
		}
		first, last := []rune(l)[0], []rune(l)[len([]rune(l))-1]
		if i > 0 && strings.ContainsRune(notFirst, first) || i < len(lines)-1 && strings.ContainsRune(notLast, last) {
			t.Errorf("line %d is %q", i, l)
		}
	}
	squeeze := strings.NewReplacer(" ", "")
	if got := squeeze.Replace(strings.Join(lines, "")); got != squeeze.Replace(text) {
		t.Error("the lines are not the text")
	}
	if long := d.lines(strings.Repeat("x", 500), normal, room); len(long) < 5 {
		t.Errorf("a word wider than the page has %d lines", len(long))
	}
}

func TestADocumentHasPagesAndCarriesWhatItShowsOnly(t *testing.T) {
	write := func(paragraphs int) []byte {
		d := New(Info{Title: "请假制度", Head: "请假制度 · 第 2 版", Made: time.Unix(1_770_000_000, 0)})
		d.Title("请假制度")
		d.Small("2026-03-02 起生效")
		for i := range paragraphs {
			d.Heading(i%3, fmt.Sprintf("%d、总则", i))
			d.Paragraph(i%3, strings.Repeat("員工應提前兩個工作日提交申請。😀\u0007", 12))
		}
		out, err := d.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	short, long := write(1), write(60)
	if !bytes.HasPrefix(short, []byte("%PDF-")) || bytes.Count(long, []byte("/Type /Page\n"))+bytes.Count(long, []byte("/Type /Page ")) < 5 {
		t.Errorf("%d pages, begins %q", bytes.Count(long, []byte("/Type /Page")), short[:8])
	}
	if len(short) > 200_000 {
		t.Errorf("a page of text has %d bytes: does it carry the whole font?", len(short))
	}
}

func TestATableGoesOverPagesAndLosesNoLine(t *testing.T) {
	d := New(Info{Title: "表"})
	pages := func() int { return d.pages }
	long := strings.Repeat("员工应当在工作日内回复消息。", 400) // higher than a page
	d.Table([]Column{{"编号", 1}, {"内容", 4}}, [][]string{{"1", "短"}, {"2", long}, {"3"}})
	before := pages()
	rows := make([][]string, 120)
	for i := range rows {
		rows[i] = []string{fmt.Sprint(i), "一行"}
	}
	d.Table([]Column{{"编号", 1}, {"内容", 4}}, rows)
	if _, err := d.Bytes(); err != nil || before < 2 || pages() < before+3 {
		t.Errorf("%d pages, then %d, %v", before, pages(), err)
	}
	for _, n := range []int{1, 2, 7, 100} {
		cells := [][]string{{"a", "b", "c", "d", "e", "f", "g", "h"}, {"x"}}
		got := ""
		for rest := cells; rest != nil; {
			var now [][]string
			now, rest = split(rest, n)
			got += strings.Join(now[0], "") + strings.Join(now[1], "")
		}
		if strings.ReplaceAll(got, "x", "") != "abcdefgh" || strings.Count(got, "x") != 1 {
			t.Errorf("cut by %d lines: %q", n, got)
		}
	}
}
