package content

import (
	"slices"
	"strings"
	"unicode"

	"tonggui/internal/files"
	"tonggui/internal/platform/id"
)

// everybody is how a mention of all members reads where it is no mention any more.
const everybody = "@所有人"

// Plain returns its words; blocks and items stand on lines of their own.
func (t Text) Plain() string {
	if len(t.Nodes) == 1 && t.Nodes[0].Type == NodeText {
		return t.Nodes[0].Text
	}
	var b strings.Builder
	for i := range t.Nodes {
		n := &t.Nodes[i]
		switch n.Type {
		case NodeCode, NodeQuote, NodeList:
			newLine(&b)
			plainBlock(&b, n)
			if i < len(t.Nodes)-1 {
				newLine(&b)
			}
		default:
			plainInline(&b, n)
		}
	}
	return b.String()
}

func newLine(b *strings.Builder) {
	if s := b.String(); s != "" && s[len(s)-1] != '\n' {
		b.WriteByte('\n')
	}
}

func plainBlock(b *strings.Builder, n *Node) {
	b.WriteString(n.Text)
	for i := range n.Nodes {
		plainInline(b, &n.Nodes[i])
	}
	for i, item := range n.Items {
		if i > 0 {
			b.WriteByte('\n')
		}
		for j := range item {
			plainInline(b, &item[j])
		}
	}
}

func plainInline(b *strings.Builder, n *Node) {
	switch n.Type {
	case NodeMention:
		b.WriteString("@" + n.Name)
	case NodeMentionAll:
		b.WriteString(everybody)
	default:
		b.WriteString(n.Text)
	}
}

// Held returns the files that were sent along.
func (t Text) Held() []files.FileRef { return t.Files }

// Links returns where its links lead.
func (t Text) Links() (out []string) {
	each(t.Nodes, func(n *Node) {
		if n.Type == NodeLink {
			out = append(out, n.URL)
		}
	})
	return out
}

// each calls fn for every node, those in blocks included.
func each(nodes []Node, fn func(*Node)) {
	for i := range nodes {
		fn(&nodes[i])
		each(nodes[i].Nodes, fn)
		for _, item := range nodes[i].Items {
			each(item, fn)
		}
	}
}

// Media is the class of the first file.
func (t Text) Media() string {
	if len(t.Files) == 0 {
		return "none"
	}
	return string(t.Files[0].Media)
}

// Mentions returns whom it names, without doubles, and whether it names everybody.
func (t Text) Mentions() (people []id.ID, all bool) {
	each(t.Nodes, func(n *Node) {
		switch {
		case n.Type == NodeMentionAll:
			all = true
		case n.Type == NodeMention && !slices.Contains(people, *n.AccountID):
			people = append(people, *n.AccountID)
		}
	})
	return people, all
}

// Plain is empty: nothing of a voice is read.
func (Voice) Plain() string { return "" }

// Held returns the recording.
func (v Voice) Held() []files.FileRef { return []files.FileRef{v.File} }

// Links returns nothing.
func (Voice) Links() []string { return nil }

// Media tells that it is a voice.
func (Voice) Media() string { return "voice" }

// Plain is empty: clients put the line into words.
func (System) Plain() string { return "" }

// Held returns nothing.
func (System) Held() []files.FileRef { return nil }

// Links returns nothing.
func (System) Links() []string { return nil }

// Media tells that it carries nothing.
func (System) Media() string { return "none" }

// Excerpt returns the beginning of a content in one line: of a text its words or, where it has none,
// the name of its first file; of a record its title. Of a card it is empty: readers of different languages
// share an excerpt.
func Excerpt(c Content, characters int) string {
	words := ""
	switch c := c.(type) {
	case Card:
		return ""
	case Record:
		words = strings.Join(c.Title.Names, "、")
	default:
		words = c.Plain()
	}
	if Blank(words) && len(c.Held()) > 0 {
		switch f := c.Held()[0]; f.Media {
		case files.Image, files.Voice:
		default:
			words = f.Name
		}
	}
	return cut(words, characters)
}

// cut draws white space together and keeps at most so many characters.
func cut(text string, characters int) string {
	var b strings.Builder
	n, gap := 0, false
	for _, r := range text {
		if unicode.IsSpace(r) {
			gap = n > 0
			continue
		}
		if gap {
			if n++; n >= characters {
				break
			}
			b.WriteByte(' ')
			gap = false
		}
		if n++; n > characters {
			break
		}
		b.WriteRune(r)
	}
	// What would join the last character to one that is cut off.
	return strings.TrimRightFunc(b.String(), func(r rune) bool { return r == '\u200d' })
}
