package messaging

import (
	"context"
	"slices"

	"tonggui/internal/files"
	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// attach writes the facts of its files into a message and holds them there.
func (s *Service) attach(tx *db.Tx, m *message, sealed content.Sealed) error {
	if len(sealed.Files) == 0 {
		return nil
	}
	found, err := s.Files.ForMessage(tx, m.Sender, sealed.Files)
	if err != nil {
		return err
	}
	if sealed, err = sealed.With(found); err != nil {
		return err
	}
	m.Content = sealed.Body
	return s.Files.Hold(tx, files.Message(m.Conversation, m.Seq), sealed.Files)
}

// MayRead tells for each place whether an account may read there now: it is a message that they see
// as a member and that is not recalled, not even by themself. Which files the message has, files
// knows by what is held there.
func (s *Service) MayRead(ctx context.Context, account id.ID, places []files.Place) ([]bool, error) {
	wanted := map[id.ID][]int64{}
	for _, p := range places {
		if p.Kind == files.InMessage {
			wanted[p.Object] = append(wanted[p.Object], p.Seq)
		}
	}
	open := map[files.Place]bool{}
	for conversation, seqs := range wanted {
		seen, err := selectReadable(s.DB.Ask(ctx), conversation, account, seqs)
		if err != nil {
			return nil, err
		}
		for _, seq := range seqs {
			open[files.Message(conversation, seq)] = slices.Contains(seen, seq)
		}
	}
	out := make([]bool, len(places))
	for i, p := range places {
		out[i] = open[p]
	}
	return out, nil
}
