// Package redline tells what differs between two versions of a regulation: clause by clause, and within
// a clause by words and characters. It is pure.
//
// Match finds the clause that a new one was before: word for word wherever it stands now, then by
// likeness. Compare lists the clauses in the order of the new version, with those that are gone where
// they stood.
package redline
