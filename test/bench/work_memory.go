package main

import (
	"context"
	"fmt"
	"syscall"
	"time"

	"tonggui/test/bench/procs"
	"tonggui/test/bench/seed"
)

// memory opens 10,000 sockets of as many people at a server that has just started, and reads how much
// more memory it has in use when all are idle.
func memory(ctx context.Context, r *trial) error {
	connections := pick(r.bench, 10_000, 1_000)
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil || limit.Max < uint64(connections)+500 {
		return fmt.Errorf("only %d files may be open, %d sockets are to be (%v)", limit.Max, connections, err)
	}
	var people []seed.Person
	s, end, err := r.serve(ctx, func(ctx context.Context, to *seed.Seeder) (err error) {
		people, err = to.People(ctx, connections)
		return err
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
	before, err := procs.Resident(s.cmd.Process.Pid)
	if err != nil {
		return err
	}
	m, err := r.measure(ctx, s, "", 3*time.Second, func() error {
		_, err := gather(loop, people, 2*time.Minute)
		return err
	})
	if err != nil {
		return err
	}
	// Two rounds of pings: what they cost belongs to an idle connection.
	beat := time.Now().Add(r.span(55 * time.Second))
	if err := loop.Run(beat.Add(time.Second), func() bool { return !loop.Now().Before(beat) }); err != nil {
		return err
	}
	after, err := procs.Resident(s.cmd.Process.Pid)
	if err != nil {
		return err
	}
	r.add(r.figure("per idle connection of 10,000", float64(after-before)/1024/float64(connections), "KiB").AtMost(5).
		Noted("resident memory from %d MiB to %d MiB, after two rounds of pings", before>>20, after>>20),
		r.figure("processor to connect", per(m.Server, connections)/1000, "ms/device"))
	return nil
}
