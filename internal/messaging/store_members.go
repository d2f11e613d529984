package messaging

import (
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// upsertMember lets somebody join, or return; a return starts anew.
func upsertMember(tx *db.Tx, conversation id.ID, m member) error {
	_, err := tx.Exec(`INSERT INTO members (conversation_id, account_id, role, from_seq, joined_seq, joined_epoch, joined_at, read_seq)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (conversation_id, account_id) DO UPDATE SET role = excluded.role, from_seq = excluded.from_seq,
			joined_seq = excluded.joined_seq, joined_epoch = excluded.joined_epoch, joined_at = excluded.joined_at,
			left_epoch = 0, left_at = 0, read_seq = excluded.read_seq, unread_from = 0, mention_seq = 0, muted = 0, pinned_at = 0`,
		conversation, m.Account, string(m.Role), m.FromSeq, m.JoinedSeq, m.JoinedEpoch, tx.Now, m.JoinedSeq)
	return err
}

// endMember takes a member's access; it tells whether there was one.
func endMember(tx *db.Tx, conversation, account id.ID, epoch int64) (bool, error) {
	n, err := tx.Exec(`UPDATE members SET left_epoch = ?, left_at = ?, role = 'member'
		WHERE conversation_id = ? AND account_id = ? AND left_epoch = 0`, epoch, tx.Now, conversation, account)
	return n > 0, err
}

func updateRole(tx *db.Tx, conversation, account id.ID, role Role) error {
	_, err := tx.Exec(`UPDATE members SET role = ? WHERE conversation_id = ? AND account_id = ?`, string(role), conversation, account)
	return err
}

func isMember(q db.Q, conversation, account id.ID) (bool, error) {
	n, err := db.Value[int](q, `SELECT COUNT(*) FROM members WHERE conversation_id = ? AND account_id = ? AND left_epoch = 0`,
		conversation, account)
	return n > 0, err
}

// selectHeir finds who takes over when the owner leaves: the longest-standing administrator, else
// the longest-standing member.
func selectHeir(q db.Q, conversation id.ID) (id.ID, error) {
	return db.Value[id.ID](q, `SELECT account_id FROM members WHERE conversation_id = ? AND left_epoch = 0
		ORDER BY CASE role WHEN 'admin' THEN 0 ELSE 1 END, joined_epoch, joined_at, account_id LIMIT 1`, conversation)
}

// selectMembersOf returns who was a member in an epoch. Whoever has left and returned since counts
// from the return: what lies before it is no longer theirs.
func selectMembersOf(q db.Q, conversation id.ID, epoch int64) ([]id.ID, error) {
	return db.All(q, db.Scalar[id.ID], `SELECT account_id FROM members WHERE conversation_id = ? AND joined_epoch <= ?
		AND (left_epoch = 0 OR left_epoch > ?) ORDER BY account_id`, conversation, epoch, epoch)
}

// selectMoves returns who has come or gone after an epoch, by account. What is said twice is for the
// indexes, which leave out those who were there from the beginning.
func selectMoves(q db.Q, conversation id.ID, epoch int64) ([]move, error) {
	return db.All(q, func(r db.Row) (m move, err error) {
		return m, r.Scan(&m.Account, &m.Joined, &m.Left)
	}, `SELECT account_id, joined_epoch, left_epoch FROM members WHERE conversation_id = ? AND joined_epoch > ? AND joined_epoch > 1
		UNION SELECT account_id, joined_epoch, left_epoch FROM members WHERE conversation_id = ? AND left_epoch > ? AND left_epoch > 0
		ORDER BY account_id`, conversation, epoch, conversation, epoch)
}

func selectEpoch(q db.Q, conversation id.ID) (int64, error) {
	return db.Value[int64](q, `SELECT epoch FROM conversations WHERE id = ?`, conversation)
}

// selectMembersWhoSee returns the members of now who may see a message.
func selectMembersWhoSee(q db.Q, conversation id.ID, seq int64) ([]id.ID, error) {
	return db.All(q, db.Scalar[id.ID], `SELECT account_id FROM members WHERE conversation_id = ? AND left_epoch = 0 AND from_seq < ?`,
		conversation, seq)
}

const roleRank = `CASE m.role WHEN 'owner' THEN 0 WHEN 'admin' THEN 1 ELSE 2 END`

// memberPlace is where a page of members goes on.
type memberPlace struct {
	Rank, JoinedEpoch int64
	Account           id.ID
}

func (m member) place() memberPlace {
	rank := map[Role]int64{Owner: 0, Admin: 1}
	p := memberPlace{2, m.JoinedEpoch, m.Account}
	if r, ok := rank[m.Role]; ok {
		p.Rank = r
	}
	return p
}

// selectMembers lists members behind a place: owner, administrators, the others by seniority.
func selectMembers(q db.Q, conversation id.ID, after memberPlace, limit int) ([]member, error) {
	return db.All(q, scanMember, `SELECT `+memberColumns+` FROM members m
		WHERE m.conversation_id = ? AND m.left_epoch = 0 AND (`+roleRank+`, m.joined_epoch, m.account_id) > (?, ?, ?)
		ORDER BY `+roleRank+`, m.joined_epoch, m.account_id LIMIT ?`,
		conversation, after.Rank, after.JoinedEpoch, after.Account[:], limit)
}

// advanceSender marks a conversation read for whoever has just written in it, and is at the same
// time the check that they may: db.ErrNone where they are not a member now.
func advanceSender(tx *db.Tx, conversation, account id.ID, seq int64) (role Role, fromSeq int64, err error) {
	type answer struct {
		role Role
		from int64
	}
	a, err := db.One(tx, func(r db.Row) (a answer, err error) {
		return a, r.Scan(&a.role, &a.from)
	}, `UPDATE members SET read_seq = ?, unread_from = 0 WHERE conversation_id = ? AND account_id = ? AND left_epoch = 0
		RETURNING role, from_seq`, seq, conversation, account)
	return a.role, a.from, err
}

// advanceActor spares the one who caused a system line from reading it as news.
func advanceActor(tx *db.Tx, conversation, account id.ID, seq int64) error {
	_, err := tx.Exec(`UPDATE members SET read_seq = ? WHERE conversation_id = ? AND account_id = ? AND left_epoch = 0
		AND read_seq = ?`, seq, conversation, account, seq-1)
	return err
}

// updatePreferences changes what is given; nil leaves as it is.
func updatePreferences(tx *db.Tx, conversation, account id.ID, muted *int, pinnedAt *int64) (bool, error) {
	n, err := tx.Exec(`UPDATE members SET muted = COALESCE(?, muted), pinned_at = COALESCE(?, pinned_at)
		WHERE conversation_id = ? AND account_id = ? AND left_epoch = 0`, muted, pinnedAt, conversation, account)
	return n > 0, err
}
