package signature

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
)

// The codes of problems. Those of a record say its number.
const (
	FileDamaged       = "file_damaged"       // not the canonical form, to the last byte
	SealKeyUnknown    = "seal_key_unknown"   // the document is sealed with a key that was not given
	SealBad           = "seal_bad"           // the document is not the one that was sealed
	StatementWrong    = "statement_wrong"    // what the document states of its records is not so; what says which
	DefinitionBad     = "definition_bad"     // no form can be read
	ContentBad        = "content_bad"        // values cannot be read, come twice or are in no record
	RecordBad         = "record_bad"         // a record that nobody can have signed
	RecordKeyUnknown  = "record_key_unknown" // signed with a key that was not given
	RecordSignature   = "record_signature"   // not what the company's key has signed
	RecordMoved       = "record_moved"       // not in its place, or one before it is missing
	RecordChain       = "record_chain"       // it follows another record than the one before it
	RecordOther       = "record_other"       // of another approval
	RecordContent     = "record_content"     // about other values, or another form, than the document holds
	RecordAttachments = "record_attachments" // other files than the values name
	RecordStep        = "record_step"        // the form has no such step
	RecordLevel       = "record_level"       // confirmed more weakly than the form asks
	RecordTime        = "record_time"        // earlier than the record before it
	RecordAfterEnd    = "record_after_end"   // the approval had ended in another state
	EnrolmentMissing  = "enrolment_missing"  // the passkey's enrolment is not in the document
	EnrolmentOther    = "enrolment_other"    // the passkey is another person's, another one, or was enrolled later
	EnrolmentUnused   = "enrolment_unused"   // in no record, or twice
	PasskeyPlace      = "passkey_place"      // used at another place than where it was enrolled
	PasskeyUnverified = "passkey_unverified" // its user was not verified
	PasskeyChallenge  = "passkey_challenge"  // it signed something else than this record
	PasskeySignature  = "passkey_signature"  // not this passkey's signature
)

// Problem is one thing that is wrong.
type Problem struct {
	Code   string `json:"code"`
	Record int    `json:"record,omitempty"` // number of the record, where it is about one
	What   string `json:"what,omitempty"`   // what exactly, for people who know the form
}

// Signed is what a record proves, once everything is in order.
type Signed struct {
	N      int           `json:"n"`
	At     clock.Instant `json:"at"`
	Act    string        `json:"act"`
	Step   string        `json:"step"`
	Person *Person       `json:"person"`
	For    *Person       `json:"for"`
	Level  string        `json:"level"`
	Text   string        `json:"text"`
	State  string        `json:"state"`
	Key    string        `json:"key"`
	Place  string        `json:"place,omitempty"` // where the passkey was used
	Stroke *Hash         `json:"stroke_sha256,omitempty"`
}

// Report is what verifying found. The fields behind Problems say what the document states, and are true only where OK.
type Report struct {
	OK       bool      `json:"ok"`
	Problems []Problem `json:"problems"`
	Company  string    `json:"company"`
	Approval id.ID     `json:"approval"`
	Serial   string    `json:"serial"`
	Title    string    `json:"title"`
	Template string    `json:"template"`
	Version  int       `json:"version"`
	State    string    `json:"state"`
	Code     string    `json:"code"`   // of the last record, as it stands on paper
	SHA256   Hash      `json:"sha256"` // of the whole file
	SealedBy string    `json:"sealed_by"`
	SealedAt int64     `json:"sealed_at"`
	Files    []Hash    `json:"files"` // hashes of all files that were decided on
	Records  []Signed  `json:"records"`

	Attachments []Attachment `json:"attachments"` // what the values say of these files, each once
}

func (r *Report) add(code string, record int, what string) {
	r.OK = false
	r.Problems = append(r.Problems, Problem{code, record, what})
}
