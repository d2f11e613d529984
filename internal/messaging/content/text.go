package content

import (
	"slices"
	"unicode/utf8"

	"tonggui/internal/files"
	"tonggui/internal/platform/id"
)

// The limits of a text.
const (
	MaxText     = 10_000 // characters, mentions included
	MaxNodes    = 200    // those within blocks included
	MaxItems    = 100    // of a list
	MaxFiles    = 9
	MaxURL      = 2_048 // bytes
	MaxLanguage = 20
)

// Text is what a person writes, with what they send along.
type Text struct {
	Type      string          `json:"type" enum:"text"`
	Nodes     []Node          `json:"nodes" nullable:"false" doc:"empty only where there are files"`
	Files     []files.FileRef `json:"files,omitempty" nullable:"false" maxItems:"9"`
	Forwarded bool            `json:"forwarded,omitempty" doc:"it was written by somebody else, in another place"`
}

// sealer brings nodes to their canonical form and counts what they hold.
type sealer struct {
	name          func(id.ID) string
	nodes, length int
	seen          bool // something of it can be seen
	mentions      []id.ID
	mentionAll    bool
}

// top seals the nodes of a text.
func (s *sealer) top(nodes []Node) ([]Node, error) {
	out := make([]Node, 0, len(nodes))
	for i := range nodes {
		var err error
		switch nodes[i].Type {
		case NodeCode, NodeQuote, NodeList:
			out, err = s.block(out, &nodes[i])
		default:
			out, err = s.inline(out, &nodes[i])
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *sealer) line(nodes []Node) (out []Node, err error) {
	for i := range nodes {
		if out, err = s.inline(out, &nodes[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// count takes a node in.
func (s *sealer) count(n *Node) error {
	if s.nodes++; s.nodes > MaxNodes {
		return ErrTooManyNodes.New("max", MaxNodes)
	}
	return n.wellFormed()
}

// words takes in what is read of a node.
func (s *sealer) words(text string) error {
	if s.length += utf8.RuneCountInString(text); s.length > MaxText {
		return ErrTooLong.New("max", MaxText)
	}
	s.seen = s.seen || !Blank(text)
	return nil
}

// inline appends an inline node, or draws it into the one before it.
func (s *sealer) inline(out []Node, n *Node) ([]Node, error) {
	if err := s.count(n); err != nil {
		return nil, err
	}
	switch n.Type {
	case NodeText:
		return s.text(out, n)
	case NodeLink:
		return s.link(out, n)
	case NodeMention:
		called := s.name(*n.AccountID)
		if called == "" {
			return nil, ErrMentionNotMember.New("account_id", *n.AccountID)
		}
		if !slices.Contains(s.mentions, *n.AccountID) {
			s.mentions = append(s.mentions, *n.AccountID)
		}
		return append(out, Node{Type: NodeMention, AccountID: n.AccountID, Name: called}), s.words("@" + called)
	case NodeMentionAll:
		s.mentionAll = true
		return append(out, Node{Type: NodeMentionAll}), s.words(everybody)
	}
	return nil, wrongForm()
}

func (s *sealer) text(out []Node, n *Node) ([]Node, error) {
	text, err := Clean(n.Text)
	if err != nil {
		return nil, err
	}
	marks, err := cleanMarks(n.Marks)
	if err != nil || text == "" {
		return out, err
	}
	return joined(out, Node{Type: NodeText, Text: text, Marks: marks}), s.words(text)
}

// joined appends a text, to the text before it where both look the same.
func joined(out []Node, n Node) []Node {
	if last := len(out) - 1; last >= 0 && out[last].Type == NodeText && slices.Equal(out[last].Marks, n.Marks) {
		out[last].Text += n.Text
		return out
	}
	return append(out, n)
}

func (s *sealer) link(out []Node, n *Node) ([]Node, error) {
	address, err := cleanURL(n.URL)
	if err != nil {
		return nil, err
	}
	text, err := Clean(n.Text)
	if err != nil {
		return nil, err
	}
	marks, err := cleanMarks(n.Marks)
	if err != nil {
		return nil, err
	}
	text = shownText(text, address)
	return append(out, Node{Type: NodeLink, Text: text, Marks: marks, URL: address}), s.words(text)
}

// block appends a block; one with nothing in it is left out.
func (s *sealer) block(out []Node, n *Node) ([]Node, error) {
	if err := s.count(n); err != nil {
		return nil, err
	}
	switch n.Type {
	case NodeCode:
		text, err := Clean(n.Text)
		if err == nil {
			err = cleanLanguage(n.Language)
		}
		if err != nil || text == "" {
			return out, err
		}
		return append(out, Node{Type: NodeCode, Text: text, Language: n.Language}), s.words(text)
	case NodeQuote:
		nodes, err := s.line(n.Nodes)
		if err != nil || len(nodes) == 0 {
			return out, err
		}
		return append(out, Node{Type: NodeQuote, Nodes: nodes}), nil
	}
	if len(n.Items) > MaxItems {
		return nil, ErrTooManyNodes.New("max", MaxItems)
	}
	list := Node{Type: NodeList, Ordered: n.Ordered}
	for _, item := range n.Items {
		nodes, err := s.line(item)
		if err != nil {
			return nil, err
		}
		if len(nodes) > 0 {
			list.Items = append(list.Items, nodes)
		}
	}
	if len(list.Items) == 0 {
		return out, nil
	}
	return append(out, list), nil
}
