package messaging

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const conversationColumns = `c.id, c.kind, c.name, c.direct_key, c.last_seq, c.last_at, c.epoch, c.member_count, c.mention_all_seq`

const memberColumns = `m.account_id, m.role, m.from_seq, m.joined_seq, m.joined_epoch, m.joined_at,
	m.read_seq, m.unread_from, m.mention_seq, m.muted, m.pinned_at, m.own_marks`

func (c *conversation) fields() []any {
	return []any{&c.ID, &c.Kind, &c.Name, &c.DirectKey, &c.LastSeq, &c.LastAt, &c.Epoch, &c.MemberCount, &c.MentionAllSeq}
}

func (m *member) fields() []any {
	return []any{&m.Account, &m.Role, &m.FromSeq, &m.JoinedSeq, &m.JoinedEpoch, &m.JoinedAt,
		&m.ReadSeq, &m.UnreadFrom, &m.MentionSeq, &m.Muted, &m.PinnedAt, &m.OwnMarks}
}

func scanMember(r db.Row) (m member, err error) {
	return m, r.Scan(m.fields()...)
}

// selectStanding is the access door: it answers for members of now and with db.ErrNone for
// everybody else.
func selectStanding(q db.Q, conversation, account id.ID) (standing, error) {
	return db.One(q, func(r db.Row) (s standing, err error) {
		err = r.Scan(append(s.conversation.fields(), s.member.fields()...)...)
		return s, err
	}, `SELECT `+conversationColumns+`, `+memberColumns+`
		FROM members m JOIN conversations c ON c.id = m.conversation_id
		WHERE m.conversation_id = ? AND m.account_id = ? AND m.left_epoch = 0`, conversation, account)
}

// selectDoor is selectStanding with what reading pages needs, and the state of the log.
func selectDoor(q db.Q, conversation, account id.ID) (st standing, now state, err error) {
	st.ID, st.Account = conversation, account
	_, err = db.One(q, func(r db.Row) (none struct{}, err error) {
		return none, r.Scan(&st.LastSeq, &now.rev, &st.Epoch, &st.MemberCount, &st.FromSeq, &st.JoinedEpoch, &st.OwnMarks)
	}, `SELECT c.last_seq, c.shown_rev, c.epoch, c.member_count, m.from_seq, m.joined_epoch, m.own_marks
		FROM members m JOIN conversations c ON c.id = m.conversation_id
		WHERE m.conversation_id = ? AND m.account_id = ? AND m.left_epoch = 0`, conversation, account)
	now.lastSeq = st.LastSeq
	return st, now, err
}

// lockConversation makes whoever changes the conversation's members, names or messages queue up:
// what is read after it is the newest state and stays so.
func lockConversation(tx *db.Tx, conversation id.ID) error {
	_, err := db.Value[int64](tx, `SELECT epoch FROM conversations WHERE id = ? /*postgres FOR UPDATE*/`, conversation)
	return err
}

// insertConversation makes a conversation; false where the direct one of the two exists already.
func insertConversation(tx *db.Tx, c conversation, by id.ID) (bool, error) {
	var key any // NULL, not an empty value: groups must not collide
	if c.DirectKey != nil {
		key = c.DirectKey
	}
	n, err := tx.Exec(`INSERT INTO conversations (id, kind, name, direct_key, created_by, created_at, last_at, member_count)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (direct_key) DO NOTHING`, c.ID, string(c.Kind), c.Name, key, by, tx.Now, tx.Now, c.MemberCount)
	return n > 0, err
}

func selectDirect(q db.Q, key []byte) (id.ID, error) {
	return db.Value[id.ID](q, `SELECT id FROM conversations WHERE direct_key = ?`, key)
}

func updateName(tx *db.Tx, conversation id.ID, name string) error {
	_, err := tx.Exec(`UPDATE conversations SET name = ? WHERE id = ?`, name, conversation)
	return err
}

// changeEpoch raises the epoch after members came or went and returns the new one.
func changeEpoch(tx *db.Tx, conversation id.ID, more int64) (epoch int64, err error) {
	return db.Value[int64](tx, `UPDATE conversations SET epoch = epoch + 1, member_count = member_count + ?
		WHERE id = ? RETURNING epoch`, more, conversation)
}

// taken is what taking a seq tells of the conversation.
type taken struct {
	Seq, Epoch, MemberCount int64
	Kind                    Kind
	DirectKey               []byte
}

// takeSeqs takes the next seqs and returns the last of them; on PostgreSQL the row stays locked until
// the commit, so seqs are committed in order and without gaps.
func takeSeqs(tx *db.Tx, conversation id.ID, n int64, mentionAll bool) (taken, error) {
	return db.One(tx, func(r db.Row) (t taken, err error) {
		return t, r.Scan(&t.Seq, &t.Epoch, &t.MemberCount, &t.Kind, &t.DirectKey)
	}, `UPDATE conversations SET last_seq = last_seq + ?, last_at = ?,
			mention_all_seq = CASE WHEN ? THEN last_seq + 1 ELSE mention_all_seq END
		WHERE id = ? RETURNING last_seq, epoch, member_count, kind, direct_key`, n, tx.Now, mentionAll, conversation)
}

// draftRow is a text that was not sent.
type draftRow struct {
	Text string
	At   clock.Instant
}

func upsertDraft(tx *db.Tx, conversation, account id.ID, text string) (int64, error) {
	return tx.Exec(`INSERT INTO drafts (account_id, conversation_id, text, at)
		SELECT account_id, conversation_id, ?, ? FROM members WHERE conversation_id = ? AND account_id = ? AND left_epoch = 0
		ON CONFLICT (account_id, conversation_id) DO UPDATE SET text = excluded.text, at = excluded.at`,
		text, tx.Now, conversation, account)
}

func deleteDraft(tx *db.Tx, conversation, account id.ID) (int64, error) {
	return tx.Exec(`DELETE FROM drafts WHERE account_id = ? AND conversation_id = ?`, account, conversation)
}
