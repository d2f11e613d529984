package messaging

import (
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// noteMention tells a member that a message names them; false where they are not a member.
func noteMention(tx *db.Tx, m *message, account id.ID) (bool, error) {
	n, err := tx.Exec(`UPDATE members SET mention_seq = CASE WHEN mention_seq < ? THEN ? ELSE mention_seq END
		WHERE conversation_id = ? AND account_id = ? AND left_epoch = 0`, m.Seq, m.Seq, m.Conversation, account)
	if err != nil || n == 0 {
		return false, err
	}
	_, err = tx.Exec(`INSERT INTO mentions (account_id, at, conversation_id, seq) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		account, m.At, m.Conversation, m.Seq)
	return true, err
}

// dropMention forgets that a message names somebody.
func dropMention(tx *db.Tx, m *message, account id.ID) error {
	_, err := tx.Exec(`DELETE FROM mentions WHERE account_id = ? AND at = ? AND conversation_id = ? AND seq = ?`,
		account, m.At, m.Conversation, m.Seq)
	return err
}

// noteMentionAll remembers that a message names everybody.
func noteMentionAll(tx *db.Tx, m *message) error {
	_, err := tx.Exec(`INSERT INTO mention_alls (conversation_id, seq, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
		m.Conversation, m.Seq, m.At)
	return err
}

// dropMentionAll forgets that a message names everybody.
func dropMentionAll(tx *db.Tx, m *message) error {
	_, err := tx.Exec(`DELETE FROM mention_alls WHERE conversation_id = ? AND seq = ?`, m.Conversation, m.Seq)
	return err
}

func raiseMentionAll(tx *db.Tx, conversation id.ID, seq int64) error {
	_, err := tx.Exec(`UPDATE conversations SET mention_all_seq = ? WHERE id = ? AND mention_all_seq < ?`, seq, conversation, seq)
	return err
}
