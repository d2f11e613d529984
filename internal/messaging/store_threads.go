package messaging

import (
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// pointed is what a message that another one points at must be known by.
type pointed struct {
	Seq    int64
	Kind   string
	Thread int64
}

// selectPointed finds those of some messages that lie beyond a seq and are not lines of the server.
func selectPointed(q db.Q, conversation id.ID, fromSeq int64, seqs ...int64) ([]pointed, error) {
	return db.All(q, func(r db.Row) (p pointed, err error) {
		return p, r.Scan(&p.Seq, &p.Kind, &p.Thread)
	}, `SELECT seq, kind, thread_seq FROM messages WHERE conversation_id = ? AND seq IN (?) AND seq > ? AND kind <> 'system'`,
		conversation, db.Listed(seqs), fromSeq)
}

// growThread adds an answer to a thread and returns how the thread stands.
func growThread(tx *db.Tx, conversation id.ID, root, seq int64) (t Thread, err error) {
	t, err = db.One(tx, scanThread, `INSERT INTO threads (conversation_id, root_seq, reply_count, last_seq, last_at) VALUES (?, ?, 1, ?, ?)
		ON CONFLICT (conversation_id, root_seq) DO UPDATE SET reply_count = threads.reply_count + 1,
			last_seq = excluded.last_seq, last_at = excluded.last_at
		RETURNING reply_count, last_seq, last_at`, conversation, root, seq, tx.Now)
	if err != nil || t.Count > 1 {
		return t, err
	}
	return t, addMark(tx, conversation, root, markThread)
}

func scanThread(r db.Row) (t Thread, err error) {
	return t, r.Scan(&t.Count, &t.LastSeq, &t.LastAt)
}

// addMark tells readers of a message to look for what lies beside it.
func addMark(tx *db.Tx, conversation id.ID, seq, mark int64) error {
	_, err := tx.Exec(`UPDATE messages SET marks = marks | ? WHERE conversation_id = ? AND seq = ?`, mark, conversation, seq)
	return err
}

// selectAnswers returns the oldest answers in a thread beyond a seq, oldest first, as far as the
// account may see them.
func selectAnswers(q db.Q, conversation, account id.ID, root, after int64, limit int) ([]message, error) {
	return db.All(q, scanMessage, `SELECT `+messageColumns+` FROM messages g WHERE `+visibleFrom+`
		AND g.thread_seq = ? AND g.thread_seq > 0 AND g.seq > ? ORDER BY g.seq LIMIT ?`,
		conversation, conversation, account, root, after, limit)
}

// selectThreads sums up the threads of some roots.
func selectThreads(q db.Q, conversation id.ID, roots []int64) (map[int64]Thread, error) {
	out := map[int64]Thread{}
	err := db.Each(q, func(r db.Row) error {
		var root int64
		var t Thread
		if err := r.Scan(&root, &t.Count, &t.LastSeq, &t.LastAt); err != nil {
			return err
		}
		out[root] = t
		return nil
	}, `SELECT root_seq, reply_count, last_seq, last_at FROM threads WHERE conversation_id = ? AND root_seq IN (?)`,
		conversation, db.Listed(roots))
	return out, err
}
