// Package witness watches another machine's audit log: it fetches signed checkpoints, makes sure that the
// log only grows, signs what it has seen, and answers it to whoever asks.
//
// Whoever rules the server can put its database back, or replace the log and sign the new one. They cannot
// make a witness forget. A checkpoint that has fewer records than one that was seen (a rollback), or others
// (a fork), is never signed: it is kept as evidence, and the witness says so until somebody looks.
//
// What it has signed is durable before anybody is told of it. Its signature means: I have seen this
// checkpoint at that time, it was signed by the log's key, and it begins with all that I have signed before.
package witness
