package files

import (
	"context"
	"embed"
	"errors"
	"log/slog"
	"sync/atomic"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/blob"
	"tonggui/internal/platform/crypt"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"

	"golang.org/x/sync/singleflight"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations are this room's tables.
var Migrations = db.Migrations{Room: "files", Files: migrations}

// Sessions tells whether somebody is still let in; org implements it.
type Sessions interface {
	// Alive tells whether the session is open and its account is let in, now.
	Alive(ctx context.Context, account, session id.ID) (bool, error)
}

// Deps are what the room needs from the house.
type Deps struct {
	DB        *db.DB
	Book      *rulebook.Book
	Blobs     blob.Store
	Keys      *crypt.Keys
	Sessions  Sessions
	Places    func() Places    // messaging is made after this room
	Approvals func() Approvals // made after this room too
	Log       *slog.Logger
	Origin    string // from which files are served; empty for the one of the request
	MaxUpload int64  // bytes; 0 for DefaultMaxUpload
}

// Service is the room. It is safe for concurrent use.
type Service struct {
	Deps
	seal     *sealer
	memory   *memory            // of what is being received
	pictures chan struct{}      // one image is decoded at a time
	checks   singleflight.Group // an upload is judged once at a time
	Figures  Figures
}

// Figures count what the room did since the start, for the metrics.
type Figures struct {
	Received, Served atomic.Int64 // bytes
	Running          atomic.Int64 // pieces being received now
	Refused          atomic.Int64 // files that the checks did not take
}

// New returns the room. It begins with the secret of links, which it makes at the first start.
func New(ctx context.Context, d Deps) (*Service, error) {
	if d.MaxUpload == 0 {
		d.MaxUpload = DefaultMaxUpload
	}
	if d.Places == nil {
		d.Places = func() Places { return nil }
	}
	s := &Service{Deps: d, memory: newMemory(), pictures: make(chan struct{}, 1)}
	secret, err := s.linkSecret(ctx)
	if err != nil {
		return nil, err
	}
	s.seal = &sealer{secret}
	return s, nil
}

// absent turns "no such row" into the answer that does not tell whether there is one.
func absent(err error) error {
	if errors.Is(err, db.ErrNone) {
		return apperr.NotFound.New()
	}
	return err
}
