// Package matrix asks the running house who may do what: every operation of its own API document,
// the socket with every frame and event, and the doors beside them, as every kind of person, in
// every relation to the object.
//
// What must come out stands in expected.tsv and persons.tsv. They are written from the requirements,
// never from the policy table: a test that reads the code's own table only repeats it. What the
// tables do not list is denied. An operation, an event or a role without a line fails, and so does a
// line without an operation.
//
// A denial has a stable code, is the same answer as for a thing that does not exist wherever the
// person must not know of it, writes nothing outside evidence and audit, and no socket hears of it.
// The checker itself is proven by faults planted between it and the house.
package matrix
