package files

import (
	"context"
	"strings"

	"tonggui/internal/files/content"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// LibraryEntry is a file in a person's own area.
type LibraryEntry struct {
	File FileRef       `json:"file"`
	At   clock.Instant `json:"at" doc:"since when it is there"`
}

// Library lists an own area behind a place, newest first, as far as names have the words of query in
// them. next is nil where nothing follows.
func (s *Service) Library(ctx context.Context, who authz.Principal, query string, after libraryPlace, limit int) (items []LibraryEntry, next *libraryPlace, err error) {
	if !authz.Can(who, authz.LibraryOwn, authz.Self) {
		return nil, nil, apperr.Forbidden.New()
	}
	part := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(content.NameKey(strings.TrimSpace(query)))
	rows, err := selectLibrary(s.DB.Ask(ctx), who.Account, part, after, limit+1)
	items = []LibraryEntry{}
	for i, e := range rows {
		if i == limit {
			next = &libraryPlace{rows[i-1].at, rows[i-1].ID}
			break
		}
		items = append(items, LibraryEntry{e.ref(), e.at})
	}
	return items, next, err
}

// RemoveFromLibrary takes a file out of the own area. It stays where messages hold it.
//
// Errors: apperr.NotFound.
func (s *Service) RemoveFromLibrary(ctx context.Context, who authz.Principal, one id.ID) error {
	if !authz.Can(who, authz.LibraryOwn, authz.Self) {
		return apperr.NotFound.New()
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		there, err := deleteEntry(tx, who.Account, one)
		if err == nil && !there {
			err = apperr.NotFound.New()
		}
		return err
	})
}
