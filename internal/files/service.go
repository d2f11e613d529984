package files

import (
	"embed"

	"tonggui/internal/platform/db"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations are this room's tables.
var Migrations = db.Migrations{Room: "files", Files: migrations}

// Deps are what the room needs from the house.
type Deps struct {
	DB *db.DB
}

// Service is the room. It is safe for concurrent use.
type Service struct {
	Deps
}

// New returns the room.
func New(d Deps) *Service { return &Service{Deps: d} }
