package fold_test

import (
	"fmt"
	"hash/crc32"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"tonggui/internal/platform/fold"
)

func TestDifferentSpellingsFoldToOne(t *testing.T) {
	for _, same := range [][]string{
		{"abc", "ABC", "ＡＢＣ", "ａｂｃ", "Ａbc"},
		{"发送报价单给客户", "發送報價單給客戶"},
		{"台湾后面里头", "臺灣後面裡頭"},
		{"一二", "⼀⼆"},    // radicals that look like characters
		{"豈", "岂", "豈"}, // a compatibility ideograph
		{"锺", "鍾", "钟"},
		{"１２３,４", "123，4"},
		{"アイウ", "ｱｲｳ"},
		{"a b", "a\u3000b", "a\u00a0b"},
		{"σας", "ΣΑΣ"},
		{"ſs", "SS"},
		{"k", "\u212a"},
		{"ⅷ", "Ⅷ"},
	} {
		for _, s := range same[1:] {
			if a, b := fold.String(same[0]), fold.String(s); a != b {
				t.Errorf("%q folds to %q and %q to %q", same[0], a, s, b)
			}
		}
	}
	for _, pair := range [][2]string{{"未", "末"}, {"0", "O"}, {"é", "e"}, {"。", "."}, {"😀", "😁"}} {
		if fold.String(pair[0]) == fold.String(pair[1]) {
			t.Errorf("%q and %q are not the same", pair[0], pair[1])
		}
	}
}

func TestFoldingKeepsPlacesAndChangesNothingTheSecondTime(t *testing.T) {
	for r := range rune(unicode.MaxRune + 1) {
		if !utf8.ValidRune(r) {
			continue
		}
		once := fold.Rune(r)
		if !utf8.ValidRune(once) || fold.Rune(once) != once {
			t.Fatalf("%U folds to %U, then to %U", r, once, fold.Rune(once))
		}
	}
	for _, s := range []string{"a\xffb", "", "\x00", strings.Repeat("臺", 1000)} {
		if got := fold.String(s); utf8.RuneCountInString(got) != utf8.RuneCountInString(s) || string(fold.Runes(nil, s)) != got {
			t.Errorf("%q folds to %q", s, got)
		}
	}
}

// What is stored in folded form is found only by what folds alike. An update of the Unicode tables
// or of the dictionary changes this sum: raise Version together with it.
func TestVersionStandsForTheWholeTable(t *testing.T) {
	sum := crc32.NewIEEE()
	for r := range rune(unicode.MaxRune + 1) {
		if folded := fold.Rune(r); folded != r {
			fmt.Fprintf(sum, "%x %x\n", r, folded)
		}
	}
	if got := fmt.Sprintf("%d %08x", fold.Version, sum.Sum32()); got != "1 bb53c7c9" {
		t.Errorf("the table is %s", got)
	}
}

func BenchmarkString(b *testing.B) {
	text := strings.Repeat("發送 Report Ｖ２ 给客户，请尽快确认！", 10)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		fold.String(text)
	}
}
