package main

import (
	"time"

	"tonggui/test/bench/seed"
	"tonggui/test/bench/wire"
)

// crowd are people with an open socket each.
type crowd struct {
	loop      *wire.Loop
	sockets   []*wire.Socket
	hello     int // sockets that have been greeted
	Delivered int // messages that were pushed, all sockets together
	// heard is told who got how many messages, after they were counted; it may be nil.
	heard func(person, messages int) error
}

// connectAtOnce bounds how many upgrades are under way.
const connectAtOnce = 64

// gather connects everybody and waits until all are greeted.
func gather(loop *wire.Loop, people []seed.Person, within time.Duration) (*crowd, error) {
	c := &crowd{loop: loop}
	deadline := time.Now().Add(within)
	for i, p := range people {
		first := true
		s, err := loop.Socket(p.Token, "", func(text []byte) error {
			if first {
				first = false
				c.hello++
			}
			n := wire.Messages(text)
			if c.Delivered += n; n > 0 && c.heard != nil {
				return c.heard(i, n)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		c.sockets = append(c.sockets, s)
		if err := loop.Run(deadline, func() bool { return i+1-c.hello < connectAtOnce }); err != nil {
			return nil, err
		}
	}
	return c, loop.Run(deadline, func() bool { return c.hello == len(people) })
}
