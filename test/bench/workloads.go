package main

import "context"

// workloads in the order of the table. Names are what -only looks for.
var workloads = []struct {
	name string
	run  func(context.Context, *trial) error
}{
	{"one-to-one", oneToOne},
	{"one sender", single},
	{"group", group},
	{"memory", memory},
	{"pages", pages},
	{"devices", devices},
	{"everybody", everybody},
	{"stored", stored},
}
