// Package ledger proves the one promise that matters most: what was acknowledged is stored once, in
// order, and stays. People send while the server is killed again and again; a ledger outside the
// server, synced line by line, remembers what was begun and what was acknowledged; at the end every
// message is read back and compared.
package ledger
