// Package crypt is encryption at rest. Each file has a data key of its own; its parts are sealed
// with it one by one, so that an upload can go on at any part and a reader opens only the parts it
// needs. The data key is stored in the file's row, wrapped by the installation's key-encryption
// keys, which lie in one key file beside or outside of the data folder. Whoever has the blobs and
// the database without the key file has nothing; and where the wrapped key is removed from the row,
// the blobs are unreadable for good.
//
// A sealed part says where it belongs: file, variant, number and size go into it as associated
// data. A part that was flipped, cut off, lengthened, or put in another part's place does not open.
//
// The key file holds several keys. The first-ranking one wraps new data keys, the older ones stay
// for what they have wrapped. Without the key file nothing is sealed, and none is made anew where
// there is something that only the lost one could open.
package crypt
