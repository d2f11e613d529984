// Package audit keeps the record of every change and every sensitive read: who did what to which
// object, when, from where.
//
// A row is written in the transaction of the act: no audit, no act. Rows hold ids, counts and codes,
// never content, so that content can be destroyed later and the record still stands. The table
// refuses UPDATE and DELETE. Rows are unordered here; position follows commits as in db.Follow.
package audit
