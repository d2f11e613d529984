package webauthn

import (
	"encoding/json"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
)

// Known is a passkey as browsers look for it.
type Known struct {
	ID         []byte
	Transports []string
}

func descriptors(all []Known) []protocol.CredentialDescriptor {
	out := make([]protocol.CredentialDescriptor, 0, len(all))
	for _, k := range all {
		d := protocol.CredentialDescriptor{Type: protocol.PublicKeyCredentialType, CredentialID: k.ID}
		for _, t := range k.Transports {
			d.Transport = append(d.Transport, protocol.AuthenticatorTransport(t))
		}
		out = append(out, d)
	}
	return out
}

// CreationOptions is what navigator.credentials.create takes, with its bytes in base64url: it wishes for a passkey of a person whom handle names, from an
// authenticator that has none of the others.
func CreationOptions(at Place, company string, handle []byte, person string, challenge []byte, others []Known, wait time.Duration) ([]byte, error) {
	return json.Marshal(protocol.CredentialCreation{Response: protocol.PublicKeyCredentialCreationOptions{
		RelyingParty:          protocol.RelyingPartyEntity{ID: at.Host, CredentialEntity: protocol.CredentialEntity{Name: company}},
		User:                  protocol.UserEntity{ID: protocol.URLEncodedBase64(handle), DisplayName: person, CredentialEntity: protocol.CredentialEntity{Name: person}},
		Challenge:             challenge,
		Parameters:            parameters,
		Timeout:               int(wait.Milliseconds()),
		CredentialExcludeList: descriptors(others),
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			RequireResidentKey: protocol.ResidentKeyNotRequired(), ResidentKey: protocol.ResidentKeyRequirementPreferred, UserVerification: protocol.VerificationRequired},
		Attestation: protocol.PreferNoAttestation,
	}})
}

// RequestOptions is what navigator.credentials.get takes, with its bytes in base64url: it wishes that one of the passkeys signs a challenge.
func RequestOptions(at Place, challenge []byte, allowed []Known, wait time.Duration) ([]byte, error) {
	return json.Marshal(protocol.CredentialAssertion{Response: protocol.PublicKeyCredentialRequestOptions{
		Challenge:          challenge,
		Timeout:            int(wait.Milliseconds()),
		RelyingPartyID:     at.Host,
		AllowedCredentials: descriptors(allowed),
		UserVerification:   protocol.VerificationRequired,
	}})
}
