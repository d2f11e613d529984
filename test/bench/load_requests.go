package main

import (
	"time"

	"tonggui/test/bench/wire"
)

// requests are made over a number of connections, each the next one as soon as it is answered. Every
// connection speaks for many people in turns: one person may do only so much a second.
type requests struct {
	loop   *wire.Loop
	status int                          // of the answers
	over   int                          // connections
	people []func(now time.Time) []byte // each makes the next request of one person
	lanes  []func() error
	ends   time.Time
	left   int // how many may still be made
	flying int

	Answered int
	Bytes    int
	Took     []time.Duration
}

// open connects and shares out the people. The server closes connections by which nobody asks for long.
func (q *requests) open() error {
	for i := range q.over {
		var mine []func(time.Time) []byte
		for n := i; n < len(q.people); n += q.over {
			mine = append(mine, q.people[n])
		}
		lane, err := q.loop.Lane(nil)
		if err != nil {
			return err
		}
		turn, began := 0, time.Time{}
		next := func() error {
			if q.left == 0 {
				return nil
			}
			q.left--
			q.flying++
			turn++
			began = time.Now()
			return lane.Send(mine[turn%len(mine)](began))
		}
		lane.Got = func(status int, body []byte) error {
			if status != q.status {
				return refused(status, body)
			}
			q.flying--
			q.Answered++
			q.Bytes += len(body)
			q.Took = append(q.Took, q.loop.Now().Sub(began))
			if q.loop.Now().Before(q.ends) {
				return next()
			}
			return nil
		}
		q.lanes = append(q.lanes, next)
	}
	return nil
}

// run makes requests for a span, or as many as limit says, and waits until they are answered and
// settled says that what follows from them has happened.
func (q *requests) run(span time.Duration, limit int, settled func() bool) error {
	if q.lanes == nil {
		if err := q.open(); err != nil {
			return err
		}
	}
	q.ends, q.left = time.Now().Add(span), limit
	q.Answered, q.Bytes, q.Took = 0, 0, q.Took[:0]
	for _, next := range q.lanes {
		if err := next(); err != nil {
			return err
		}
	}
	return q.loop.Run(q.ends.Add(20*time.Second), func() bool {
		return q.flying == 0 && (q.left == 0 || !q.loop.Now().Before(q.ends)) && settled()
	})
}

// unlimited is a limit that no span reaches.
const unlimited = 1 << 40

func always() bool { return true }
