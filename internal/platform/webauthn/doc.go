// Package webauthn judges what authenticators answer, as W3C's Web Authentication (Level 3) says, and as far as this product
// asks: keys of the kinds ES256, EdDSA and RS256, users that were verified, no attestation, no extensions, no frames of
// other sites. It is pure.
//
// The library github.com/go-webauthn/webauthn reads and judges. What stands here is what it leaves to who uses it:
//
//   - which places passkeys work at, and which pages may use them (Place): a signed document is judged years later, by a
//     host alone and without a list of addresses, which the library would ask for;
//   - which keys are taken (CheckKey), also where the library is not asked for an enrolment: it verifies every kind that
//     it knows, and RSA of any size;
//   - a name for each reason of a refusal (the Err variables), of which the library has texts only.
//
// Attestation tells which model an authenticator is and nothing about who used it. None is asked for; one that comes
// all the same must hold, and is not kept.
package webauthn
