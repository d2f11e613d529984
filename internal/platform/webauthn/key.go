package webauthn

import (
	"fmt"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/protocol/webauthncose"
)

// parameters are the kinds of keys that are taken, best first; every authenticator has one of them.
var parameters = []protocol.CredentialParameter{
	{Type: protocol.PublicKeyCredentialType, Algorithm: webauthncose.AlgES256},
	{Type: protocol.PublicKeyCredentialType, Algorithm: webauthncose.AlgEdDSA},
	{Type: protocol.PublicKeyCredentialType, Algorithm: webauthncose.AlgRS256},
}

// Bytes of an RSA key's modulus: shorter ones can be broken, longer ones cost whoever verifies.
const (
	leastRSA = 2048 / 8
	mostRSA  = 8192 / 8
)

// CheckKey tells whether a key in COSE's form is of a kind that is taken; ErrKey where it is not, or no key at all.
func CheckKey(cose []byte) error {
	key, err := webauthncose.ParsePublicKey(cose)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrKey, err)
	}
	var is webauthncose.PublicKeyData
	switch k := key.(type) {
	case webauthncose.EC2PublicKeyData:
		is = k.PublicKeyData
	case webauthncose.OKPPublicKeyData:
		is = k.PublicKeyData
	case webauthncose.RSAPublicKeyData:
		is = k.PublicKeyData
		if n := len(k.Modulus); n < leastRSA || n > mostRSA || k.Modulus[0] == 0 {
			return fmt.Errorf("%w: a modulus of %d bytes", ErrKey, n)
		}
	}
	for _, p := range parameters {
		if is.Algorithm == int64(p.Algorithm) {
			return nil
		}
	}
	return fmt.Errorf("%w: algorithm %d", ErrKey, is.Algorithm)
}
