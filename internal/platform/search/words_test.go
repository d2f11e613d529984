package search_test

import (
	"slices"
	"testing"

	"tonggui/internal/platform/search"
)

func TestQueriesAreCutIntoWords(t *testing.T) {
	for query, want := range map[string][]string{
		"": nil, " \t\u3000\x00": nil, "Ａb 的": {"ab", "的"}, "一 一　二": {"一", "二"}, "a\x00b": {"a", "b"}, "報 价": {"报", "价"},
	} {
		words, n := search.ParseWords(query)
		if got := texts(words); !slices.Equal(got, want) {
			t.Errorf("%q: %q", query, got)
		}
		if query == "一 一　二" && n != 3 {
			t.Errorf("%d characters", n)
		}
	}
}

func TestATextHasToContainEveryWord(t *testing.T) {
	for text, want := range map[string]bool{"请看ABC报價": true, "报价 abc 看": true, "abc": false, "报价看 ab c": false, "": false} {
		if got := words("abc 報價 看").In(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	if !words("").In("") {
		t.Error("no words are in everything")
	}
}

func TestExcerptsAreCutAroundTheFirstWord(t *testing.T) {
	for _, c := range []struct {
		text, query, want string
		spans             []search.Span
	}{
		{"一二三四五六七八九十", "", "一二三四五六七八…", nil},
		{"一二三四五六七八九十", "九", "…三四五六七八九十", []search.Span{{7, 8}}},
		{"一二三四五六七八九十", "五 六 一", "一二三四五六七八…", []search.Span{{0, 1}, {4, 6}}},
		{"😀😀a😀", "a😀 😀a", "😀😀a😀", []search.Span{{2, 7}}},
		{"aaa", "aa", "aaa", []search.Span{{0, 3}}},
		{"a\nb\tb", "b", "a b b", []search.Span{{2, 3}, {4, 5}}},
		{"没有", "有没", "没有", nil},
	} {
		got := words(c.query).Around(c.text, 8)
		if got.Text != c.want || !slices.Equal(got.Spans, c.spans) {
			t.Errorf("%q in %q: %q %v", c.query, c.text, got.Text, got.Spans)
		}
	}
}

func TestPlacesAreWrittenAndReadAsCursors(t *testing.T) {
	p := search.Place{At: 1_700_000_000_000_001, Scope: someID(7), Seq: 1 << 40}
	if got, ok := search.ParsePlace(p.String()); !ok || got != p {
		t.Errorf("%v became %v", p, got)
	}
	for _, bad := range []string{"", "1_2_3", "1__3", p.String() + "_1", "x" + p.String(), "1_" + p.Scope.String() + "_"} {
		if _, ok := search.ParsePlace(bad); ok {
			t.Errorf("%q is a place", bad)
		}
	}
}
