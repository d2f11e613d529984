package content

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"
)

func FuzzSimpleTextsAreWrittenAndReadAsEncodingJSONDoes(f *testing.F) {
	for _, s := range []string{"", "a", "你好 🙂", "<b>&amp;", `"`, `\`, "\n", "\t", "\x7f", "\u2028", "\u2029x", "\u2027", "\xe2", "\xe2\x80", "\xff", "�", `"}]}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := Text{Type: KindText, Nodes: []Node{{Type: NodeText, Text: s}}}
		want := Encode(text)
		if got, simple := text.simple(); simple && !bytes.Equal(got, want) {
			t.Fatalf("%q is written %s, not %s", s, got, want)
		}
		if got, simple := parseSimple(want); simple {
			var slow Text
			if err := json.Unmarshal(want, &slow); err != nil || !reflect.DeepEqual(got, slow) {
				t.Fatalf("%s is read as %+v, not %+v", want, got, slow)
			}
		}
	})
}

func TestOnlySimpleTextsAreWrittenByHand(t *testing.T) {
	for name, text := range map[string]Text{
		"two pieces": {Type: KindText, Nodes: []Node{{Type: NodeText, Text: "a"}, {Type: NodeMentionAll}}},
		"marks":      {Type: KindText, Nodes: []Node{{Type: NodeText, Text: "a", Marks: []string{"bold"}}}},
		"code":       {Type: KindText, Nodes: []Node{{Type: NodeCode, Text: "a"}}},
		"a copy":     {Type: KindText, Nodes: []Node{{Type: NodeText, Text: "a"}}, Forwarded: true},
		"no piece":   {Type: KindText, Nodes: []Node{}},
	} {
		if body, simple := text.simple(); simple {
			t.Errorf("%s: %s", name, body)
		}
		if got, simple := parseSimple(Encode(text)); simple {
			t.Errorf("%s is read as %+v", name, got)
		}
	}
	if body, simple := (Text{Type: KindText, Nodes: []Node{{Type: NodeText, Text: "你好"}}}).simple(); !simple || !bytes.Equal(body, Encode(Text{Type: KindText, Nodes: []Node{{Type: NodeText, Text: "你好"}}})) {
		t.Errorf("%s", body)
	}
}
