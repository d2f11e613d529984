package content

import (
	"strings"
	"testing"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/id"
)

func TestACardIsReadBackAsItWasSealed(t *testing.T) {
	sealed, err := SealCard(SubjectApproval, wang, "请假申请 · 王青")
	if err != nil {
		t.Fatal(err)
	}
	want := `{"type":"card","subject":"approval","id":"` + wang.String() + `","title":"请假申请 · 王青"}`
	if string(sealed.Body) != want || sealed.Kind != KindCard {
		t.Fatalf("%s %s", sealed.Kind, sealed.Body)
	}
	c := mustParse(t, KindCard, sealed.Body)
	if c.Plain() != "请假申请 · 王青" || len(c.Held()) > 0 || len(c.Links()) > 0 || c.Media() != "card" || Excerpt(c, 4) != "请假申请" {
		t.Errorf("%+v", c)
	}
	if !sealed.SameAs(KindCard, []byte(want)) || sealed.SameAs(KindText, []byte(want)) {
		t.Error("the same is not the same")
	}
}

func TestNobodyWritesACardAndNoneIsMadeOfNothing(t *testing.T) {
	for _, w := range []Written{{Type: KindCard}, {Type: KindCard, FileID: &wang}, {Type: KindCard, Nodes: []Node{words("a")}}} {
		if _, err := w.Seal(directory); !apperr.Has(err, apperr.Invalid) {
			t.Errorf("%+v: %v", w, err)
		}
	}
	for _, c := range []struct {
		subject string
		object  id.ID
		title   string
	}{{"file", wang, "a"}, {SubjectApproval, id.ID{}, "a"}, {SubjectApproval, wang, strings.Repeat("批", MaxCardTitle+1)}, {SubjectApproval, wang, "a\u202e"}} {
		if _, err := SealCard(c.subject, c.object, c.title); err == nil {
			t.Errorf("%+v was sealed", c)
		}
	}
}

func TestAForwardCarriesACardWithoutItsTitle(t *testing.T) {
	sealed, _ := SealCard(SubjectApproval, wang, "薪酬调整")
	c := mustParse(t, KindCard, sealed.Body)
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
