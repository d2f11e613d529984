package passkey

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/webauthn"
)

// Begin asks the principal to confirm a challenge, which should be the hash of what is confirmed: it returns options
// for navigator.credentials.get. The same challenge can be asked again while it waits.
//
// Errors: passkey.place, passkey.none.
func (s *Service) Begin(ctx context.Context, who authz.Principal, challenge [32]byte) (json.RawMessage, error) {
	at, err := here(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := own(s.db.Ask(ctx), who.Account)
	if err != nil {
		return nil, err
	}
	var usable []webauthn.Known
	for _, k := range rows {
		if k.Place == at.Host && k.StoppedAt == 0 {
			usable = append(usable, k.known())
		}
	}
	if len(usable) == 0 {
		return nil, ErrNone.New()
	}
	if err := s.db.Write(ctx, func(tx *db.Tx) error { return ask(tx, who, challenge[:], toConfirm, at) }); err != nil {
		return nil, err
	}
	return webauthn.RequestOptions(at, challenge[:], usable, life)
}

// Check judges what an authenticator answered to Begin's options (PublicKeyCredential.toJSON). A challenge is used up by the
// first answer that holds, whatever becomes of the act that it confirms.
//
// Errors: passkey.challenge_over, passkey.refused, passkey.unverified, passkey.stopped.
func (s *Service) Check(ctx context.Context, who authz.Principal, challenge [32]byte, assertion []byte) (Evidence, error) {
	a, err := webauthn.ParseAssertion(assertion)
	if err != nil {
		return Evidence{}, refused(err)
	}
	at, err := asked(s.db.Ask(ctx), who, challenge[:], toConfirm, s.db.Now())
	if err != nil {
		return Evidence{}, err
	}
	rows, err := own(s.db.Ask(ctx), who.Account)
	if err != nil {
		return Evidence{}, err
	}
	k, ok := usedOf(rows, at.Host, a.CredentialID)
	if !ok || len(a.UserHandle) > 0 && !bytes.Equal(a.UserHandle, who.Account[:]) {
		return Evidence{}, ErrRefused.New()
	}
	told, err := a.Check(challenge[:], at, k.PublicKey)
	if err != nil {
		return Evidence{}, refused(err)
	}
	if told.Synced != k.Synced { // it never changes
		return Evidence{}, ErrRefused.New()
	}
	stopped := false
	err = s.db.Write(ctx, func(tx *db.Tx) (err error) {
		stopped, err = confirmed(tx, who, k, challenge[:], int64(told.Counter))
		return err
	})
	if err == nil && stopped {
		err = ErrStopped.New()
	}
	if err != nil {
		return Evidence{}, err
	}
	return Evidence{Passkey: k.ID, CredentialID: k.CredentialID, PublicKey: k.PublicKey, AuthenticatorData: a.AuthenticatorData, ClientDataJSON: a.ClientDataJSON,
		Signature: a.Signature, Enrolment: k.enrolment()}, nil
}

// confirmed uses a challenge up and notes the counter. A counter that did not rise stops the passkey: somebody else
// may have used a copy of it.
func confirmed(tx *db.Tx, who authz.Principal, k row, challenge []byte, counter int64) (stopped bool, err error) {
	if err := take(tx, who, challenge, toConfirm); err != nil {
		return false, err
	}
	now, err := held(tx, who.Account, k.ID) // of two copies that sign at once, one sees what the other has counted
	if errors.Is(err, db.ErrNone) {
		return false, ErrRefused.New() // removed just now
	}
	if err != nil || now.StoppedAt != 0 {
		return true, err
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

// here is the place of the address by which the request came.
func here(ctx context.Context) (webauthn.Place, error) {
	at, ok := webauthn.PlaceOf(httpapi.MetaOf(ctx).Origin)
	if !ok {
		return at, ErrPlace.New()
	}
	return at, nil
}

// refused keeps what exactly is wrong for the log; people are told that the answer does not hold.
func refused(err error) *apperr.Error {
	if errors.Is(err, webauthn.ErrUnverified) {
		return ErrUnverified.New()
	}
	return ErrRefused.Because(err)
}
