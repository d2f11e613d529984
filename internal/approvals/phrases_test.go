package approvals_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"tonggui/internal/approvals"
	"tonggui/internal/platform/apperr"
)

// covers: APV-01
func TestPhrasesAreKeptPerPersonInTheirOrder(t *testing.T) {
	each(t, func(h *house) {
		none, err := h.Phrases(t.Context(), h.foreman)
		if h.must(err); none.Own || len(none.Approve)+len(none.Reject) != 0 {
			t.Errorf("before anything was kept: %+v", none)
		}
		for _, mine := range []approvals.Phrases{
			{Approve: []string{"  同意，请抓紧。 ", "同意"}, Reject: []string{"预算不足"}},
			{Approve: []string{"同意", "同意，请抓紧。"}, Reject: []string{}},
		} {
			_, err := h.KeepPhrases(t.Context(), h.foreman, mine)
			h.must(err)
		}
		kept, err := h.Phrases(t.Context(), h.foreman)
		if h.must(err); !kept.Own || !reflect.DeepEqual(kept.Approve, []string{"同意", "同意，请抓紧。"}) || len(kept.Reject) != 0 {
			t.Errorf("kept: %+v", kept)
		}
		other, err := h.Phrases(t.Context(), h.worker)
		if h.must(err); other.Own || len(other.Approve) != 0 {
			t.Errorf("somebody else has %+v", other)
		}
	})
}

func TestAPhraseThatIsNoneIsRefusedWithItsPlace(t *testing.T) {
	each(t, func(h *house) {
		_, err := h.KeepPhrases(t.Context(), h.foreman, approvals.Phrases{Approve: []string{"同意"}, Reject: []string{}})
		h.must(err)
		for bad, code := range map[string]string{"  ": "missing", strings.Repeat("长", 101): "too_long", "两\n行": "wrong_form", "好": "doubled"} {
			_, err := h.KeepPhrases(t.Context(), h.foreman, approvals.Phrases{Approve: []string{}, Reject: []string{"好", bad}})
			e := apperr.From(err)
			if err == nil || len(e.Fields) != 1 || fmt.Sprint(e.Fields[0].Name, " ", e.Fields[0].Code) != "body.reject[1] "+code {
				t.Errorf("%q: %v", bad, err)
			}
		}
		kept, err := h.Phrases(t.Context(), h.foreman)
		if h.must(err); !reflect.DeepEqual(kept.Approve, []string{"同意"}) || len(kept.Reject) != 0 {
			t.Errorf("a refusal has changed them: %+v", kept)
		}
	})
}
