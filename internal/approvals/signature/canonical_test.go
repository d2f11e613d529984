package signature_test

import (
	"errors"
	"testing"

	"tonggui/internal/approvals/signature"
)

// These forms are promises: a signature depends on each of their bytes.
//
// covers: APV-03
func TestTheCanonicalFormIsTheOneThatIsWrittenDown(t *testing.T) {
	for from, want := range map[string]string{
		` { "b" : [ 1 , true , null , -5 ] , "a" : "x" } `: `{"a":"x","b":[1,true,null,-5]}`,
		`"\u540c\u8f68 \u0001\b\t\n\f\r\"\\\/<>&\u2028"`:   "\"同轨 \\u0001\\b\\t\\n\\f\\r\\\"\\\\/<>&\u2028\"",
		// RFC 8785 orders names by UTF-16 units: what lies beyond the first plane comes before U+FB33.
		"{\"\ufb33\":1,\"\U0001f600\":2,\"\u20ac\":3,\"1\":4}": "{\"1\":4,\"\u20ac\":3,\"\U0001f600\":2,\"\ufb33\":1}",
		`9007199254740991`: `9007199254740991`,
		`{}`:               `{}`,
		`[]`:               `[]`,
		`[{},[],""]`:       `[{},[],""]`,
	} {
		got, err := signature.Canonical([]byte(from))
		if err != nil || string(got) != want {
			t.Errorf("%s: %s (%v), want %s", from, got, err, want)
		}
		if again, err := signature.Canonical(got); err != nil || string(again) != string(got) {
			t.Errorf("%s is not its own form: %s (%v)", got, again, err)
		}
	}
	deep := make([]byte, 0, 200)
	for range 100 {
		deep = append(deep, '[')
	}
	for _, bad := range []string{``, `{`, `{"a":1,"a":2}`, `1.5`, `1e3`, `-0`, `9007199254740992`, `01`, `[1,]`, `{} {}`, "\"\xff\"", `nul`, string(deep)} {
		if got, err := signature.Canonical([]byte(bad)); !errors.Is(err, signature.ErrCanonical) {
			t.Errorf("%s: %s, %v", bad, got, err)
		}
	}
}

func FuzzCanonical(f *testing.F) {
	for _, seed := range []string{`{"b":[1,true],"a":"x\u0001"}`, `"\ud800"`, `[[[]]]`, `-0`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		once, err := signature.Canonical(raw)
		if err != nil {
			return
		}
		if twice, err := signature.Canonical(once); err != nil || string(twice) != string(once) {
			t.Errorf("%q becomes %q and then %q (%v)", raw, once, twice, err)
		}
	})
}
