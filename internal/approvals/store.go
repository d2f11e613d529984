package approvals

import (
	"embed"

	"tonggui/internal/platform/db"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations are this room's tables.
var Migrations = db.Migrations{Room: "approvals", Files: files}
