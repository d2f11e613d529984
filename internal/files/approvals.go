package files

import (
	"context"
	"errors"
	"io"

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

const (
	// largestStroke bounds the picture of a signature in bytes, widestStroke and highestStroke in pixels: a long name in
	// large letters has room, a photograph has not.
	largestStroke               = 1 << 20
	widestStroke, highestStroke = 8192, 4096
)

// Stroke tells whether a file can be a signature by hand: a PNG, by its content, of a bounded size.
func (a Attachments) Stroke(q db.Q, file id.ID) (bool, error) {
	found, err := selectFiles(q, []id.ID{file})
	f := found[file]
	return f.State == ready && f.Media == Image && f.Mime == "image/png" && f.Size <= largestStroke &&
		f.Width > 0 && f.Width <= widestStroke && f.Height > 0 && f.Height <= highestStroke, err
}

// Hold keeps files for as long as the approval is kept.
//
// Errors: ErrNotUsable where one of the files is not there any more; nothing may be written then.
func (a Attachments) Hold(tx *db.Tx, approval id.ID, files []id.ID) error {
	return a.Room.Hold(tx, Approval(approval), files)
}

// Unshelve takes files out of the account's library. What is held stays.
func (a Attachments) Unshelve(tx *db.Tx, account id.ID, files []id.ID) error {
	for _, one := range files {
		if _, err := deleteEntry(tx, account, one); err != nil {
			return err
		}
	}
	return nil
}

// SHA256 is the hash of a file's bytes; zeros where there is none.
func (a Attachments) SHA256(q db.Q, file id.ID) (sum [32]byte, err error) {
	found, err := selectFiles(q, []id.ID{file})
	copy(sum[:], found[file].SHA256)
	return sum, err
}

// Picture is what a file shows, for paper: its preview, which is small, upright and says nothing of where it was
// taken.
//
// Errors: ErrNoPreview where it shows nothing, is larger than so many bytes, or is not there; ErrDamaged;
// blob.ErrUnavailable.
func (a Attachments) Picture(ctx context.Context, one id.ID, most int64) ([]byte, error) {
	f, err := a.Room.fileOf(ctx, one)
	if err != nil {
		return nil, err
	}
	if f.State != ready || !f.Previews {
		return nil, ErrNoPreview.New()
	}
	v, err := selectVariant(a.Room.DB.Ask(ctx), one, Preview)
	if err != nil {
		return nil, absent(err)
	}
	if v.Size > most {
		return nil, ErrNoPreview.New()
	}
	r, err := a.Room.open(ctx, f, Preview, v.Size)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(r)
	return data, errors.Join(err, r.Close())
}
