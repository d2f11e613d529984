package messaging

import (
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// advanceReader moves a member's reading forward; false where nothing changes.
func advanceReader(tx *db.Tx, conversation, account id.ID, seq int64) (bool, error) {
	n, err := tx.Exec(`UPDATE members SET read_seq = CASE WHEN read_seq < ? THEN ? ELSE read_seq END,
			unread_from = CASE WHEN unread_from <= ? THEN 0 ELSE unread_from END
		WHERE conversation_id = ? AND account_id = ? AND left_epoch = 0 AND (read_seq < ? OR (unread_from > 0 AND unread_from <= ?))`,
		seq, seq, seq, conversation, account, seq, seq)
	return n > 0, err
}

func markUnreadFrom(tx *db.Tx, conversation, account id.ID, from int64) (bool, error) {
	n, err := tx.Exec(`UPDATE members SET unread_from = ? WHERE conversation_id = ? AND account_id = ? AND left_epoch = 0`,
		from, conversation, account)
	return n > 0, err
}

// reading is how many members stand at the same place.
type reading struct{ joined, read, count int64 }

// selectReadings returns how far the others have read, as far as it matters for the messages from
// first to last: places outside are drawn to the edges, so the answer is short in a large group.
func selectReadings(q db.Q, conversation, sender id.ID, first, last int64) ([]reading, error) {
	return db.All(q, func(r db.Row) (x reading, err error) {
		return x, r.Scan(&x.joined, &x.read, &x.count)
	}, `SELECT CASE WHEN joined_seq < ? THEN ? ELSE joined_seq END,
			CASE WHEN read_seq < ? THEN ? WHEN read_seq > ? THEN ? ELSE read_seq END, COUNT(*)
		FROM members WHERE conversation_id = ? AND left_epoch = 0 AND account_id <> ? AND joined_seq < ?
		GROUP BY 1, 2`,
		first, first-1, first, first-1, last, last, conversation, sender, last)
}

// receipts counts of a message who was sent it and who has read it.
func receipts(all []reading, seq int64) (read, total int64) {
	for _, r := range all {
		if r.joined < seq {
			total += r.count
			if r.read >= seq {
				read += r.count
			}
		}
	}
	return read, total
}

// selectReaders lists those who were sent a message and have, or have not, read it, by account.
func selectReaders(q db.Q, conversation, sender id.ID, seq int64, read bool, after id.ID, limit int) ([]id.ID, error) {
	return db.All(q, db.Scalar[id.ID], `SELECT account_id FROM members WHERE conversation_id = ? AND account_id > ?
		AND left_epoch = 0 AND account_id <> ? AND joined_seq < ? AND (read_seq >= ?) = ?
		ORDER BY account_id LIMIT ?`, conversation, after[:], sender, seq, seq, read, limit)
}
