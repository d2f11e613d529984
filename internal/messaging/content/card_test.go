package content

import (
	"strings"
	"testing"
	"unicode/utf8"

	"tonggui/internal/platform/apperr"
)

func TestACardIsReadBackAsItWasSealed(t *testing.T) {
	body := SealCard(SubjectApproval, wang, "请假申请 · 王青")
	want := `{"type":"card","subject":"approval","id":"` + wang.String() + `","title":"请假申请 · 王青"}`
	if string(body) != want {
		t.Fatalf("%s", body)
	}
	c := mustParse(t, KindCard, body)
	if c.Plain() != "请假申请 · 王青" || len(c.Held()) > 0 || len(c.Links()) > 0 || c.Media() != "card" || Excerpt(c, 4) != "请假申请" {
		t.Errorf("%+v", c)
	}
}

func TestTheTitleOfACardIsOneLineThatCanBeSeen(t *testing.T) {
	for title, want := range map[string]string{"a\u202eb\x00\nc\xff": "ab c", strings.Repeat("批", MaxCardTitle+9): strings.Repeat("批", MaxCardTitle), "": ""} {
		got := mustParse(t, KindCard, SealCard(SubjectApproval, wang, title)).Plain()
		if got != want || utf8.RuneCountInString(got) > MaxCardTitle {
			t.Errorf("%q became %q", title, got)
		}
	}
}

func TestNobodyWritesACard(t *testing.T) {
	for _, w := range []Written{{Type: KindCard}, {Type: KindCard, FileID: &wang}, {Type: KindCard, Nodes: []Node{words("a")}}} {
		if _, err := w.Seal(directory); !apperr.Has(err, apperr.Invalid) {
			t.Errorf("%+v: %v", w, err)
		}
	}
}

func TestAForwardCarriesACardWithoutItsTitle(t *testing.T) {
	c := mustParse(t, KindCard, SealCard(SubjectApproval, wang, "薪酬调整"))
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
