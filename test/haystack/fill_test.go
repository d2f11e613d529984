package haystack

import (
	"cmp"
	"encoding/json"
	"log/slog"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"tonggui/internal/app"
	"tonggui/internal/org/password"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/chatter"
	"tonggui/internal/testkit/dbtest"
)

func soak() bool { return os.Getenv("SOAK") != "" }

// haystack is a house full of talk. Half of the messages go to some hundred large conversations,
// the rest to thousands of small ones.
type haystack struct {
	t       testing.TB
	options app.Options
	house   *app.House
	random  *rand.Rand
	talks   []talk // the largest first
	people  []id.ID
	said    []said
	readers []reader
}

type talk struct {
	id    id.ID
	count int64
}

type said struct {
	talk   int
	seq    int64
	sender id.ID
	at     clock.Instant
	text   string
}

// reader is somebody who searches.
type reader struct {
	name string
	authz.Principal
	sees map[int]bool // talks
}

// span is the time in which the company has talked.
const span = 700 * 24 * time.Hour

func fill(t testing.TB, dialect db.Dialect, messages int) *haystack {
	h := &haystack{t: t, random: rand.New(rand.NewPCG(7, 8))}
	h.options = app.Options{Dir: t.TempDir(), Clock: clock.NewSystem(), Log: slog.New(slog.DiscardHandler),
		PasswordCost: password.Cost{Passes: 1, MemoryKiB: 64, Lanes: 1}}
	if dialect == db.Postgres {
		h.options.DatabaseURL = dbtest.NewPostgres(t)
	}
	h.open()
	t.Cleanup(func() { h.house.Close() })
	for range messages / 300 {
		h.people = append(h.people, h.newID())
	}
	h.talks = make([]talk, messages/50)
	for i := range h.talks {
		h.talks[i].id = h.newID()
	}
	words := chatter.New(1)
	pick := rand.NewZipf(h.random, 1.05, 30, uint64(len(h.talks)-1))
	begin := h.options.Clock.Now().Add(-span)
	h.said = make([]said, messages)
	for i := range h.said {
		n := int(pick.Uint64())
		h.talks[n].count++
		h.said[i] = said{n, h.talks[n].count, h.people[h.random.IntN(len(h.people))], begin.Add(span / time.Duration(messages) * time.Duration(i)), words.Message()}
	}
	h.store()
	h.join()
	return h
}

func (h *haystack) open() {
	house, err := app.Build(h.t.Context(), h.options)
	if err != nil {
		h.t.Fatal(err)
	}
	h.house = house
}

func (h *haystack) newID() id.ID { return id.New(h.options.Clock.Now()) }

func (h *haystack) write(fn func(tx *db.Tx) error) {
	h.t.Helper()
	if err := h.house.DB.Write(h.t.Context(), fn); err != nil {
		h.t.Fatal(err)
	}
}

// store writes messages and conversations as the room does, without sending each.
func (h *haystack) store() {
	body := func(text string) []byte {
		raw, err := json.Marshal(map[string]any{"type": "text", "nodes": []map[string]string{{"type": "text", "text": text}}})
		if err != nil {
			h.t.Fatal(err)
		}
		return raw
	}
	for part := range slices.Chunk(h.said, 5000) {
		rows := make([][]any, len(part))
		for i, m := range part {
			c := h.talks[m.talk].id
			rows[i] = []any{c, m.seq, m.sender, h.newID(), m.at, 1, "text", body(m.text), c[:], c[:]}
		}
		h.write(func(tx *db.Tx) error {
			return tx.InsertMany(`INSERT INTO messages (conversation_id, seq, sender_id, client_id, at, epoch, kind, content, salt, hash)`, "", rows)
		})
	}
	last := make([]clock.Instant, len(h.talks))
	for _, m := range h.said {
		last[m.talk] = m.at
	}
	var rows [][]any
	for i, c := range h.talks {
		rows = append(rows, []any{c.id, "group", "", c.id, last[i], last[i], c.count, 2})
	}
	h.write(func(tx *db.Tx) error {
		return tx.InsertMany(`INSERT INTO conversations (id, kind, name, created_by, created_at, last_at, last_seq, member_count)`, "", rows)
	})
}

// join makes the readers: in few conversations and in many, in large ones and in small ones.
func (h *haystack) join() {
	bySize := make([]int, len(h.talks))
	for i := range bySize {
		bySize[i] = i
	}
	slices.SortFunc(bySize, func(a, b int) int { return cmp.Compare(h.talks[b].count, h.talks[a].count) })
	some := func(name string, talks []int) {
		r := reader{name: name, Principal: authz.Principal{Account: h.newID(), Session: h.newID(), Name: name, Language: "en"}, sees: map[int]bool{}}
		var rows [][]any
		for _, n := range talks {
			r.sees[n] = true
			rows = append(rows, []any{h.talks[n].id, r.Account, "member", 0, 0, 1, 0})
		}
		h.write(func(tx *db.Tx) error {
			return tx.InsertMany(`INSERT INTO members (conversation_id, account_id, role, from_seq, joined_seq, joined_epoch, joined_at)`, "", rows)
		})
		h.readers = append(h.readers, r)
	}
	n := len(bySize)
	random := func(count int) []int { return h.random.Perm(n)[:min(count, n)] }
	some("3 small", bySize[n-6:n-3])
	some("3 large", bySize[:3])
	some("50", random(50))
	some("500", random(500))
	some("2000", random(2000))
	some("2000 small", bySize[max(n-3000, n/2):max(n-1000, n/2+1)])
	some("all", bySize)
}

// all returns the one who sees everything.
func (h *haystack) all() reader { return h.readers[len(h.readers)-1] }
