// Package signature binds each decision of an approval to what was decided on, to the person, to the moment and to
// all decisions before it, so that anybody can check it with the company's public key and nothing else. It is
// pure: no database, no network, no clock.
//
// # Words
//
//   - record: what one act on an approval says, in canonical form. Its hash is SHA-256 over that form.
//   - bare record: the record whose passkey part is null. Its hash is the challenge that a passkey signs, so a
//     passkey's signature binds everything else in the record.
//   - entry: a record with the signature of the company's approval key over it.
//   - chain: entries in their order; each record holds the hash of the one before it.
//   - document: everything that was decided on, and the whole chain, under one more signature of the company's
//     key (the seal), which says how many records there are and what state they lead to. Its file is signed.json.
//   - enrolment: under which public key a person confirms; its hash stands in each assertion and in the audit log.
//
// # Canonical form
//
// JSON of RFC 8785: no spaces, members in the order of their names, each text escaped in one way. All numbers are
// integers between -(2^53-1) and 2^53-1; whatever has fractions is a text. Members are all there, null where there is nothing.
// A file is the canonical form of its document and one line break, and nothing else: there is one sequence of bytes for
// what it says, so a file with any other byte is refused. Hashes are written as 64 hexadecimal digits, bytes in base64,
// instants as microseconds since 1970 UTC.
//
// # What is signed
//
//	entry:  "tonggui approval record 1\n" and the canonical record
//	seal:   "tonggui approval document 1\n" and the canonical document whose member seal is null
//
// Signatures are Ed25519. Keys are written as name+hash+key (see package audit/proof), and named by name+hash.
//
// # What verifying refuses
//
// Any other bytes than the canonical ones; unknown keys; a record that was changed, removed, moved, added or taken from
// another approval; content (form and values) or files other than those in the records; a step that the form does
// not have, or one confirmed more weakly than the form asks; passkeys that were not enrolled for that person at
// that time, whose user was not verified, or that signed anything else than the record.
package signature
