package i18n

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestTextFillsTheBlanks(t *testing.T) {
	params := map[string]any{"retry_after_s": 30}
	if got := Text(Chinese, "problem", "login.throttled", params); !strings.Contains(got, "30 秒") {
		t.Errorf("got %q", got)
	}
	if got := Text(English, "problem", "login.throttled", params); !strings.Contains(got, "in 30 seconds") {
		t.Errorf("got %q", got)
	}
}

func TestParameterIsNotReadAsATemplate(t *testing.T) {
	got := Text(English, "messages", "system.group.renamed", map[string]any{"actor": "{{name}} $1 ${1}", "name": "x"})
	if got != "{{name}} $1 ${1} renamed the group to “x”" {
		t.Errorf("got %q", got)
	}
}

func TestBlankWithoutParameterStaysVisible(t *testing.T) {
	if got := Text(English, "problem", "login.throttled", nil); !strings.Contains(got, "{{retry_after_s}}") {
		t.Errorf("got %q", got)
	}
}

func TestMissingKeyGivesTheKeyAndIsRemembered(t *testing.T) {
	if got := Text(English, "problem", "no.such.code", nil); got != "no.such.code" {
		t.Errorf("got %q", got)
	}
	if !slices.Contains(Missing(), "en/problem: no.such.code") || Has("problem", "no.such.code") || !Has("problem", "not_found") {
		t.Errorf("got %v", Missing())
	}
}

func TestLanguageIsNegotiated(t *testing.T) {
	for accept, want := range map[string]string{
		"": Chinese, "zh-CN": Chinese, "zh-TW,en;q=0.9": Chinese, "en-GB,zh;q=0.5": English, "en": English, "EN_us.UTF-8": English,
		"fr-FR, en;q=0.3, zh;q=0.4": Chinese, "fr": Default, "en;q=0, zh;q=0.1": Chinese, "en;q=x": English, ";;,,=": Default, "zh_CN.UTF-8": Chinese,
		strings.Repeat("fr,", 100000) + "en": Default, "english": Default,
	} {
		if got := Match(accept); got != want {
			t.Errorf("Match(%.40q) = %s, want %s", accept, got, want)
		}
	}
}

func TestUnknownLanguageIsMatched(t *testing.T) {
	if Text("en-GB", "problem", "conflict", nil) != Text(English, "problem", "conflict", nil) {
		t.Error("en-GB is not served in English")
	}
}

func TestNamesAreJoinedAsTheLanguageDoes(t *testing.T) {
	for want, in := range map[string][]string{"": nil, "甲": {"甲"}, "甲和乙": {"甲", "乙"}, "甲、乙和丙": {"甲", "乙", "丙"}} {
		if got := List(Chinese, in); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := List(English, []string{"A", "B", "C"}); got != "A, B and C" {
		t.Errorf("got %q", got)
	}
}

func TestBrokenCatalogueIsRefused(t *testing.T) {
	for _, text := range []string{"{", `{"a": {"b": "nested"}}`, `["a"]`} {
		if _, err := load(fstest.MapFS{"en/x.json": {Data: []byte(text)}}); err == nil {
			t.Errorf("accepted %s", text)
		}
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("zh-CN,zh;q=0.9,en;q=0.8")
	f.Fuzz(func(t *testing.T, accept string) {
		if !slices.Contains(Languages, Match(accept)) {
			t.Errorf("Match(%q) is no language", accept)
		}
	})
}
