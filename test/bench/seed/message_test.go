package seed

import (
	"encoding/json"
	"testing"
	"unicode/utf8"
)

func TestTextsHaveTheirSizeAndStandInJSONAsTheyAre(t *testing.T) {
	seen := map[string]bool{}
	for _, text := range Texts(300) {
		quoted, err := json.Marshal(text)
		if err != nil || len(text) != Size || !utf8.ValidString(text) || string(quoted) != `"`+text+`"` || seen[text] {
			t.Errorf("%q: %s %v", text, quoted, err)
		}
		seen[text] = true
	}
	for _, text := range newWords().all {
		if len(text) != Size || !utf8.ValidString(text) || !json.Valid(Content(text)) {
			t.Errorf("%q", text)
		}
	}
}

func TestIDsAreOfVersionSevenAndDiffer(t *testing.T) {
	s, err := Open(t.Context(), t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[[16]byte]bool{}
	for range 10_000 {
		v := s.id(s.now)
		if v[6]>>4 != 7 || v[8]>>6 != 2 || seen[v] {
			t.Fatal(v)
		}
		seen[v] = true
	}
}
