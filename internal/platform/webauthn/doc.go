// Package webauthn judges what authenticators answer, as W3C's Web Authentication (Level 3) says, and as far as this product
// asks: keys of the kinds ES256, EdDSA and RS256, users that were verified, no attestation, no extensions, no frames of
// other sites. It is pure.
//
// Attestation tells which model an authenticator is and nothing about who used it. None is asked for, and what comes
// all the same is not looked at: so neither makers' certificates nor their formats are needed here, which is most of
// what the libraries for this consist of.
//
// The forms that authenticators write are read strictly: lengths that are there, no indefinite ones, no tags, no key
// twice, nothing behind the end.
package webauthn
