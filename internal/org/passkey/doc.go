// Package passkey enrols the passkeys of people and has them confirm with one (WebAuthn, Level 3).
//
// A passkey is a private key that an authenticator holds: a telephone, a computer, a security key. It signs only at the
// host where it was enrolled, and here only after the authenticator has verified its user by finger, face or PIN. The
// server has the public key alone, so nobody but the owner can confirm in the owner's name.
//
// # Words
//
//   - place: the host (WebAuthn's rp id) at which a passkey works; hosts that are addresses have none.
//   - challenge: 32 bytes to be signed. Each is asked in one session of one person, works once, and ends after five minutes.
//   - enrolment: the record that says whose passkey a public key is. Its hash stands in the audit log and in all that the
//     passkey signs, so a key that was put in later can be told.
//
// # Invariants
//
// Enrolling asks for the password. Enrolling, removing and stopping are acts of the audit log. A passkey whose counter
// goes back is stopped, for there may be two of it. A removed one can never be used or enrolled again, and its public key stays.
package passkey
