package approvals

import (
	"tonggui/internal/approvals/engine"
	"tonggui/internal/approvals/words"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/i18n"
	"tonggui/internal/platform/id"
)

// Cards puts objects before people in their conversations with each other; messaging fills it.
type Cards interface {
	// Card comes to somebody in the name of somebody else. The same once again changes nothing, and nobody
	// is told where one of them has left, or where they are the same.
	Card(tx *db.Tx, from, to, object id.ID, title words.Words, once id.ID) error
}

// maxCards is how many people one act shows a card; where more are asked at once, their lists tell them.
const maxCards = 50

// show puts an approval before those whose turn has come, in the name of who brought it there, or of the
// applicant where nobody did or it is that person's own turn.
func (s *Service) show(tx *db.Tx, l *ledger, m move, events []engine.Event) error {
	if s.Cards == nil {
		return nil
	}
	title := words.Words{}
	for _, language := range i18n.Languages {
		title[language] = titleOf(*l.a, l.e.definition, language) + " · " + s.People.Name(l.a.applicant)
	}
	shown := 0
	for _, ev := range events {
		if ev.Kind != engine.TaskOpened || shown == maxCards {
			continue
		}
		from := m.who.Account
		if from.IsZero() || from == ev.Task.Person {
			from = l.a.applicant
		}
		if err := s.Cards().Card(tx, from, ev.Task.Person, l.a.id, title, ev.Task.ID); err != nil {
			return err
		}
		shown++
	}
	return nil
}
