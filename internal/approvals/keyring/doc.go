// Package keyring keeps the keys with which the company signs what is decided in approvals.
//
// They are made by the installation itself. The secret halves stand in the database, sealed under the installation's file
// of keys, as those of the audit log do: neither the database nor that file alone can sign. A key that the file does
// not open somebody else has put there; it is neither used nor printed. Old keys stay for verifying. Every new key is
// written into the audit log with its public half, so a key that appears later can be told from one that was always there.
package keyring
