package messaging

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/id"
)

var wang = id.ID{15: 1}

func directory(account id.ID) string {
	if account == wang {
		return "王青"
	}
	return ""
}

// covers: MSG-02
func TestATextIsBroughtToOneFormWhateverItsPieces(t *testing.T) {
	words := func(parts ...string) (c TextContent) {
		for _, p := range parts {
			c.Nodes = append(c.Nodes, Node{Type: nodeText, Text: p})
		}
		return c
	}
	want := `{"type":"text","nodes":[{"type":"text","text":"a\n<b>👨‍👩‍👧 "},{"type":"mention","account_id":"` + wang.String() + `","name":"王青"}]}`
	mention := Node{Type: nodeMention, AccountID: &wang, Name: "冒名"}
	for _, c := range []TextContent{words("a\r\n<b>👨‍👩‍👧 "), words("a\r", "", "<b>", "👨‍👩‍👧 "), words("", "a\n<b>👨‍👩‍👧", " ")} {
		c.Nodes = append(c.Nodes, mention)
		got, err := c.seal(directory)
		if err != nil || string(got.body) != want {
			t.Errorf("%s, %v", got.body, err)
		}
		if len(got.mentions) != 1 || got.mentionAll {
			t.Errorf("%+v", got)
		}
	}
}

func TestWhatAMessageMustNotHoldIsRefusedWithItsCode(t *testing.T) {
	text := func(s string) TextContent { return TextContent{Nodes: []Node{{Type: nodeText, Text: s}}} }
	other := id.ID{15: 2}
	many := TextContent{Nodes: make([]Node, MaxNodes+1)}
	for name, c := range map[string]struct {
		content TextContent
		want    *apperr.Def
	}{
		"nothing":                  {TextContent{}, ErrEmpty},
		"blanks":                   {text(" \n\t\u3000\u200b\u2060"), ErrEmpty},
		"too long":                 {text(strings.Repeat("长", MaxText+1)), ErrTooLong},
		"too many nodes":           {many, ErrTooManyNodes},
		"NUL":                      {text("a\x00"), ErrControlCharacter},
		"escape":                   {text("a\x1b[31m"), ErrControlCharacter},
		"C1 control":               {text("a\u0085"), ErrControlCharacter},
		"override":                 {text("fdp.\u202Eexe"), ErrControlCharacter},
		"isolate":                  {text("\u2066a"), ErrControlCharacter},
		"broken UTF-8":             {text("a\xff"), ErrControlCharacter},
		"stranger":                 {TextContent{Nodes: []Node{{Type: nodeMention, AccountID: &other}}}, ErrMentionNotMember},
		"mention of nobody":        {TextContent{Nodes: []Node{{Type: nodeMention}}}, apperr.Invalid},
		"text in a mention":        {TextContent{Nodes: []Node{{Type: nodeMention, AccountID: &wang, Text: "x"}}}, apperr.Invalid},
		"person in a text":         {TextContent{Nodes: []Node{{Type: nodeText, AccountID: &wang, Text: "x"}}}, apperr.Invalid},
		"unknown kind":             {TextContent{Nodes: []Node{{Type: "html", Text: "x"}}}, apperr.Invalid},
		"mention of all with more": {TextContent{Nodes: []Node{{Type: nodeMentionAll, Name: "x"}}}, apperr.Invalid},
	} {
		if _, err := c.content.seal(directory); !apperr.Has(err, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want.Code)
		}
	}
	if _, err := text(strings.Repeat("长", MaxText)).seal(directory); err != nil {
		t.Errorf("the longest text: %v", err)
	}
}

func FuzzContent(f *testing.F) {
	for _, seed := range []string{
		`{"type":"text","nodes":[{"type":"text","text":"你好"}]}`,
		`{"type":"text","nodes":[{"type":"mention","account_id":"00000000-0000-0000-0000-000000000001"},{"type":"mention_all"}]}`,
		`{"type":"text","nodes":[{"type":"text","text":"a\u202eb\u0000\ud800"}]}`,
		`{"nodes":null}`, `[]`, `{"nodes":[{}]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var c TextContent
		if json.Unmarshal(raw, &c) != nil {
			return
		}
		first, err := c.seal(directory)
		if err != nil {
			return
		}
		if !utf8.Valid(first.body) || bytes.ContainsAny(first.body, "\x00\r") {
			t.Fatalf("%q", first.body)
		}
		stored, err := parseText(first.body)
		if err != nil {
			t.Fatalf("what was stored is not read: %v", err)
		}
		second, err := stored.seal(directory)
		if err != nil || !bytes.Equal(first.body, second.body) {
			t.Fatalf("%q became %q, %v", first.body, second.body, err)
		}
		if n := len(stored.Nodes); n == 0 || n > MaxNodes {
			t.Fatalf("%d nodes", n)
		}
	})
}
