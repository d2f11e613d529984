package main

import (
	"context"
	"errors"
	"time"

	"tonggui/test/bench/report"
	"tonggui/test/bench/seed"
)

// oneToOne sends texts of 128 bytes between pairs, 64 requests at a time. Each message is stored and
// pushed to both. One person may send 20 messages a second only, so the 64 connections speak for 16
// people each.
func oneToOne(ctx context.Context, r *trial) error {
	const lanes, each = 64, 16
	set, end, err := r.stage(ctx, lanes*each, lanes*each, pairs)
	if err != nil {
		return err
	}
	defer end()
	s, crowd := set.server, set.crowd
	load := &requests{loop: set.loop, status: 201, over: lanes, people: nexts(everyone(s, set.talks))}
	run := func(span time.Duration) error {
		before := crowd.Delivered
		return load.run(span, unlimited, func() bool { return crowd.Delivered-before == 2*load.Answered })
	}
	span := r.span(10 * time.Second)
	if err := errors.Join(run(span/5), s.settle(ctx, time.Minute)); err != nil { // warm up
		return err
	}
	m, err := r.measure(ctx, s, "", span, func() error { return run(span) })
	if err != nil {
		return err
	}
	sent := load.Answered
	ms := func(p float64) float64 { return report.Percentile(load.Took, p).Seconds() * 1000 }
	r.add(r.figure("64 senders", float64(sent)/m.Took.Seconds(), "msg/s").AtLeast(10_000).
		Noted("acknowledged after %.1f ms (median), %.1f ms (99 of 100)", ms(0.5), ms(0.99)).Noted("%s", m.lean()))
	r.add(r.figure("processor", per(m.Server+m.After, sent), "µs/msg").AtMost(90).
		Noted("with HTTP, both deliveries, and listing for search; %.1f of them after the last delivery", per(m.After, sent)))
	r.ofDatabase(m, sent, "msg")
	return nil
}

// everyone makes a sender for each member of each conversation, in their order.
func everyone(s *server, talks []seed.Conversation) (out []*sender) {
	texts := seed.Texts(100)
	for _, c := range talks {
		for _, p := range c.Members {
			out = append(out, newSender(s.Address, p, c.ID, texts))
		}
	}
	return out
}

// nexts are the senders as what makes requests.
func nexts(senders []*sender) (out []func(time.Time) []byte) {
	for _, one := range senders {
		out = append(out, one.next)
	}
	return out
}
