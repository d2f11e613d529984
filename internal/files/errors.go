package files

import (
	"errors"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/blob"
)

// Errors of this room.
var (
	ErrNotUsable   = apperr.Define(422, "file.not_usable")
	ErrNameInvalid = apperr.Define(422, "file.name_invalid")
	ErrEmpty       = apperr.Define(422, "file.empty")
	ErrTooLarge    = apperr.Define(413, "file.too_large")
	ErrTooLargeFor = apperr.Define(413, "file.too_large_for_message")
	ErrHashWrong   = apperr.Define(422, "file.hash_wrong")
	ErrTypeWrong   = apperr.Define(422, "file.type_wrong")
	ErrNoVoice     = apperr.Define(422, "file.not_a_voice_message")
	ErrVoiceLength = apperr.Define(422, "file.voice_too_long")
	ErrNoPreview   = apperr.Define(404, "file.no_preview")
	ErrDamaged     = apperr.Define(500, "file.damaged")

	ErrProtocol      = apperr.Define(412, "upload.protocol_version")
	ErrOffset        = apperr.Define(409, "upload.offset_wrong")
	ErrBeyond        = apperr.Define(413, "upload.beyond_length")
	ErrChecksum      = apperr.Define(460, "upload.checksum_wrong") // the status that tus has for it
	ErrInterrupted   = apperr.Define(408, "upload.interrupted")
	ErrTooManyPieces = apperr.Define(400, "upload.too_many_pieces")
	ErrTooMany       = apperr.Define(429, "upload.too_many")
)

// tryAgainIn is when a client should ask again while the blob store is away, in seconds.
const tryAgainIn = 10

// lost tells whether a blob that a part names is not there.
func lost(err error) bool { return errors.Is(err, blob.ErrNotFound) }

// away tells clients when to try again where the blob store does not answer.
func away(err error) error {
	if !apperr.Has(err, blob.ErrUnavailable) {
		return err
	}
	e := blob.ErrUnavailable.New("retry_after_s", tryAgainIn)
	e.Cause = err
	return e
}
