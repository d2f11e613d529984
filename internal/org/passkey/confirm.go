package passkey

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
)

// Begin asks the principal to confirm a challenge, which should be the hash of what is confirmed: it returns options
// for navigator.credentials.get. The same challenge can be asked again while it waits.
//
// Errors: passkey.place, passkey.none.
func (s *Service) Begin(ctx context.Context, who authz.Principal, challenge [32]byte) (json.RawMessage, error) {
	w, origin, err := s.party(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := own(s.db.Ask(ctx), who.Account)
	if err != nil {
		return nil, err
	}
	allowed := descriptors(rows, w.Config.RPID)
	if len(allowed) == 0 {
		return nil, ErrNone.New()
	}
	made, _, err := w.BeginLogin(person{who, rows}, webauthn.WithChallenge(challenge[:]), webauthn.WithAllowedCredentials(allowed))
	if err != nil {
		return nil, fmt.Errorf("options of a confirmation: %w", err)
	}
	if err := s.db.Write(ctx, func(tx *db.Tx) error {
		return ask(tx, who.Account, challenge[:], toConfirm, w.Config.RPID, origin)
	}); err != nil {
		return nil, err
	}
	return json.Marshal(made.Response)
}

// Check judges what an authenticator answered to Begin's options (PublicKeyCredential.toJSON). A challenge is used up by the
// first answer that holds, whatever becomes of the act that it confirms.
//
// Errors: passkey.challenge_over, passkey.refused, passkey.unverified, passkey.stopped.
func (s *Service) Check(ctx context.Context, who authz.Principal, challenge [32]byte, assertion []byte) (Evidence, error) {
	parsed, err := protocol.ParseCredentialRequestResponseBytes(assertion)
	if err != nil {
		return Evidence{}, refused(err)
	}
	c, err := asked(s.db.Ask(ctx), who.Account, challenge[:], toConfirm, s.db.Now())
	if err != nil {
		return Evidence{}, err
	}
	if !parsed.Response.AuthenticatorData.Flags.HasUserVerified() {
		return Evidence{}, ErrUnverified.New()
	}
	rows, err := own(s.db.Ask(ctx), who.Account)
	if err != nil {
		return Evidence{}, err
	}
	k, ok := usedOf(rows, c.Place, parsed.RawID)
	if !ok {
		return Evidence{}, ErrRefused.New()
	}
	w, err := relying(c.Place, c.Origin, "-")
	if err != nil {
		return Evidence{}, err
	}
	if _, err := w.ValidateLogin(person{who, []row{k}}, webauthn.SessionData{Challenge: base64.RawURLEncoding.EncodeToString(challenge[:]), RelyingPartyID: c.Place,
		UserID: who.Account[:], AllowedCredentialIDs: [][]byte{k.CredentialID}, UserVerification: protocol.VerificationRequired}, parsed); err != nil {
		return Evidence{}, refused(err)
	}
	stopped := false
	err = s.db.Write(ctx, func(tx *db.Tx) (err error) {
		stopped, err = confirmed(tx, who, k, challenge[:], int64(parsed.Response.AuthenticatorData.Counter))
		return err
	})
	if err == nil && stopped {
		err = ErrStopped.New()
	}
	if err != nil {
		return Evidence{}, err
	}
	raw := parsed.Raw.AssertionResponse
	return Evidence{Passkey: k.ID, CredentialID: k.CredentialID, PublicKey: k.PublicKey, AuthenticatorData: raw.AuthenticatorData, ClientDataJSON: raw.ClientDataJSON,
		Signature: raw.Signature, Enrolment: k.enrolment()}, nil
}

// confirmed uses a challenge up and notes the counter. A counter that did not rise stops the passkey: somebody else
// may have used a copy of it.
func confirmed(tx *db.Tx, who authz.Principal, k row, challenge []byte, counter int64) (stopped bool, err error) {
	if err := take(tx, who.Account, challenge, toConfirm); err != nil {
		return false, err
	}
	now, err := ownOne(tx, who.Account, k.ID)
	if err != nil {
		return false, ErrRefused.Because(err) // removed just now
	}
	if now.StoppedAt != 0 {
		return true, nil
	}
	if counter <= now.Counter && (counter != 0 || now.Counter != 0) {
		if _, err := tx.Exec(`UPDATE passkeys SET stopped_at = ? WHERE id = ?`, tx.Now, k.ID); err != nil {
			return false, err
		}
		return true, noted(tx, who, authz.PasskeyStop, k, map[string]any{"counter": counter, "before": now.Counter})
	}
	_, err = tx.Exec(`UPDATE passkeys SET counter = ?, used_at = ? WHERE id = ?`, counter, tx.Now, k.ID)
	return false, err
}

func usedOf(rows []row, place string, credential []byte) (row, bool) {
	for _, k := range rows {
		if k.Place == place && bytes.Equal(k.CredentialID, credential) {
			return k, true
		}
	}
	return row{}, false
}

// party is this product as authenticators know it, at the address by which the request came.
func (s *Service) party(ctx context.Context) (w *webauthn.WebAuthn, origin string, err error) {
	origin = httpapi.MetaOf(ctx).Origin
	place := placeOf(origin)
	if place == "" {
		return nil, "", ErrPlace.New()
	}
	company, err := s.people.CompanyName(ctx)
	if err != nil {
		return nil, "", err
	}
	if company == "" {
		company = place
	}
	w, err = relying(place, origin, company)
	return w, origin, err
}

func relying(place, origin, name string) (*webauthn.WebAuthn, error) {
	return webauthn.New(&webauthn.Config{RPID: place, RPDisplayName: name, RPOrigins: []string{origin},
		AuthenticatorSelection: protocol.AuthenticatorSelection{UserVerification: protocol.VerificationRequired, ResidentKey: protocol.ResidentKeyRequirementPreferred},
		AttestationPreference:  protocol.PreferNoAttestation, // which model it is proves nothing about who used it
		// Some keepers of passkeys answer with more than they were asked for. Nothing of it is used.
		ExtensionsUnsolicitedOutputPolicy: protocol.UnsolicitedOutputPolicyIgnore,
		Timeouts:                          webauthn.TimeoutsConfig{Login: webauthn.TimeoutConfig{Timeout: life}, Registration: webauthn.TimeoutConfig{Timeout: life}}})
}

// person is a principal as the library wants one.
type person struct {
	who  authz.Principal
	rows []row
}

func (p person) WebAuthnID() []byte          { return p.who.Account[:] }
func (p person) WebAuthnName() string        { return p.who.Name }
func (p person) WebAuthnDisplayName() string { return p.who.Name }

func (p person) WebAuthnCredentials() (out []webauthn.Credential) {
	for _, k := range p.rows {
		out = append(out, webauthn.Credential{ID: k.CredentialID, PublicKey: k.PublicKey, Transport: transports(k), Flags: webauthn.CredentialFlags{BackupEligible: k.Synced},
			Authenticator: webauthn.Authenticator{SignCount: uint32(k.Counter)}}) //nolint:gosec // it came from 32 bits
	}
	return out
}

// descriptors name passkeys of a place, those of all places where it is empty; stopped ones only there: an authenticator
// must not be enrolled a second time.
func descriptors(rows []row, place string) (out []protocol.CredentialDescriptor) {
	for _, k := range rows {
		if place == "" || k.Place == place && k.StoppedAt == 0 {
			out = append(out, protocol.CredentialDescriptor{Type: protocol.PublicKeyCredentialType, CredentialID: k.CredentialID, Transport: transports(k)})
		}
	}
	return out
}

func transports(k row) (out []protocol.AuthenticatorTransport) {
	_ = json.Unmarshal([]byte(k.Transports), &out) // hints only
	return out
}

func bytesOf(challenge string) ([]byte, error) {
	return base64.RawURLEncoding.Strict().DecodeString(challenge)
}

// refused keeps what the library says for the log; people are told that the answer does not hold.
func refused(err error) error { return ErrRefused.Because(err) }
