// Package id makes and reads the identifiers of the product: UUIDs of version 7, whose order is the
// order of their making, so that rows made together lie together.
package id

import (
	"crypto/rand"
	"database/sql/driver"
	"encoding/binary"
	"encoding/hex"
	"errors"

	"tonggui/internal/platform/clock"
)

// ID is a UUID. It is 16 bytes in a row and the canonical 36 characters in JSON.
type ID [16]byte

// Zero is the ID that nothing has.
var Zero ID

var errFormat = errors.New("not a UUID of the form xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")

// New returns a fresh UUIDv7 (RFC 9562, 5.7) that carries now.
func New(now clock.Instant) ID {
	var v ID
	_, _ = rand.Read(v[6:]) // never fails since Go 1.24
	binary.BigEndian.PutUint64(v[:8], uint64(now/1000)<<16|uint64(v[6])<<8|uint64(v[7]))
	v[6] = v[6]&0x0f | 0x70
	v[8] = v[8]&0x3f | 0x80
	return v
}

// Parse reads the canonical form, upper or lower case; anything else is an error.
func Parse(s string) (ID, error) {
	var v ID
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return Zero, errFormat
	}
	compact := s[0:8] + s[9:13] + s[14:18] + s[19:23] + s[24:36]
	if _, err := hex.Decode(v[:], []byte(compact)); err != nil {
		return Zero, errFormat
	}
	return v, nil
}

// IsZero tells whether the ID is the one that nothing has.
func (v ID) IsZero() bool { return v == Zero }

// String returns the canonical form.
func (v ID) String() string {
	var out [36]byte
	hex.Encode(out[0:8], v[0:4])
	hex.Encode(out[9:13], v[4:6])
	hex.Encode(out[14:18], v[6:8])
	hex.Encode(out[19:23], v[8:10])
	hex.Encode(out[24:36], v[10:16])
	out[8], out[13], out[18], out[23] = '-', '-', '-', '-'
	return string(out[:])
}

// MarshalText writes the canonical form.
func (v ID) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads the canonical form.
func (v *ID) UnmarshalText(text []byte) (err error) {
	*v, err = Parse(string(text))
	return err
}

// Value stores the ID as 16 bytes; the zero ID is stored as NULL.
func (v ID) Value() (driver.Value, error) {
	if v.IsZero() {
		return nil, nil
	}
	return v[:], nil
}

// Scan reads 16 bytes; NULL becomes the zero ID.
func (v *ID) Scan(src any) error {
	switch b := src.(type) {
	case nil:
		*v = Zero
		return nil
	case []byte:
		if len(b) == len(v) {
			copy(v[:], b)
			return nil
		}
	}
	return errFormat
}
