package marks

import (
	"slices"

	"tonggui/internal/messaging"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// shownFirst is how many of those who have set an emoji are named.
const shownFirst = 50

// kind is an emoji under a message.
type kind struct {
	No    int64
	Emoji string
	Count int64
	First []id.ID // the first of those who have set it, in that order; at most shownFirst
}

func (k kind) shown() messaging.Reaction {
	return messaging.Reaction{Emoji: k.Emoji, Count: k.Count, AccountIDs: k.First}
}

func scanKind(r db.Row, before ...any) (k kind, err error) {
	var first []byte
	err = r.Scan(append(before, &k.No, &k.Emoji, &k.Count, &first)...)
	for account := range slices.Chunk(first, len(id.ID{})) {
		k.First = append(k.First, id.ID(account))
	}
	return k, err
}

func (k kind) first() []byte {
	out := make([]byte, 0, len(k.First)*len(id.ID{}))
	for _, account := range k.First {
		out = append(out, account[:]...)
	}
	return out
}

// selectKinds returns every emoji that is or was lately under a message, in the order in which they
// came.
func selectKinds(q db.Q, at spot) ([]kind, error) {
	return db.All(q, func(r db.Row) (kind, error) { return scanKind(r) },
		`SELECT no, emoji, how_many, first FROM reaction_kinds WHERE conversation_id = ? AND seq = ? ORDER BY no`, at.Conversation, at.Seq)
}

// eachKind reads the emoji of several messages.
func eachKind(q db.Q, on spots, do func(spot, kind)) error {
	return db.Each(q, func(r db.Row) error {
		var at spot
		k, err := scanKind(r, &at.Conversation, &at.Seq)
		if err == nil {
			do(at, k)
		}
		return err
	}, `SELECT conversation_id, seq, no, emoji, how_many, first FROM reaction_kinds
		WHERE conversation_id IN (?) AND seq IN (?) AND how_many > 0 ORDER BY conversation_id, seq, no`, on.conversations, on.seqs)
}

func insertKind(tx *db.Tx, at spot, k kind) error {
	_, err := tx.Exec(`INSERT INTO reaction_kinds (conversation_id, seq, no, emoji, how_many, first, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		at.Conversation, at.Seq, k.No, k.Emoji, k.Count, k.first(), tx.Now)
	return err
}

func updateKind(tx *db.Tx, at spot, k kind) error {
	_, err := tx.Exec(`UPDATE reaction_kinds SET how_many = ?, first = ?, changed_at = ? WHERE conversation_id = ? AND seq = ? AND no = ?`,
		k.Count, k.first(), tx.Now, at.Conversation, at.Seq, k.No)
	return err
}

// deleteDeadKinds forgets emoji that nobody has set any more, once no fact on its way can name them.
func deleteDeadKinds(tx *db.Tx, at spot) error {
	_, err := tx.Exec(`DELETE FROM reaction_kinds WHERE conversation_id = ? AND seq = ? AND how_many = 0 AND changed_at < ?`,
		at.Conversation, at.Seq, tx.Now.Add(-forgetAfter))
	return err
}

// insertReaction tells whether it was not there before.
func insertReaction(tx *db.Tx, at spot, no int64, account id.ID) (bool, error) {
	n, err := tx.Exec(`INSERT INTO reactions (conversation_id, seq, no, account_id, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		at.Conversation, at.Seq, no, account, tx.Now)
	return n > 0, err
}

// deleteReaction tells whether it was there.
func deleteReaction(tx *db.Tx, at spot, no int64, account id.ID) (bool, error) {
	n, err := tx.Exec(`DELETE FROM reactions WHERE conversation_id = ? AND seq = ? AND no = ? AND account_id = ?`,
		at.Conversation, at.Seq, no, account)
	return n > 0, err
}

// selectFirst returns the first of those who have set an emoji.
func selectFirst(q db.Q, at spot, no int64) ([]id.ID, error) {
	return db.All(q, db.Scalar[id.ID], `SELECT account_id FROM reactions WHERE conversation_id = ? AND seq = ? AND no = ?
		ORDER BY at, account_id LIMIT ?`, at.Conversation, at.Seq, no, shownFirst)
}

// reacted is how a reaction stands now.
type reacted struct {
	Emoji       string
	Count       int64
	On          bool // whether the person asked about has set it
	Recalled    bool
	MemberCount int64
}

func selectReacted(q db.Q, of kindOf, account id.ID) (reacted, error) {
	return db.One(q, func(r db.Row) (x reacted, err error) {
		return x, r.Scan(&x.Emoji, &x.Count, &x.On, &x.Recalled, &x.MemberCount)
	}, `SELECT k.emoji, k.how_many,
			(SELECT COUNT(*) FROM reactions r WHERE r.conversation_id = k.conversation_id AND r.seq = k.seq AND r.no = k.no AND r.account_id = ?),
			CASE WHEN g.recalled_at > 0 THEN 1 ELSE 0 END, c.member_count
		FROM reaction_kinds k JOIN messages g ON g.conversation_id = k.conversation_id AND g.seq = k.seq
			JOIN conversations c ON c.id = k.conversation_id
		WHERE k.conversation_id = ? AND k.seq = ? AND k.no = ?`, account, of.Conversation, of.Seq, of.No)
}
