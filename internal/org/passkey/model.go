package passkey

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/jsonw"
	"tonggui/internal/platform/webauthn"
)

const (
	// Most is how many passkeys a person may have.
	Most = 10
	// life is how long a challenge waits for its answer.
	life = 5 * time.Minute
)

// What challenges are for.
const (
	toEnrol   = "enrol"
	toConfirm = "confirm"
)

// Passkey is one as its owner sees it.
type Passkey struct {
	ID     id.ID         `json:"id"`
	Name   string        `json:"name"`
	Place  string        `json:"place" doc:"the host at which it works"`
	Here   bool          `json:"here" doc:"it works at the address by which this was asked"`
	Synced bool          `json:"synced" doc:"it may be on other devices of the owner too"`
	State  string        `json:"state" enum:"active,stopped" doc:"stopped: it may have been copied; remove it and add it anew"`
	MadeAt clock.Instant `json:"made_at"`
	UsedAt clock.Instant `json:"used_at" doc:"when it last confirmed something; 0: never"`
}

// Evidence is what proves that a person has confirmed a challenge with an enrolled passkey.
type Evidence struct {
	Passkey           id.ID
	CredentialID      []byte
	PublicKey         []byte // COSE
	AuthenticatorData []byte
	ClientDataJSON    []byte
	Signature         []byte
	Enrolment         Enrolment
}

// Enrolment says whose passkey a public key is.
type Enrolment struct {
	At           clock.Instant
	Person       id.ID
	CredentialID []byte
	PublicKey    []byte // COSE
	Place        string
}

// SHA256 is the hash over the enrolment's canonical form, that of package approvals/signature.
func (e Enrolment) SHA256() [32]byte {
	b := jsonw.Int([]byte(`{"at":`), e.At)
	b = append(b, `,"credential_id":"`...)
	b = base64.StdEncoding.AppendEncode(b, e.CredentialID)
	b = append(b, `","person":`...)
	b = jsonw.ID(b, e.Person)
	b = append(b, `,"public_key":"`...)
	b = base64.StdEncoding.AppendEncode(b, e.PublicKey)
	b = append(b, `","rp_id":`...)
	b = jsonw.String(b, e.Place) // a host: nothing in it is ever escaped
	return sha256.Sum256(append(b, `,"v":1}`...))
}

// row is a row of passkeys.
type row struct {
	ID           id.ID
	Account      id.ID
	Name         string
	CredentialID []byte
	PublicKey    []byte
	Place        string
	Transports   string
	Synced       bool
	Counter      int64
	MadeAt       clock.Instant
	UsedAt       clock.Instant
	StoppedAt    clock.Instant
}

func (r row) enrolment() Enrolment {
	return Enrolment{At: r.MadeAt, Person: r.Account, CredentialID: r.CredentialID, PublicKey: r.PublicKey, Place: r.Place}
}

func (r row) shown(place string) Passkey {
	state := "active"
	if r.StoppedAt != 0 {
		state = "stopped"
	}
	return Passkey{ID: r.ID, Name: r.Name, Place: r.Place, Here: r.Place == place, Synced: r.Synced, State: state, MadeAt: r.MadeAt, UsedAt: r.UsedAt}
}

// known is the passkey as browsers look for it.
func (r row) known() webauthn.Known {
	k := webauthn.Known{ID: r.CredentialID}
	_ = json.Unmarshal([]byte(r.Transports), &k.Transports) // hints only
	return k
}
