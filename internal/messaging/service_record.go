package messaging

import (
	"context"

	"tonggui/internal/audit"
	"tonggui/internal/audit/merkle"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// What the audit log asks of messages: it takes their rows' hashes, many at a time, beside the sending.

// SpansSince implements audit.Messages.
func (s *Service) SpansSince(ctx context.Context, since clock.Instant) ([]audit.Span, error) {
	return db.All(s.DB.Ask(ctx), func(r db.Row) (p audit.Span, err error) {
		return p, r.Scan(&p.Conversation, &p.To, &p.At)
	}, `SELECT id, last_seq, last_at FROM conversations WHERE last_at >= ? AND last_seq > 0 ORDER BY id`, since)
}

// RowHashes implements audit.Messages.
func (s *Service) RowHashes(ctx context.Context, conversation id.ID, from, to int64) ([]merkle.Hash, error) {
	out := make([]merkle.Hash, to-from+1)
	return out, db.Each(s.DB.Ask(ctx), func(r db.Row) error {
		var seq int64
		var hash []byte
		err := r.Scan(&seq, &hash)
		copy(out[seq-from][:], hash)
		return err
	}, `SELECT seq, hash FROM messages WHERE conversation_id = ? AND seq BETWEEN ? AND ?`, conversation, from, to)
}

// Rows implements audit.Messages. An edited message's row is judged by what it said first.
func (s *Service) Rows(ctx context.Context, conversation id.ID, from, to int64) ([]audit.Row, error) {
	out := make([]audit.Row, to-from+1)
	return out, db.Each(s.DB.Ask(ctx), func(r db.Row) error {
		var m message
		var original []byte
		if err := r.Scan(append(m.fields(), &m.Salt, &m.RowHash, &original)...); err != nil {
			return err
		}
		at := &out[m.Seq-from]
		copy(at.Stored[:], m.RowHash)
		if m.EditCount > 0 {
			m.Content = original
		}
		if len(m.Salt) > 0 { // else what it said was destroyed, and the hash alone stands
			copy(at.Now[:], m.hash())
		}
		return nil
	}, `SELECT `+messageColumns+`, g.salt, g.hash, e.content FROM messages g
		LEFT JOIN message_edits e ON e.conversation_id = g.conversation_id AND e.seq = g.seq AND e.version = 1
		WHERE g.conversation_id = ? AND g.seq BETWEEN ? AND ?`, conversation, from, to)
}
