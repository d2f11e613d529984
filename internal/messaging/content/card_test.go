package content

import (
	"strings"
	"testing"
	"unicode/utf8"

	"tonggui/internal/approvals/words"
	"tonggui/internal/platform/apperr"
)

func TestACardIsReadBackAsItWasSealed(t *testing.T) {
	body := SealCard(SubjectApproval, wang, words.Words{"zh-CN": "请假申请 · 王青", "en": "Leave · 王青"})
	want := `{"type":"card","subject":"approval","id":"` + wang.String() + `","title":{"en":"Leave · 王青","zh-CN":"请假申请 · 王青"}}`
	if string(body) != want {
		t.Fatalf("%s", body)
	}
	c := mustParse(t, KindCard, body)
	if c.Plain() != "请假申请 · 王青\nLeave · 王青" || len(c.Held()) > 0 || len(c.Links()) > 0 || c.Media() != "card" || Excerpt(c, 4) != "" {
		t.Errorf("%+v", c)
	}
}

func TestTheTitleOfACardIsOneLineThatCanBeSeen(t *testing.T) {
	for title, want := range map[string]string{"a\u202eb\x00\nc\xff": "ab c", strings.Repeat("批", MaxCardTitle+9): strings.Repeat("批", MaxCardTitle), "": ""} {
		// What is the same in both languages is said once, and each shows the other where it says nothing.
		for _, w := range []words.Words{{"zh-CN": title, "en": title}, {"en": title}, {"zh-CN": title, "en": "\u202e"}} {
			c := mustParse(t, KindCard, SealCard(SubjectApproval, wang, w)).(Card)
			if got := c.Plain(); got != want || c.Title.In("en") != want || c.Title.In("zh-CN") != want || utf8.RuneCountInString(got) > MaxCardTitle {
				t.Errorf("%q became %q", w, c.Title)
			}
		}
	}
}

func TestNobodyWritesACard(t *testing.T) {
	for _, w := range []Written{{Type: KindCard}, {Type: KindCard, FileID: &wang}, {Type: KindCard, Nodes: []Node{piece("a")}}} {
		if _, err := w.Seal(directory); !apperr.Has(err, apperr.Invalid) {
			t.Errorf("%+v: %v", w, err)
		}
	}
}

func TestAForwardCarriesACardWithoutItsTitle(t *testing.T) {
	c := mustParse(t, KindCard, SealCard(SubjectApproval, wang, words.Words{"zh-CN": "薪酬调整", "en": "薪酬 change"}))
	_, record, err := NewRecord(Title{Kind: "direct", Names: []string{"王青"}}, []Item{{SenderName: "王青", At: 1, Kind: KindCard, Content: Copy(c)}})
	if err != nil {
		t.Fatal(err)
	}
	for _, body := range [][]byte{Encode(Forwarded(c)), record} {
		if strings.Contains(string(body), "薪酬") || !strings.Contains(string(body), wang.String()) {
			t.Errorf("%s", body)
		}
	}
	mustParse(t, KindRecord, record)
}
