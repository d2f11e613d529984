package marks

import (
	"testing"
	"unicode/utf8"
)

func TestTheSamePictureIsTheSameReactionHoweverItIsWritten(t *testing.T) {
	for want, others := range map[string][]string{
		"👍":             {"👍", "👍\uFE0F"},
		"👍🏽":            {"👍🏽"},
		"❤\uFE0F":       {"❤", "❤\uFE0F"},
		"✌🏿":            {"✌🏿", "✌\uFE0F🏿"},
		"✌\uFE0F":       {"✌"},
		"1\uFE0F\u20E3": {"1\u20E3", "1\uFE0F\u20E3"},
		"#\uFE0F\u20E3": {"#\u20E3"},
		"🇨🇳":            {"🇨🇳"},
		"🏴":             {"🏴"},
		"🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F": {"🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F"},
		"🏳\uFE0F\u200D🌈":                 {"🏳\u200D🌈", "🏳\uFE0F\u200D🌈"},
		"🧔\u200D♂\uFE0F":                 {"🧔\u200D♂", "🧔\u200D♂\uFE0F"},
		"👩🏽\u200D❤\uFE0F\u200D💋\u200D👨🏿": {"👩🏽\u200D❤\u200D💋\u200D👨🏿"},
		"👨\u200D👩\u200D👧\u200D👦":         {"👨\u200D👩\u200D👧\u200D👦"},
		"👁\uFE0F\u200D🗨\uFE0F":           {"👁\u200D🗨", "👁\uFE0F\u200D🗨\uFE0F"},
		"\U0001FAFF":                     {"\U0001FAFF"}, // no phone draws it yet
	} {
		for _, given := range others {
			if got, ok := oneEmoji(given); !ok || got != want {
				t.Errorf("%+q became %+q, %v; want %+q", given, got, ok, want)
			}
		}
	}
}

func TestWhatIsNotExactlyOneEmojiIsNoReaction(t *testing.T) {
	for _, given := range []string{
		"", " ", "a", "1", "#", "好", "★", "👍👍", "👍 ", " 👍", "👍a", "<b>", "🏽", "🚗🏽", "👍🏽🏽", "🇨", "🇨🇳🇨", "\u200D", "👍\u200D", "\u200D👍",
		"👍\u200D\u200D👍", "❤\uFE0E", "❤\uFE0F\uFE0F", "1\u20E3\u20E3", "a\u20E3", "\uFE0F", "👍\u0301", "👍\u202E", "\U000E0067", "\xff", "👍\xff",
		"🏴\U000E0067\U000E0062", "🏴\U000E007F", "🏴\U000E0078\U000E0078\U000E007F", "👨\u200D👩\u200D👧\u200D👦\u200D👨\u200D👩", "©️®️",
	} {
		if got, ok := oneEmoji(given); ok {
			t.Errorf("%+q was taken as %+q", given, got)
		}
	}
}

func FuzzEmoji(f *testing.F) {
	for _, seed := range []string{"👍", "❤", "🏳\u200D🌈", "1\u20E3", "🇨🇳", "👩🏽\u200D❤\uFE0F\u200D💋\u200D👨🏿", "a", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, given string) {
		once, ok := oneEmoji(given)
		if !ok {
			return
		}
		again, ok := oneEmoji(once)
		if !ok || again != once || !utf8.ValidString(once) {
			t.Fatalf("%+q became %+q, then %+q", given, once, again)
		}
	})
}
