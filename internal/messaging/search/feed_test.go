package search_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"tonggui/internal/audit"
	"tonggui/internal/messaging"
	"tonggui/internal/messaging/search"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	index "tonggui/internal/platform/search"
	"tonggui/internal/rulebook"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/wait"
)

var rooms = append([]db.Migrations{audit.Migrations, rulebook.Migrations, messaging.Migrations}, search.Migrations...)

// talk is a database with messages, written as the room writes them, and their index.
type talk struct {
	t      *testing.T
	db     *db.DB
	own    *db.DB
	clock  *clock.Fake
	search *search.Service
	log    *lines
	seqs   map[id.ID]int64
}

func each(t *testing.T, fn func(t *testing.T, k *talk)) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		k := &talk{t: t, db: d, own: dbtest.Beside(t, d, c, search.Migrations), clock: c, seqs: map[id.ID]int64{}, log: &lines{}}
		k.restart()
		fn(t, k)
	})
}

// restart forgets all that is in memory, as a killed process does.
func (k *talk) restart() {
	k.search = search.New(k.db, k.own, slog.New(k.log))
	if err := k.search.Prepare(k.t.Context()); err != nil {
		k.t.Fatal(err)
	}
}

// lines keeps what was logged.
type lines struct {
	mu   sync.Mutex
	said []string
}

func (l *lines) Enabled(context.Context, slog.Level) bool { return true }
func (l *lines) WithAttrs([]slog.Attr) slog.Handler       { return l }
func (l *lines) WithGroup(string) slog.Handler            { return l }
func (l *lines) Handle(_ context.Context, r slog.Record) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.said = append(l.said, r.Message)
	return nil
}

func (l *lines) has(message string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Contains(l.said, message)
}

func (k *talk) write(fn func(tx *db.Tx) error) {
	k.t.Helper()
	if err := k.db.Write(k.t.Context(), fn); err != nil {
		k.t.Fatal(err)
	}
}

func (k *talk) conversation() id.ID {
	k.t.Helper()
	c := id.New(k.clock.Now())
	k.write(func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO conversations (id, kind, name, created_by, created_at, last_at, member_count) VALUES (?, 'group', '', ?, ?, ?, 2)`,
			c, c, tx.Now, tx.Now)
		return err
	})
	return c
}

// say stores messages without telling the index.
func (k *talk) say(c id.ID, words ...string) {
	k.t.Helper()
	k.write(func(tx *db.Tx) error {
		for i, w := range words {
			body := fmt.Sprintf(`{"type":"text","nodes":[{"type":"text","text":%q}]}`, w)
			if _, err := tx.Exec(`INSERT INTO messages (conversation_id, seq, sender_id, client_id, at, epoch, kind, content, salt, hash)
				VALUES (?, ?, ?, ?, ?, 1, 'text', ?, ?, ?)`, c, k.seqs[c]+int64(i)+1, c, id.New(tx.Now), tx.Now, []byte(body), c[:], c[:]); err != nil {
				return err
			}
		}
		_, err := tx.Exec(`UPDATE conversations SET last_seq = last_seq + ?, last_at = ? WHERE id = ?`, len(words), tx.Now, c)
		return err
	})
	k.seqs[c] += int64(len(words))
	k.clock.Advance(time.Second)
}

// edit changes a message without telling the index.
func (k *talk) edit(c id.ID, seq int64, words string) {
	k.t.Helper()
	k.write(func(tx *db.Tx) error {
		if _, err := tx.Exec(`UPDATE messages SET content = ?, edit_count = edit_count + 1 WHERE conversation_id = ? AND seq = ?`,
			fmt.Appendf(nil, `{"type":"text","nodes":[{"type":"text","text":%q}]}`, words), c, seq); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE conversations SET last_rev = last_rev + 1 WHERE id = ?`, c); err != nil {
			return err
		}
		_, err := tx.Exec(`INSERT INTO message_changes (conversation_id, rev, seq) SELECT id, last_rev, ? FROM conversations WHERE id = ?`, seq, c)
		return err
	})
}

func (k *talk) catchUp() {
	k.t.Helper()
	if err := k.search.CatchUp(k.t.Context()); err != nil {
		k.t.Fatal(err)
	}
}

// finds demands the seqs of the candidates in a conversation, the newest first.
func (k *talk) finds(c id.ID, q string, want ...int64) {
	k.t.Helper()
	if got := k.candidates(c, q); !slices.Equal(got, want) {
		k.t.Errorf("%q: %v, want %v", q, got, want)
	}
}

func (k *talk) candidates(c id.ID, q string) (seqs []int64) {
	k.t.Helper()
	words, _ := index.ParseWords(q)
	hits, err := k.search.Find(k.t.Context(), index.Query{Words: words, Scopes: []index.Scope{{ID: c}}})
	if err != nil {
		k.t.Fatal(err)
	}
	for {
		p, ok, err := hits.Next()
		if err != nil {
			k.t.Fatal(err)
		}
		if !ok {
			return seqs
		}
		seqs = append(seqs, p.Seq)
	}
}

func (k *talk) listed(want int64) {
	k.t.Helper()
	if n, _, _, err := k.search.Size(k.t.Context()); err != nil || n != want {
		k.t.Errorf("%d are listed (%v), want %d", n, err, want)
	}
}

func TestWhatNobodyToldIsFoundByLooking(t *testing.T) {
	each(t, func(t *testing.T, k *talk) {
		a, b := k.conversation(), k.conversation()
		k.conversation() // in which nobody speaks
		k.say(a, "甲一", "甲二")
		k.say(b, "乙一")
		k.catchUp()
		k.finds(a, "甲", 2, 1)
		k.finds(b, "乙", 1)
		k.say(a, "甲三")
		k.edit(a, 1, "丙")
		k.restart()
		k.finds(a, "甲", 2, 1)
		k.catchUp()
		k.finds(a, "甲三", 3)
		k.finds(a, "丙", 1)
		k.listed(5)
		k.catchUp()
		k.listed(5)
	})
}

func TestWhatIsStoredIsFoundThoughOnlyAnEarlierMessageWasToldYet(t *testing.T) {
	each(t, func(t *testing.T, k *talk) {
		a := k.conversation()
		k.say(a, "一", "二", "三")
		k.search.Stored(a, 2, k.clock.Now())
		k.catchUp()
		k.finds(a, "三", 3)
		k.listed(3)
	})
}

func TestATransactionThatIsCutOffLeavesNothingOutAndNothingTwice(t *testing.T) {
	each(t, func(t *testing.T, k *talk) {
		a := k.conversation()
		k.say(a, "一", "二", "三")
		k.search.Stored(a, 1, k.clock.Now())
		k.search.Stored(a, 3, k.clock.Now())
		k.search.Stored(a, 2, k.clock.Now())
		// A killed process is one whose transaction never commits.
		ctx, kill := context.WithCancel(t.Context())
		kill()
		if err := k.search.CatchUp(ctx); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		k.listed(0)
		if n, _ := k.search.Waiting(); n != 3 {
			t.Errorf("%d are waiting", n)
		}
		k.catchUp()
		k.listed(3)
		k.restart()
		k.catchUp()
		k.listed(3)
		k.finds(a, "二", 2)
	})
}

func TestNewMessagesAreListedBeforeOldOnesAndTheNewestOfThoseFirst(t *testing.T) {
	each(t, func(t *testing.T, k *talk) {
		a, b := k.conversation(), k.conversation()
		for i := range 40 {
			k.say(a, fmt.Sprint("旧 ", i))
			k.say(b, fmt.Sprint("旧 ", i))
			k.clock.Advance(time.Hour)
		}
		k.say(a, "新")
		k.search.Stored(a, 41, k.clock.Now())
		if err := k.search.News(t.Context()); err != nil {
			t.Fatal(err)
		}
		k.finds(a, "新", 41)
		k.listed(1)
		if err := k.search.Look(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n, _ := k.search.Waiting(); n != 80 {
			t.Errorf("%d are waiting", n)
		}
		var before clock.Instant
		for range 200 {
			reached, more := k.search.Reached()
			if !more {
				break
			}
			if before != 0 && reached > before {
				t.Errorf("it reaches back to %d after %d", reached, before)
			}
			before = reached
			for i := range 40 { // all that is later is found
				at := dbtest.Start.Add(time.Duration(i)*(time.Hour+2*time.Second) + time.Second)
				if seq := int64(i + 1); clock.Of(at) > reached && !slices.Contains(k.candidates(b, fmt.Sprint("旧 ", i)), seq) {
					t.Fatalf("%d of %d is later than %d and not found", seq, clock.Of(at), reached)
				}
			}
			if _, err := k.search.Backlog(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		k.listed(81)
		k.finds(a, "旧 39", 40)
		k.finds(b, "旧 8", 39, 29, 19, 9)
	})
}

func TestWhatComesToAConversationWhoseOldMessagesWaitIsListedOnce(t *testing.T) {
	each(t, func(t *testing.T, k *talk) {
		a := k.conversation()
		k.say(a, "一", "二")
		k.say(a, "三")
		k.search.Stored(a, 3, k.clock.Now())
		if err := k.search.News(t.Context()); err != nil {
			t.Fatal(err)
		}
		k.listed(1)
		k.edit(a, 1, "改一") // is read as it is when its turn comes
		k.edit(a, 3, "改三")
		k.search.Changed(a, k.clock.Now())
		if err := k.search.News(t.Context()); err != nil {
			t.Fatal(err)
		}
		k.finds(a, "改", 3)
		k.catchUp()
		k.finds(a, "改", 3, 1)
		k.finds(a, "二", 2)
	})
}

func TestLongConversationsAreListedWhole(t *testing.T) {
	each(t, func(t *testing.T, k *talk) {
		a := k.conversation()
		words := make([]string, 2500)
		for i := range words {
			words[i] = fmt.Sprint("第", i+1, "条")
		}
		k.say(a, words...)
		k.catchUp()
		k.listed(2500)
		k.say(a, words...)
		k.search.Stored(a, 2501, k.clock.Now())
		k.search.Stored(a, 5000, k.clock.Now())
		k.catchUp()
		k.listed(5000)
		k.finds(a, "第2500条", 5000, 2500)
		k.finds(a, "第1250条", 3750, 1250)
	})
}

func TestAnIndexOfAnotherStateOfTheMessagesIsMadeAnew(t *testing.T) {
	each(t, func(t *testing.T, k *talk) {
		a, b := k.conversation(), k.conversation()
		k.say(a, "一", "二", "三")
		k.say(b, "四")
		k.catchUp()
		// A backup is put back, and the talk goes on otherwise.
		k.write(func(tx *db.Tx) error {
			if _, err := tx.Exec(`DELETE FROM messages WHERE conversation_id = ? AND seq > 1`, a); err != nil {
				return err
			}
			_, err := tx.Exec(`UPDATE conversations SET last_seq = 1 WHERE id = ?`, a)
			return err
		})
		k.seqs[a] = 1
		if err := k.search.Look(t.Context()); !errors.Is(err, search.ErrAhead) {
			t.Errorf("looking does not see it: %v", err)
		}
		k.say(a, "五", "六", "七")
		k.restart()
		if !k.log.has("the search index is made anew") {
			t.Error("nothing is said about it")
		}
		k.catchUp()
		k.finds(a, "二")
		k.finds(a, "六", 3)
		k.finds(b, "四", 1)
	})
}

func TestSeveralNodesListEachMessageOnce(t *testing.T) {
	d, c := dbtest.Open(t, db.Postgres, rooms)
	k := &talk{t: t, db: d, own: d, clock: c, seqs: map[id.ID]int64{}, log: &lines{}}
	k.restart()
	var talks []id.ID
	for range 10 {
		talks = append(talks, k.conversation())
	}
	nodes := []*search.Service{k.search, search.New(d, d, slog.New(k.log)), search.New(d, d, slog.New(k.log))}
	total := int64(0)
	for round := range 5 {
		for i, one := range talks {
			k.say(one, fmt.Sprint("话", round), "话")
			total += 2
			for n, node := range nodes {
				if (i+n)%2 == 0 { // some are told to several nodes, some to none
					node.Stored(one, k.seqs[one]-1, c.Now())
					node.Stored(one, k.seqs[one], c.Now())
				}
			}
		}
		var wg sync.WaitGroup
		for _, node := range nodes {
			wg.Go(func() {
				if err := node.CatchUp(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		k.listed(total)
	}
}

func TestRunningItListsWhatItIsTold(t *testing.T) {
	each(t, func(t *testing.T, k *talk) {
		a := k.conversation()
		k.say(a, "早")
		done := make(chan int64, 100)
		k.search.OnListed(func(entries int) { done <- int64(entries) })
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		k.search.Start(ctx)
		if n := wait.On(t, "what is listed", done); n != 1 {
			t.Errorf("%d were listed at the start", n)
		}
		k.say(a, "晚")
		k.search.Stored(a, 2, k.clock.Now())
		if n := wait.On(t, "what is listed", done); n != 1 {
			t.Errorf("%d were listed when one was told", n)
		}
		k.finds(a, "晚", 2)
		k.edit(a, 1, "午")
		k.search.Changed(a, k.clock.Now())
		wait.On(t, "what is listed", done)
		k.finds(a, "午", 1)
	})
}

func TestWhatWaitsIsToldWithItsAge(t *testing.T) {
	each(t, func(t *testing.T, k *talk) {
		a := k.conversation()
		k.say(a, "一", "二")
		k.search.Stored(a, 1, k.clock.Now())
		k.clock.Advance(3 * time.Second)
		k.search.Stored(a, 2, k.clock.Now())
		if n, seconds := k.search.Waiting(); n != 2 || seconds != 3 {
			t.Errorf("%d wait for %v s", n, seconds)
		}
		k.catchUp()
		if n, seconds := k.search.Waiting(); n != 0 || seconds != 0 {
			t.Errorf("%d wait for %v s", n, seconds)
		}
	})
}
