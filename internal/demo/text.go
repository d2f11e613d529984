package demo

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tonggui/internal/messaging/content"
)

const everyone = "所有人"

var (
	itemMark = regexp.MustCompile(`^(-|\d+\.) (.*)$`)
	inText   = regexp.MustCompile("\\*\\*(.+?)\\*\\*|`([^`]+)`|(https?://[^\\s，。；、（）“”]+)")
)

// nodes turns a text of the script into a message's tree.
func (p *player) nodes(text string) content.Written {
	out := content.Written{Type: content.KindText, Nodes: []content.Node{}}
	lines := strings.Split(p.days.dates(text), "\n")
	var plain []string
	flush := func() {
		if len(plain) > 0 {
			out.Nodes = append(out.Nodes, p.inline(strings.Join(plain, "\n"))...)
			plain = nil
		}
	}
	for i := 0; i < len(lines); {
		block, n := p.block(lines[i:])
		if n == 0 {
			plain = append(plain, lines[i])
			i++
			continue
		}
		flush()
		out.Nodes = append(out.Nodes, block)
		i += n
	}
	flush()
	return out
}

// block reads the block with which lines begin, and tells how many of them it takes; 0 for none.
func (p *player) block(lines []string) (content.Node, int) {
	if language, code := strings.CutPrefix(lines[0], "```"); code {
		if n := slices.Index(lines[1:], "```"); n >= 0 {
			return content.Node{Type: content.NodeCode, Text: strings.Join(lines[1:n+1], "\n"), Language: language}, n + 2
		}
	}
	quote := content.Node{Type: content.NodeQuote}
	n := 0
	for ; n < len(lines) && strings.HasPrefix(lines[n], "> "); n++ {
		if n > 0 {
			quote.Nodes = append(quote.Nodes, content.Node{Type: content.NodeText, Text: "\n"})
		}
		quote.Nodes = append(quote.Nodes, p.inline(lines[n][2:])...)
	}
	if n > 0 {
		return quote, n
	}
	ordered := !strings.HasPrefix(lines[0], "- ")
	list := content.Node{Type: content.NodeList, Ordered: &ordered}
	for ; n < len(lines); n++ {
		m := itemMark.FindStringSubmatch(lines[n])
		if m == nil || ordered != (m[1] != "-") || ordered && m[1] != strconv.Itoa(n+1)+"." {
			break
		}
		list.Items = append(list.Items, p.inline(m[2]))
	}
	if n < 2 { // a number alone begins no list
		return content.Node{}, 0
	}
	return list, n
}

// inline reads marks, links and mentions.
func (p *player) inline(text string) (out []content.Node) {
	for text != "" {
		at := inText.FindStringSubmatchIndex(text)
		if at == nil {
			return append(out, p.mentions(text)...)
		}
		out = append(out, p.mentions(text[:at[0]])...)
		group := func(i int) string { return text[at[2*i]:at[2*i+1]] }
		switch {
		case at[2] >= 0:
			out = append(out, content.Node{Type: content.NodeText, Text: group(1), Marks: []string{"bold"}})
		case at[4] >= 0:
			out = append(out, content.Node{Type: content.NodeText, Text: group(2), Marks: []string{"code"}})
		default:
			out = append(out, content.Node{Type: content.NodeLink, URL: group(3), Text: group(3)})
		}
		text = text[at[1]:]
	}
	return out
}

// mentions reads who is named.
func (p *player) mentions(rest string) (out []content.Node) {
	say := func(s string) {
		if s != "" {
			out = append(out, content.Node{Type: content.NodeText, Text: s})
		}
	}
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
			out = append(out, content.Node{Type: content.NodeMentionAll})
		} else {
			account := p.actors[name].Account
			out = append(out, content.Node{Type: content.NodeMention, AccountID: &account})
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
