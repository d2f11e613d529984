package main

import (
	"context"
	"time"

	"tonggui/test/bench/report"
	"tonggui/test/bench/seed"
	"tonggui/test/bench/wire"
)

// pages reads the newest 50 messages of a conversation of 100,000, by 16 connections that speak for
// many members: one person may ask 50 times a second only.
func pages(ctx context.Context, r *run1) error {
	const lanes = 16
	var people []seed.Person
	var talk seed.Conversation
	s, end, err := r.serve(ctx, func(ctx context.Context, to *seed.Seeder) (err error) {
		if people, err = to.People(ctx, 512); err != nil {
			return err
		}
		talk = to.Group("所有人", people, int64(pick(r.bench, 100_000, 5_000)))
		return to.Talk(ctx, []seed.Conversation{talk})
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
	load := &readers{loop: loop}
	var requests [][]byte
	for _, p := range people {
		requests = append(requests, wire.NewRequest(s.Address, "GET", "/conversations/"+talk.ID.String()+"/messages", p.Token, nil).Raw)
	}
	if err := load.open(lanes, requests); err != nil {
		return err
	}
	span := pick(r.bench, 8*time.Second, time.Second)
	if err := load.run(span / 5); err != nil {
		return err
	}
	if err := s.settle(ctx, time.Minute); err != nil {
		return err
	}
	load.took, load.read, load.bytes = nil, 0, 0
	m, err := r.measure(ctx, s, span, func() error { return load.run(span) })
	if err != nil {
		return err
	}
	r.add(r.figure("newest 50 of 100,000", float64(load.read)/m.Took.Seconds(), "pages/s").AtLeast(6_000).
		Noted("%.1f ms each (median), %d bytes", report.Percentile(load.took, 0.5).Seconds()*1000, load.bytes/max(load.read, 1)).Noted("%s", m.lean()))
	r.add(r.figure("processor", per(m.Server+m.After, load.read)/1000, "ms/page").AtMost(0.2))
	r.ofDatabase(m, load.read, "page")
	return nil
}

// readers repeat requests as fast as they are answered.
type readers struct {
	loop   *wire.Loop
	next   []func() error
	ends   time.Time
	flying int
	read   int
	bytes  int
	took   []time.Duration
}

func (t *readers) open(lanes int, requests [][]byte) error {
	for i := range lanes {
		var mine [][]byte
		for n := i; n < len(requests); n += lanes {
			mine = append(mine, requests[n])
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
			return lane.Send(mine[turn%len(mine)])
		}
		lane.Got = func(status int, body []byte) error {
			if status != 200 {
				return refused(status, body)
			}
			t.flying--
			t.read++
			t.bytes += len(body)
			t.took = append(t.took, t.loop.Now().Sub(began))
			if t.loop.Now().Before(t.ends) {
				return next()
			}
			return nil
		}
		t.next = append(t.next, next)
	}
	return nil
}

func (t *readers) run(span time.Duration) error {
	t.ends = time.Now().Add(span)
	for _, next := range t.next {
		if err := next(); err != nil {
			return err
		}
	}
	return t.loop.Run(t.ends.Add(10*time.Second), func() bool { return t.flying == 0 && !t.loop.Now().Before(t.ends) })
}
