package webauthn

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"net/netip"
	"net/url"
	"slices"
	"strings"
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

// Flags of authenticator data.
const (
	flagPresent  = 1 << 0
	flagVerified = 1 << 2
	flagSyncable = 1 << 3
	flagSynced   = 1 << 4
	flagKey      = 1 << 6
	flagMore     = 1 << 7
)

// Place is where passkeys are used: a host, and the address of the pages that may use them there.
type Place struct {
	Host   string
	Origin string // empty: any page of the host, or below it
}

// PlaceOf is the place of an address; false where browsers use no passkeys at it: they want a name, and TLS unless it is that
// of the own machine.
func PlaceOf(address string) (Place, bool) {
	u, err := url.Parse(address)
	if err != nil {
		return Place{}, false
	}
	host, port := strings.ToLower(u.Hostname()), u.Port()
	if _, err := netip.ParseAddr(host); err == nil || !name(host) || u.Scheme != "https" && (u.Scheme != "http" || host != "localhost") {
		return Place{}, false
	}
	origin := u.Scheme + "://" + host
	if port != "" && port != map[string]string{"https": "443", "http": "80"}[u.Scheme] {
		origin += ":" + port
	}
	return Place{host, origin}, true
}

// name tells whether a host is one that passkeys can be bound to: letters, digits and hyphens in labels.
func name(host string) bool {
	if host == "" || len(host) > 253 {
		return false
	}
	for label := range strings.SplitSeq(host, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' ||
			strings.ContainsFunc(label, func(r rune) bool { return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-') }) {
			return false
		}
	}
	return true
}

// shows tells whether a page of an origin may use passkeys of the place.
func (p Place) shows(origin string) bool {
	at, ok := PlaceOf(origin)
	if p.Origin != "" {
		return ok && at.Origin == p.Origin && origin == at.Origin
	}
	return ok && p.Host != "" && (at.Host == p.Host || strings.HasSuffix(at.Host, "."+p.Host))
}

// data is what an authenticator says in the bytes that it signs.
type data struct {
	place   [sha256.Size]byte
	flags   byte
	counter uint32
	id, key []byte // of a new one
}

func parseData(b []byte) (d data, err error) {
	const fixed = sha256.Size + 1 + 4
	if len(b) < fixed {
		return d, ErrForm
	}
	d.place, d.flags, d.counter = [sha256.Size]byte(b), b[sha256.Size], binary.BigEndian.Uint32(b[sha256.Size+1:])
	b = b[fixed:]
	if d.flags&flagKey != 0 {
		const model = 16
		if len(b) < model+2 {
			return d, ErrForm
		}
		n := int(binary.BigEndian.Uint16(b[model:]))
		if b = b[model+2:]; n == 0 || n > 1023 || len(b) < n {
			return d, ErrForm
		}
		d.id, b = b[:n:n], b[n:]
		_, rest, err := item(b, 0)
		if err != nil {
			return d, err
		}
		d.key, b = b[:len(b)-len(rest)], rest
	}
	if d.flags&flagMore != 0 {
		v, rest, err := item(b, 0)
		if _, ok := v.(map[any]any); err != nil || !ok {
			return d, ErrForm
		}
		b = rest
	}
	if len(b) > 0 || d.flags&flagSynced != 0 && d.flags&flagSyncable == 0 {
		return d, ErrForm
	}
	return d, nil
}

// client is what the browser says it had signed.
type client struct {
	Type        string `json:"type"`
	Challenge   string `json:"challenge"`
	Origin      string `json:"origin"`
	CrossOrigin bool   `json:"crossOrigin"`
	TopOrigin   string `json:"topOrigin"`
}

// The kinds of answers.
const (
	typeCreate = "webauthn.create"
	typeGet    = "webauthn.get"
)

// judge compares what browser and authenticator say with what was asked.
func judge(clientData []byte, d data, typ string, challenge []byte, at Place) error {
	var c client
	if json.Unmarshal(clientData, &c) != nil || c.Type != typ {
		return ErrForm
	}
	if c.Challenge != base64.RawURLEncoding.EncodeToString(challenge) {
		return ErrChallenge
	}
	if c.CrossOrigin || c.TopOrigin != "" || !at.shows(c.Origin) || d.place != sha256.Sum256([]byte(at.Host)) {
		return ErrPlace
	}
	if d.flags&flagPresent == 0 || d.flags&flagVerified == 0 {
		return ErrUnverified
	}
	return nil
}

// encoded is bytes in the base64 of these forms, which has one way to write them.
type encoded []byte

// UnmarshalText implements encoding.TextUnmarshaler.
func (e *encoded) UnmarshalText(b []byte) (err error) {
	if bytes.ContainsAny(b, "\r\n") {
		return ErrForm
	}
	*e, err = base64.RawURLEncoding.Strict().AppendDecode(nil, b)
	return err
}

// MarshalText implements encoding.TextMarshaler.
func (e encoded) MarshalText() ([]byte, error) {
	return base64.RawURLEncoding.AppendEncode(nil, slices.Clone(e)), nil
}
