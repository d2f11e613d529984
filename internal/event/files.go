package event

import "tonggui/internal/platform/id"

// FilesDeleted tells that files are gone for good: nothing held them any more.
type FilesDeleted struct{ Files []id.ID }

// Kind names the event.
func (FilesDeleted) Kind() string { return "files.deleted" }
