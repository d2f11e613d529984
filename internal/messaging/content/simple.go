package content

import (
	"bytes"
	"unicode/utf8"
)

// Nearly all messages are one text without marks, files and characters that JSON escapes. They are
// written and read by hand, to the same bytes as by encoding/json.

const (
	simpleHead = `{"type":"text","nodes":[{"type":"text","text":"`
	simpleTail = `"}]}`
)

// simple returns a canonical content that is one such text.
func (t Text) simple() ([]byte, bool) {
	if len(t.Nodes) != 1 || t.Files != nil || t.Forwarded || t.Nodes[0].Type != NodeText || t.Nodes[0].Marks != nil || t.Nodes[0].Text == "" {
		return nil, false
	}
	text := t.Nodes[0].Text
	if !unescaped(text) || !utf8.ValidString(text) {
		return nil, false
	}
	b := make([]byte, 0, len(simpleHead)+len(text)+len(simpleTail))
	b = append(b, simpleHead...)
	b = append(b, text...)
	return append(b, simpleTail...), true
}

// parseSimple reads what simple has written.
func parseSimple(body []byte) (Text, bool) {
	rest, head := bytes.CutPrefix(body, []byte(simpleHead))
	text, tail := bytes.CutSuffix(rest, []byte(simpleTail))
	if !head || !tail || len(text) == 0 || !unescaped(text) {
		return Text{}, false
	}
	return Text{Type: KindText, Nodes: []Node{{Type: NodeText, Text: string(text)}}}, true
}

// unescaped tells whether a text of valid UTF-8 stands in JSON as it is. The two separators of lines
// are the only characters beyond ASCII that encoding/json escapes.
func unescaped[T string | []byte](text T) bool {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c < ' ', c == '"', c == '\\':
			return false
		case c == 0xe2 && i+2 < len(text) && text[i+1] == 0x80 && text[i+2]&^1 == 0xa8:
			return false
		}
	}
	return true
}
