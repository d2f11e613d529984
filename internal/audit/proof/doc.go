// Package proof is what stands of the audit log outside of the database: signed checkpoints, the export
// file, and the verifier, which needs nothing but the file and a public key. It is pure: no database, no
// network, no clock.
//
// # Words
//
//   - record: one line in canonical form, see package record; its number is its place in the log, from 0.
//   - checkpoint: a signed note of C2SP's tlog-checkpoint form: name of the log, number of records, hash of
//     the tree, and an extension line `at` with the signer's time in microseconds. Witnesses add cosignature/v1.
//   - outside checkpoint: one that was kept where whoever can write to the database cannot: in a file, a
//     bucket, by a witness. What lies before it cannot be changed without being found.
//   - leaf hashes: what the database has stored as the records' hashes. They are no proof by themselves; where
//     a checkpoint agrees with them they tell which record is bad.
//
// # Export file, form 1
//
// JSON lines. Records stand in the order of their numbers, each as its canonical line, so that its leaf is
// the hash over a zero byte and the line without its break. Lines of other kinds begin with {"export":
//
//	{"export":"tonggui audit","form":1,"origin":NAME,"at":TIME,"size":N,"keys":[KEY...]}   first
//	{"export":"leaves","from":N,"hashes":BASE64}     stored leaf hashes of the records that follow
//	{"export":"missing","n":N}                       in the place of a record that is not there
//	{"export":"rows","from":SEQ,"hashes":BASE64,"differ":{"SEQ":HASH}}   after a record of messages: the stored
//	                                                 hashes of the rows (zeros: no row), and those that a row now gives
//	{"export":"checkpoint","note":TEXT}              behind the last record that it covers
//	{"export":"stray","near":N,"record":LINE}        a row that was never numbered and should have been
//	{"export":"end","records":N}                     last: the file is whole
package proof
