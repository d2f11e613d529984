package main

import (
	"context"
	"errors"
	"time"

	"tonggui/test/bench/seed"
	"tonggui/test/bench/wire"
)

// scene is a server over conversations that were seeded, with people at open sockets.
type scene struct {
	*server
	loop   *wire.Loop
	people []seed.Person
	talks  []seed.Conversation
	crowd  *crowd // the first of the people: those who are online
}

// stage seeds people and their conversations, starts a server and connects those who are online. end
// takes everything down again.
func (r *trial) stage(ctx context.Context, people, online int,
	talks func(*seed.Seeder, []seed.Person) []seed.Conversation) (set *scene, end func(), err error) {
	set = &scene{}
	s, down, err := r.serve(ctx, func(ctx context.Context, to *seed.Seeder) (err error) {
		if set.people, err = to.People(ctx, people); err != nil {
			return err
		}
		set.talks = talks(to, set.people)
		return to.Talk(ctx, set.talks)
	})
	if err != nil {
		return nil, nil, err
	}
	set.server = s
	if set.loop, err = s.loop(ctx); err != nil {
		down()
		return nil, nil, err
	}
	end = func() {
		set.loop.Close()
		down()
	}
	if set.crowd, err = gather(set.loop, set.people[:online], time.Minute); err == nil {
		err = s.settle(ctx, time.Minute)
	}
	if err != nil {
		err = errors.Join(err, s.examine())
		end()
		return nil, nil, err
	}
	return set, end, nil
}

// pairs are direct conversations of each two neighbours.
func pairs(to *seed.Seeder, people []seed.Person) (talks []seed.Conversation) {
	for i := 0; i < len(people); i += 2 {
		talks = append(talks, to.Direct(people[i], people[i+1], 20))
	}
	return talks
}

// together is one group of all.
func together(to *seed.Seeder, people []seed.Person) []seed.Conversation {
	return []seed.Conversation{to.Group("全公司", people, 100)}
}
