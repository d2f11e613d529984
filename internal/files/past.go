package files

import (
	"encoding/json"
	"errors"

	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook/trial"
)

// PastSizes tells of the files that were uploaded for messages, for trials of their largest size.
func PastSizes() trial.Past {
	return trial.Of(MessageSize, placeOf, trial.Source[SizeFacts]{Object: "file",
		Count: func(q db.Q, span trial.Span) (int64, error) {
			return db.Value[int64](q, `SELECT COUNT(*) FROM files WHERE purpose = 'message' AND state = 'ready' AND created_at >= ? AND created_at < ?`, span.From, span.To)
		},
		Page: func(q db.Q, span trial.Span, after trial.Mark, limit int) ([]trial.Fact[SizeFacts], error) {
			return db.All(q, func(r db.Row) (f trial.Fact[SizeFacts], err error) {
				return f, r.Scan(&f.At, &f.ObjectID, &f.Account, &f.Facts.Bytes)
			}, `SELECT created_at, id, owner_id, size FROM files WHERE purpose = 'message' AND state = 'ready' AND created_at < ?
				AND (created_at, id) > (?, ?) ORDER BY created_at, id LIMIT ?`, span.To, after.At, after.ObjectID[:], limit)
		}})
}

// placeOf finds the first message that holds a file. One that was refused is nowhere.
func placeOf(q db.Q, _ string, file id.ID, _ int64, _ json.RawMessage) (trial.Place, bool, error) {
	p, err := db.One(q, func(r db.Row) (p trial.Place, err error) { return p, r.Scan(&p.Conversation, &p.Seq) },
		`SELECT object_id, seq FROM file_holds WHERE file_id = ? AND kind = 'message' ORDER BY object_id, seq LIMIT 1`, file)
	if errors.Is(err, db.ErrNone) {
		return p, false, nil
	}
	return p, err == nil, err
}
