package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"tonggui/test/bench/report"
	"tonggui/test/bench/seed"
	"tonggui/test/bench/wire"
)

// stored does the same work at a server with 10,000 messages and at one with a million, in as many
// conversations of as many people, in turns, and compares the processor time of server and database.
func stored(ctx context.Context, r *trial) error {
	sizes := []int{10_000, pick(r.bench, 1_000_000, 50_000)}
	var sides [2]*side
	for i, messages := range sizes {
		one, end, err := r.side(ctx, messages)
		if err != nil {
			return err
		}
		defer end()
		sides[i] = one
	}
	for _, one := range sides {
		if err := one.open(ctx); err != nil {
			return err
		}
		defer one.loop.Close()
	}
	works := []struct {
		name  string
		count int
		run   func(*side, int) error
	}{
		{"sending", pick(r.bench, 2000, 300), (*side).send},
		{"pages", pick(r.bench, 2000, 300), (*side).pages},
		{"conversations", pick(r.bench, 2000, 300), (*side).lists},
	}
	rounds := pick(r.bench, 9, 3)
	for _, w := range works {
		var cost [2][]float64
		for round := range rounds + 1 {
			order := []int{0, 1}
			if round%2 == 1 { // neither side always goes first
				slices.Reverse(order)
			}
			for _, i := range order {
				m, err := r.measure(ctx, sides[i].server, fmt.Sprint(w.name, "-", sizes[i]), time.Second, func() error { return w.run(sides[i], w.count) })
				if err != nil {
					return fmt.Errorf("%s: %w", w.name, err)
				}
				if round > 0 { // the first one warms up
					cost[i] = append(cost[i], per(m.Server+m.After+m.Database, w.count))
				}
			}
		}
		ratio := report.Ratio(cost[1], cost[0])
		r.add(r.figure(w.name+", 1 million to 10 thousand", ratio, "times").AtMost(1.15).
			Noted("median of %d turns; %.0f µs with a million, %.0f with 10,000, server and database together", rounds, report.Median(cost[1]), report.Median(cost[0])))
	}
	return nil
}

// side is one of two servers that are compared.
type side struct {
	server *server
	loop   *wire.Loop
	crowd  *crowd
	people []seed.Person
	talks  []seed.Conversation

	sending, paging, listing *requests
}

const (
	storedPeople = 200
	storedNext   = 1 // to how many neighbours each talks: 200 conversations with at least 50 messages
	storedLanes  = 16
)

func (r *trial) side(ctx context.Context, messages int) (*side, func(), error) {
	one := &side{}
	s, end, err := r.serve(ctx, func(ctx context.Context, to *seed.Seeder) (err error) {
		if one.people, err = to.People(ctx, storedPeople); err != nil {
			return err
		}
		one.talks = ring(to, one.people, storedNext, int64(messages/storedPeople/storedNext))
		return to.Talk(ctx, one.talks)
	})
	one.server = s
	return one, end, err
}

func (d *side) open(ctx context.Context) (err error) {
	if d.loop, err = d.server.loop(ctx); err != nil {
		return err
	}
	if d.crowd, err = gather(d.loop, d.people, time.Minute); err != nil {
		return err
	}
	var pages, lists []func(time.Time) []byte
	random := rand.New(rand.NewPCG(1, 2))
	for _, n := range random.Perm(len(d.talks)) {
		pages = append(pages, newest(d.server, d.talks[n].Members, d.talks[n].ID)...)
	}
	for _, p := range d.people {
		request := wire.NewRequest(d.server.Address, "GET", "/conversations", p.Token, nil).Raw
		lists = append(lists, func(time.Time) []byte { return request })
	}
	d.sending = &requests{loop: d.loop, status: 201, over: storedLanes, people: nexts(everyone(d.server, d.talks))}
	d.paging = &requests{loop: d.loop, status: 200, over: storedLanes, people: pages}
	d.listing = &requests{loop: d.loop, status: 200, over: storedLanes, people: lists}
	return nil
}

func (d *side) send(count int) error {
	before := d.crowd.Delivered
	return d.sending.run(time.Minute, count, func() bool { return d.crowd.Delivered-before == 2*count })
}

func (d *side) pages(count int) error { return d.paging.run(time.Minute, count, always) }

func (d *side) lists(count int) error { return d.listing.run(time.Minute, count, always) }
