package cli

import (
	"context"
	"io"
	"log/slog"

	"tonggui/internal/platform/config"
	"tonggui/internal/platform/doctor"
)

// App is what the commands need of the product; internal/app fills it.
type App struct {
	// Serve runs the server until ctx ends, then stops it in good order.
	Serve func(ctx context.Context, c *config.Config, log *slog.Logger) error
	// Demo is Serve with a sample company; who can log in is written to out.
	Demo func(ctx context.Context, c *config.Config, log *slog.Logger, out io.Writer) error
	// Setup makes the one-time link for the first administrator.
	Setup func(ctx context.Context, c *config.Config, log *slog.Logger) (SetupLink, error)
	// ImportRoster rehearses an HR export and, unless told to stop there, applies it.
	ImportRoster func(ctx context.Context, c *config.Config, log *slog.Logger, o ImportOptions) (ImportReport, error)
	// ImportRegulation reads a regulation's text and, unless told to stop there, makes a draft of it.
	ImportRegulation func(ctx context.Context, c *config.Config, log *slog.Logger, o RegulationOptions) (RegulationReport, error)
	// Migrate brings the database to this program's version.
	Migrate func(ctx context.Context, c *config.Config, log *slog.Logger) (MigrateReport, error)
	// Checks are doctor's looks at the database and the store of files; they change nothing.
	Checks func(c *config.Config) []doctor.Check
	// RotateKeys adds a key for stored files, which seals from then on, and gives how many there are.
	RotateKeys func(c *config.Config) (int, error)
	// ExportAudit writes the audit log into a file and tells how many records it holds.
	ExportAudit func(ctx context.Context, c *config.Config, log *slog.Logger, o AuditExport) (int64, error)
	// AuditKeys gives the audit log's public keys, the newest first.
	AuditKeys PublicKeys
	// RotateAuditKey makes a new signing key and gives the public keys.
	RotateAuditKey PublicKeys
	// AcceptRestore lets the audit log go on after an older backup was put back.
	AcceptRestore func(ctx context.Context, c *config.Config, log *slog.Logger) ([]RestoredLog, error)
	// VerifyAudit verifies an export with nothing but the files that are named.
	VerifyAudit func(o AuditVerify) (Report, error)
	// ApprovalKeys gives the public keys that sign approvals, the newest first.
	ApprovalKeys PublicKeys
	// RotateApprovalKey makes a new one and gives the public keys.
	RotateApprovalKey PublicKeys
	// VerifyApproval verifies a signed approval with nothing but the files that are named.
	VerifyApproval func(o ApprovalVerify) (Report, error)
	// Witness watches another machine's audit log until ctx ends.
	Witness func(ctx context.Context, c *config.Config, log *slog.Logger, o WitnessOptions) error
	// WitnessKey gives the public key of the witness of a name, which is made at the first time.
	WitnessKey func(c *config.Config, name string) (string, error)
	// OpenAPI gives the API document (JSON).
	OpenAPI func() ([]byte, error)
}

// SetupLink is how the first administrator gets in.
type SetupLink struct {
	Needed    bool   `json:"needed"` // false: there is an administrator already
	URL       string `json:"url,omitempty"`
	ExpiresAt int64  `json:"expires_at,omitempty"` // microseconds
}

// ImportOptions says what to import and how far to go.
type ImportOptions struct {
	File         string
	Rehearse     bool
	AllOrNothing bool
	// AcceptLeavers lets a roster pass that makes unusually many people leave.
	AcceptLeavers bool
	Progress      func(done, total int) // may be nil; called from one goroutine
}

// ImportReport is what a rehearsal found and whether it was applied.
type ImportReport struct {
	Rows   int           `json:"rows"`
	Create int           `json:"create"`
	Change int           `json:"change"`
	Leave  int           `json:"leave"`
	Same   int           `json:"same"`
	Faults []ImportFault `json:"faults"`
	// Warnings are what a person must accept before it is applied.
	Warnings []ImportWarning `json:"warnings"`
	Applied  bool            `json:"applied"`
}

// ImportWarning is something about the whole file that a person must look at.
type ImportWarning struct {
	Code   string         `json:"code"`
	Params map[string]any `json:"params,omitempty"`
}

// ImportFault is one thing wrong in the file.
type ImportFault struct {
	Line   int            `json:"line"`
	Column string         `json:"column"`
	Code   string         `json:"code"`
	Value  string         `json:"value"`
	Params map[string]any `json:"params,omitempty"`
}

// MigrateReport lists what was done to the schema.
type MigrateReport struct {
	Applied []string `json:"applied"` // "room/00001_name", in order
}
