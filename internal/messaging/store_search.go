package messaging

import (
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	index "tonggui/internal/platform/search"
)

// selectScopes returns what an account may see: its conversations of now and from where on.
func selectScopes(q db.Q, account id.ID) ([]index.Scope, error) {
	return db.All(q, func(r db.Row) (s index.Scope, err error) {
		return s, r.Scan(&s.ID, &s.Beyond)
	}, `SELECT conversation_id, from_seq FROM members WHERE account_id = ? AND left_epoch = 0 ORDER BY conversation_id`, account)
}

// selectFound reads messages together with whether the account may see them now; places are rows of
// conversation and seq. Those that are hidden from all are left out.
func selectFound(q db.Q, account id.ID, places db.List) (map[index.Place]Line, error) {
	out := map[index.Place]Line{}
	err := db.Each(q, func(r db.Row) error {
		var l Line
		if err := r.Scan(l.Fields()...); err != nil {
			return err
		}
		if l.last.Seq > 0 {
			out[l.place()] = l
		}
		return nil
	}, `SELECT `+LineColumns+` FROM messages x `+LineTables+`
		WHERE (x.conversation_id, x.seq) IN (/*sqlite VALUES*/ ?) AND x.recalled_at = 0 AND x.key_id = 0`, account, places)
	return out, err
}

// place is where the line's message stands in the index.
func (l Line) place() index.Place {
	return index.Place{At: l.last.At, Scope: l.ID, Seq: l.last.Seq}
}
