package rulebook

import (
	"strconv"
	"strings"
)

func (b *Book) title(rule, language string) string { return b.text(language, "rule."+rule+".title") }

// summary says what a rule means with a value: "a message can be recalled for 2 minutes".
func (b *Book) summary(r Info, value int64, language string) string {
	return strings.ReplaceAll(b.text(language, "rule."+r.ID+".summary"), "{{value}}", b.Amount(r.Unit, value, language))
}

// spans are what amounts of seconds are said in, the longest first.
var spans = []struct {
	word    string
	seconds int64
}{{"day", 86_400}, {"hour", 3600}, {"minute", 60}, {"second", 1}}

// sizes are what amounts of bytes are said in.
var sizes = []struct {
	word  string
	bytes int64
}{{"GB", 1 << 30}, {"MB", 1 << 20}, {"KB", 1 << 10}, {"B", 1}}

// Amount says a value of a rule with its unit, in the longest unit that needs no fraction.
func (b *Book) Amount(unit string, value int64, language string) string {
	switch unit {
	case "s":
		for _, s := range spans {
			if value%s.seconds == 0 && (value > 0 || s.seconds == 1) {
				return b.counted(s.word, value/s.seconds, language)
			}
		}
	case "d":
		return b.counted("day", value, language)
	case "B":
		for _, s := range sizes {
			if value%s.bytes == 0 && (value > 0 || s.bytes == 1) {
				return strconv.FormatInt(value/s.bytes, 10) + " " + s.word
			}
		}
	}
	return strconv.FormatInt(value, 10)
}

// counted says a number of something: "1 minute", "2 minutes".
func (b *Book) counted(word string, n int64, language string) string {
	form := "other"
	if n == 1 {
		form = "one"
	}
	return strings.ReplaceAll(b.text(language, "unit."+word+"."+form), "{{n}}", strconv.FormatInt(n, 10))
}
