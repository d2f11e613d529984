// Package files keeps what people send and store, and gives it out to those who may read it.
//
// Words: a file is an id, bytes and facts, fixed once it is complete. Its variants are the original and,
// of images, a preview and a thumb. A place is where somebody may read it: a message or the owner's
// library. A place holds its files; a file that nothing holds is removed. A part is a run of bytes of a
// variant; a blob is a part as it lies in the store, sealed, under a random key; no name and no id of
// ours stands in the store. A blob without a part is loose: about to be named, or condemned.
//
// Invariants:
//   - What is acknowledged of an upload is on stable storage; its offset moves only from where it stood.
//   - A blob is noted as loose before it is put and until a part names it; so whatever a process that
//     ended left behind is found. No store is called inside a transaction.
//   - A file is ready only after its bytes were all there, hashed as its sender said, and found to be
//     what they are called. Media and type follow from the content.
//   - Nothing is unpacked. Only images are decoded, measured first, one at a time, within bounds.
//   - Without access and not existing answer alike. Whoever follows a link is asked anew whether they
//     may: session, account, place.
//   - Events carry ids, never names.
//
// States of a file: uploading → ready → (gone), or uploading → refused → (gone).
package files
