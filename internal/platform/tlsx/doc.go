// Package tlsx lets the server speak TLS 1.2 or later, by one of three means:
//
//   - certificate files, read again when they change, without a restart;
//   - ACME (Let's Encrypt), certificates kept in the data folder;
//   - an own certificate authority for networks without a public name. Its
//     certificate has to be installed once on every device; /ca shows how.
//
// A certificate that cannot be read or renewed never ends a server that has a
// working one: the fault is logged and the old certificate stays in use.
package tlsx
