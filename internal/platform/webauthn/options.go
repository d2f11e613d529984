package webauthn

import (
	"encoding/json"
	"time"
)

// Known is a passkey as browsers look for it.
type Known struct {
	ID         []byte
	Transports []string
}

type descriptor struct {
	Type       string   `json:"type"`
	ID         encoded  `json:"id"`
	Transports []string `json:"transports,omitempty"`
}

func descriptors(all []Known) []descriptor {
	out := make([]descriptor, 0, len(all))
	for _, k := range all {
		out = append(out, descriptor{credentialType, k.ID, k.Transports})
	}
	return out
}

type entity struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	DisplayName string `json:"displayName,omitempty"`
}

type parameter struct {
	Type string `json:"type"`
	Alg  int    `json:"alg"`
}

// public is what navigator.credentials takes, once its bytes are decoded.
type public struct {
	PublicKey any `json:"publicKey"`
}

// CreationOptions is what navigator.credentials.create takes, with its bytes in base64url: it wishes for a passkey of a person whom handle names, from an
// authenticator that has none of the others.
func CreationOptions(at Place, company string, handle []byte, person string, challenge []byte, others []Known, wait time.Duration) ([]byte, error) {
	type selection struct {
		ResidentKey        string `json:"residentKey"`
		RequireResidentKey bool   `json:"requireResidentKey"`
		UserVerification   string `json:"userVerification"`
	}
	parameters := make([]parameter, 0, len(Algorithms))
	for _, alg := range Algorithms {
		parameters = append(parameters, parameter{credentialType, alg})
	}
	id, err := encoded(handle).MarshalText()
	if err != nil {
		return nil, err
	}
	return json.Marshal(public{struct {
		RP          entity       `json:"rp"`
		User        entity       `json:"user"`
		Challenge   encoded      `json:"challenge"`
		Parameters  []parameter  `json:"pubKeyCredParams"`
		Timeout     int64        `json:"timeout"`
		Exclude     []descriptor `json:"excludeCredentials"`
		Selection   selection    `json:"authenticatorSelection"`
		Attestation string       `json:"attestation"`
	}{entity{ID: at.Host, Name: company}, entity{string(id), person, person}, challenge, parameters, wait.Milliseconds(), descriptors(others),
		selection{"preferred", false, "required"}, "none"}})
}

// RequestOptions is what navigator.credentials.get takes, with its bytes in base64url: it wishes that one of the passkeys signs a challenge.
func RequestOptions(at Place, challenge []byte, allowed []Known, wait time.Duration) ([]byte, error) {
	return json.Marshal(public{struct {
		Challenge    encoded      `json:"challenge"`
		Timeout      int64        `json:"timeout"`
		RPID         string       `json:"rpId"`
		Allow        []descriptor `json:"allowCredentials"`
		Verification string       `json:"userVerification"`
	}{challenge, wait.Milliseconds(), at.Host, descriptors(allowed), "required"}})
}
