// Package db gives the rooms one database with one SQL, whether it is SQLite in the data folder or
// PostgreSQL.
//
// Write runs a function in a transaction and returns after the commit is on stable storage; Read
// runs one on a consistent snapshot. Statements use `?` and bound arguments only. What few words
// differ between the databases stand in comments that the other one ignores:
//
//	pos /*sqlite INTEGER PRIMARY KEY*/ /*postgres BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY*/
//
// On SQLite one goroutine owns the only writing connection; writers that wait together share one
// commit, and an idle writer commits at once. On PostgreSQL each Write is a transaction of its own,
// repeated when the database asks for it. A function handed to Write may run twice on both: on SQLite when
// another one fails that shares its commit.
//
// Whatever starts after a commit (frames, wake-ups) is registered with Tx.AfterCommit, or follows
// from an event said with Tx.Say. No network or blob call belongs inside a transaction.
package db
