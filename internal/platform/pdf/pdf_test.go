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
