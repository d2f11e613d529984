package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tonggui/test/bench/report"
	"tonggui/test/bench/seed"
	"tonggui/test/bench/wire"
)

// devices has 1,000 devices come back at once, 64 at a time: each opens a socket with the token of its
// session and gets its unread state by it. Each person has 20 conversations, half of them unread.
func devices(ctx context.Context, r *trial) error {
	count := pick(r.bench, 1000, 100)
	var people []seed.Person
	s, end, err := r.serve(ctx, func(ctx context.Context, to *seed.Seeder) (err error) {
		if people, err = to.People(ctx, count); err != nil {
			return err
		}
		return to.Talk(ctx, ring(to, people, 10, 5))
	})
	if err != nil {
		return err
	}
	defer end()
	loop, err := s.loop(ctx)
	if err != nil {
		return err
	}
	defer loop.Close()
	rounds := pick(r.bench, 7, 2)
	var rates []float64
	var all reading
	for round := range rounds + 1 {
		a := &arrivals{loop: loop}
		m, err := r.measure(ctx, s, "", time.Second, func() error { return a.run(people) })
		if err != nil {
			return err
		}
		if a.close(); round > 0 { // the first one warms up
			rates = append(rates, float64(count)/m.Took.Seconds())
			all.Server, all.Database, all.Load = all.Server+m.Server, all.Database+m.Database, all.Load+m.Load
		}
		// What is known of a session is believed for a second; devices that come back have been away longer.
		pause := time.Now().Add(1200 * time.Millisecond)
		if err := errors.Join(loop.Run(pause.Add(time.Second), func() bool { return !loop.Now().Before(pause) }), s.settle(ctx, time.Minute)); err != nil {
			return err
		}
	}
	r.add(r.figure("1,000 connect and get their unread state", report.Median(rates), "devices/s").AtLeast(2_500).
		Noted("median of %d rounds; 20 conversations each", rounds).Noted("%s", all.lean()),
		r.figure("processor", per(all.Server, rounds*count)/1000, "ms/device").AtMost(0.35))
	r.ofDatabase(all, rounds*count, "device")
	return nil
}

// ring lets everybody talk to the next few: each has twice as many conversations. Every second one has
// messages that nobody but the last sender has read.
func ring(to *seed.Seeder, people []seed.Person, next int, messages int64) (talks []seed.Conversation) {
	for i := range people {
		for n := 1; n <= next; n++ {
			c := to.Direct(people[i], people[(i+n)%len(people)], messages)
			if n%2 == 0 {
				c.ReadUpTo = max(1, messages-3)
			}
			talks = append(talks, c)
		}
	}
	return talks
}

// arrivals are devices that connect.
type arrivals struct {
	loop    *wire.Loop
	done    int
	sockets []*wire.Socket
}

const arriveAtOnce = 64

// run lets every device open its socket and get its state.
func (a *arrivals) run(people []seed.Person) error {
	deadline := time.Now().Add(time.Minute)
	for i, p := range people {
		greeted, done := false, false
		socket, err := a.loop.Socket(p.Token, "?unread=1", func(text []byte) error {
			greeted = greeted || wire.Holds(text, "hello")
			if !done && greeted && wire.Holds(text, "unread") {
				done = true
				a.done++
			}
			return nil
		})
		if err != nil {
			return err
		}
		a.sockets = append(a.sockets, socket)
		if err := a.loop.Run(deadline, func() bool { return i+1-a.done < arriveAtOnce }); err != nil {
			return fmt.Errorf("%d of %d devices are there: %w", a.done, i+1, err)
		}
	}
	return a.loop.Run(deadline, func() bool { return a.done == len(people) })
}

func (a *arrivals) close() {
	for _, s := range a.sockets {
		s.Close()
	}
}
