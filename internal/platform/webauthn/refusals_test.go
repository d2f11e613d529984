package webauthn_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"testing"

	"tonggui/internal/platform/webauthn"
	"tonggui/internal/testkit/authenticator"
)

// resized is an answer whose member holds other bytes.
func resized(t *testing.T, answer []byte, member string, change func([]byte) []byte) []byte {
	t.Helper()
	var all map[string]any
	if err := json.Unmarshal(answer, &all); err != nil {
		t.Fatal(err)
	}
	response := all["response"].(map[string]any)
	raw, err := base64.RawURLEncoding.DecodeString(response[member].(string))
	if err != nil {
		t.Fatal(err)
	}
	response[member] = base64.RawURLEncoding.EncodeToString(change(raw))
	out, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAnAnswerThatIsCutOffOrGoesOnIsRefused(t *testing.T) {
	a, creation := made(t)
	assertion := signed(t, a)
	create := func(answer []byte) error {
		c, err := webauthn.ParseCreation(answer)
		if err == nil {
			err = c.Check(challenge, place)
		}
		return err
	}
	get := func(answer []byte) error {
		s, err := webauthn.ParseAssertion(answer)
		if err == nil {
			_, err = s.Check(challenge, place, a.PublicKey())
		}
		return err
	}
	for member, c := range map[string]struct {
		answer []byte
		judged func([]byte) error
	}{"attestationObject": {creation, create}, "clientDataJSON": {creation, create}, "authenticatorData": {assertion, get}, "signature": {assertion, get}} {
		if err := c.judged(c.answer); err != nil {
			t.Fatalf("%s as it is: %v", member, err)
		}
		length := 0
		resized(t, c.answer, member, func(b []byte) []byte { length = len(b); return b })
		for n := range length {
			if c.judged(resized(t, c.answer, member, func(b []byte) []byte { return b[:n] })) == nil {
				t.Errorf("%s, cut off after %d of %d bytes, is taken", member, n, length)
			}
		}
		if c.judged(resized(t, c.answer, member, func(b []byte) []byte { return append(b, 0) })) == nil {
			t.Errorf("%s with a byte behind it is taken", member)
		}
	}
}

// The library knows more kinds of keys than are asked for.
func TestANewPasskeyOfAKindThatWasNotAskedForIsRefused(t *testing.T) {
	_, answer := made(t)
	for name, algorithm := range map[string]byte{"ESP256": 0x28, "EdDSA on another curve": 0x27, "no such": 0x30} {
		c, err := webauthn.ParseCreation(resized(t, answer, "attestationObject", func(b []byte) []byte { return bytes.Replace(b, []byte{0x03, 0x26}, []byte{0x03, algorithm}, 1) }))
		if err == nil {
			err = c.Check(challenge, place)
		}
		if err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

// covers: APV-03
func TestAnAnswerToTheOtherQuestionIsRefused(t *testing.T) {
	a, _ := made(t)
	data := a.Data(place.Host, a.Flags)
	client := a.Client("webauthn.create", base64.RawURLEncoding.EncodeToString(challenge))
	s := webauthn.Assertion{CredentialID: a.ID, AuthenticatorData: data, ClientDataJSON: client, Signature: a.Sign(data, client)}
	if _, err := s.Check(challenge, place, a.PublicKey()); err == nil {
		t.Error("what was signed for an enrolment confirms")
	}
}

// A page that shows ours within its own may have put the person's finger where it wants it.
func TestAnAnswerFromWithinAnotherPageIsRefused(t *testing.T) {
	a, _ := made(t)
	for name, more := range map[string]string{"a frame": `,"crossOrigin":true`, "a frame of ours": `,"crossOrigin":true,"topOrigin":"https://oa.example.com"`, "another page": `,"topOrigin":"https://evil.net"`} {
		data := a.Data(place.Host, a.Flags)
		client := []byte(`{"type":"webauthn.get","challenge":"` + base64.RawURLEncoding.EncodeToString(challenge) + `","origin":"https://oa.example.com"` + more + `}`)
		s := webauthn.Assertion{CredentialID: a.ID, AuthenticatorData: data, ClientDataJSON: client, Signature: a.Sign(data, client)}
		for _, at := range []webauthn.Place{place, {Host: place.Host}} {
			if _, err := s.Check(challenge, at, a.PublicKey()); !errors.Is(err, webauthn.ErrPlace) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// Years later the address is not known any more, but the host is.
func TestADocumentIsJudgedByTheHostAlone(t *testing.T) {
	for origin, want := range map[string]bool{"https://oa.example.com": true, "https://oa.example.com:8443": true, "https://eu.oa.example.com": true, "http://oa.example.com": false,
		"https://example.com": false, "https://evil-oa.example.com": false, "https://oa.example.com.evil.net": false, "": false, "android:apk-key-hash:x": false} {
		a := authenticator.New(t, origin)
		data, client := a.Data(place.Host, a.Flags), a.Client("webauthn.get", base64.RawURLEncoding.EncodeToString(challenge))
		s := webauthn.Assertion{CredentialID: a.ID, AuthenticatorData: data, ClientDataJSON: client, Signature: a.Sign(data, client)}
		if _, err := s.Check(challenge, webauthn.Place{Host: place.Host}, a.PublicKey()); (err == nil) != want || err != nil && !errors.Is(err, webauthn.ErrPlace) {
			t.Errorf("%s: %v", origin, err)
		}
	}
}

func TestACopyOfWhatCannotBeCopiedIsRefused(t *testing.T) {
	const copied = 1 << 4
	a, _ := made(t)
	a.Flags |= copied
	s, err := webauthn.ParseAssertion(signed(t, a))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Check(challenge, place, a.PublicKey()); !errors.Is(err, webauthn.ErrForm) {
		t.Error(err)
	}
}

func BenchmarkAssertion(b *testing.B) {
	a := authenticator.New(b, place.Origin)
	data, client := a.Data(place.Host, a.Flags), a.Client("webauthn.get", base64.RawURLEncoding.EncodeToString(challenge))
	s, key := webauthn.Assertion{CredentialID: a.ID, AuthenticatorData: data, ClientDataJSON: client, Signature: a.Sign(data, client)}, a.PublicKey()
	for b.Loop() {
		if _, err := s.Check(challenge, place, key); err != nil {
			b.Fatal(err)
		}
	}
}
