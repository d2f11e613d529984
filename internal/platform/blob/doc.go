// Package blob keeps bytes that are too large for rows: parts of files, previews. A store is a
// folder of this machine (Disk) or a bucket of an S3 server (S3); both behave alike.
//
// A blob appears whole or not at all: whoever opens a key finds everything that was put under it,
// and what Put has acknowledged survives a power cut. Keys are random ids, never names that people
// gave, so a key tells nothing and two people never meet on one. Stores know nothing of what they
// keep: bytes arrive sealed (see platform/crypt), and who may read them is the rooms' business.
//
// No call to a store belongs inside a database transaction.
package blob
