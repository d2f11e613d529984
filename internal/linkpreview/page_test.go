package linkpreview

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	textunicode "golang.org/x/text/encoding/unicode"
)

func encode(t *testing.T, e encoding.Encoding, text string) []byte {
	t.Helper()
	out, err := e.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return []byte(out)
}

func TestTitleAndDescriptionOfAPage(t *testing.T) {
	for name, c := range map[string]struct {
		html string
		want page
	}{
		"plain":          {`<html><head><title>Hello</title><meta name="description" content="World"></head>`, page{"Hello", "World"}},
		"open graph":     {`<title>t</title><meta property="og:title" content="OG"><meta property='og:description' content='D'><meta name=description content=x>`, page{"OG", "D"}},
		"empty graph":    {`<title>t</title><meta property="og:title" content=" ">`, page{"t", ""}},
		"entities":       {`<title>a &amp; b &lt;script&gt; &#20013;</title>`, page{"a & b <script> 中", ""}},
		"upper case":     {`<HTML><HEAD><TITLE>Up</TITLE><META NAME="Description" CONTENT="Case">`, page{"Up", "Case"}},
		"swapped":        {`<meta content="D" name="description"><title>T</title>`, page{"T", "D"}},
		"first counts":   {`<title>1</title><title>2</title><meta name=description content=a><meta name=description content=b>`, page{"1", "a"}},
		"lines":          {"<title>\n  a\r\n\tb   c </title>", page{"a b c", ""}},
		"body ends it":   {`<body><title>no</title><meta name=description content=no>`, page{}},
		"head ends it":   {`<head></head><title>no</title>`, page{}},
		"in a script":    {`<script>"<title>no</title>"</script><title>yes</title>`, page{"yes", ""}},
		"in a comment":   {`<!-- <title>no</title> --><title>yes</title>`, page{"yes", ""}},
		"unfinished":     {`<title>cut`, page{"cut", ""}},
		"empty":          {``, page{}},
		"no markup":      {`just text`, page{}},
		"other metas":    {`<meta charset=utf-8><meta name=viewport content=x><meta><meta name=description><title></title>`, page{}},
		"nested markup":  {`<title><b>bold</b></title>`, page{"<b>bold</b>", ""}},
		"self-closing":   {`<title/>x<meta name="description" content="d"/>`, page{`x<meta name="description" content="d"/>`, ""}},
		"refresh is not": {`<meta http-equiv="refresh" content="0;url=http://127.0.0.1/"><title>r</title>`, page{"r", ""}},
	} {
		if got := read([]byte(c.html), "text/html; charset=utf-8"); got != c.want {
			t.Errorf("%s: got %+v", name, got)
		}
	}
}

func TestChineseEncodingsAreRead(t *testing.T) {
	const text = "关于印发《考勤制度》的通知"
	html := func(meta string) string { return "<html><head>" + meta + "<title>" + text + "</title>" }
	late := "<!--" + strings.Repeat(" ", 3000) + "-->"
	for name, c := range map[string]struct {
		body []byte
		kind string
	}{
		"utf-8":                 {[]byte(html("")), "text/html"},
		"utf-8 with mark":       {[]byte("\ufeff" + html("")), "text/html"},
		"gbk by header":         {encode(t, simplifiedchinese.GBK, html("")), "text/html; charset=gbk"},
		"gb2312 by header":      {encode(t, simplifiedchinese.GBK, html("")), "text/html; charset=gb2312"},
		"gb18030 by header":     {encode(t, simplifiedchinese.GB18030, html("")), "text/html; charset=GB18030"},
		"gbk by page":           {encode(t, simplifiedchinese.GBK, html(`<meta charset="gbk">`)), "text/html"},
		"gb2312 by old page":    {encode(t, simplifiedchinese.GBK, html(`<meta http-equiv="Content-Type" content="text/html; charset=gb2312">`)), "text/html"},
		"gbk named late":        {encode(t, simplifiedchinese.GBK, html(late+`<meta charset=gbk>`)), "text/html"},
		"gbk never named":       {encode(t, simplifiedchinese.GBK, html("")), "text/html"},
		"gb18030 never named":   {encode(t, simplifiedchinese.GB18030, html("")), ""},
		"utf-16":                {encode(t, textunicode.UTF16(textunicode.LittleEndian, textunicode.UseBOM), html("")), "text/html"},
		"header before page":    {[]byte(html(`<meta charset="gbk">`)), "text/html; charset=utf-8"},
		"xhtml":                 {[]byte(html("")), "application/xhtml+xml"},
		"charset that is none":  {[]byte(html(`<meta charset="klingon">`)), "text/html"},
		"utf-8 cut in the last": {append([]byte(html(late)), "的"[:2]...), "text/html"},
	} {
		if got := read(c.body, c.kind); got.title != text {
			t.Errorf("%s: got %q", name, got.title)
		}
	}
	if got := read(encode(t, traditionalchinese.Big5, "<title>考勤制度</title>"), "text/html; charset=big5"); got.title != "考勤制度" {
		t.Errorf("big5: got %q", got.title)
	}
}

func TestWhatIsNoPageHasNoPreview(t *testing.T) {
	for _, kind := range []string{"image/png", "application/pdf", "application/json", "text/plain", "image/svg+xml", "application/octet-stream", "multipart/x-mixed-replace"} {
		if got := read([]byte("<title>x</title>"), kind); got != (page{}) {
			t.Errorf("%s: got %+v", kind, got)
		}
	}
	if got := read([]byte("\x89PNG\r\n\x1a\n<title>x</title>"), ""); got != (page{}) {
		t.Errorf("got %+v", got)
	}
}

func TestHostileTextShowsWhatItIs(t *testing.T) {
	for in, want := range map[string]string{
		"invoice\u202etxt.exe": "invoicetxt.exe", "a\u200bb\u200db\u2060c\ufeffd": "abbcd", "\u2066x\u2069": "x", "a\x00b\x1b[31mc": "ab[31mc", "\u115f\u3164\uffa0": "",
		"a\u00a0\u3000b": "a b", "\ue000x\U000f0000": "x", "bad\xff\xfeutf": "badutf", "a" + strings.Repeat("\u0301", 50): "a" + strings.Repeat("\u0301", maxMarks),
		"\u00adsoft": "soft", " \t x \n ": "x", "中文，标点。": "中文，标点。", "😀 ok": "😀 ok", "a\u2028b": "a b", "\ufffe\uffffx": "x",
	} {
		if got := clean(in, 100); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
	if got := clean(strings.Repeat("长", 500), titleLength); utf8.RuneCountInString(got) != titleLength+1 || !strings.HasSuffix(got, "…") {
		t.Errorf("%d characters", utf8.RuneCountInString(got))
	}
	if got := clean(strings.Repeat("a ", 500), 10); utf8.RuneCountInString(got) > 12 {
		t.Errorf("%q", got)
	}
}

func TestHugeHeadsAreGivenUp(t *testing.T) {
	for name, html := range map[string]string{
		"long title":     "<title>" + strings.Repeat("a", 400<<10),
		"long attribute": `<meta name=description content="` + strings.Repeat("a", 400<<10) + `"><title>x</title>`,
		"many metas":     strings.Repeat("<meta name=x content=y>", 20_000),
		"deep":           strings.Repeat("<div>", 100_000),
		"attributes":     "<meta " + strings.Repeat("a=b ", 90_000) + ">",
	} {
		got := read([]byte(html), "text/html; charset=utf-8")
		if utf8.RuneCountInString(got.title) > titleLength+1 {
			t.Errorf("%s: %d characters", name, len(got.title))
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("<title>x</title><meta name=description content=y>"), "text/html")
	f.Add([]byte("<meta charset=gbk><title>\xd6\xd0</title>"), "")
	f.Add([]byte("\xff\xfe<\x00t\x00"), "text/html; charset=utf-16")
	f.Fuzz(func(t *testing.T, body []byte, kind string) {
		got := read(body, kind)
		for _, text := range []string{got.title, got.description} {
			if !utf8.ValidString(text) || utf8.RuneCountInString(text) > descriptionLength+2 || strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.C, r) && r != ' ' }) {
				t.Errorf("got %q", text)
			}
		}
	})
}
