// Package rostertest makes believable rosters of invented people for tests and
// for the sample company: the same number and seed give the same people. It
// also writes them in every form that exports come in, and damages them with a
// list of what it broke.
package rostertest
