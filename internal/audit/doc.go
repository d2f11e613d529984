// Package audit keeps the record of every change and every sensitive read: who did what to which
// object, when, from where, and proves that the record was not touched.
//
// A row is written in the transaction of the act: no audit, no act. Rows hold ids, counts and codes,
// never content, so that content can be destroyed later and the record still stands. The table
// refuses UPDATE and DELETE, which keeps a program from it; what keeps a superuser from it is the log.
//
// # Words
//
//   - log: the rows in the order of their commits, with numbers from 0, as leaves of a Merkle tree.
//   - record: what stands behind a number: an act's row, a span of messages, or the name of a key.
//   - checkpoint: size and hash of the tree, signed. One follows within ten seconds of what happened.
//   - keeper: where checkpoints are kept outside.
//
// # Invariants
//
//   - One node at a time gives numbers (Log.Round); each batch moves the log's size from what it was, so
//     two of them cannot give the same. A row that commits late gets its number later.
//   - Numbers, tree and checkpoints are only added. Whatever was put back or changed is not signed on:
//     Round gives ErrHistory, and Stopped tells monitoring so.
//   - Only keys that the installation's own file of keys opens sign, or are called the log's.
//   - That somebody reads the log is recorded before anything is shown.
package audit
