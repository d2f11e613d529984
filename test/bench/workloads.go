package main

import "context"

// workloads in the order of the table. Names are what -only looks for.
var workloads = []struct {
	name string
	run  func(context.Context, *run1) error
}{
	{"one-to-one", oneToOne},
	{"pages", pages},
}
