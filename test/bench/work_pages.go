package main

import (
	"context"
	"errors"
	"time"

	"tonggui/internal/platform/id"
	"tonggui/test/bench/report"
	"tonggui/test/bench/seed"
	"tonggui/test/bench/wire"
)

// pages reads the newest 50 messages of a conversation of 100,000, by 16 connections that speak for
// many members: one person may ask 50 times a second only.
func pages(ctx context.Context, r *trial) error {
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
	loop, err := s.loop(ctx)
	if err != nil {
		return err
	}
	defer loop.Close()
	load := &requests{loop: loop, status: 200, over: lanes, people: newest(s, people, talk.ID)}
	span := r.span(8 * time.Second)
	if err := errors.Join(load.run(span/5, unlimited, always), s.settle(ctx, time.Minute)); err != nil { // warm up
		return err
	}
	m, err := r.measure(ctx, s, "", span, func() error { return load.run(span, unlimited, always) })
	if err != nil {
		return err
	}
	read := load.Answered
	r.add(r.figure("newest 50 of 100,000", float64(read)/m.Took.Seconds(), "pages/s").AtLeast(6_000).
		Noted("%.1f ms each (median), %d bytes", report.Percentile(load.Took, 0.5).Seconds()*1000, load.Bytes/max(read, 1)).Noted("%s", m.lean()))
	r.add(r.figure("processor", per(m.Server+m.After, read)/1000, "ms/page").AtMost(0.2))
	r.ofDatabase(m, read, "page")
	return nil
}

// newest asks for the newest messages of a conversation, once for each person.
func newest(s *server, people []seed.Person, conversation id.ID) (out []func(time.Time) []byte) {
	for _, p := range people {
		request := wire.NewRequest(s.Address, "GET", "/conversations/"+conversation.String()+"/messages", p.Token, nil).Raw
		out = append(out, func(time.Time) []byte { return request })
	}
	return out
}
