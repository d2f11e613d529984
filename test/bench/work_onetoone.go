package main

import (
	"context"
	"time"

	"tonggui/test/bench/report"
	"tonggui/test/bench/seed"
	"tonggui/test/bench/wire"
)

// oneToOne sends texts of 128 bytes between pairs, 64 requests at a time. Each message is stored and
// pushed to both. One person may send 20 messages a second only, so the 64 connections speak for 16
// people each.
func oneToOne(ctx context.Context, r *run1) error {
	const lanes, each = 64, 16
	var people []seed.Person
	var talks []seed.Conversation
	s, end, err := r.serve(ctx, func(ctx context.Context, to *seed.Seeder) (err error) {
		if people, err = to.People(ctx, lanes*each); err != nil {
			return err
		}
		for i := 0; i < len(people); i += 2 {
			talks = append(talks, to.Direct(people[i], people[i+1], 20))
		}
		return to.Talk(ctx, talks)
	})
	if err != nil {
		return err
	}
	defer end()
	loop, err := s.loop()
	if err != nil {
		return err
	}
	defer loop.Close()
	crowd, err := gather(loop, people, time.Minute)
	if err != nil {
		return err
	}
	load := &talkers{loop: loop, crowd: crowd, copies: 2}
	if err := load.open(lanes, pairs(loop, s, talks)); err != nil {
		return err
	}
	span := pick(r.bench, 10*time.Second, time.Second)
	if err := load.run(span / 5); err != nil { // warm up
		return err
	}
	if err := s.settle(ctx, time.Minute); err != nil {
		return err
	}
	load.took, load.sent = nil, 0
	m, err := r.measure(ctx, s, span, func() error { return load.run(span) })
	if err != nil {
		return err
	}
	ms := func(p float64) float64 { return report.Percentile(load.took, p).Seconds() * 1000 }
	r.add(r.figure("64 senders", float64(load.sent)/m.Took.Seconds(), "msg/s").AtLeast(10_000).
		Noted("acknowledged after %.1f ms (median), %.1f ms (99 of 100)", ms(0.5), ms(0.99)).Noted("%s", m.lean()))
	r.add(r.figure("processor", per(m.Server+m.After, load.sent), "µs/msg").AtMost(90).
		Noted("with HTTP, both deliveries, and listing for search; %.1f of them after the last delivery", per(m.After, load.sent)))
	r.ofDatabase(m, load.sent, "msg")
	return nil
}

// pairs makes a sender for each member of each conversation.
func pairs(loop *wire.Loop, s *server, talks []seed.Conversation) (out []*sender) {
	texts := seed.Texts(100)
	for _, c := range talks {
		for _, p := range c.Members {
			out = append(out, newSender(s.Address, p, c.ID, texts))
		}
	}
	return out
}

// talkers send as fast as they are answered, over a number of lanes.
type talkers struct {
	loop   *wire.Loop
	crowd  *crowd
	copies int // how many sockets hear of a message
	lanes  []*wire.Lane
	next   []func() error
	ends   time.Time

	sent    int
	flying  int
	refused error
	took    []time.Duration
}

// open makes lanes and shares the senders out among them.
func (t *talkers) open(lanes int, senders []*sender) error {
	for i := range lanes {
		var mine []*sender
		for n := i; n < len(senders); n += lanes {
			mine = append(mine, senders[n])
		}
		turn, began := 0, time.Time{}
		lane, err := t.loop.Lane(nil)
		if err != nil {
			return err
		}
		next := func() error {
			began = time.Now()
			t.flying++
			turn++
			return lane.Send(mine[turn%len(mine)].next(began))
		}
		lane.Got = func(status int, body []byte) error {
			if status != 201 {
				return refused(status, body)
			}
			t.flying--
			t.sent++
			t.took = append(t.took, t.loop.Now().Sub(began))
			if t.loop.Now().Before(t.ends) {
				return next()
			}
			return nil
		}
		t.lanes, t.next = append(t.lanes, lane), append(t.next, next)
	}
	return nil
}

// run sends for a span, then waits for what is under way.
func (t *talkers) run(span time.Duration) error {
	t.ends = time.Now().Add(span)
	delivered := t.crowd.Delivered - t.sent*t.copies
	for _, next := range t.next {
		if err := next(); err != nil {
			return err
		}
	}
	return t.loop.Run(t.ends.Add(20*time.Second), func() bool {
		return t.flying == 0 && !t.loop.Now().Before(t.ends) && t.crowd.Delivered-delivered >= t.sent*t.copies
	})
}
