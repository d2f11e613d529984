package messaging_test

import (
	"slices"
	"strings"
	"sync"

	"tonggui/internal/files"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// shelf stands for the files room: who owns what, and what is held where.
type shelf struct {
	mu    sync.Mutex
	owner map[id.ID]id.ID
	known map[id.ID]files.FileRef
	held  map[files.Place][]id.ID
}

func newShelf() *shelf {
	return &shelf{owner: map[id.ID]id.ID{}, known: map[id.ID]files.FileRef{}, held: map[files.Place][]id.ID{}}
}

func (s *shelf) ForMessage(_ *db.Tx, owner id.ID, ids []id.ID) (out []files.FileRef, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, one := range ids {
		if s.owner[one] != owner {
			return nil, files.ErrNotUsable.New("file_id", one)
		}
		out = append(out, s.known[one])
	}
	return out, nil
}

func (s *shelf) Hold(tx *db.Tx, place files.Place, ids []id.ID) error {
	tx.AfterCommit(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.held[place] = append(s.held[place], ids...)
	})
	return nil
}

// at returns what is held at a message.
func (h *house) at(c id.ID, seq int64) []id.ID {
	h.settle()
	h.shelf.mu.Lock()
	defer h.shelf.mu.Unlock()
	return slices.Clone(h.shelf.held[files.Message(c, seq)])
}

// file gives a person a complete upload.
func (p person) file(name string, media files.Media) id.ID {
	one := id.New(p.clock.Now())
	p.shelf.mu.Lock()
	defer p.shelf.mu.Unlock()
	p.shelf.owner[one] = p.Account
	f := files.FileRef{ID: one, Name: name, Size: 1, Mime: "application/octet-stream", Media: media, SHA256: strings.Repeat("0", 64)}
	if media == files.Voice {
		length := int64(1_500)
		f.DurationMS = &length
	}
	p.shelf.known[one] = f
	return one
}
