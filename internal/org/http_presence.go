package org

import (
	"context"
	"net/http"
	"strings"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

func (s *Service) presenceRoutes(h *httpapi.Server) {
	const tag = "Presence"
	httpapi.Handle(h, httpapi.Op{ID: "get_presence", Method: http.MethodGet, Path: "/presence", Tag: tag, Action: authz.DirectoryRead,
		Summary: "Whether people can be reached now"}, s.getPresence)
	httpapi.Handle(h, httpapi.Op{ID: "set_presence", Method: http.MethodPut, Path: "/presence", Tag: tag, Action: authz.PresenceSet,
		Summary: "Say whether I can be reached"}, s.setPresence)
}

type presenceInput struct {
	IDs string `query:"ids" required:"true" maxLength:"7500" doc:"up to 200 accounts, joined by commas"`
}

func (s *Service) getPresence(_ context.Context, _ authz.Principal, in *presenceInput) (*httpapi.Body[httpapi.List[AccountPresence]], error) {
	words := strings.Split(in.IDs, ",")
	if len(words) > maxWatched {
		return nil, apperr.Invalid.At("query.ids", "too_many", "max", maxWatched)
	}
	accounts := make([]id.ID, 0, len(words))
	for _, w := range words {
		one, err := id.Parse(w)
		if err != nil {
			return nil, apperr.Invalid.At("query.ids", "wrong_form")
		}
		accounts = append(accounts, one)
	}
	return httpapi.OK(httpapi.List[AccountPresence]{Items: s.Presences(accounts)}, nil)
}

func (s *Service) setPresence(ctx context.Context, who authz.Principal, in *httpapi.Body[PresenceChange]) (*httpapi.Body[ref.Presence], error) {
	return httpapi.OK(s.SetPresence(ctx, who, in.Body))
}
