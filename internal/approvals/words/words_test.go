package words_test

import (
	"testing"

	"tonggui/internal/approvals/words"
)

func TestWordsAreReadInTheReadersLanguageElseInTheOther(t *testing.T) {
	both := words.Words{"zh-CN": "请假", "en": "Leave"}
	english := words.Words{"en": "Leave", "zh-CN": ""}
	for _, c := range []struct {
		w              words.Words
		language, want string
	}{
		{both, "zh-CN", "请假"}, {both, "en", "Leave"}, {both, "fr", "请假"},
		{english, "zh-CN", "Leave"}, {english, "en", "Leave"}, {nil, "en", ""},
	} {
		if got := c.w.In(c.language); got != c.want {
			t.Errorf("%v in %s: %q, wanted %q", c.w, c.language, got, c.want)
		}
	}
	if both.Empty() || !(words.Words{"en": " "}).Empty() {
		t.Error("Empty is wrong")
	}
}
