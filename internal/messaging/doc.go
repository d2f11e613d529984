// Package messaging is where people talk: one-to-one, in groups, and to themselves.
//
// A conversation is a log. Each message has the next seq of its conversation, without gaps, taken in
// the transaction that stores it; the message table is clustered by (conversation, seq), so a page of
// history is one range read whatever the size. Membership changes raise the conversation's epoch;
// each message carries the epoch in which it was sent, and is delivered to the members of that epoch.
//
// Words: a member sees messages beyond from_seq. joined_seq is where the log stood when they joined:
// what lies before was not sent to them, so it is neither unread for them nor counted as read by
// them, even where the history was opened to them. read_seq is how far they have read.
//
// A message may answer another one (quotes) and belong to a thread, which is a root and the answers
// to it; both point into the same log. What a message says is in package content.
//
// Invariants:
//   - A seq is given once, to a committed message; (sender, client_id) is stored once, so a retry is
//     harmless and answers with what was stored.
//   - Who is not a member now sees nothing: no access and not existing answer alike.
//   - Content is parsed to a typed tree and stored in one canonical form. Recalling and editing hide
//     or add, they never destroy.
//   - What a message points at was visible to its sender. A reader is shown of it what they see of the
//     log now; frames, whose body all share, carry the pointer alone.
//   - A file is read where a message that holds it is seen and not recalled. A forward reaches all its
//     targets or none.
//   - The row's hash binds what was sent, by whom, when and where; it never changes afterwards.
//   - Events and audit rows carry ids and numbers, never content.
//
// How the newest messages look to all members is kept in memory under a state that the database names
// (pages.go); who asks is looked up there each time, in the same statement.
//
// What people put on messages is kept by the sub-room marks, behind the interface Marks: a row says by
// itself whether there is anything, so that a page of plain messages asks nobody.
//
// States of a message: sent → edited* → recalled; a correction links a newer message to an older one.
//
// An ordinary message says no event: after the commit it is pushed to the members' sockets. Rarer
// changes (members, names, edits, recalls) are said as events, and every node that follows them
// pushes frames to its own connections. Signs that may be lost (typing, reading) travel by Bus.
package messaging
