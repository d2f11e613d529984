package proof

import (
	"errors"
	"fmt"

	"tonggui/internal/audit/record"

	"golang.org/x/mod/sumdb/tlog"
)

// Handover proves that a log's key named the next one: the record that names it, and that it stands below
// a checkpoint.
type Handover struct {
	Number     int64            `json:"number"` // of the record
	Record     string           `json:"record"` // its line
	Hashes     tlog.RecordProof `json:"hashes"` // leads from the record to the checkpoint
	Checkpoint string           `json:"checkpoint"`
}

// ErrHandover says that a key is not handed over by those that are known.
var ErrHandover = errors.New("not a key that a known one has handed over")

// Open returns the key and the checkpoint, where one of the known keys has signed it. That somebody has signed
// the same checkpoint too would prove nothing: what counts is that the record is in it. The checkpoint itself
// is still to be compared with what is known of the log.
func (h Handover) Open(known []Key) (key Key, s Signed, err error) {
	if s, err = Open([]byte(h.Checkpoint), known); err != nil {
		return key, s, fmt.Errorf("%w: %w", ErrHandover, err)
	}
	r, err := record.Parse([]byte(h.Record))
	if err != nil || r.Type != record.TypeKey {
		return key, s, fmt.Errorf("%w: its record names no key", ErrHandover)
	}
	if h.Number < 0 || h.Number >= s.Size {
		return key, s, fmt.Errorf("%w: its record is not below the checkpoint", ErrHandover)
	}
	if err := tlog.CheckRecord(h.Hashes, s.Size, s.Root, h.Number, tlog.RecordHash([]byte(h.Record))); err != nil {
		return key, s, fmt.Errorf("%w: %w", ErrHandover, err)
	}
	if key, err = ParseKey(r.Key); err != nil || key.Name() != s.Origin {
		return key, s, fmt.Errorf("%w: its record names a key of another log", ErrHandover)
	}
	return key, s, nil
}
