package marks_test

import (
	"strings"
	"testing"
	"time"

	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/dbtest"
)

// onBoth runs a benchmark on both databases.
func onBoth(b *testing.B, fn func(b *testing.B, h *house)) {
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		b.Run(string(dialect), func(b *testing.B) {
			d, c := dbtest.Open(b, dialect, rooms)
			fn(b, open(b, d, c))
		})
	}
}

// fill stores messages without sending each; extra adds a row of another table for each, where set.
func (h *house) fill(c, sender id.ID, n int) {
	body := []byte(`{"type":"text","nodes":[{"type":"text","text":"` + strings.Repeat("x", 128) + `"}]}`)
	last, err := db.Value[int64](h.db.Ask(h.t.Context()), `SELECT last_seq FROM conversations WHERE id = ?`, c)
	if err != nil {
		h.t.Fatal(err)
	}
	rows := make([][]any, n)
	for i := range rows {
		rows[i] = []any{c, last + int64(i) + 1, sender, id.New(h.clock.Now()), h.clock.Now(), 1, "text", body, body[:16], body[:32]}
		h.clock.Advance(1000)
	}
	h.insert(`INSERT INTO messages (conversation_id, seq, sender_id, client_id, at, epoch, kind, content, salt, hash)`, rows)
	h.write(`UPDATE conversations SET last_seq = ? WHERE id = ?`, last+int64(n), c)
}

func (p person) repeat(b *testing.B, where string) {
	b.Helper()
	b.ResetTimer()
	for range b.N {
		if status, raw := p.try("GET", where, nil); status != 200 {
			b.Fatalf("%d %s", status, raw)
		}
	}
}

// BenchmarkPage reads the newest 50 of a conversation through HTTP: plain; with own stars elsewhere in
// it; and with reactions on 20 of them.
func BenchmarkPage(b *testing.B) {
	onBoth(b, func(b *testing.B, h *house) {
		p, q := h.person(), h.person()
		c := p.direct(q).ID
		h.fill(c, p.Account, 10_000)
		b.Run("plain", func(b *testing.B) { q.repeat(b, path(c, "messages")) })
		do[any](q, "PUT", starPath(c, 1), nil)
		b.Run("with stars elsewhere", func(b *testing.B) { q.repeat(b, path(c, "messages")) })
		for i := range 20 {
			for _, e := range []string{"👍", "🎉", "❤"} {
				p.react(c, int64(10_000-i), e)
				q.react(c, int64(10_000-i), e)
			}
		}
		b.Run("with reactions", func(b *testing.B) { q.repeat(b, path(c, "messages")) })
	})
}

// BenchmarkLists reads the first part of each list of somebody in 200 groups: 1,000 stars, 60,000
// messages of 300 days that name everybody, 10,000 receipts of which 20 still wait.
func BenchmarkLists(b *testing.B) {
	onBoth(b, func(b *testing.B, h *house) {
		p, q := h.person(), h.person()
		var stars, alls, receipts, answers [][]any
		for range 200 {
			g := p.group(q).ID
			h.fill(g, p.Account, 300)
			for seq := 2; seq <= 301; seq++ {
				at := h.clock.Now().Add(time.Duration(seq-302) * 24 * time.Hour)
				alls = append(alls, []any{g, seq, at})
				if seq <= 6 {
					stars = append(stars, []any{q.Account, g, seq, at})
				}
				if seq <= 51 {
					receipts = append(receipts, []any{g, seq, p.Account, at, 1, 5, 1})
					if len(receipts)%500 != 0 {
						answers = append(answers, []any{g, seq, q.Account, at, ""})
					}
				}
			}
		}
		h.insert(`INSERT INTO stars (account_id, conversation_id, seq, at)`, stars)
		h.insert(`INSERT INTO mention_alls (conversation_id, seq, at)`, alls)
		h.insert(`INSERT INTO receipts (conversation_id, seq, sender_id, at, epoch, asked, confirmed)`, receipts)
		h.insert(`INSERT INTO confirmations (conversation_id, seq, account_id, at, result)`, answers)
		h.write(`UPDATE members SET own_marks = 1 WHERE account_id = ?`, q.Account)
		h.write(`/*sqlite ANALYZE*/ /*postgres ANALYZE*/`)
		for _, list := range []string{"/stars", "/mentions", "/receipts/waiting", "/conversations"} {
			b.Run(list[1:], func(b *testing.B) { q.repeat(b, list) })
		}
	})
}

// BenchmarkLargeGroup asks 100,000 people for a receipt, of whom half have answered.
func BenchmarkLargeGroup(b *testing.B) {
	onBoth(b, func(b *testing.B, h *house) {
		p, q := h.person(), h.person()
		g := p.group(q).ID
		var members, answers [][]any
		for i := range 100_000 {
			account := id.New(h.clock.Now())
			members = append(members, []any{g, account, "member", 0, 0, 1, 0})
			if i%2 == 0 {
				answers = append(answers, []any{g, 2, account, 1, ""})
			}
		}
		h.insert(`INSERT INTO members (conversation_id, account_id, role, from_seq, joined_seq, joined_epoch, joined_at)`, members)
		h.write(`UPDATE conversations SET member_count = 100002 WHERE id = ?`, g)
		m := p.ask(g, "请确认", "confirm")
		h.insert(`INSERT INTO confirmations (conversation_id, seq, account_id, at, result)`, answers)
		b.Run("message", func(b *testing.B) { q.repeat(b, path(g, "messages")) })
		b.Run("waiting", func(b *testing.B) { p.repeat(b, path(g, "messages", m.Seq, "receipt?state=waiting")) })
		b.Run("remind", func(b *testing.B) {
			for range b.N {
				h.clock.Advance(1 << 40)
				do[any](p, "POST", path(g, "messages", m.Seq, "remind"), nil)
			}
		})
		b.Run("confirm", func(b *testing.B) {
			for range b.N {
				do[any](q, "POST", path(g, "messages", m.Seq, "confirm"), map[string]any{})
			}
		})
	})
}
