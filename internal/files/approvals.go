package files

import (
	"context"

	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Approvals tells who may open what is attached to an approval. approvals implements it; app hands it in.
type Approvals interface {
	// MayOpen tells which of the files the account may open as part of the approval now. That the approval
	// holds them is known here already.
	MayOpen(ctx context.Context, account, approval id.ID, files []id.ID) (map[id.ID]bool, error)
}

// Attachments is the room as approvals need it.
type Attachments struct{ Room *Service }

// May tells whether an account may attach a file: it is complete, and the account's own.
func (a Attachments) May(q db.Q, account, file id.ID) (bool, error) {
	found, err := selectFiles(q, []id.ID{file})
	f, known := found[file]
	return known && f.Owner == account && f.State == ready, err
}

// Hold keeps files for as long as the approval is kept.
//
// Errors: ErrNotUsable where one of the files is not there any more; nothing may be written then.
func (a Attachments) Hold(tx *db.Tx, approval id.ID, files []id.ID) error {
	return a.Room.Hold(tx, Approval(approval), files)
}

// SHA256 is the hash of a file's bytes; zeros where there is none.
func (a Attachments) SHA256(q db.Q, file id.ID) (sum [32]byte, err error) {
	found, err := selectFiles(q, []id.ID{file})
	copy(sum[:], found[file].SHA256)
	return sum, err
}
