package messaging

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Filter narrows the list of conversations.
type Filter string

// The filters.
const (
	All       Filter = "all"
	Unread    Filter = "unread"
	Mentioned Filter = "mentioned"
	Groups    Filter = "groups"
)

// seenSQL and unreadSQL say in SQL what standing.seen and standing.unread say in Go.
const (
	seenSQL   = `(CASE WHEN m.read_seq > m.joined_seq THEN m.read_seq ELSE m.joined_seq END)`
	unreadSQL = `(CASE WHEN m.unread_from > 0 AND m.unread_from <= ` + seenSQL + ` THEN c.last_seq - m.unread_from + 1 ELSE c.last_seq - ` + seenSQL + ` END)`
)

var filterSQL = map[Filter]string{
	All:       ``,
	Unread:    ` AND (` + unreadSQL + ` > 0 OR m.unread_from > 0)`,
	Mentioned: ` AND (m.mention_seq > ` + seenSQL + ` OR c.mention_all_seq > ` + seenSQL + `)`,
	Groups:    ` AND c.kind = 'group'`,
}

// listed is a line of the list.
type listed struct {
	standing
	last  message // Seq 0 where there is none
	draft draftRow
}

// listPlace is where a page of conversations goes on.
type listPlace struct {
	Pinned int64
	LastAt clock.Instant
	ID     id.ID
}

// listStart lies before every conversation.
var listStart = listPlace{Pinned: 2}

func (l listed) place() listPlace {
	p := listPlace{LastAt: l.LastAt, ID: l.ID}
	if l.PinnedAt > 0 {
		p.Pinned = 1
	}
	return p
}

const pinnedSQL = `CASE WHEN m.pinned_at > 0 THEN 1 ELSE 0 END`

// hereSQL leaves out a direct conversation in which nobody has written yet, unless one's own draft
// waits in it: being looked up by somebody is not news.
const hereSQL = ` AND (c.last_seq > 0 OR c.kind <> 'direct' OR d.at IS NOT NULL)`

const listSQL = `SELECT ` + conversationColumns + `, ` + memberColumns + `, ` + lastColumns + `,
		COALESCE(d.text, ''), COALESCE(d.at, 0)
	FROM members m JOIN conversations c ON c.id = m.conversation_id
		LEFT JOIN messages g ON g.conversation_id = c.id AND g.seq = c.last_seq AND g.seq > m.from_seq
		LEFT JOIN drafts d ON d.account_id = m.account_id AND d.conversation_id = m.conversation_id`

// selectListed is one line of the list.
func selectListed(q db.Q, conversation, account id.ID) (listed, error) {
	return db.One(q, scanListed, listSQL+` WHERE m.conversation_id = ? AND m.account_id = ? AND m.left_epoch = 0`, conversation, account)
}

// selectList lists an account's conversations with their last message and draft: pinned ones first,
// then by the last message.
func selectList(q db.Q, account id.ID, filter Filter, after listPlace, limit int) ([]listed, error) {
	return db.All(q, scanListed, listSQL+`
		WHERE m.account_id = ? AND m.left_epoch = 0`+hereSQL+filterSQL[filter]+`
			AND (`+pinnedSQL+`, c.last_at, c.id) < (?, ?, ?)
		ORDER BY `+pinnedSQL+` DESC, c.last_at DESC, c.id DESC LIMIT ?`,
		account, after.Pinned, after.LastAt, after.ID[:], limit)
}

// lastColumns are a message's where there may be none.
const lastColumns = `c.id, COALESCE(g.seq, 0), g.sender_id, g.client_id, COALESCE(g.at, 0), COALESCE(g.epoch, 0),
	COALESCE(g.kind, ''), g.content, COALESCE(g.key_id, 0), COALESCE(g.edited_at, 0), COALESCE(g.edit_count, 0),
	COALESCE(g.recalled_at, 0), g.recalled_by, COALESCE(g.corrects_seq, 0), COALESCE(g.corrected_by_seq, 0),
	COALESCE(g.quotes_seq, 0), COALESCE(g.thread_seq, 0), COALESCE(g.receipt, 0), COALESCE(g.marks, 0)`

func scanListed(r db.Row) (l listed, err error) {
	fields := append(l.conversation.fields(), l.member.fields()...)
	fields = append(fields, l.last.fields()...)
	return l, r.Scan(append(fields, &l.draft.Text, &l.draft.At)...)
}

// selectUnreadTotal adds up what is unread where the member wants to be told.
func selectUnreadTotal(q db.Q, account id.ID) (int64, error) {
	return db.Value[int64](q, `SELECT COALESCE(SUM(`+unreadSQL+`), 0) FROM members m JOIN conversations c ON c.id = m.conversation_id
		WHERE m.account_id = ? AND m.left_epoch = 0 AND m.muted = 0`, account)
}
