package webauthn_test

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"tonggui/internal/platform/webauthn"
	"tonggui/internal/testkit/authenticator"
)

var (
	place     = webauthn.Place{Host: "oa.example.com", Origin: "https://oa.example.com"}
	challenge = []byte("a challenge of thirty-two bytes.")
)

// made is a new passkey, as its authenticator answers.
func made(t *testing.T) (*authenticator.Authenticator, []byte) {
	t.Helper()
	options, err := webauthn.CreationOptions(place, "同轨", []byte("somebody"), "林知夏", challenge, nil, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	a := authenticator.New(t, place.Origin)
	return a, a.Create(options)
}

func signed(t *testing.T, a *authenticator.Authenticator) []byte {
	t.Helper()
	options, err := webauthn.RequestOptions(place, challenge, []webauthn.Known{{ID: a.ID}}, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return a.Get(options)
}

func TestAPasskeyIsMadeAndSigns(t *testing.T) {
	a, answer := made(t)
	c, err := webauthn.ParseCreation(answer)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Check(challenge, place); err != nil || !bytes.Equal(c.Challenge(), challenge) || !bytes.Equal(c.PublicKey, a.PublicKey()) || !bytes.Equal(c.CredentialID, a.ID) {
		t.Fatalf("%+v: %v", c, err)
	}
	s, err := webauthn.ParseAssertion(signed(t, a))
	if err != nil {
		t.Fatal(err)
	}
	if told, err := s.Check(challenge, place, c.PublicKey); err != nil || told.Counter != 2 || told.Synced {
		t.Errorf("%+v: %v", told, err)
	}
	if _, err := s.Check([]byte("another"), place, c.PublicKey); !errors.Is(err, webauthn.ErrChallenge) {
		t.Errorf("another challenge: %v", err)
	}
	if err := c.Check(challenge, webauthn.Place{Host: "example.com", Origin: place.Origin}); !errors.Is(err, webauthn.ErrPlace) {
		t.Errorf("another place: %v", err)
	}
	if _, err := s.Check(challenge, webauthn.Place{Host: place.Host, Origin: "https://oa.example.com:8443"}, c.PublicKey); !errors.Is(err, webauthn.ErrPlace) {
		t.Errorf("another page: %v", err)
	}
	if _, err := s.Check(challenge, place, authenticator.New(t, "").PublicKey()); !errors.Is(err, webauthn.ErrSignature) {
		t.Errorf("another key: %v", err)
	}
}

// flip changes one bit of what an answer holds in base64, which JSON alone would hide.
func flip(t *testing.T, answer []byte, member string, bit int) (out []byte, ok bool) {
	t.Helper()
	var all map[string]any
	if err := json.Unmarshal(answer, &all); err != nil {
		t.Fatal(err)
	}
	response := all["response"].(map[string]any)
	raw, err := base64.RawURLEncoding.DecodeString(response[member].(string))
	if err != nil || bit >= 8*len(raw) {
		return nil, false
	}
	raw[bit/8] ^= 1 << (bit % 8)
	response[member] = base64.RawURLEncoding.EncodeToString(raw)
	if out, err = json.Marshal(all); err != nil {
		t.Fatal(err)
	}
	return out, true
}

func TestAnAssertionWithAnyBitFlippedIsRefused(t *testing.T) {
	a, _ := made(t)
	answer := signed(t, a)
	for _, member := range []string{"authenticatorData", "clientDataJSON", "signature"} {
		n := 0
		for ; ; n++ {
			changed, ok := flip(t, answer, member, n)
			if !ok {
				break
			}
			s, err := webauthn.ParseAssertion(changed)
			if err == nil {
				_, err = s.Check(challenge, place, a.PublicKey())
			}
			if err == nil {
				t.Errorf("bit %d of %s is not noticed", n, member)
			}
		}
		if n < 100 {
			t.Errorf("%s has only %d bits", member, n)
		}
	}
}

// Whatever comes instead of an attestation object is refused or read, and never a fault.
func TestADamagedAttestationIsNoFault(t *testing.T) {
	_, answer := made(t)
	for n := 0; ; n++ {
		changed, ok := flip(t, answer, "attestationObject", n)
		if !ok {
			break
		}
		if c, err := webauthn.ParseCreation(changed); err == nil {
			_ = c.Check(challenge, place)
		}
	}
}

func FuzzCreation(f *testing.F) {
	f.Add([]byte("\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x40"))
	f.Fuzz(func(t *testing.T, object []byte) {
		e := base64.RawURLEncoding.EncodeToString
		raw, err := json.Marshal(map[string]any{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": map[string]any{"clientDataJSON": e(object), "attestationObject": e(object)}})
		if err != nil {
			t.Fatal(err)
		}
		if c, err := webauthn.ParseCreation(raw); err == nil && (len(c.PublicKey) == 0 || len(c.CredentialID) == 0) {
			t.Errorf("made of %x: %+v", object, c)
		}
	})
}

func TestOtherKindsOfKeysSignToo(t *testing.T) {
	message := func(flags byte) (data, client, all []byte) {
		at := sha256.Sum256([]byte(place.Host))
		data = append(at[:], flags, 0, 0, 0, 0)
		client = []byte(`{"type":"webauthn.get","challenge":"` + base64.RawURLEncoding.EncodeToString(challenge) + `","origin":"https://oa.example.com"}`)
		sum := sha256.Sum256(client)
		return data, client, slices.Concat(data, sum[:])
	}
	public, secret, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	big, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	// {1: 1, 3: -8, -1: 6, -2: x} and {1: 3, 3: -257, -1: n, -2: e}
	okp := slices.Concat([]byte{0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 32}, public)
	rsaKey := slices.Concat([]byte{0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, 0x59}, binary.BigEndian.AppendUint16(nil, 256), big.N.Bytes(), []byte{0x21, 0x43, 1, 0, 1})
	data, client, all := message(authenticator.Present | authenticator.Verified)
	digest := sha256.Sum256(all)
	pkcs, err := rsa.SignPKCS1v15(rand.Reader, big, crypto.SHA256, digest[:])
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ key, sig []byte }{"EdDSA": {okp, ed25519.Sign(secret, all)}, "RS256": {rsaKey, pkcs}} {
		s := webauthn.Assertion{CredentialID: []byte("x"), AuthenticatorData: data, ClientDataJSON: client, Signature: c.sig}
		if _, err := s.Check(challenge, place, c.key); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		s.Signature = slices.Clone(c.sig)
		s.Signature[3] ^= 1
		if _, err := s.Check(challenge, place, c.key); !errors.Is(err, webauthn.ErrSignature) {
			t.Errorf("%s, changed: %v", name, err)
		}
		data, _, _ := message(authenticator.Present)
		s.AuthenticatorData = data
		if _, err := s.Check(challenge, place, c.key); !errors.Is(err, webauthn.ErrUnverified) {
			t.Errorf("%s, nobody verified: %v", name, err)
		}
	}
}

func TestWhatIsNoKeyOfAKindThatIsTakenIsRefused(t *testing.T) {
	good := authenticator.New(t, "").PublicKey()
	off := bytes.Clone(good) // a point that is not on the curve
	off[40] ^= 1
	rsaOf := func(algorithm []byte, size int) []byte {
		return slices.Concat([]byte{0xa4, 0x01, 0x03, 0x03}, algorithm, []byte{0x20, 0x59}, binary.BigEndian.AppendUint16(nil, uint16(size)), bytes.Repeat([]byte{0xff}, size), []byte{0x21, 0x43, 1, 0, 1})
	}
	rs256, ps256, rs1 := []byte{0x39, 0x01, 0x00}, []byte{0x38, 36}, []byte{0x39, 0xff, 0xfe}
	if err := webauthn.CheckKey(rsaOf(rs256, 256)); err != nil {
		t.Fatal(err)
	}
	weak := slices.Concat([]byte{0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20, 0x58, 128}, bytes.Repeat([]byte{0xff}, 128), []byte{0x21, 0x43, 1, 0, 1})
	for name, cose := range map[string][]byte{
		"nothing": nil, "a number": {1}, "something behind it": append(bytes.Clone(good), 0), "cut": good[:len(good)-1], "another kind": {0xa2, 0x01, 0x02, 0x03, 0x25},
		"not on the curve": off, "a key twice": append([]byte{0xa6, 0x01, 0x02}, good[1:]...), "1024 bits": weak, "16384 bits": rsaOf(rs256, 2048), "PS256": rsaOf(ps256, 256), "RS1": rsaOf(rs1, 256),
		"ESP256": bytes.Replace(good, []byte{0x03, 0x26}, []byte{0x03, 0x28}, 1), "without an end": {0xbf, 0xff}, "a tag": {0xc0, 0x01},
	} {
		if err := webauthn.CheckKey(cose); !errors.Is(err, webauthn.ErrKey) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPasskeysArePlacedByNameAndSecured(t *testing.T) {
	for address, want := range map[string]string{
		"https://OA.example.com": "https://oa.example.com", "https://oa.example.com:443": "https://oa.example.com", "https://oa:8443": "https://oa:8443",
		"http://localhost:8765": "http://localhost:8765", "http://oa.example.com": "", "https://127.0.0.1": "", "https://[::1]:8443": "", "http://127.0.0.1:8765": "",
		"https://": "", "https://-a.com": "", "https://a..com": "", "https://同轨.com": "", "ftp://oa.example.com": "",
	} {
		got, ok := webauthn.PlaceOf(address)
		if ok != (want != "") || got.Origin != want {
			t.Errorf("%s: %+v %v, want %q", address, got, ok, want)
		}
	}
}
