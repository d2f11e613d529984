package content

// Copy returns what a forward carries of a content: the same words and files. People that it names
// become words, for they may be strangers where it goes, and a card loses its title.
func Copy(c Content) Content {
	if card, is := c.(Card); is {
		return card.untitled()
	}
	t, is := c.(Text)
	if !is {
		return c // a voice names nobody, and what is in a record is copied already
	}
	t.Nodes = unnamed(t.Nodes)
	t.Forwarded = false
	return t
}

// Forwarded returns a copy as a message of its own, which says that somebody else wrote it.
func Forwarded(c Content) Content {
	c = Copy(c)
	if t, is := c.(Text); is {
		t.Forwarded = true
		return t
	}
	return c
}

func unnamed(nodes []Node) []Node {
	out := make([]Node, 0, len(nodes))
	for _, n := range nodes {
		switch n.Type {
		case NodeMention:
			n = Node{Type: NodeText, Text: "@" + n.Name}
		case NodeMentionAll:
			n = Node{Type: NodeText, Text: everybody}
		case NodeQuote:
			n.Nodes = unnamed(n.Nodes)
		case NodeList:
			items := make([][]Node, len(n.Items))
			for i, item := range n.Items {
				items[i] = unnamed(item)
			}
			n.Items = items
		}
		if n.Type == NodeText {
			out = joined(out, n)
		} else {
			out = append(out, n)
		}
	}
	return out
}
