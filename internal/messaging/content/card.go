package content

import (
	"slices"
	"strings"

	"tonggui/internal/approvals/words"
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
	// Title is in the languages of all who may come to read it: frames and remembered pages are shared.
	Title words.Words `json:"title" nullable:"false" doc:"the object's when the card was sent, by language; none in a forward"`
}

// SealCard returns the card of an object in its canonical form. Only the server sends cards, so that nobody
// can make one up; a title that is too long is cut, what is not seen of it is left out, and so is a
// language that says nothing.
func SealCard(subject string, object id.ID, title words.Words) []byte {
	sealed := words.Words{}
	for language, text := range title {
		if text = cut(visible(text), MaxCardTitle); text != "" {
			sealed[language] = text
		}
	}
	return Encode(Card{KindCard, subject, object, sealed})
}

// visible leaves out what is not seen of a text.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if Hidden(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}

// Plain returns its title, a line for each language that says it in its own way.
func (c Card) Plain() string {
	var lines []string
	for _, language := range words.Languages {
		if text := c.Title[language]; text != "" && !slices.Contains(lines, text) {
			lines = append(lines, text)
		}
	}
	return strings.Join(lines, "\n")
}

// Held returns nothing: files of the object are read at the object.
func (Card) Held() []files.FileRef { return nil }

// Links returns nothing.
func (Card) Links() []string { return nil }

// Media tells that it is a card.
func (Card) Media() string { return "card" }

// untitled is what a forward carries: the title tells of an object that others may not read.
func (c Card) untitled() Card {
	c.Title = words.Words{}
	return c
}
