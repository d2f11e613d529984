package signature

import (
	"bytes"
	"errors"

	"tonggui/internal/platform/webauthn"
)

// assertion says what is wrong with a passkey's part of a record, or "".
func assertion(r Record, enrolments map[Hash]Enrolment) (code string) {
	p := r.Passkey
	e, ok := enrolments[p.EnrolmentSHA256]
	if !ok {
		return EnrolmentMissing
	}
	if r.Person == nil || e.Person != r.Person.ID || e.At > r.At || e.V != Version ||
		!bytes.Equal(e.CredentialID, p.CredentialID) || !bytes.Equal(e.PublicKey, p.PublicKey) {
		return EnrolmentOther
	}
	challenge := r.Challenge()
	_, err := webauthn.Assertion{CredentialID: p.CredentialID, AuthenticatorData: p.AuthenticatorData, ClientDataJSON: p.ClientDataJSON, Signature: p.Signature}.
		Check(challenge[:], webauthn.Place{Host: e.RPID}, p.PublicKey)
	switch {
	case err == nil:
		return ""
	case errors.Is(err, webauthn.ErrChallenge):
		return PasskeyChallenge
	case errors.Is(err, webauthn.ErrPlace):
		return PasskeyPlace
	case errors.Is(err, webauthn.ErrUnverified):
		return PasskeyUnverified
	}
	return PasskeySignature
}
