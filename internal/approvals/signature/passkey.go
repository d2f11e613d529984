package signature

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"github.com/go-webauthn/webauthn/protocol/webauthncose"
)

// Algorithms are those of passkeys, in COSE's numbers, best first: ES256, EdDSA, RS256.
var Algorithms = []int{-7, -8, -257}

// The flags of authenticator data.
const (
	flagPresent  = 1 << 0
	flagVerified = 1 << 2
)

const (
	authenticatorMin = sha256.Size + 1 + 4 // hash of the place, flags, counter
	flagsAt          = sha256.Size
)

// clientData is what the browser says it had signed.
type clientData struct {
	Type        string `json:"type"`
	Challenge   string `json:"challenge"`
	Origin      string `json:"origin"`
	CrossOrigin bool   `json:"crossOrigin"`
}

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
	place := sha256.Sum256([]byte(e.RPID))
	if len(p.AuthenticatorData) < authenticatorMin || !bytes.Equal(p.AuthenticatorData[:sha256.Size], place[:]) {
		return PasskeyPlace
	}
	if flags := p.AuthenticatorData[flagsAt]; flags&flagPresent == 0 || flags&flagVerified == 0 {
		return PasskeyUnverified
	}
	var c clientData
	challenge := r.Challenge()
	if json.Unmarshal(p.ClientDataJSON, &c) != nil || c.Type != "webauthn.get" || c.Challenge != base64.RawURLEncoding.EncodeToString(challenge[:]) {
		return PasskeyChallenge
	}
	if c.CrossOrigin || !originOf(c.Origin, e.RPID) {
		return PasskeyPlace
	}
	if !signedWith(p) {
		return PasskeySignature
	}
	return ""
}

// originOf tells whether a page of that origin may use passkeys of the place.
func originOf(origin, place string) bool {
	u, err := url.Parse(origin)
	if err != nil || place == "" {
		return false
	}
	host := u.Hostname()
	return (host == place || strings.HasSuffix(host, "."+place)) && (u.Scheme == "https" || u.Scheme == "http" && place == "localhost")
}

func signedWith(p *Passkey) bool {
	key, err := webauthncose.ParsePublicKey(p.PublicKey)
	if err != nil || !slices.Contains(Algorithms, algorithm(key)) {
		return false
	}
	client := sha256.Sum256(p.ClientDataJSON)
	ok, err := webauthncose.VerifySignature(key, slices.Concat(p.AuthenticatorData, client[:]), p.Signature)
	return err == nil && ok
}

func algorithm(key any) int {
	switch k := key.(type) {
	case webauthncose.EC2PublicKeyData:
		return int(k.Algorithm)
	case webauthncose.OKPPublicKeyData:
		return int(k.Algorithm)
	case webauthncose.RSAPublicKeyData:
		return int(k.Algorithm)
	}
	return 0
}
