package webauthn

import (
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/go-webauthn/webauthn/protocol"
)

// What can be wrong with an answer.
var (
	ErrForm       = errors.New("webauthn: not an authenticator's answer")
	ErrKey        = errors.New("webauthn: not a key of a kind that is taken")
	ErrChallenge  = errors.New("webauthn: it answers another challenge")
	ErrPlace      = errors.New("webauthn: it was given at another place")
	ErrUnverified = errors.New("webauthn: the user was not verified")
	ErrSignature  = errors.New("webauthn: the signature is not this key's")
)

// why names the reason for which the library has refused an answer. It judges nothing: what it finds nothing wrong with is
// refused too, as ErrForm.
func why(refusal error, c protocol.CollectedClientData, d protocol.AuthenticatorData, challenge []byte, at Place) error {
	place := sha256.Sum256([]byte(at.Host))
	reason, told := ErrForm, (*protocol.Error)(nil)
	switch {
	case c.Challenge != encode(challenge):
		reason = ErrChallenge
	case c.CrossOrigin || c.TopOrigin != "" || !at.shows(c.Origin) || string(d.RPIDHash) != string(place[:]):
		reason = ErrPlace
	case !d.Flags.HasUserPresent() || !d.Flags.HasUserVerified():
		reason = ErrUnverified
	case errors.As(refusal, &told) && told.Type == protocol.ErrAssertionSignature.Type:
		reason = ErrSignature
	}
	return fmt.Errorf("%w: %w", reason, refusal)
}
