package approvals

import (
	"context"
	"errors"

	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/paper"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/id"
)

const (
	// maxPictures is how many pictures of one document are read, those of the form first; the others are named.
	maxPictures = 60
	// largestPicture bounds one in bytes, allPictures all of them together.
	largestPicture = 4 << 20
	allPictures    = 32 << 20
)

// picture is one that is to be read once nothing else is asked of the database.
type picture struct {
	file id.ID
	name string
	to   *paper.Picture
}

// picturesOf has places for the files of a field that can be shown.
func (w *printer) picturesOf(files []form.File) (out []paper.Picture) {
	shown := []form.File{}
	for _, f := range files {
		if f.Picture {
			shown = append(shown, f)
		}
	}
	out = make([]paper.Picture, len(shown))
	for i, f := range shown {
		name := f.Name
		if name == "" {
			name = w.say("stroke", nil)
		}
		one, _ := id.Parse(f.ID) // what is no id is no file, and is said to be gone
		w.pictures = append(w.pictures, picture{one, name, &out[i]})
	}
	return out
}

// illustrate reads the pictures of a document, each file once. One that is broken or gone is named in its place.
//
// Errors: the context's, and those of a store that will answer later: a document without its pictures would be
// taken for the whole one.
func (s *Service) illustrate(ctx context.Context, w *printer) error {
	read, left := map[id.ID][]byte{}, int64(allPictures)
	for _, p := range w.pictures {
		p.to.Instead = w.say("picture.gone", map[string]any{"name": p.name})
		data, before := read[p.file]
		if !before {
			if len(read) >= maxPictures || left <= 0 {
				p.to.Instead = w.say("picture.too_many", map[string]any{"name": p.name})
				continue
			}
			var err error
			if data, err = s.pictureOf(ctx, p.file, min(left, largestPicture)); err != nil {
				return err
			}
			read[p.file] = data
			left -= int64(len(data))
		}
		p.to.Data = data
	}
	return nil
}

// pictureOf reads one; nothing where it cannot be had.
func (s *Service) pictureOf(ctx context.Context, file id.ID, most int64) ([]byte, error) {
	if s.Files == nil || file.IsZero() {
		return nil, nil
	}
	data, err := s.Files().Picture(ctx, file, most)
	if err == nil || ctx.Err() != nil {
		return data, ctx.Err()
	}
	if e, ok := errors.AsType[*apperr.Error](err); ok && e.Def.Status == 503 {
		return nil, err
	}
	s.Log.WarnContext(ctx, "approvals: a picture cannot be printed", "file", file, "error", err)
	return nil, nil
}
