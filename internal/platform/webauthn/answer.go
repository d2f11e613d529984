package webauthn

import (
	"encoding/base64"
	"fmt"
	"slices"

	"github.com/go-webauthn/webauthn/protocol"
)

var encode = base64.RawURLEncoding.EncodeToString

// Creation is an authenticator's answer to the wish for a new passkey.
type Creation struct {
	CredentialID []byte
	PublicKey    []byte // COSE, in CTAP2's canonical form
	Counter      uint32
	Synced       bool     // it may be copied to other devices of its owner
	Transports   []string // how browsers reach it, as they say
	parsed       *protocol.ParsedCredentialCreationData
}

// ParseCreation reads an answer. It judges nothing: see Check.
func ParseCreation(answer []byte) (Creation, error) {
	p, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return Creation{}, fmt.Errorf("%w: %w", ErrForm, err)
	}
	d := p.Response.AttestationObject.AuthData
	return Creation{CredentialID: p.RawID, PublicKey: d.AttData.CredentialPublicKey, Counter: d.Counter, Synced: d.Flags.HasBackupEligible(),
		Transports: transports(p.Response.Transports), parsed: p}, nil
}

// transports leaves out what Level 3 does not know: it is given to browsers again.
func transports(said []protocol.AuthenticatorTransport) (out []string) {
	for _, t := range []protocol.AuthenticatorTransport{protocol.USB, protocol.NFC, protocol.BLE, protocol.SmartCard, protocol.Hybrid, protocol.Internal} {
		if slices.Contains(said, t) {
			out = append(out, string(t))
		}
	}
	return out
}

// Challenge is what the answer says that it answers; nil where it says nothing that can be read.
func (c Creation) Challenge() []byte {
	b, err := base64.RawURLEncoding.Strict().DecodeString(c.parsed.Response.CollectedClientData.Challenge)
	if err != nil {
		return nil
	}
	return b
}

// Check judges the answer: it must be given to this challenge, at this place, by a user who was verified, and bring a key of a
// kind that is taken.
func (c Creation) Check(challenge []byte, at Place) error {
	said, d := c.parsed.Response.CollectedClientData, c.parsed.Response.AttestationObject.AuthData
	if _, err := c.parsed.Verify(encode(challenge), at.Host, at.origins(said.Origin), nil, nil, protocol.TopOriginExplicitVerificationMode, false, true, true, nil,
		parameters, protocol.AttestationPolicy{}, protocol.SignaturePolicy{}); err != nil {
		return why(err, said, d, challenge, at)
	}
	if err := CheckKey(c.PublicKey); err != nil {
		return err
	}
	return plausible(d)
}

// Assertion is an authenticator's answer to the wish to sign a challenge.
type Assertion struct {
	CredentialID      []byte
	UserHandle        []byte // whose passkey it is, where the authenticator says so
	AuthenticatorData []byte
	ClientDataJSON    []byte
	Signature         []byte
}

// ParseAssertion reads an answer. It judges nothing: see Check.
func ParseAssertion(answer []byte) (Assertion, error) {
	p, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return Assertion{}, fmt.Errorf("%w: %w", ErrForm, err)
	}
	r := p.Raw.AssertionResponse
	return Assertion{CredentialID: p.RawID, UserHandle: r.UserHandle, AuthenticatorData: r.AuthenticatorData, ClientDataJSON: r.ClientDataJSON, Signature: r.Signature}, nil
}

// Told is what an authenticator says of itself when it signs.
type Told struct {
	Counter uint32
	Synced  bool // it may be copied to other devices of its owner
}

// Check judges the answer: the key must have signed this challenge, at this place, after its user was verified.
func (a Assertion) Check(challenge []byte, at Place, key []byte) (Told, error) {
	if err := CheckKey(key); err != nil {
		return Told{}, err
	}
	// The parts may come out of a signed document as well as from a browser: the library reads them in the browser's form.
	var whole protocol.CredentialAssertionResponse
	whole.ID, whole.Type, whole.RawID = encode(a.CredentialID), string(protocol.PublicKeyCredentialType), a.CredentialID
	whole.AssertionResponse.AuthenticatorData, whole.AssertionResponse.ClientDataJSON, whole.AssertionResponse.Signature = a.AuthenticatorData, a.ClientDataJSON, a.Signature
	p, err := whole.Parse()
	if err != nil {
		return Told{}, fmt.Errorf("%w: %w", ErrForm, err)
	}
	said, d := p.Response.CollectedClientData, p.Response.AuthenticatorData
	if err := p.Verify(encode(challenge), at.Host, "", at.origins(said.Origin), nil, nil, protocol.TopOriginExplicitVerificationMode, false, true, true,
		key, protocol.SignaturePolicy{}); err != nil {
		return Told{}, why(err, said, d, challenge, at)
	}
	return Told{d.Counter, d.Flags.HasBackupEligible()}, plausible(d)
}

// plausible refuses what no authenticator says: that a key was copied which cannot be copied.
func plausible(d protocol.AuthenticatorData) error {
	if d.Flags.HasBackupState() && !d.Flags.HasBackupEligible() {
		return fmt.Errorf("%w: copied, and not to be copied", ErrForm)
	}
	return nil
}
