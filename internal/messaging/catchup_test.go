package messaging_test

import (
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tonggui/internal/messaging"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/dbtest"
)

// pair is two nodes over one database: people write at far, and their sockets are at h.
type pair struct {
	*house
	far    *messaging.Service
	link   *bus
	cut    atomic.Bool
	breaks atomic.Int64
}

// lossy is a bus that carries nothing while it is cut.
type lossy struct {
	*bus
	p *pair
}

func (l lossy) Publish(subject string, data []byte) {
	if !l.p.cut.Load() {
		l.bus.Publish(subject, data)
	}
}

// eachPair runs a test on both databases.
func eachPair(t *testing.T, fn func(t *testing.T, p *pair)) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		p := &pair{link: &bus{}}
		p.house = openNode(t, d, c, nil, func() (bool, int64) { return !p.cut.Load(), p.breaks.Load() })
		p.far = messaging.New(messaging.Deps{DB: d, Book: p.book, People: p.people, Files: p.shelf, Push: newHub(), Bus: lossy{p.link, p}, Log: p.room.Log})
		if err := p.far.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		p.link.other = p.room
		fn(t, p)
	})
}

func (p *pair) say(who person, conversation id.ID, words string) int64 {
	p.t.Helper()
	m, _, err := p.far.Send(p.t.Context(), who.Principal, conversation, messaging.Outgoing{ClientID: id.New(p.clock.Now()), Content: text(words)})
	if err != nil {
		p.t.Fatal(err)
	}
	return m.Seq
}

// pushed are the seqs that somebody got at this node, in order.
func (p *pair) pushed(who person) (seqs []int64) {
	p.hub.mu.Lock()
	defer p.hub.mu.Unlock()
	for _, f := range p.hub.frames[who.Account] {
		if f.typ == "message.created" {
			var d struct{ Message message }
			if err := json.Unmarshal(f.data, &d); err != nil {
				p.t.Error(err)
			}
			seqs = append(seqs, d.Message.Seq)
		}
	}
	return seqs
}

// await waits until somebody has got as many as that.
func (p *pair) await(who person, n int) []int64 {
	p.t.Helper()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(2 * time.Millisecond) {
		if got := p.pushed(who); len(got) >= n {
			return got
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("got %v, want %d", p.pushed(who), n)
		}
	}
}

// covers: MSG-01
func TestWhatTheBusDoesNotCarryIsFoundInTheDatabaseInOrderAndOnce(t *testing.T) {
	eachPair(t, func(t *testing.T, p *pair) {
		a, b := p.person(), p.person()
		c := a.direct(b)
		for i := range 3 {
			p.say(a, c.ID, fmt.Sprint("by bus ", i))
		}
		p.await(b, 3)
		p.cut.Store(true)
		for i := range 70 { // more than the memory knows one by one
			p.say(a, c.ID, fmt.Sprint("by the database ", i))
		}
		p.await(b, 73)
		p.say(a, c.ID, "between two looks")
		p.cut.Store(false)
		p.await(b, 74)
		p.say(a, c.ID, "by bus again")
		for i, seq := range p.await(b, 75) {
			if seq != int64(i+1) {
				t.Fatalf("pushed %v", p.pushed(b))
			}
		}
	})
}

// covers: MSG-01
func TestAMessageThatOvertakesAnotherDoesNotReachPeopleFirst(t *testing.T) {
	eachPair(t, func(t *testing.T, p *pair) {
		a, b := p.person(), p.person()
		c := a.direct(b)
		p.say(a, c.ID, "1")
		p.await(b, 1)
		p.cut.Store(true)
		p.say(a, c.ID, "2")
		p.cut.Store(false)
		p.say(a, c.ID, "3")
		p.room.HearSent(fmt.Appendf(nil, `{"c":%q,"s":2}`, c.ID)) // the word of the first comes late
		p.say(a, c.ID, "4")
		if got := p.await(b, 4); fmt.Sprint(got) != "[1 2 3 4]" {
			t.Errorf("pushed %v", got)
		}
	})
}

func TestWhoWritesAtBothNodesWhileTheBusIsBrokenIsHeardInOrderAndOnce(t *testing.T) {
	eachPair(t, func(t *testing.T, p *pair) {
		a, b := p.person(), p.person()
		c := a.direct(b)
		p.say(a, c.ID, "before")
		p.await(b, 1)
		p.cut.Store(true)
		var both sync.WaitGroup
		for _, room := range []*messaging.Service{p.far, p.room} {
			both.Go(func() {
				for i := range 30 {
					if _, _, err := room.Send(t.Context(), a.Principal, c.ID, messaging.Outgoing{ClientID: id.New(p.clock.Now()), Content: text(fmt.Sprint(i))}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		both.Wait()
		for i, seq := range p.await(b, 61) {
			if seq != int64(i+1) {
				t.Fatalf("pushed %v", p.pushed(b))
			}
		}
	})
}

// covers: MSG-01
func TestWhatWasSaidBeforeANodeKnewAConversationComesBeforeItsFirstMessage(t *testing.T) {
	eachPair(t, func(t *testing.T, p *pair) {
		a, b := p.person(), p.person()
		c := a.direct(b)
		p.cut.Store(true)
		for range 70 {
			p.say(a, c.ID, "not heard of")
		}
		if _, _, err := p.room.Send(t.Context(), a.Principal, c.ID, messaging.Outgoing{ClientID: id.New(p.clock.Now()), Content: text("own")}); err != nil {
			t.Fatal(err)
		}
		p.await(b, 71)
		p.cut.Store(false) // the look after a break finds nothing more
		p.breaks.Add(1)
		p.say(a, c.ID, "heard of")
		for i, seq := range p.await(b, 72) {
			if seq != int64(i+1) {
				t.Fatalf("pushed %v", p.pushed(b))
			}
		}
	})
}
