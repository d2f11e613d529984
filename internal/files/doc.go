// Package files keeps what people send and store, and gives it out to those who may read it.
//
// Words: a file is an id, bytes and facts, fixed once it is complete. A place is where somebody may
// read it: a message or the owner's library. A place holds its files; a file that nothing holds is
// removed. Bytes lie in parts, encrypted, under random keys in the blob store; no name and no id
// stands in the store.
package files
