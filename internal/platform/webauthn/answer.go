package webauthn

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
)

// credential is PublicKeyCredential.toJSON, of both kinds.
type credential struct {
	ID       encoded `json:"id"`
	RawID    encoded `json:"rawId"`
	Type     string  `json:"type"`
	Response struct {
		ClientData        encoded  `json:"clientDataJSON"`
		AttestationObject encoded  `json:"attestationObject"`
		Transports        []string `json:"transports"`
		AuthenticatorData encoded  `json:"authenticatorData"`
		Signature         encoded  `json:"signature"`
		UserHandle        encoded  `json:"userHandle"`
	} `json:"response"`
}

const credentialType = "public-key"

func parse(answer []byte) (c credential, err error) {
	if json.Unmarshal(answer, &c) != nil || c.Type != credentialType || len(c.RawID) == 0 || !bytes.Equal(c.ID, c.RawID) {
		return c, ErrForm
	}
	return c, nil
}

// Creation is an authenticator's answer to the wish for a new passkey.
type Creation struct {
	CredentialID []byte
	PublicKey    []byte // COSE
	Counter      uint32
	Synced       bool     // it may be copied to other devices of its owner
	Transports   []string // how browsers reach it, as they say
	clientData   []byte
	data         data
}

// ParseCreation reads an answer. It judges nothing: see Check.
func ParseCreation(answer []byte) (c Creation, err error) {
	p, err := parse(answer)
	if err != nil {
		return c, err
	}
	v, rest, err := item(p.Response.AttestationObject, 0)
	object, ok := v.(map[any]any)
	if err != nil || !ok || len(rest) > 0 {
		return c, ErrForm
	}
	if c.data, err = parseData(bytesIn(object, "authData")); err != nil {
		return c, err
	}
	if !bytes.Equal(c.data.id, p.RawID) || len(c.data.key) == 0 {
		return c, ErrForm
	}
	if _, err := ParseKey(c.data.key); err != nil {
		return c, err
	}
	c.CredentialID, c.PublicKey, c.Counter, c.Synced = slices.Clone(c.data.id), slices.Clone(c.data.key), c.data.counter, c.data.flags&flagSyncable != 0
	c.Transports, c.clientData = p.Response.Transports, p.Response.ClientData
	return c, nil
}

// Challenge is what the answer says that it answers; nil where it says nothing that can be read.
func (c Creation) Challenge() []byte {
	var said client
	_ = json.Unmarshal(c.clientData, &said)
	b, err := base64.RawURLEncoding.Strict().DecodeString(said.Challenge)
	if err != nil {
		return nil
	}
	return b
}

// Check judges the answer: it must be given to this challenge, at this place, by a user who was verified.
func (c Creation) Check(challenge []byte, at Place) error {
	return judge(c.clientData, c.data, typeCreate, challenge, at)
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
	p, err := parse(answer)
	r := p.Response
	return Assertion{CredentialID: p.RawID, UserHandle: r.UserHandle, AuthenticatorData: r.AuthenticatorData, ClientDataJSON: r.ClientData, Signature: r.Signature}, err
}

// Told is what an authenticator says of itself when it signs.
type Told struct {
	Counter uint32
	Synced  bool // it may be copied to other devices of its owner
}

// Check judges the answer: the key must have signed this challenge, at this place, after its user was verified.
func (a Assertion) Check(challenge []byte, at Place, key []byte) (Told, error) {
	d, err := parseData(a.AuthenticatorData)
	if err != nil {
		return Told{}, err
	}
	if err := judge(a.ClientDataJSON, d, typeGet, challenge, at); err != nil {
		return Told{}, err
	}
	k, err := ParseKey(key)
	if err != nil {
		return Told{}, err
	}
	sum := sha256.Sum256(a.ClientDataJSON)
	if !k.signed(slices.Concat(a.AuthenticatorData, sum[:]), a.Signature) {
		return Told{}, ErrSignature
	}
	return Told{d.counter, d.flags&flagSyncable != 0}, nil
}
