package passkey

import "tonggui/internal/platform/apperr"

// Errors of this room.
var (
	// ErrPlace says that browsers use no passkeys at the address by which the product was reached.
	ErrPlace = apperr.Define(422, "passkey.place")
	// ErrLimit says that the person has as many as one may have.
	ErrLimit = apperr.Define(422, "passkey.limit")
	// ErrNone says that the person has none that works at this address.
	ErrNone = apperr.Define(422, "passkey.none")
	// ErrKnown says that the authenticator is enrolled already.
	ErrKnown = apperr.Define(409, "passkey.known")
	// ErrChallenge says that what was to be signed is over: used, expired, or somebody else's.
	ErrChallenge = apperr.Define(409, "passkey.challenge_over")
	// ErrRefused says that the authenticator's answer does not hold.
	ErrRefused = apperr.Define(422, "passkey.refused")
	// ErrUnverified says that the authenticator did not verify who used it.
	ErrUnverified = apperr.Define(422, "passkey.unverified")
	// ErrStopped says that the passkey may have been copied and is not believed any more.
	ErrStopped = apperr.Define(422, "passkey.stopped")
)
