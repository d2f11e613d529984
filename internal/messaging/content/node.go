package content

import (
	"slices"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/id"
)

// The kinds of node.
const (
	NodeText       = "text"
	NodeLink       = "link"
	NodeMention    = "mention"
	NodeMentionAll = "mention_all"
	NodeCode       = "code_block"
	NodeQuote      = "quote"
	NodeList       = "list"
)

// Node is a piece of a text. Which fields it has follows from its type.
type Node struct {
	Type      string   `json:"type"`
	Text      string   `json:"text,omitempty"`  // of text, link, code_block; line breaks are \n
	Marks     []string `json:"marks,omitempty"` // of text, link
	URL       string   `json:"url,omitempty"`   // of link
	AccountID *id.ID   `json:"account_id,omitempty"`
	Name      string   `json:"name,omitempty"` // of a mention; the directory's
	Language  string   `json:"language,omitempty"`
	Nodes     []Node   `json:"nodes,omitempty"`   // of quote
	Ordered   *bool    `json:"ordered,omitempty"` // of list
	Items     [][]Node `json:"items,omitempty"`   // of list
}

// marks are the ways in which words can stand out, sorted.
var marks = []string{"bold", "code", "italic", "strike"}

// The fields of a node.
const (
	hasText = 1 << iota
	hasMarks
	hasURL
	hasAccount
	hasName
	hasLanguage
	hasNodes
	hasOrdered
	hasItems
)

// forms tells which fields a type of node may have and which it must.
var forms = map[string]struct{ may, must int }{
	NodeText:       {hasText | hasMarks, 0},
	NodeLink:       {hasText | hasMarks | hasURL, hasURL},
	NodeMention:    {hasAccount | hasName, hasAccount},
	NodeMentionAll: {},
	NodeCode:       {hasText | hasLanguage, 0},
	NodeQuote:      {hasNodes, 0},
	NodeList:       {hasOrdered | hasItems, hasOrdered},
}

func (n *Node) fields() (has int) {
	for i, there := range [...]bool{n.Text != "", n.Marks != nil, n.URL != "", n.AccountID != nil, n.Name != "",
		n.Language != "", n.Nodes != nil, n.Ordered != nil, n.Items != nil} {
		if there {
			has |= 1 << i
		}
	}
	return has
}

// wellFormed refuses a node that carries what its type does not have: a program that sends such a
// node means something that would be dropped silently.
func (n *Node) wellFormed() error {
	form, known := forms[n.Type]
	has := n.fields()
	if !known || has&^form.may != 0 || has&form.must != form.must {
		return wrongForm()
	}
	return nil
}

func wrongForm() error { return apperr.Invalid.At("body.content.nodes", "wrong_form") }

// cleanMarks sorts marks and takes doubles out.
func cleanMarks(in []string) ([]string, error) {
	if len(in) == 0 {
		return nil, nil
	}
	if len(in) > len(marks) {
		return nil, wrongForm()
	}
	out := slices.Clone(in)
	slices.Sort(out)
	out = slices.Compact(out)
	for _, m := range out {
		if !slices.Contains(marks, m) {
			return nil, wrongForm()
		}
	}
	return out, nil
}

// cleanLanguage checks the name of a code's language.
func cleanLanguage(name string) error {
	if len(name) > MaxLanguage {
		return wrongForm()
	}
	for _, r := range name {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '+' && r != '#' && r != '-' {
			return wrongForm()
		}
	}
	return nil
}
