package model

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"tonggui/internal/platform/i18n"
	"tonggui/internal/rulebook/regulation/text"
)

// requirements reads the list of what the product must do.
func requirements(t *testing.T) []string {
	t.Helper()
	raw, err := os.ReadFile("requirements.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.Lines(string(raw)) {
		row, words, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || words == "" || slices.Contains(out, row) {
			t.Fatalf("row %q", line)
		}
		out = append(out, row)
	}
	return out
}

// covers: RBK-05
func TestEveryRequirementHasAnArticleAndEveryArticleCoversOne(t *testing.T) {
	rows := requirements(t)
	if len(rows) != 119 {
		t.Errorf("%d rows", len(rows))
	}
	for _, language := range i18n.Languages {
		covered := map[string]bool{}
		for _, a := range In(language).Articles {
			for _, row := range a.Requirements {
				covered[row] = true
				if !slices.Contains(rows, row) {
					t.Errorf("%s: %s covers %s, which does not exist", language, a.Key, row)
				}
			}
		}
		for _, row := range rows {
			if !covered[row] {
				t.Errorf("%s: no article covers %s", language, row)
			}
		}
	}
}

func TestAllLanguagesHaveTheSameStructure(t *testing.T) {
	first := In(i18n.Default)
	for _, language := range i18n.Languages {
		e := In(language)
		if e.Language != language || e.Title == "" || e.Preamble == "" {
			t.Errorf("%s: %q, %q", language, e.Title, e.Preamble)
		}
		if a, b := shape(e.Items, ""), shape(first.Items, ""); a != b {
			t.Errorf("%s is made otherwise than %s:\n%s\n%s", language, first.Language, a, b)
		}
		if len(e.Articles) != len(first.Articles) {
			t.Fatalf("%s has %d articles, %s %d", language, len(e.Articles), first.Language, len(first.Articles))
		}
		for i, a := range e.Articles {
			if b := first.Articles[i]; a.Key != b.Key || a.Number != b.Number || !slices.Equal(a.Requirements, b.Requirements) {
				t.Errorf("%s %d: %s %v, in %s %s %v", language, i, a.Key, a.Requirements, first.Language, b.Key, b.Requirements)
			}
		}
	}
}

// shape gives the kinds of the parts as they lie in one another.
func shape(parts []text.Part, indent string) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(indent + string(p.Kind) + "\n" + shape(p.Children, indent+" "))
	}
	return b.String()
}

func TestNumbersRunThroughAndEveryArticleIsShortAndSaysSomething(t *testing.T) {
	key := map[string]bool{}
	for i, a := range In(i18n.Chinese).Articles {
		if want := "第" + han(i+1) + "条"; a.Written != want {
			t.Errorf("%s is %s, want %s", a.Key, a.Written, want)
		}
		if key[a.Key] {
			t.Errorf("%s stands there twice", a.Key)
		}
		key[a.Key] = true
	}
	for i, a := range In(i18n.English).Articles {
		chinese := In(i18n.Chinese).Articles[i]
		if want := fmt.Sprint("Article ", i+1); a.Written != want {
			t.Errorf("%s is %s, want %s", a.Key, a.Written, want)
		}
		for _, words := range []Article{a, chinese} {
			if n := utf8.RuneCountInString(words.Text); n < 20 || n > 900 || words.Title == "" {
				t.Errorf("%s: %q has %d characters", words.Key, words.Title, n)
			}
		}
		// A default that is said in one language is said in the other.
		if strings.Contains(chinese.Text, "默认") != strings.Contains(a.Text, "default") {
			t.Errorf("%s: only one language names a default", a.Key)
		}
	}
}

// han writes a number below 200 as articles are numbered.
func han(n int) string {
	digit := func(d int) string { return string([]rune("零一二三四五六七八九")[d]) }
	ones := ""
	if n%10 > 0 {
		ones = digit(n % 10)
	}
	switch tens := n / 10 % 10; {
	case n < 10:
		return ones
	case n < 20:
		return "十" + ones
	case n < 100:
		return digit(tens) + "十" + ones
	case tens > 0:
		return "一百" + digit(tens) + "十" + ones
	case ones != "":
		return "一百零" + ones
	}
	return "一百"
}

func TestAMalformedEditionIsRefusedWithItsLine(t *testing.T) {
	for source, want := range map[string]string{
		"# T\n## Chapter 1 A\n#### Article 1 B":                           "line 3",
		"# T\n## Chapter 1 A\n<!-- a b -->":                               "line 3",
		"# T\n## Chapter 1 A\nwords":                                      "line 3",
		"# T\n## A":                                                       "line 2",
		"# T\n<!-- a.b: MSG-01 -->\n## Chapter 1 A":                       "line 3",
		"# T\n### Section 1 A":                                            "line 2",
		"# T\n## Chapter 1 A\n<!-- a.b: MSG-01 -->\n##### Article 1 B\nC": "line 4",
	} {
		if _, err := parse("en", source); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q gives %v, want %s", source, err, want)
		}
	}
}
