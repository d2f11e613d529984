package demo

import (
	"strings"

	"tonggui/internal/messaging/content"
)

const everyone = "所有人"

// nodes turns a text of the script into a message's tree.
func (p *player) nodes(text string) content.Written {
	out := content.Written{Type: "text", Nodes: []content.Node{}}
	say := func(s string) {
		if s != "" {
			out.Nodes = append(out.Nodes, content.Node{Type: "text", Text: s})
		}
	}
	rest := p.days.dates(text)
	for {
		before, after, found := strings.Cut(rest, "@")
		if !found {
			say(rest)
			return out
		}
		name := p.named(after)
		if name == "" {
			say(before + "@")
			rest = after
			continue
		}
		say(before)
		if name == everyone {
			out.Nodes = append(out.Nodes, content.Node{Type: "mention_all"})
		} else {
			account := p.actors[name].Account
			out.Nodes = append(out.Nodes, content.Node{Type: "mention", AccountID: &account})
		}
		rest = strings.TrimPrefix(after, name)
	}
}

// named finds whose name a text begins with.
func (p *player) named(text string) string {
	if strings.HasPrefix(text, everyone) {
		return everyone
	}
	for _, name := range p.order {
		if strings.HasPrefix(text, name) {
			return name
		}
	}
	return ""
}
