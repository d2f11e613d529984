package approvals

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"

	"tonggui/internal/approvals/keyring"
	"tonggui/internal/org"
	"tonggui/internal/org/calendar"
	"tonggui/internal/org/passkey"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// People is what the room asks of the company's people; org fills it.
type People interface {
	// Chart is the company at this moment, for whom to ask.
	Chart() org.Chart
	// People shows accounts; unknown ones are left out.
	People(accounts []id.ID) []ref.Person
	// Name is an account's; empty where there is no such account.
	Name(account id.ID) string
	// Department names a department; empty where there is none.
	Department(department id.ID) string
	// Line is a department and those above it, itself first.
	Line(department id.ID) []id.ID
	// ConfirmPassword makes sure that whoever sits at the device knows the account's password.
	ConfirmPassword(ctx context.Context, who authz.Principal, field, typed string) error
	// Standing tells an account's main department and roles; false where there is no such account or it has left.
	Standing(account id.ID) (department id.ID, roles []authz.Role, known bool)
	// CompanyName is what the company calls itself.
	CompanyName(ctx context.Context) (string, error)
}

// Days is when the company works; org/calendar fills it.
type Days interface {
	For(q db.Q, department id.ID) (calendar.Calendar, error)
}

// Push sends frames to the connections of accounts on this node.
type Push interface {
	Send(accounts []id.ID, kind string, data any)
}

// Files knows what was uploaded.
type Files interface {
	// May tells whether an account may attach a file: it is complete, allowed, and the account's own.
	May(q db.Q, account, file id.ID) (bool, error)
	// Stroke tells whether a file is what a signature by hand is kept as: a PNG of a bounded size.
	Stroke(q db.Q, file id.ID) (bool, error)
	// Hold keeps files for as long as the approval is kept and lets its readers open them.
	Hold(tx *db.Tx, approval id.ID, files []id.ID) error
	// Unshelve takes files out of the account's library, where they were put on their way.
	Unshelve(tx *db.Tx, account id.ID, files []id.ID) error
	// SHA256 is the hash of a file's bytes.
	SHA256(q db.Q, file id.ID) ([32]byte, error)
	// Picture is what a file shows, as PNG or JPEG of at most so many bytes. Errors: apperr's of status 503 where it
	// can be had later; others where it cannot.
	Picture(ctx context.Context, file id.ID, most int64) ([]byte, error)
}

// Passkeys has people confirm with theirs; org/passkey fills it.
type Passkeys interface {
	// Begin asks the principal to confirm a challenge: options for navigator.credentials.get.
	Begin(ctx context.Context, who authz.Principal, challenge [32]byte) (json.RawMessage, error)
	// Check judges what the authenticator answered.
	Check(ctx context.Context, who authz.Principal, challenge [32]byte, answer []byte) (passkey.Evidence, error)
}

// Deps are what the service needs from the house.
type Deps struct {
	DB       *db.DB
	People   People
	Days     Days
	Push     Push
	Keys     *keyring.Ring
	Files    func() Files // nil where nothing can be attached
	Cards    func() Cards // nil where nobody is shown any
	Passkeys Passkeys     // nil where there are none
	Effects  []Effect
	Log      *slog.Logger
}

// Service is the room. It is safe for concurrent use.
type Service struct {
	Deps
	effects  map[string]Effect
	editions sync.Map // of templates
	doer     *doer
	jobs     chan struct{} // wakes the jobs
	leaving  leavers
	ticking  sync.Mutex // held by who does what is due about turns
	summing  summing
}

// New returns the service.
func New(d Deps) *Service {
	s := &Service{Deps: d, effects: map[string]Effect{}}
	for _, e := range d.Effects {
		s.effects[e.Name()] = e
	}
	s.prepareWork()
	return s
}
