package webauthn

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"math/big"
	"slices"
)

// The kinds of keys, in COSE's numbers.
const (
	ES256 = -7
	EdDSA = -8
	RS256 = -257
)

// Algorithms are the kinds that are taken, best first; every authenticator has one of them.
var Algorithms = []int{ES256, EdDSA, RS256}

// Members of COSE's keys.
const (
	coseType, coseAlg, coseCurve, coseX, coseY = int64(1), int64(3), int64(-1), int64(-2), int64(-3)
	coseModulus, coseExponent                  = int64(-1), int64(-2)
)

// Key is a public key.
type Key struct{ public crypto.PublicKey }

// ParseKey reads a key in COSE's form; ErrKey for other kinds and whatever is no key.
func ParseKey(cose []byte) (Key, error) {
	v, rest, err := item(cose, 0)
	m, ok := v.(map[any]any)
	if err != nil || !ok || len(rest) > 0 {
		return Key{}, ErrKey
	}
	switch {
	case is(m, coseType, 2) && is(m, coseAlg, ES256) && is(m, coseCurve, 1):
		x, y := bytesIn(m, coseX), bytesIn(m, coseY)
		if len(x) != 32 || len(y) != 32 {
			return Key{}, ErrKey
		}
		k, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), slices.Concat([]byte{4}, x, y))
		if err != nil {
			return Key{}, ErrKey
		}
		return Key{k}, nil
	case is(m, coseType, 1) && is(m, coseAlg, EdDSA) && is(m, coseCurve, 6):
		if x := bytesIn(m, coseX); len(x) == ed25519.PublicKeySize {
			return Key{ed25519.PublicKey(x)}, nil
		}
	case is(m, coseType, 3) && is(m, coseAlg, RS256):
		return rsaKey(bytesIn(m, coseModulus), bytesIn(m, coseExponent))
	}
	return Key{}, ErrKey
}

func rsaKey(modulus, exponent []byte) (Key, error) {
	n, e := new(big.Int).SetBytes(modulus), new(big.Int).SetBytes(exponent)
	if n.BitLen() < 2048 || n.BitLen() > 8192 || !e.IsInt64() || e.Int64() < 3 || e.Int64() > 1<<31-1 || e.Bit(0) == 0 {
		return Key{}, ErrKey
	}
	return Key{&rsa.PublicKey{N: n, E: int(e.Int64())}}, nil
}

// signed tells whether the key has signed a message.
func (k Key) signed(message, signature []byte) bool {
	sum := sha256.Sum256(message)
	switch p := k.public.(type) {
	case *ecdsa.PublicKey:
		return ecdsa.VerifyASN1(p, sum[:], signature)
	case ed25519.PublicKey:
		return ed25519.Verify(p, message, signature)
	case *rsa.PublicKey:
		return rsa.VerifyPKCS1v15(p, crypto.SHA256, sum[:], signature) == nil
	}
	return false
}

func is(m map[any]any, key, want int64) bool {
	n, ok := m[key].(int64)
	return ok && n == want
}

func bytesIn(m map[any]any, key any) []byte {
	b, _ := m[key].([]byte)
	return b
}
