package main

import (
	"context"
	"errors"
	"time"

	"tonggui/test/bench/report"
)

// single has one message under way at a time: how long one person waits who writes to one other. The
// writers take turns, because one of them may send 20 a second only.
func single(ctx context.Context, r *trial) error {
	set, end, err := r.stage(ctx, 256, 256, pairs)
	if err != nil {
		return err
	}
	defer end()
	s := set.server
	var answered, heard []time.Duration
	load := &broadcast{loop: set.loop, crowd: set.crowd, copies: 2, outstanding: 1, senders: everyone(s, set.talks), each: func(o outcome) {
		answered, heard = append(answered, o.Committed), append(heard, o.First)
	}}
	count := pick(r.bench, 5000, 300)
	if err := errors.Join(load.open(), load.run(time.Minute, count/10), s.settle(ctx, time.Minute)); err != nil {
		return err
	}
	answered, heard = nil, nil
	m, err := r.measure(ctx, s, "", time.Duration(count)*600*time.Microsecond, func() error { return load.run(time.Minute, count) })
	if err != nil {
		return err
	}
	ms := func(took []time.Duration, p float64) float64 { return report.Percentile(took, p).Seconds() * 1000 }
	r.add(r.figure("send to receipt, median", ms(heard, 0.5), "ms").AtMost(0.7).
		Noted("until the other one's socket has it; %.2f ms for 99 of 100", ms(heard, 0.99)))
	r.add(r.figure("send to acknowledgement, median", ms(answered, 0.5), "ms").
		Noted("%.2f ms for 99 of 100; %.0f µs of processor per message, one at a time", ms(answered, 0.99), per(m.Server+m.After, count)))
	return nil
}
