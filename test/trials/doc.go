// Package trials measures trial runs of rules over as many facts as a large company makes in a year.
//
// SOAK=1 go test -v ./test/trials tries a million facts on each database and demands a minute; without it
// the numbers are small and nothing is demanded of them.
package trials
