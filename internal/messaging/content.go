package messaging

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/id"
)

// The limits of a message.
const (
	MaxText  = 10_000 // characters, mentions included
	MaxNodes = 200
)

// The kinds of node.
const (
	nodeText       = "text"
	nodeMention    = "mention"
	nodeMentionAll = "mention_all"
)

// TextContent is what a person writes: a tree of text and mentions, never markup.
type TextContent struct {
	Type  string `json:"type" enum:"text"`
	Nodes []Node `json:"nodes" nullable:"false" doc:"1 to 200 pieces, 10,000 characters together"`
}

// Node is a piece of a text: words, a person, or everybody.
type Node struct {
	Type      string `json:"type" enum:"text,mention,mention_all"`
	Text      string `json:"text,omitempty" doc:"of a text; line breaks are \\n"`
	AccountID *id.ID `json:"account_id,omitempty" doc:"of a mention"`
	Name      string `json:"name,omitempty" doc:"of a mention; the server writes the person's present name"`
}

// sealed is a content in its one canonical form.
type sealed struct {
	body       []byte
	mentions   []id.ID // without doubles
	mentionAll bool
}

// seal checks a text and brings it to its canonical form: neighbouring texts joined, line ends as
// \n, names of mentions as the directory has them. name answers "" for somebody unknown.
func (c TextContent) seal(name func(id.ID) string) (sealed, error) {
	if len(c.Nodes) > MaxNodes {
		return sealed{}, ErrTooManyNodes.New("max", MaxNodes)
	}
	var out sealed
	nodes := make([]Node, 0, len(c.Nodes))
	length, blank := 0, true
	for _, n := range c.Nodes {
		if err := n.wellFormed(); err != nil {
			return sealed{}, err
		}
		switch n.Type {
		case nodeText:
			text, err := cleanText(n.Text)
			if err != nil {
				return sealed{}, err
			}
			length += utf8.RuneCountInString(text)
			blank = blank && isBlank(text)
			if last := len(nodes) - 1; last >= 0 && nodes[last].Type == nodeText {
				nodes[last].Text += text
			} else if text != "" {
				nodes = append(nodes, Node{Type: nodeText, Text: text})
			}
		case nodeMention:
			called := name(*n.AccountID)
			if called == "" {
				return sealed{}, ErrMentionNotMember.New("account_id", *n.AccountID)
			}
			length += 1 + utf8.RuneCountInString(called)
			blank = false
			out.mention(*n.AccountID)
			nodes = append(nodes, Node{Type: nodeMention, AccountID: n.AccountID, Name: called})
		case nodeMentionAll:
			length += 4
			blank, out.mentionAll = false, true
			nodes = append(nodes, Node{Type: nodeMentionAll})
		}
	}
	if blank {
		return sealed{}, ErrEmpty.New()
	}
	if length > MaxText {
		return sealed{}, ErrTooLong.New("max", MaxText)
	}
	out.body = encode(TextContent{Type: kindText, Nodes: nodes})
	return out, nil
}

func (s *sealed) mention(account id.ID) {
	for _, have := range s.mentions {
		if have == account {
			return
		}
	}
	s.mentions = append(s.mentions, account)
}

// wellFormed refuses a node that carries what its kind does not have: a program that sends such a
// node means something that would be dropped silently.
func (n Node) wellFormed() error {
	ok := false
	switch n.Type {
	case nodeText:
		ok = n.AccountID == nil && n.Name == ""
	case nodeMention:
		ok = n.AccountID != nil && n.Text == ""
	case nodeMentionAll:
		ok = n.AccountID == nil && n.Text == "" && n.Name == ""
	}
	if !ok {
		return apperr.Invalid.At("body.content.nodes", "wrong_form")
	}
	return nil
}

// encode writes the canonical JSON.
func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // strings and ids only: cannot fail
	return bytes.TrimSuffix(b.Bytes(), []byte{'\n'})
}

// parseText reads a stored text.
func parseText(body []byte) (c TextContent, err error) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	err = d.Decode(&c)
	return c, err
}

// sameText tells whether two canonical texts say the same; names of mentions may have changed since.
func sameText(a, b []byte) bool {
	if bytes.Equal(a, b) {
		return true
	}
	x, err := parseText(a)
	if err != nil {
		return false
	}
	y, err := parseText(b)
	if err != nil {
		return false
	}
	return bytes.Equal(encode(x.nameless()), encode(y.nameless()))
}

func (c TextContent) nameless() TextContent {
	for i := range c.Nodes {
		c.Nodes[i].Name = ""
	}
	return c
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// cleanText keeps a text as it was typed, with \n for line ends, and refuses characters that are
// not seen but change what is seen.
func cleanText(text string) (string, error) {
	text = lineEnds.Replace(text)
	if !utf8.ValidString(text) || strings.ContainsFunc(text, hidden) {
		return "", ErrControlCharacter.New()
	}
	return text, nil
}

// hidden tells whether a character is a control character other than a line break or tab, or one
// that turns the reading direction of what follows.
func hidden(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x2028, r == 0x2029:
		return true
	}
	return unicode.IsControl(r)
}

func isBlank(text string) bool {
	for _, r := range text {
		if !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) {
			return false
		}
	}
	return true
}

// MaxName is the length of a group's name in characters.
const MaxName = 60

// cleanName checks a group's name.
func cleanName(name string) (string, error) {
	name = strings.TrimSpace(name)
	switch {
	case !utf8.ValidString(name) || strings.ContainsFunc(name, hidden) || strings.ContainsAny(name, "\n\t"):
		return "", ErrControlCharacter.New()
	case isBlank(name):
		return "", ErrNameEmpty.New()
	case utf8.RuneCountInString(name) > MaxName:
		return "", ErrNameTooLong.New("max", MaxName)
	}
	return name, nil
}
