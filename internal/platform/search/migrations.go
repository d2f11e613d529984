package search

import (
	"embed"

	"tonggui/internal/platform/db"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations are the tables of all shelves.
var Migrations = db.Migrations{Room: "search", Files: files}
