package search

import (
	"slices"
	"strings"

	"tonggui/internal/files"
	"tonggui/internal/messaging/content"
	index "tonggui/internal/platform/search"
)

// The kinds by which messages are searched; a message may be of several.
const (
	Text index.Kinds = 1 << iota
	Image
	File
	Voice
	Link
	Record
)

// Words returns what a message is found by, and what kinds it is of: its words, the names of its
// files, where its links lead, and for a record all that the messages in it say and who said it. What
// cannot be read has none.
func Words(kind string, body []byte) (text string, kinds index.Kinds) {
	c, err := content.Parse(kind, body)
	if err != nil {
		return "", 0
	}
	var b strings.Builder
	write(&b, c)
	text = strings.TrimSuffix(b.String(), "\n")
	return text, kindsOf(c, text)
}

func kindsOf(c content.Content, text string) (kinds index.Kinds) {
	switch c := c.(type) {
	case content.Voice:
		return Voice
	case content.Record:
		return Record
	case content.Text:
		if !content.Blank(c.Plain()) {
			kinds |= Text
		}
		for _, f := range c.Held() {
			if f.Media == files.Image {
				kinds |= Image
			} else {
				kinds |= File
			}
		}
		if len(c.Links()) > 0 || strings.Contains(text, "http://") || strings.Contains(text, "https://") {
			kinds |= Link
		}
	}
	return kinds
}

// Shown returns what of a text that was found is shown to a reader: of a card the title in their language,
// where all that was searched for is in it.
func Shown(kind string, body []byte, found index.Words, text, language string) string {
	if kind != content.KindCard {
		return text
	}
	c, err := content.Parse(kind, body)
	if card, is := c.(content.Card); err == nil && is {
		if title := card.Title.In(language); found.In(title) {
			return title
		}
	}
	return text
}

// write adds a line for each thing that is said.
func write(b *strings.Builder, c content.Content) {
	switch c := c.(type) {
	case content.Text:
		plain := c.Plain()
		line(b, plain)
		for _, address := range c.Links() {
			if !strings.Contains(plain, address) {
				line(b, address)
			}
		}
		for _, f := range c.Held() {
			line(b, f.Name)
		}
	case content.Card:
		line(b, c.Plain())
	case content.Record:
		said := slices.Clone(c.Title.Names)
		for _, name := range said {
			line(b, name)
		}
		for _, it := range c.Items {
			if !slices.Contains(said, it.SenderName) {
				said = append(said, it.SenderName)
				line(b, it.SenderName)
			}
			write(b, it.Content)
		}
	}
}

func line(b *strings.Builder, text string) {
	if text != "" {
		b.WriteString(text)
		b.WriteByte('\n')
	}
}
