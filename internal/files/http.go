package files

import (
	"context"
	"fmt"
	"net/http"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

// Routes adds the room's operations, and the door through which links are followed, to the server.
func (s *Service) Routes(api *httpapi.Server) {
	s.uploadRoutes(api)
	none := []*apperr.Def{apperr.NotFound}
	httpapi.Handle(api, httpapi.Op{ID: "ask_file_links", Method: http.MethodPost, Path: "/files/links", Tag: "files",
		Summary: "Links to files at places where I may read; each holds for me, while I may, for 10 to 20 minutes", Action: authz.FileRead,
		Rate: httpapi.General}, s.askLinks)
	httpapi.Handle(api, httpapi.Op{ID: "list_library", Method: http.MethodGet, Path: "/library", Tag: "files",
		Summary: "The files of my own area, newest first", Action: authz.LibraryOwn}, s.listLibrary)
	httpapi.Handle(api, httpapi.Op{ID: "remove_from_library", Method: http.MethodDelete, Path: "/library/{file_id}", Tag: "files",
		Summary: "Take a file out of my area; where it was sent it stays", Action: authz.LibraryOwn, Status: http.StatusNoContent,
		Errors: none}, s.removeFromLibrary)
	api.Mux().HandleFunc("GET /files/{id}/{variant}/{name}", func(w http.ResponseWriter, r *http.Request) {
		if err := s.give(w, r); err != nil {
			api.Fail(w, r, err)
		}
	})
}

// FilePlace is a place as clients name it.
type FilePlace struct {
	Kind         PlaceKind `json:"kind" enum:"message,library,approval"`
	Conversation id.ID     `json:"conversation_id,omitempty" doc:"of a message"`
	Seq          int64     `json:"seq,omitempty" minimum:"1" doc:"of a message"`
	Approval     id.ID     `json:"approval_id,omitempty" doc:"of an approval"`
}

// place is what a client names, without what does not belong to its kind.
func (p FilePlace) place() Place {
	switch p.Kind {
	case InMessage:
		return Message(p.Conversation, p.Seq)
	case InApproval:
		return Approval(p.Approval)
	}
	return Library
}

// WantedFile is what a link is asked for.
type WantedFile struct {
	Place   FilePlace `json:"place"`
	FileID  id.ID     `json:"file_id"`
	Variant Variant   `json:"variant" enum:"original,preview,thumb"`
}

type askLinksInput struct {
	Body struct {
		Items []WantedFile `json:"items" nullable:"false" minItems:"1" maxItems:"200"`
	}
}

type fileLinks struct {
	Items []FileLink `json:"items" nullable:"false" doc:"in the order of what was asked for"`
}

func (s *Service) askLinks(ctx context.Context, who authz.Principal, in *askLinksInput) (*httpapi.Body[fileLinks], error) {
	wanted := make([]Wanted, len(in.Body.Items))
	for i, item := range in.Body.Items {
		wanted[i] = Wanted{item.Place.place(), item.FileID, item.Variant}
	}
	items, err := s.Links(ctx, who, wanted)
	return httpapi.OK(fileLinks{items}, err)
}

func (s *Service) listLibrary(ctx context.Context, who authz.Principal, in *struct {
	httpapi.Page
	Query string `query:"q" maxLength:"60" doc:"a part of a name"`
}) (*httpapi.Body[httpapi.List[LibraryEntry]], error) {
	after := libraryPlace{At: 1 << 62}
	if in.Cursor != "" {
		var err error
		if after, err = parseLibraryPlace(in.Cursor); err != nil {
			return nil, err
		}
	}
	items, next, err := s.Library(ctx, who, in.Query, after, in.Limit)
	out := httpapi.List[LibraryEntry]{Items: items}
	if next != nil {
		cursor := next.String()
		out.NextCursor = &cursor
	}
	return httpapi.OK(out, err)
}

// String writes the place as a cursor.
func (p libraryPlace) String() string { return fmt.Sprintf("%d_%s", p.At, p.File) }

func parseLibraryPlace(cursor string) (p libraryPlace, err error) {
	var at int64
	var last string
	if _, err := fmt.Sscanf(cursor, "%d_%s", &at, &last); err != nil {
		return p, httpapi.BadCursor()
	}
	if p.File, err = id.Parse(last); err != nil {
		return p, httpapi.BadCursor()
	}
	p.At = clock.Instant(at)
	return p, nil
}

func (s *Service) removeFromLibrary(ctx context.Context, who authz.Principal, in *struct {
	FileID id.ID `path:"file_id"`
}) (*httpapi.None, error) {
	return httpapi.Done(s.RemoveFromLibrary(ctx, who, in.FileID))
}
