// Package ledger proves the promise that matters most: what was acknowledged is stored once, in order,
// and stays, whatever dies.
//
// People act while nodes, PostgreSQL and NATS are killed, stopped and started, disks run full, clocks
// jump, and sockets break or do not read. The people are a process of their own, which is killed, too;
// they write into a ledger, one more process, that syncs each line before it answers. At the end all is
// compared: messages, how far people have read, receipts, files, refusals and their evidence, what is
// found, and what each socket was told.
//
//   - keeper.go, book.go, line.go: the ledger
//   - people.go, uploads.go: the people
//   - reconcile.go, heard.go: what is compared
//   - *_test.go: companies, what they suffer, and faults planted into copies of the product to prove
//     that the harness finds them
package ledger
