package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tonggui/test/bench/report"
)

// group sends to a group whose 1,000 members are all online, with one message outstanding and with 16.
func group(ctx context.Context, r *trial) error {
	members := pick(r.bench, 1000, 100)
	set, end, err := r.stage(ctx, members, members, together)
	if err != nil {
		return err
	}
	defer end()
	s, crowd := set.server, set.crowd
	senders := everyone(s, set.talks)
	for _, outstanding := range []int{1, 16} {
		var all []time.Duration
		load := &broadcast{loop: set.loop, crowd: crowd, copies: members, outstanding: outstanding, senders: senders,
			each: func(o outcome) { all = append(all, o.All) }}
		span := r.span(6 * time.Second)
		if err := errors.Join(load.open(), load.run(span/6, unlimited), s.settle(ctx, time.Minute)); err != nil {
			return err
		}
		all = nil
		before := crowd.Delivered
		m, err := r.measure(ctx, s, fmt.Sprint(outstanding, "-outstanding"), span, func() error { return load.run(span, unlimited) })
		if err != nil {
			return err
		}
		delivered := crowd.Delivered - before
		rate := r.figure(fmt.Sprintf("1,000 online, %d outstanding", outstanding), float64(delivered)/m.Took.Seconds(), "deliveries/s")
		cost := r.figure(fmt.Sprintf("processor, %d outstanding", outstanding), per(m.Server+m.After, delivered), "µs/delivery")
		if outstanding == 1 {
			rate = rate.AtLeast(50_000).Noted("a message reaches all after %.1f ms (median)", report.Percentile(all, 0.5).Seconds()*1000)
			cost = cost.AtMost(15)
		} else {
			cost = cost.AtMost(5)
		}
		r.add(rate.Noted("%s", m.lean()), cost)
		if outstanding == 1 {
			r.ofDatabase(m, load.sent, "msg")
		}
	}
	return nil
}
