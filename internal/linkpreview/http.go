package linkpreview

import (
	"context"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/httpapi"
)

// rate is what a person who scrolls through a conversation full of links needs, and no more.
var rate = httpapi.Rate{Name: "link_preview", PerSecond: 2, Burst: 40}

type previewIn struct {
	URL string `query:"url" required:"true" minLength:"1" maxLength:"2048"`
}

// Routes adds the room's operation to the server.
func (s *Service) Routes(server *httpapi.Server) {
	httpapi.Handle(server, httpapi.Op{ID: "preview_link", Method: "GET", Path: "/link-preview", Tag: "messages", Action: authz.LinkPreview,
		Summary: "Title, description and site behind a link, where the company allows it", Rate: rate,
		Errors: []*apperr.Def{ErrOff, ErrNone}},
		func(ctx context.Context, _ authz.Principal, in *previewIn) (*httpapi.Body[Preview], error) {
			return httpapi.OK(s.Preview(ctx, in.URL))
		})
}
