// Package authenticator is a passkey in software, for tests: it answers as a browser and an authenticator do together.
package authenticator

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"slices"
	"testing"
)

// Flags of what an authenticator says.
const (
	Present  = 1 << 0
	Verified = 1 << 2
	attested = 1 << 6
)

// Authenticator has one ES256 key. Its exported fields may be changed, so that it answers as none should.
type Authenticator struct {
	t       testing.TB
	key     *ecdsa.PrivateKey
	ID      []byte // of its credential
	Handle  string // whose it is, as it was told when it was made; base64url
	Counter uint32
	Origin  string // of the page, as the browser tells it
	Flags   byte
	Place   string // used instead of the one it is asked for, unless empty
}

// New makes one that is used by pages of an origin.
func New(t testing.TB, origin string) *Authenticator {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	a := &Authenticator{t: t, key: key, ID: make([]byte, 16), Origin: origin, Flags: Present | Verified}
	_, _ = rand.Read(a.ID)
	return a
}

// PublicKey is its key in COSE's form.
func (a *Authenticator) PublicKey() []byte {
	point, err := a.key.PublicKey.Bytes()
	if err != nil {
		a.t.Fatal(err)
	}
	// {1: 2, 3: -7, -1: 1, -2: x, -3: y}
	head := []byte{0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 32}
	return slices.Concat(head, point[1:33], []byte{0x22, 0x58, 32}, point[33:])
}

var encode = base64.RawURLEncoding.EncodeToString

// Data is what it says of itself when it signs at a place; the counter rises.
func (a *Authenticator) Data(place string, flags byte) []byte {
	if a.Place != "" {
		place = a.Place
	}
	sum := sha256.Sum256([]byte(place))
	a.Counter++
	return binary.BigEndian.AppendUint32(append(sum[:], flags), a.Counter)
}

// Client is what the browser says; challenge is base64url.
func (a *Authenticator) Client(typ, challenge string) []byte {
	raw, err := json.Marshal(map[string]any{"type": typ, "challenge": challenge, "origin": a.Origin, "crossOrigin": false})
	if err != nil {
		a.t.Fatal(err)
	}
	return raw
}

// Sign signs what it and the browser say.
func (a *Authenticator) Sign(data, client []byte) []byte {
	c := sha256.Sum256(client)
	digest := sha256.Sum256(slices.Concat(data, c[:]))
	sig, err := ecdsa.SignASN1(rand.Reader, a.key, digest[:])
	if err != nil {
		a.t.Fatal(err)
	}
	return sig
}

func (a *Authenticator) credential(response map[string]any) []byte {
	raw, err := json.Marshal(map[string]any{"id": encode(a.ID), "rawId": encode(a.ID), "type": "public-key", "authenticatorAttachment": "platform",
		"clientExtensionResults": map[string]any{"credProps": map[string]any{"rk": true}}, "response": response})
	if err != nil {
		a.t.Fatal(err)
	}
	return raw
}

// Create answers options of an enrolment, as PublicKeyCredential.toJSON gives it.
func (a *Authenticator) Create(options []byte) []byte {
	a.t.Helper()
	var all struct {
		PublicKey struct {
			Challenge string `json:"challenge"`
			RP        struct {
				ID string `json:"id"`
			} `json:"rp"`
			User struct {
				ID string `json:"id"`
			} `json:"user"`
			Selection struct {
				Verification string `json:"userVerification"`
			} `json:"authenticatorSelection"`
		} `json:"publicKey"`
	}
	err := json.Unmarshal(options, &all)
	o := all.PublicKey
	if err != nil || o.Selection.Verification != "required" {
		a.t.Fatalf("options %s: %v", options, err)
	}
	a.Handle = o.User.ID
	data := slices.Concat(a.Data(o.RP.ID, a.Flags|attested), make([]byte, 16), binary.BigEndian.AppendUint16(nil, uint16(len(a.ID))), a.ID, a.PublicKey())
	// {"fmt": "none", "attStmt": {}, "authData": data}
	object := slices.Concat([]byte("\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59"), binary.BigEndian.AppendUint16(nil, uint16(len(data))), data)
	return a.credential(map[string]any{"clientDataJSON": encode(a.Client("webauthn.create", o.Challenge)), "attestationObject": encode(object), "transports": []string{"internal"}})
}

// Get answers options of a confirmation, as PublicKeyCredential.toJSON gives it.
func (a *Authenticator) Get(options []byte) []byte {
	a.t.Helper()
	var all struct {
		PublicKey struct {
			Challenge    string `json:"challenge"`
			Place        string `json:"rpId"`
			Verification string `json:"userVerification"`
		} `json:"publicKey"`
	}
	err := json.Unmarshal(options, &all)
	o := all.PublicKey
	if err != nil || o.Verification != "required" {
		a.t.Fatalf("options %s: %v", options, err)
	}
	data, client := a.Data(o.Place, a.Flags), a.Client("webauthn.get", o.Challenge)
	return a.Answer(data, client)
}

// Answer signs what it and the browser say, whatever that is.
func (a *Authenticator) Answer(data, client []byte) []byte {
	a.t.Helper()
	return a.credential(map[string]any{"clientDataJSON": encode(client), "authenticatorData": encode(data), "signature": encode(a.Sign(data, client)), "userHandle": a.Handle})
}
