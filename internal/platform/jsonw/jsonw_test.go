package jsonw_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"tonggui/internal/platform/id"
	"tonggui/internal/platform/jsonw"
)

func asEncodingJSON(t *testing.T, v any) string {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func FuzzWritesStringsAsEncodingJSONDoes(f *testing.F) {
	for _, s := range []string{"", "plain", "同轨 ok", `a"b\c`, "<b>&amp;", "line\u2028two\u2029", "tab\t\x00\x7f", "\xff\xfe broken", "同<", "é\"", "🙂"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := string(jsonw.String(nil, s)), asEncodingJSON(t, s); got != want {
			t.Fatalf("%q: %s, want %s", s, got, want)
		}
		// What is stored is not escaped for HTML.
		var stored bytes.Buffer
		e := json.NewEncoder(&stored)
		e.SetEscapeHTML(false)
		if err := e.Encode(map[string]string{"text": s}); err != nil {
			t.Fatal(err)
		}
		raw := bytes.TrimSuffix(stored.Bytes(), []byte("\n"))
		if got, want := string(jsonw.Raw(nil, raw)), asEncodingJSON(t, json.RawMessage(raw)); got != want {
			t.Fatalf("%q: %s, want %s", raw, got, want)
		}
	})
}

func TestWritesTheRestAsEncodingJSONDoes(t *testing.T) {
	who, n := id.New(1_700_000_000_000_000), int64(-42)
	for _, c := range []struct{ got, want string }{
		{string(jsonw.ID(nil, who)), asEncodingJSON(t, who)},
		{string(jsonw.Or(nil, &n, jsonw.Int)), asEncodingJSON(t, n)},
		{string(jsonw.Or(nil, (*int64)(nil), jsonw.Int)), "null"},
		{string(jsonw.Bool(nil, true)), "true"},
		{string(jsonw.Raw([]byte("x"), nil)), "xnull"},
		{string(jsonw.Raw(nil, []byte("{\"a\":\"\u2028\u2029<\"}"))), asEncodingJSON(t, json.RawMessage("{\"a\":\"\u2028\u2029<\"}"))},
	} {
		if c.got != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
}
