package passkey

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"tonggui/internal/audit"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/webauthn"
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
	if at, err := here(ctx); err == nil {
		place = at.Host
	}
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
	at, err := here(ctx)
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
	company, err := s.people.CompanyName(ctx)
	if err != nil {
		return nil, err
	}
	others := make([]webauthn.Known, 0, len(rows))
	for _, k := range rows {
		others = append(others, k.known())
	}
	challenge := make([]byte, 32)
	_, _ = rand.Read(challenge) // never fails since Go 1.24
	if err := s.db.Write(ctx, func(tx *db.Tx) error { return ask(tx, who, challenge, toEnrol, at) }); err != nil {
		return nil, err
	}
	return webauthn.CreationOptions(at, cmp.Or(company, at.Host), who.Account[:], who.Name, challenge, others, life)
}

// Finish enrols the passkey that an authenticator has made for Enrol's options.
//
// Errors: passkey.challenge_over, passkey.refused, passkey.unverified, passkey.known, passkey.limit.
func (s *Service) Finish(ctx context.Context, who authz.Principal, name string, answer []byte) (Passkey, error) {
	name = strings.TrimSpace(name)
	if name == "" || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' }) || !utf8.ValidString(name) {
		return Passkey{}, apperr.Invalid.At("body.name", "required")
	}
	c, err := webauthn.ParseCreation(answer)
	if err != nil {
		return Passkey{}, refused(err)
	}
	challenge := c.Challenge()
	at, err := asked(s.db.Ask(ctx), who, challenge, toEnrol, s.db.Now())
	if err != nil {
		return Passkey{}, err
	}
	if err := c.Check(challenge, at); err != nil {
		return Passkey{}, refused(err)
	}
	transports, err := json.Marshal(c.Transports)
	if err != nil {
		return Passkey{}, err
	}
	k := row{Account: who.Account, Name: name, CredentialID: c.CredentialID, PublicKey: c.PublicKey, Place: at.Host, Transports: string(transports),
		Synced: c.Synced, Counter: int64(c.Counter)}
	err = s.db.Write(ctx, func(tx *db.Tx) error { return s.enrolled(tx, who, &k, challenge) })
	return k.shown(at.Host), err
}

// enrolled uses the challenge up and stores the passkey.
func (s *Service) enrolled(tx *db.Tx, who authz.Principal, k *row, challenge []byte) error {
	if err := take(tx, who, challenge, toEnrol); err != nil {
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
