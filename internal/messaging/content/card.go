package content

import (
	"strings"

	"tonggui/internal/files"
	"tonggui/internal/platform/id"
)

// What a card can show.
const SubjectApproval = "approval"

// MaxCardTitle is how many characters the title of a card has at most.
const MaxCardTitle = 120

// Card stands for an object of another room, which clients show as it is when they show it. It holds
// nothing of the object but the title it had, for lists and for who searches: what a reader sees of the
// object itself, its own room decides.
type Card struct {
	Type    string `json:"type" enum:"card"`
	Subject string `json:"subject" enum:"approval" doc:"what it shows"`
	ID      id.ID  `json:"id" doc:"of the object; whoever may not read it there sees nothing of it here"`
	Title   string `json:"title" doc:"the object's when the card was sent; empty in a forward"`
}

// SealCard returns the card of an object in its canonical form. Only the server sends cards, so that nobody
// can make one up; a title that is too long is cut, and what is not seen of it is left out.
func SealCard(subject string, object id.ID, title string) []byte {
	title = strings.Map(func(r rune) rune {
		if Hidden(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(title, ""))
	return Encode(Card{KindCard, subject, object, cut(title, MaxCardTitle)})
}

// Plain returns its title.
func (c Card) Plain() string { return c.Title }

// Held returns nothing: files of the object are read at the object.
func (Card) Held() []files.FileRef { return nil }

// Links returns nothing.
func (Card) Links() []string { return nil }

// Media tells that it is a card.
func (Card) Media() string { return "card" }

// untitled is what a forward carries: the title tells of an object that others may not read.
func (c Card) untitled() Card {
	c.Title = ""
	return c
}
