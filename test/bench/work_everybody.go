package main

import (
	"context"
	"errors"
	"time"

	"tonggui/test/bench/report"
	"tonggui/test/bench/seed"
)

// everybody sends to a group of 100,000 of whom 2,000 are online, one message after the other.
func everybody(ctx context.Context, r *trial) error {
	members, online := pick(r.bench, 100_000, 5_000), pick(r.bench, 2_000, 200)
	set, end, err := r.stage(ctx, members, online, together)
	if err != nil {
		return err
	}
	defer end()
	s, talk := set.server, set.talks[0]
	talk.Members = set.people[:online]
	var committed, all []time.Duration
	load := &broadcast{loop: set.loop, crowd: set.crowd, copies: online, outstanding: 1, senders: everyone(s, []seed.Conversation{talk}),
		each: func(o outcome) { committed, all = append(committed, o.Committed), append(all, o.All) }}
	if err := errors.Join(load.open(), load.run(time.Minute, 1), s.settle(ctx, time.Minute)); err != nil {
		return err
	}
	first := all[0]
	committed, all = nil, nil
	count := pick(r.bench, 60, 10)
	m, err := r.measure(ctx, s, "", time.Duration(count)*60*time.Millisecond, func() error { return load.run(time.Minute, count) })
	if err != nil {
		return err
	}
	ms := func(took []time.Duration, p float64) float64 { return report.Percentile(took, p).Seconds() * 1000 }
	r.add(r.figure("100,000 members, committed", ms(committed, 0.5), "ms").AtMost(5).Noted("median; the slowest of %d took %.1f ms", count, ms(committed, 1)),
		r.figure("2,000 online have it", ms(all, 0.5), "ms").AtMost(150).
			Noted("median; the slowest of %d took %.0f ms, the first after a start %.0f ms", count, ms(all, 1), first.Seconds()*1000),
		r.figure("processor", per(m.Server+m.After, count)/1000, "ms/msg"))
	r.ofDatabase(m, count, "msg")
	return nil
}
