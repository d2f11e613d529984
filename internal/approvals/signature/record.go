package signature

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// Version is that of records and documents.
const Version = 1

// Hash is SHA-256.
type Hash [sha256.Size]byte

// String is the form in which hashes are written down: hexadecimal digits.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Code is how people compare a hash on paper: its first 16 bytes, as eight groups of four digits.
func (h Hash) Code() string {
	digits := strings.ToUpper(hex.EncodeToString(h[:16]))
	groups := make([]string, 0, 8)
	for i := 0; i < len(digits); i += 4 {
		groups = append(groups, digits[i:i+4])
	}
	return strings.Join(groups, "-")
}

// MarshalText implements encoding.TextMarshaler.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (h *Hash) UnmarshalText(b []byte) error {
	if len(b) != hex.EncodedLen(len(h)) {
		return errors.New("signature: not a hash of 64 digits")
	}
	_, err := hex.Decode(h[:], b)
	return err
}

// The levels at which an act was confirmed, weakest first.
const (
	LevelSystem   = "system"   // nobody acted: a time limit or a rule of the route
	LevelSession  = "session"  // somebody who had logged in
	LevelPassword = "password" // with their password
	LevelPasskey  = "passkey"  // with a passkey that verified its user: the reliable electronic signature
)

var levels = map[string]int{LevelSystem: 1, LevelSession: 2, LevelPassword: 3, LevelPasskey: 4}

// The states of an approval after which no record changes it, and those before.
const (
	StateRunning   = "running"
	StateReturned  = "returned"
	StateApproved  = "approved"
	StateRejected  = "rejected"
	StateWithdrawn = "withdrawn"
)

// closed tells for each known state whether it is an end.
var closed = map[string]bool{StateRunning: false, StateReturned: false, StateApproved: true, StateRejected: true, StateWithdrawn: true}

// The acts that decide a task; the form's level is asked of these.
const (
	ActApprove = "approve"
	ActReject  = "reject"
)

// ActEarlier passes a turn over because its person has agreed before. Nobody does it.
const ActEarlier = "earlier"

// Person is somebody as the record names them, for good.
type Person struct {
	ID     id.ID  `json:"id"`
	Name   string `json:"name"`
	Number string `json:"number"`
}

// Record says what one act was. Chain.Append fills in V, N, Nonce and PrevSHA256.
type Record struct {
	Act           string        `json:"act"` // approve, reject, transfer and so on; submit is the first
	Approval      id.ID         `json:"approval"`
	At            clock.Instant `json:"at"`
	Attachments   []Hash        `json:"attachments"` // of the values and of the act, in the order of AttachmentsOf; the act's own behind them
	Company       string        `json:"company"`     // its name
	ContentSHA256 Hash          `json:"content_sha256"`
	For           *Person       `json:"for"` // for whom a delegate acted
	Level         string        `json:"level"`
	N             int           `json:"n"` // from 1
	Nonce         Hash          `json:"nonce"`
	Passkey       *Passkey      `json:"passkey"`
	Person        *Person       `json:"person"` // null where nobody acted
	PrevSHA256    Hash          `json:"prev_sha256"`
	Round         int           `json:"round"`
	Serial        string        `json:"serial"`
	State         string        `json:"state"`         // of the approval after this act
	Step          string        `json:"step"`          // of the form's route, or ""
	StrokeSHA256  *Hash         `json:"stroke_sha256"` // of the picture of a handwritten signature
	Task          *id.ID        `json:"task"`
	Template      string        `json:"template"`
	Text          string        `json:"text"`
	To            []Person      `json:"to"` // to whom a task was given, or a copy
	V             int           `json:"v"`
	Version       int           `json:"version"` // of the template
}

// Passkey is what an authenticator signed, and with which enrolled key.
type Passkey struct {
	AuthenticatorData []byte `json:"authenticator_data"`
	ClientDataJSON    []byte `json:"client_data_json"`
	CredentialID      []byte `json:"credential_id"`
	EnrolmentSHA256   Hash   `json:"enrolment_sha256"`
	PublicKey         []byte `json:"public_key"` // COSE
	Signature         []byte `json:"signature"`
}

// Enrolment says whose passkey a public key is. Its hash stands in the audit log.
type Enrolment struct {
	At           clock.Instant `json:"at"`
	CredentialID []byte        `json:"credential_id"`
	Person       id.ID         `json:"person"`
	PublicKey    []byte        `json:"public_key"` // COSE
	RPID         string        `json:"rp_id"`
	V            int           `json:"v"`
}

// SHA256 is the enrolment's hash.
func (e Enrolment) SHA256() Hash { return mustHash(e) }

// Bytes is the record's canonical form.
func (r Record) Bytes() []byte { return must(r) }

// SHA256 is the record's hash, which the next one holds.
func (r Record) SHA256() Hash { return mustHash(r) }

// Challenge is the hash of the bare record: what a passkey signs.
func (r Record) Challenge() [32]byte {
	r.Passkey = nil
	return r.SHA256()
}

// ParseRecord reads the canonical form, and no other.
func ParseRecord(raw []byte) (r Record, err error) { return r, strict(raw, &r) }

// strict reads what canonicalOf has written. Whatever is written otherwise is refused, so what was read is all there was.
func strict(raw []byte, v any) error {
	if err := json.Unmarshal(raw, v); err != nil {
		return fmt.Errorf("%w: %w", ErrCanonical, err)
	}
	again, err := canonicalOf(v)
	if err != nil {
		return err
	}
	if string(again) != string(raw) {
		return fmt.Errorf("%w: it is written otherwise", ErrCanonical)
	}
	return nil
}

// must gives the form of a type of this package that holds no raw JSON, which never fails.
func must(v any) []byte {
	b, err := canonicalOf(v)
	if err != nil {
		panic(err)
	}
	return b
}

func mustHash(v any) Hash { return sha256.Sum256(must(v)) }

// check says what a record cannot be, whoever signs it.
func (r Record) check() error {
	_, known := closed[r.State]
	switch {
	case r.V != Version || r.Approval.IsZero() || r.Act == "" || r.At <= 0 || r.Company == "" || r.Template == "":
		return errors.New("it does not say of which approval it is, or what was done when")
	case r.Attachments == nil || r.To == nil:
		return errors.New("its lists are lists, even if empty")
	case !known:
		return fmt.Errorf("the state %q is not known", r.State)
	case levels[r.Level] == 0:
		return fmt.Errorf("the level %q is not known", r.Level)
	case (r.Level == LevelSystem) != (r.Person == nil):
		return errors.New("it has a person unless nobody acted")
	case r.Person != nil && (r.Person.ID.IsZero() || r.Person.Name == ""):
		return errors.New("its person has no id or no name")
	case strings.ContainsRune(r.Text, 0):
		return errors.New("its text holds a zero byte")
	}
	return nil
}
