package main

import (
	"fmt"
	"time"

	"tonggui/test/bench/wire"
)

// broadcast sends messages to a crowd with a number of them outstanding: the next one goes out when one
// before it has reached everybody who is online.
type broadcast struct {
	loop        *wire.Loop
	crowd       *crowd
	senders     []*sender
	copies      int // how many sockets hear of each message
	outstanding int
	each        func(outcome) // hears of each message, where one is outstanding
	idle        []*wire.Lane
	ends        time.Time
	left        int
	sent        int
	before      int // deliveries of earlier runs
	now         outcome
	began       time.Time
}

// outcome is how long one message took from its sending.
type outcome struct {
	Sender    int           // of the crowd
	Committed time.Duration // until the sender had the answer
	First     time.Duration // until somebody else had it
	All       time.Duration // until everybody had it
}

// open makes a lane for each message that may be outstanding.
func (b *broadcast) open() error {
	for range b.outstanding {
		lane, err := b.loop.Lane(nil)
		if err != nil {
			return err
		}
		lane.Got = func(status int, body []byte) error {
			if status != 201 {
				return refused(status, body)
			}
			b.now.Committed = b.loop.Now().Sub(b.began)
			b.idle = append(b.idle, lane)
			return b.pump()
		}
		b.idle = append(b.idle, lane)
	}
	b.crowd.heard = func(person, messages int) error {
		if b.crowd.Delivered-b.before > b.sent*b.copies {
			return fmt.Errorf("%d messages were delivered %d times to %d sockets", b.sent, b.crowd.Delivered-b.before, b.copies)
		}
		took := b.loop.Now().Sub(b.began)
		if b.now.First == 0 && person != b.now.Sender {
			b.now.First = took
		}
		if b.now.All == 0 && b.reached() == b.sent {
			b.now.All = took
		}
		return b.pump()
	}
	return nil
}

// reached is how many messages have been delivered to everybody, where they are delivered in order.
func (b *broadcast) reached() int {
	return (b.crowd.Delivered - b.before) / b.copies
}

// pump sends what may be sent now.
func (b *broadcast) pump() error {
	for len(b.idle) > 0 && b.sent-b.reached() < b.outstanding {
		if b.outstanding == 1 && b.now.All > 0 {
			b.each(b.now)
			b.now = outcome{}
		}
		if b.left == 0 || !time.Now().Before(b.ends) {
			return nil
		}
		lane := b.idle[len(b.idle)-1]
		b.idle = b.idle[:len(b.idle)-1]
		b.left--
		b.sent++
		b.began = time.Now()
		b.now = outcome{Sender: b.sent % len(b.senders)}
		if err := lane.Send(b.senders[b.now.Sender].next(b.began)); err != nil {
			return err
		}
	}
	return nil
}

// run sends for a span, or as many messages as limit says, and waits until all have reached everybody.
func (b *broadcast) run(span time.Duration, limit int) error {
	b.ends, b.left, b.sent, b.before = time.Now().Add(span), limit, 0, b.crowd.Delivered
	if b.each == nil {
		b.each = func(outcome) {}
	}
	if err := b.pump(); err != nil {
		return err
	}
	err := b.loop.Run(b.ends.Add(30*time.Second), func() bool {
		return len(b.idle) == b.outstanding && b.reached() == b.sent && (b.left == 0 || !b.loop.Now().Before(b.ends))
	})
	if err != nil {
		return fmt.Errorf("%d messages sent, %d answers open, %d of %d deliveries: %w", b.sent, b.outstanding-len(b.idle),
			b.crowd.Delivered-b.before, b.sent*b.copies, err)
	}
	return nil
}
