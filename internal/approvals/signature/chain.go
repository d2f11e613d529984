package signature

import (
	"crypto/rand"
	"errors"
	"fmt"

	"tonggui/internal/audit/proof"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"

	"golang.org/x/mod/sumdb/note"
)

// Errors of adding to a chain.
var (
	// ErrMoved says that something was added to the chain since the record was made: it must be made anew.
	ErrMoved = errors.New("signature: the chain has gone on")
	// ErrRecord says that a record cannot be signed as it is.
	ErrRecord = errors.New("signature: not a record that can be signed")
)

// Chain is where an approval's records have come to. The zero Chain has none yet.
type Chain struct {
	Approval id.ID
	Company  string
	N        int  // records so far
	Last     Hash // of the newest one
	At       clock.Instant
	State    string
	Content  Hash // that the newest record is about
}

// Append makes a record the next one of the chain: it says its number, the record before it and a nonce. It may be signed
// later, by Sign, while nothing else was added. A record that says another approval than the chain is refused.
func (c Chain) Append(r Record) (Record, error) {
	r.V, r.N, r.PrevSHA256, r.Passkey = Version, c.N+1, c.Last, nil
	if r.Attachments == nil {
		r.Attachments = []Hash{}
	}
	if r.To == nil {
		r.To = []Person{}
	}
	_, _ = rand.Read(r.Nonce[:]) // never fails since Go 1.24
	if err := c.fits(r); err != nil {
		return Record{}, err
	}
	return r, nil
}

// Sign signs a record that Append has made, with its passkey part where its level asks for one. ErrMoved where the chain
// has gone on since. The chain it returns has the record; c stays as it is.
func (c Chain) Sign(s *Signer, r Record) (Entry, Chain, error) {
	if r.N != c.N+1 || r.PrevSHA256 != c.Last {
		return Entry{}, c, ErrMoved
	}
	if err := c.fits(r); err != nil {
		return Entry{}, c, err
	}
	if (r.Level == LevelPasskey) != (r.Passkey != nil) {
		return Entry{}, c, fmt.Errorf("%w: the level passkey and a passkey belong together", ErrRecord)
	}
	e := Entry{Key: s.ID(), Record: r}
	var err error
	if e.Signature, err = s.sign(recordBegin, r.Bytes()); err != nil {
		return Entry{}, c, err
	}
	return e, e.Chain(), nil
}

// fits says whether a record can follow.
func (c Chain) fits(r Record) error {
	if err := r.check(); err != nil {
		return fmt.Errorf("%w: %w", ErrRecord, err)
	}
	if c.N > 0 && (r.Approval != c.Approval || r.Company != c.Company) {
		return fmt.Errorf("%w: it is of another approval, or company", ErrRecord)
	}
	if closed[c.State] && r.State != c.State {
		return fmt.Errorf("%w: the approval is %s and stays so", ErrRecord, c.State)
	}
	return nil
}

// Entry is a signed record.
type Entry struct {
	Key       string `json:"key"` // name+hash of the company's key
	Record    Record `json:"record"`
	Signature []byte `json:"signature"`
}

// Bytes is the form in which entries are kept.
func (e Entry) Bytes() []byte { return must(e) }

// ParseEntry reads what Bytes has written. It verifies nothing.
func ParseEntry(raw []byte) (e Entry, err error) { return e, strict(raw, &e) }

// Chain is the chain up to this entry: whoever adds to an approval needs its newest entry and no others.
func (e Entry) Chain() Chain {
	r := e.Record
	return Chain{Approval: r.Approval, Company: r.Company, N: r.N, Last: r.SHA256(), At: r.At, State: r.State, Content: r.ContentSHA256}
}

const (
	recordBegin   = "tonggui approval record 1\n"
	documentBegin = "tonggui approval document 1\n"
)

// Signer holds the company's approval key. It is safe for concurrent use.
type Signer struct{ key note.Signer }

// NewKey makes an approval key. The secret form is what NewSigner reads.
func NewKey(name string) (secret string, public proof.Key, err error) { return proof.NewKey(name) }

// NewSigner reads the secret form of a key.
func NewSigner(secret string) (*Signer, error) {
	k, err := proof.NewSigner(secret)
	if err != nil {
		return nil, err
	}
	return &Signer{k}, nil
}

// ID names the key, as entries do.
func (s *Signer) ID() string { return fmt.Sprintf("%s+%08x", s.key.Name(), s.key.KeyHash()) }

func (s *Signer) sign(begin string, body []byte) ([]byte, error) {
	return s.key.Sign(append([]byte(begin), body...))
}

// KeyID names a public key, as entries do.
func KeyID(k proof.Key) string { return fmt.Sprintf("%s+%08x", k.Name(), k.KeyHash()) }

// signedBy tells whether one of the keys is the one that is named, and whether it has signed.
func signedBy(keys []proof.Key, keyID, begin string, body, sig []byte) (known, ok bool) {
	for _, k := range keys {
		if KeyID(k) == keyID {
			return true, k.Verify(append([]byte(begin), body...), sig)
		}
	}
	return false, false
}
