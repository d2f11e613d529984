package nodes

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tonggui/internal/testkit/client"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/wait"
)

// settled sends until the outcome is known, at whichever node answers; every try has the same id.
func (p person) settled(t *testing.T, conversation string, body words, nodes ...int) (seq int64, unknown int) {
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		seq, err := p.try(nodes[unknown%len(nodes)], conversation, body)
		if err == nil {
			return seq, unknown
		}
		if refused, ok := errors.AsType[*client.Problem](err); ok && refused.Status < 500 && refused.Status != http.StatusTooManyRequests {
			t.Errorf("refused: %v", err)
			return 0, unknown
		} else if ok && refused.Status == http.StatusInternalServerError {
			t.Errorf("a trouble of the database shows as a fault of the program: %v", err)
		}
		if unknown++; t.Context().Err() != nil {
			return 0, unknown // the test is over
		}
		if time.Now().After(deadline) {
			t.Errorf("no outcome: %v", err)
			return 0, unknown
		}
	}
}

// talk lets people write in turns until stop, and returns what was acknowledged: client id and seq.
func talk(t *testing.T, people []person, in string, nodes ...int) (acks *atomic.Int64, stop func() map[string]int64) {
	ctx, cancel := context.WithCancel(t.Context())
	acks = &atomic.Int64{}
	var mu sync.Mutex
	var all sync.WaitGroup
	done := map[string]int64{}
	for i, p := range people {
		all.Go(func() {
			for n := 0; ctx.Err() == nil && !t.Failed(); n++ {
				body := text(fmt.Sprint(i, " 说 ", n))
				seq, _ := p.settled(t, in, body, nodes...)
				mu.Lock()
				done[body["client_id"].(string)] = seq
				mu.Unlock()
				acks.Add(1)
			}
		})
	}
	t.Cleanup(func() { cancel(); all.Wait() })
	return acks, func() map[string]int64 { cancel(); all.Wait(); return done }
}

// keptAll compares what was acknowledged with what a node gives back: each once, where it was said to
// be, and no gap.
func (p person) keptAll(node int, in string, acked map[string]int64) {
	p.t.Helper()
	found := map[string]int64{}
	for i, m := range p.history(node, in) {
		if m.Seq != int64(i+1) {
			p.t.Fatalf("%d stands where %d belongs", m.Seq, i+1)
		}
		if _, twice := found[m.ClientID]; twice && m.ClientID != "" {
			p.t.Errorf("%s is stored twice", m.ClientID)
		}
		found[m.ClientID] = m.Seq
	}
	for client, seq := range acked {
		if found[client] != seq {
			p.t.Errorf("%s was acknowledged as %d and is stored as %d", client, seq, found[client])
		}
	}
}

// covers: MSG-01
func TestTheClientsOfAKilledNodeGoOnAtTheOtherAndMissNothing(t *testing.T) {
	c := found(t, postgres(t))
	people := c.hire(3)
	in := group(people)
	here, there := people[0].listen(0, ""), people[1].listen(1, "")
	acks, stop := talk(t, people, in, 0, 1)
	c.await(30*time.Second, "people talk", func() bool { return acks.Load() > 20 })
	c.nodes[0].Kill()
	killed := acks.Load()
	c.await(2*time.Second, "the line breaks", func() bool { return here.ended() != 0 })
	back := people[0].listen(1, "?epoch=whatever&offset=7")
	if !back.reset {
		t.Error("another node takes the place in a stream that it does not know")
	}
	c.await(30*time.Second, "people go on", func() bool { return acks.Load() > killed+20 })
	acked := stop()
	people[0].keptAll(1, in, acked)
	last := people[1].say(1, in, "最后一条")
	c.await(2*time.Second, "it is pushed", func() bool { return there.got(last)() && back.got(last)() })
	there.noGap() // who was at the other node all the time
	c.nodes[0].Up()
	c.await(15*time.Second, "the node is back among the others", func() bool { return c.ready(0) == "ok" && c.ready(1) == "ok" })
	again := people[0].listen(0, "")
	seq := people[1].say(1, in, "欢迎回来")
	c.await(time.Second, "it is pushed there too", again.got(seq))
}

// covers: MSG-01
func TestTalkGoesOnWithoutNATSAndReturnsToPushWithIt(t *testing.T) {
	c := found(t, postgres(t))
	people := c.hire(2)
	a, b := people[0], people[1]
	in := group(people)
	far := b.listen(1, "")
	c.await(time.Second, "the bus works", far.got(a.say(0, in, "推送")))

	c.nats.Down()
	for i := range 10 {
		c.await(2*time.Second, "without NATS the message comes within two seconds", far.got(a.say(0, in, fmt.Sprint("轮询 ", i))))
	}
	for node := range c.nodes {
		c.await(5*time.Second, "the node says so", func() bool { return c.ready(node) == "degraded bus" })
	}
	c.nats.Up()
	c.await(15*time.Second, "the nodes hear each other again", func() bool { return c.ready(0) == "ok" && c.ready(1) == "ok" })
	// By looking into the database it would take half a second on average; one slow push is no polling.
	quick := 0
	for i := range 10 {
		seq := a.say(0, in, fmt.Sprint("又推送 ", i))
		if c.await(2*time.Second, "the message is pushed", far.got(seq)) < 200*time.Millisecond {
			quick++
		}
	}
	if quick < 8 {
		t.Errorf("%d of 10 were pushed at once", quick)
	}
	far.noGap()
}

// Only one node has lost NATS, and the wire has died without a word: the other one must notice too, for
// what it does not hear is said there.
//
// covers: MSG-01
func TestANodeThatNATSNoLongerReachesIsHeardByTheOthersAllTheSame(t *testing.T) {
	c := found(t, postgres(t))
	people := c.hire(2)
	a, b := people[0], people[1]
	in := group(people)
	near, far := a.listen(0, ""), b.listen(1, "")
	c.bus[0].Hold()
	here, there := a.say(0, in, "断线的一侧"), b.say(1, in, "另一侧")
	c.await(5*time.Second, "what was said before the break was noticed comes", func() bool { return far.got(here)() && near.got(there)() })
	c.await(5*time.Second, "both say so", func() bool { return c.ready(0) == "degraded bus" && c.ready(1) == "degraded bus" })
	for range 5 {
		here, there = a.say(0, in, "断线的一侧"), b.say(1, in, "另一侧")
		c.await(2*time.Second, "talk goes on", func() bool { return far.got(here)() && near.got(there)() })
	}
	c.bus[0].Release()
	c.await(15*time.Second, "the nodes hear each other again", func() bool { return c.ready(0) == "ok" && c.ready(1) == "ok" })
	last := a.say(0, in, "又通了")
	c.await(time.Second, "it is pushed", func() bool { return far.got(last)() && near.got(last)() })
	far.noGap()
	near.noGap()
}

// covers: MSG-01
func TestSendersLearnTheOutcomeAfterPostgresCrashed(t *testing.T) {
	server, err := dbtest.StartPostgres("")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Crash() })
	c := found(t, server.URL)
	people := c.hire(3)
	in := group(people)
	acks, stop := talk(t, people, in, 0, 1)
	for range 3 {
		before := acks.Load()
		c.await(30*time.Second, "people talk", func() bool { return acks.Load() > before+20 })
		if err := server.Crash(); err != nil {
			t.Fatal(err)
		}
		if server, err = dbtest.StartPostgres(server.Dir()); err != nil {
			t.Fatal(err)
		}
		for _, l := range c.db {
			l.To(hostOf(server.URL))
			l.Cut()
		}
	}
	before := acks.Load()
	c.await(30*time.Second, "people talk again", func() bool { return acks.Load() > before+20 })
	acked := stop()
	for node := range c.nodes {
		c.await(15*time.Second, "the node is well again", func() bool { return c.ready(node) == "ok" })
		people[0].keptAll(node, in, acked)
	}
}

// lease is how long a node may go on without the database, and the reserve that a busy machine gets.
const (
	lease   = 5 * time.Second
	reserve = 1500 * time.Millisecond
)

// covers: MSG-01
func TestANodeThatIsCutOffClosesItsSocketsRefusesAndComesBack(t *testing.T) {
	c := found(t, postgres(t))
	people := c.hire(2)
	a, b := people[0], people[1]
	in := group(people)
	here, there := a.listen(0, ""), b.listen(1, "")
	a.say(0, in, "还在")

	cut := time.Now()
	c.db[0].Hold()
	// Who was about to say something is not left waiting for a line that is dead.
	answered := make(chan error, 1)
	caught := text("正在发送")
	go func() {
		_, err := a.try(0, in, caught)
		answered <- err
	}()
	c.await(lease+reserve, "its sockets are closed", func() bool { return here.ended() != 0 })
	if here.ended() != 4013 {
		t.Errorf("closed with %d", here.ended())
	}
	if took := time.Since(cut); took < lease-2*time.Second {
		t.Errorf("closed after %v: a short trouble must not send everybody away", took)
	}
	err := wait.On(t, "a message on its way is answered", answered)
	if refused, ok := errors.AsType[*client.Problem](err); !ok || refused.Status != http.StatusServiceUnavailable {
		t.Errorf("a message on its way is answered with %v", err)
	}
	refuses := func(err error) {
		t.Helper()
		if refused, ok := errors.AsType[*client.Problem](err); !ok || refused.Code != "node.cut_off" || refused.Status != http.StatusServiceUnavailable {
			t.Errorf("it answers %v", err)
		}
	}
	refuses(a.at(0).Do(t.Context(), http.MethodGet, "/session", nil, nil))
	body := text("再试")
	_, err = a.try(0, in, body)
	refuses(err)
	if _, resp, err := a.dial(0, ""); err == nil || resp == nil || resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a socket is let in: %v", err)
	}
	var health struct{ Problems []string }
	if status, err := read(c.nodes[0].URL+"/readyz", &health); err != nil || status != http.StatusServiceUnavailable || fmt.Sprint(health.Problems) != "[database cut_off]" {
		t.Errorf("%d %v %v", status, health.Problems, err)
	}
	// Its clients go on at the other node, which sees nothing unusual.
	on := a.listen(1, "")
	seq, err := a.try(1, in, body)
	c.must(err)
	c.await(time.Second, "talk goes on at the other node", func() bool { return there.got(seq)() && on.got(seq)() })

	c.db[0].Release()
	c.await(15*time.Second, "the node comes back by itself", func() bool { return c.ready(0) == "ok" })
	again := a.listen(0, "")
	if same, err := a.try(0, in, body); err != nil || same != seq {
		t.Errorf("the retry gives %d, not %d: %v", same, seq, err)
	}
	settled, _ := a.settled(t, in, caught, 0, 1)
	a.keptAll(1, in, map[string]int64{caught["client_id"].(string): settled, body["client_id"].(string): seq})
	c.await(time.Second, "and is pushed to", again.got(b.say(1, in, "回来了")))
}
