package messaging

import (
	"context"
	"encoding/json"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook/trial"
)

// The ways in which messages are changed, as indexes by time list them.
const (
	recalls    = "recalls"
	lastEdits  = "last edits"
	otherEdits = "other edits" // those between the first version and the newest
)

var pastCounts = map[string]string{
	recalls:    `SELECT COUNT(*) FROM messages WHERE recalled_by IS NOT NULL AND recalled_at >= ? AND recalled_at < ?`,
	lastEdits:  `SELECT COUNT(*) FROM messages WHERE edit_count > 0 AND edited_at >= ? AND edited_at < ?`,
	otherEdits: `SELECT COUNT(*) FROM message_edits WHERE version > 1 AND at >= ? AND at < ?`,
}

var pastPages = map[string]string{
	recalls: `SELECT recalled_at, conversation_id, seq, sender_id, at FROM messages WHERE recalled_by IS NOT NULL AND recalled_at < ?
		AND (recalled_at, conversation_id, seq) > (?, ?, ?) ORDER BY recalled_at, conversation_id, seq LIMIT ?`,
	lastEdits: `SELECT edited_at, conversation_id, seq, sender_id, at FROM messages WHERE edit_count > 0 AND edited_at < ?
		AND (edited_at, conversation_id, seq) > (?, ?, ?) ORDER BY edited_at, conversation_id, seq LIMIT ?`,
	otherEdits: `SELECT e.at, e.conversation_id, e.seq, m.sender_id, m.at FROM message_edits e
		JOIN messages m ON m.conversation_id = e.conversation_id AND m.seq = e.seq WHERE e.version > 1 AND e.at < ?
		AND (e.at, e.conversation_id, e.seq) > (?, ?, ?) ORDER BY e.at, e.conversation_id, e.seq LIMIT ?`,
}

// PastRecalls tells of the recalls and edits that happened, for trials of their window.
func PastRecalls() trial.Past {
	return trial.Of(RecallWindow, placeOf, changesOf(recalls), changesOf(lastEdits), changesOf(otherEdits))
}

func changesOf(way string) trial.Source[RecallFacts] {
	return trial.Source[RecallFacts]{Object: "message",
		Count: func(q db.Q, span trial.Span) (int64, error) {
			return db.Value[int64](q, pastCounts[way], span.From, span.To)
		},
		Page: func(q db.Q, span trial.Span, after trial.Mark, limit int) ([]trial.Fact[RecallFacts], error) {
			return db.All(q, func(r db.Row) (f trial.Fact[RecallFacts], err error) {
				var sent clock.Instant
				err = r.Scan(&f.At, &f.ObjectID, &f.Seq, &f.Account, &sent)
				f.Facts = RecallFacts{Seq: f.Seq, AgeUS: int64(f.At - sent), Edit: way != recalls}
				return f, err
			}, pastPages[way], span.To, after.At, after.ObjectID[:], after.Seq, limit)
		}}
}

// placeOf finds the message that was recalled or edited, or was to be.
func placeOf(_ db.Q, _ string, conversation id.ID, _ int64, facts json.RawMessage) (trial.Place, bool, error) {
	var f RecallFacts
	err := json.Unmarshal(facts, &f)
	return trial.Place{Conversation: conversation, Seq: f.Seq}, f.Seq > 0, err
}

// Sees tells for each place whether an account sees it now: as a member, and not from before their time. A
// recalled message is there to be seen, its words are not.
func (s *Service) Sees(ctx context.Context, account id.ID, places []trial.Place) ([]bool, error) {
	out := make([]bool, len(places))
	for i, p := range places {
		n, err := db.Value[int](s.DB.Ask(ctx), `SELECT COUNT(*) FROM members m JOIN messages g ON g.conversation_id = m.conversation_id
			WHERE m.conversation_id = ? AND m.account_id = ? AND m.left_epoch = 0 AND g.seq = ? AND g.seq > m.from_seq`, p.Conversation, account, p.Seq)
		if err != nil {
			return nil, err
		}
		out[i] = n > 0
	}
	return out, nil
}
