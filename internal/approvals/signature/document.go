package signature

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// Form is what a document calls itself.
const Form = "tonggui approval"

// About is what a document states of its approval. Seal fills in what follows from the records.
type About struct {
	Applicant  Person         `json:"applicant"` // who made the first record
	Approval   id.ID          `json:"approval"`
	ClosedAt   *clock.Instant `json:"closed_at"`
	Company    string         `json:"company"`
	Department string         `json:"department"`
	Form       string         `json:"form"`
	LastSHA256 Hash           `json:"last_sha256"` // of the last record
	MadeAt     clock.Instant  `json:"made_at"`
	OpenedAt   clock.Instant  `json:"opened_at"`
	Records    int            `json:"records"`
	Serial     string         `json:"serial"`
	State      string         `json:"state"`
	Template   string         `json:"template"`
	Title      string         `json:"title"`
	V          int            `json:"v"`
	Version    int            `json:"version"` // of the template
}

// Document is everything that was decided on, and who decided what.
type Document struct {
	About      About             `json:"about"`
	Contents   []json.RawMessage `json:"contents"` // the values, each once, in the order in which records first name them
	Definition json.RawMessage   `json:"definition"`
	Enrolments []Enrolment       `json:"enrolments"` // of the passkeys, each once, in the order in which records first name them
	Printed    json.RawMessage   `json:"printed"`    // whatever else is printed, for people; null or any JSON
	Records    []Entry           `json:"records"`
	Seal       *Seal             `json:"seal"`
}

// Seal is the signature of the company's key over the document whose seal is null.
type Seal struct {
	Key       string `json:"key"`
	Signature []byte `json:"signature"`
}

// Seal writes a document's file. The caller gives Title, Department, MadeAt, Definition, Contents, Enrolments, Printed and
// Records; the rest of About follows from the records.
func (s *Signer) Seal(d Document) ([]byte, error) {
	if len(d.Records) == 0 {
		return nil, errors.New("signature: a document has at least one record")
	}
	d.About.state(d.Records)
	for _, raw := range []*json.RawMessage{&d.Definition, &d.Printed} {
		if *raw == nil {
			*raw = json.RawMessage("null")
		}
	}
	if d.Contents == nil {
		d.Contents = []json.RawMessage{}
	}
	if d.Enrolments == nil {
		d.Enrolments = []Enrolment{}
	}
	d.Seal = nil
	body, err := canonicalOf(d)
	if err != nil {
		return nil, err
	}
	d.Seal = &Seal{Key: s.ID()}
	if d.Seal.Signature, err = s.sign(documentBegin, body); err != nil {
		return nil, err
	}
	body, err = canonicalOf(d)
	return append(body, '\n'), err
}

// state fills in what follows from the records.
func (a *About) state(records []Entry) {
	first, last := records[0].Record, records[len(records)-1].Record
	a.Form, a.V, a.Records, a.LastSHA256 = Form, Version, len(records), last.SHA256()
	a.Approval, a.Company, a.Serial, a.Template, a.Version = first.Approval, first.Company, first.Serial, first.Template, first.Version
	a.OpenedAt, a.State, a.ClosedAt = first.At, last.State, nil
	if first.Person != nil {
		a.Applicant = *first.Person
	}
	for _, e := range records {
		if closed[e.Record.State] {
			a.ClosedAt = &e.Record.At
			return
		}
	}
}

// Parse reads a file of the one form that Seal writes. It verifies nothing: see Verify.
func Parse(file []byte) (d Document, err error) {
	if len(file) == 0 || file[len(file)-1] != '\n' {
		return d, fmt.Errorf("%w: the last line has no end", ErrCanonical)
	}
	return d, strict(file[:len(file)-1], &d)
}

// HashOf is the hash of bytes.
func HashOf(b []byte) Hash { return sum(b) }

func sum(b []byte) Hash { return sha256.Sum256(b) }
