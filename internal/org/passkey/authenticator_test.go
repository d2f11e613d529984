package passkey_test

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

	"github.com/go-webauthn/webauthn/protocol/webauthncbor"
)

const (
	present  = 1 << 0
	verified = 1 << 2
	attested = 1 << 6
)

// authenticator is one in software, with one ES256 key.
type authenticator struct {
	t       testing.TB
	key     *ecdsa.PrivateKey
	id      []byte
	handle  string // whose it is, as it was told when it was made
	counter uint32
	origin  string // of the page, as the browser tells it
	flags   byte
	place   string // where another than was asked
}

func newAuthenticator(t testing.TB, origin string) *authenticator {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	a := &authenticator{t: t, key: key, id: make([]byte, 16), origin: origin, flags: present | verified}
	_, _ = rand.Read(a.id)
	return a
}

var b64 = base64.RawURLEncoding.EncodeToString

func (a *authenticator) data(place string, flags byte) []byte {
	if a.place != "" {
		place = a.place
	}
	sum := sha256.Sum256([]byte(place))
	a.counter++
	return binary.BigEndian.AppendUint32(append(sum[:], flags), a.counter)
}

func (a *authenticator) client(typ, challenge string) []byte {
	raw, err := json.Marshal(map[string]any{"type": typ, "challenge": challenge, "origin": a.origin, "crossOrigin": false})
	if err != nil {
		a.t.Fatal(err)
	}
	return raw
}

func (a *authenticator) credential(response map[string]any) []byte {
	raw, err := json.Marshal(map[string]any{"id": b64(a.id), "rawId": b64(a.id), "type": "public-key", "authenticatorAttachment": "platform",
		"clientExtensionResults": map[string]any{"credProps": map[string]any{"rk": true}}, "response": response})
	if err != nil {
		a.t.Fatal(err)
	}
	return raw
}

// create answers options of an enrolment.
func (a *authenticator) create(options []byte) []byte {
	a.t.Helper()
	var o struct {
		Challenge string `json:"challenge"`
		RP        struct{ ID string }
		User      struct{ ID string }
		Selection struct {
			Verification string `json:"userVerification"`
		} `json:"authenticatorSelection"`
	}
	if err := json.Unmarshal(options, &o); err != nil || o.Selection.Verification != "required" {
		a.t.Fatalf("options %s: %v", options, err)
	}
	a.handle = o.User.ID
	point, err := a.key.PublicKey.Bytes()
	if err != nil {
		a.t.Fatal(err)
	}
	cose := a.cbor(map[int]any{1: 2, 3: -7, -1: 1, -2: point[1:33], -3: point[33:]})
	data := slices.Concat(a.data(o.RP.ID, a.flags|attested), make([]byte, 16), binary.BigEndian.AppendUint16(nil, uint16(len(a.id))), a.id, cose)
	object := a.cbor(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": data})
	return a.credential(map[string]any{"clientDataJSON": b64(a.client("webauthn.create", o.Challenge)), "attestationObject": b64(object), "transports": []string{"internal"}})
}

// get answers options of a confirmation.
func (a *authenticator) get(options []byte) []byte {
	a.t.Helper()
	var o struct {
		Challenge    string `json:"challenge"`
		Place        string `json:"rpId"`
		Verification string `json:"userVerification"`
	}
	if err := json.Unmarshal(options, &o); err != nil || o.Verification != "required" {
		a.t.Fatalf("options %s: %v", options, err)
	}
	data, client := a.data(o.Place, a.flags), a.client("webauthn.get", o.Challenge)
	c := sha256.Sum256(client)
	digest := sha256.Sum256(slices.Concat(data, c[:]))
	sig, err := ecdsa.SignASN1(rand.Reader, a.key, digest[:])
	if err != nil {
		a.t.Fatal(err)
	}
	return a.credential(map[string]any{"clientDataJSON": b64(client), "authenticatorData": b64(data), "signature": b64(sig), "userHandle": a.handle})
}

func (a *authenticator) cbor(v any) []byte {
	raw, err := webauthncbor.Marshal(v)
	if err != nil {
		a.t.Fatal(err)
	}
	return raw
}
