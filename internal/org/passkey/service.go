package passkey

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"tonggui/internal/audit"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/protocol/webauthncose"
	"github.com/go-webauthn/webauthn/webauthn"
)

// People is what this room asks of the company's people; org fills it.
type People interface {
	// ConfirmPassword makes sure that whoever sits at the device knows the account's password.
	ConfirmPassword(ctx context.Context, who authz.Principal, field, typed string) error
	// CompanyName is what the company calls itself.
	CompanyName(ctx context.Context) (string, error)
}

// Service is the room. It is safe for concurrent use.
type Service struct {
	db     *db.DB
	people People
}

// New returns the room.
func New(d *db.DB, people People) *Service { return &Service{db: d, people: people} }

// List shows the principal's passkeys, the oldest first, and the place of the address by which it was asked; that is empty
// where no passkeys can be used.
func (s *Service) List(ctx context.Context, who authz.Principal) (place string, out []Passkey, err error) {
	place = placeOf(httpapi.MetaOf(ctx).Origin)
	rows, err := own(s.db.Ask(ctx), who.Account)
	out = make([]Passkey, 0, len(rows))
	for _, k := range rows {
		out = append(out, k.shown(place))
	}
	return place, out, err
}

// Enrol asks an authenticator for another passkey of the principal: it returns options for navigator.credentials.create.
//
// Errors: password.wrong, login.throttled, passkey.place, passkey.limit.
func (s *Service) Enrol(ctx context.Context, who authz.Principal, password string) (json.RawMessage, error) {
	if err := s.people.ConfirmPassword(ctx, who, "body.password", password); err != nil {
		return nil, err
	}
	w, origin, err := s.party(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := own(s.db.Ask(ctx), who.Account)
	if err != nil {
		return nil, err
	}
	if len(rows) >= Most {
		return nil, ErrLimit.New("max", Most)
	}
	made, session, err := w.BeginRegistration(person{who, rows}, webauthn.WithCredentialParameters(parameters()), webauthn.WithExclusions(descriptors(rows, "")))
	if err != nil {
		return nil, fmt.Errorf("options of an enrolment: %w", err)
	}
	challenge, err := bytesOf(session.Challenge)
	if err != nil {
		return nil, err
	}
	if err := s.db.Write(ctx, func(tx *db.Tx) error { return ask(tx, who.Account, challenge, toEnrol, w.Config.RPID, origin) }); err != nil {
		return nil, err
	}
	return json.Marshal(made.Response)
}

// Finish enrols the passkey that an authenticator has made for Enrol's options.
//
// Errors: passkey.challenge_over, passkey.refused, passkey.unverified, passkey.known, passkey.limit.
func (s *Service) Finish(ctx context.Context, who authz.Principal, name string, answer []byte) (Passkey, error) {
	name = strings.TrimSpace(name)
	if name == "" || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' }) || !utf8.ValidString(name) {
		return Passkey{}, apperr.Invalid.At("body.name", "required")
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return Passkey{}, refused(err)
	}
	challenge, err := bytesOf(parsed.Response.CollectedClientData.Challenge)
	if err != nil {
		return Passkey{}, ErrRefused.Because(err)
	}
	c, err := asked(s.db.Ask(ctx), who.Account, challenge, toEnrol, s.db.Now())
	if err != nil {
		return Passkey{}, err
	}
	if !parsed.Response.AttestationObject.AuthData.Flags.HasUserVerified() {
		return Passkey{}, ErrUnverified.New()
	}
	w, err := relying(c.Place, c.Origin, "-")
	if err != nil {
		return Passkey{}, err
	}
	made, err := w.CreateCredential(person{who: who}, webauthn.SessionData{Challenge: parsed.Response.CollectedClientData.Challenge, RelyingPartyID: c.Place,
		UserID: who.Account[:], UserVerification: protocol.VerificationRequired, CredParams: parameters()}, parsed)
	if err != nil {
		return Passkey{}, refused(err)
	}
	k, err := rowOf(who, name, c.Place, made)
	if err != nil {
		return Passkey{}, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error { return s.enrolled(tx, who, &k, challenge) })
	return k.shown(c.Place), err
}

// enrolled uses the challenge up and stores the passkey.
func (s *Service) enrolled(tx *db.Tx, who authz.Principal, k *row, challenge []byte) error {
	if err := take(tx, who.Account, challenge, toEnrol); err != nil {
		return err
	}
	rows, err := own(tx, who.Account)
	if err != nil {
		return err
	}
	if len(rows) >= Most {
		return ErrLimit.New("max", Most)
	}
	k.ID, k.MadeAt = id.New(tx.Now), tx.Now
	if err := insert(tx, *k); db.IsDuplicate(err) {
		return ErrKnown.New()
	} else if err != nil {
		return err
	}
	return noted(tx, who, authz.PasskeyEnrol, *k, nil)
}

// noted writes an act into the audit log. The name is the owner's own words and stays out.
func noted(tx *db.Tx, who authz.Principal, action authz.Action, k row, facts map[string]any) error {
	all := map[string]any{"enrolment_sha256": fmt.Sprintf("%x", k.enrolment().SHA256()), "place": k.Place}
	for key, v := range facts {
		all[key] = v
	}
	return audit.Write(tx, who, audit.Entry{Action: action, Object: "passkey", ObjectID: k.ID, Subject: k.Account, Facts: all})
}

// Remove ends a passkey of the principal for good.
func (s *Service) Remove(ctx context.Context, who authz.Principal, passkey id.ID) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		k, err := ownOne(tx, who.Account, passkey)
		if errors.Is(err, db.ErrNone) {
			return apperr.NotFound.New()
		} else if err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE passkeys SET removed_at = ? WHERE id = ?`, tx.Now, k.ID); err != nil {
			return err
		}
		return noted(tx, who, authz.PasskeyRemove, k, nil)
	})
}

// rowOf takes from a new credential what is kept of it.
func rowOf(who authz.Principal, name, place string, c *webauthn.Credential) (row, error) {
	transports := make([]string, 0, len(c.Transport))
	for _, t := range c.Transport {
		transports = append(transports, string(t))
	}
	raw, err := json.Marshal(transports)
	return row{Account: who.Account, Name: name, CredentialID: bytes.Clone(c.ID), PublicKey: bytes.Clone(c.PublicKey), Place: place, Transports: string(raw),
		Synced: c.Flags.BackupEligible, Counter: int64(c.Authenticator.SignCount)}, err
}

// parameters are the kinds of keys that are taken: ES256, EdDSA and RS256, which every authenticator has one of.
func parameters() (out []protocol.CredentialParameter) {
	for _, alg := range []webauthncose.COSEAlgorithmIdentifier{webauthncose.AlgES256, webauthncose.AlgEdDSA, webauthncose.AlgRS256} {
		out = append(out, protocol.CredentialParameter{Type: protocol.PublicKeyCredentialType, Algorithm: alg})
	}
	return out
}
