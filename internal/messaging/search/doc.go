// Package search lists messages in the index as they come, beside the sending of them, and asks it.
//
// # Words
//
//   - cursor: how much of a conversation is listed: the messages beyond low up to high, with their
//     changes up to rev. New messages raise high at once; older ones that are not listed yet, the
//     backlog, lower low, the newest of all conversations first.
//   - told: a conversation of which this node knows, from a commit of its own, that something is new.
//   - look: a walk through all conversations that compares them with their cursors. It finds what
//     nobody told: what was there before, and what another node stored and did not live to list.
//
// # Invariants
//
//   - A cursor moves in the transaction that lists what it passes, so whatever is cut off, nothing is
//     left out, and nothing listed twice counts twice. Seqs have no gaps and are committed in order,
//     so nothing can appear behind a cursor.
//   - Several nodes share the work: whoever holds a conversation's cursor lists it, others pass by.
//   - Sending never waits: the index has a database file of its own on SQLite, rows of its own on
//     PostgreSQL.
//   - What is encrypted (key_id) is never listed, nor are lines of the server.
//   - All of this follows from the messages. A cursor that is ahead of its conversation belongs to
//     another database (a backup was put back): then all is listed anew.
//
// The package gives out candidates. Who asks reads each message again under its access rules and
// compares its words.
package search
