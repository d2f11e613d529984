// Package doctor looks an installation over and reports, check by check, what
// is well, what deserves attention and what is broken, each with what to do.
//
// A check only looks: it changes nothing but a probe file that it removes.
// Checks that need the database are handed in by whoever can open it.
package doctor
