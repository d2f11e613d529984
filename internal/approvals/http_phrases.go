package approvals

import (
	"context"
	"net/http"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/httpapi"
)

const phrases = "/approval-phrases"

func (s *Service) phraseRoutes(h *httpapi.Server) {
	httpapi.Handle(h, httpapi.Op{ID: "get_approval_phrases", Method: http.MethodGet, Path: phrases, Tag: tag, Action: authz.ApprovalOwn,
		Summary: "What the caller says most often of decisions"}, s.getPhrases)
	httpapi.Handle(h, httpapi.Op{ID: "set_approval_phrases", Method: http.MethodPut, Path: phrases, Tag: tag, Action: authz.ApprovalOwn,
		Summary: "Keep what the caller says most often of decisions, in this order"}, s.setPhrases)
}

func (s *Service) getPhrases(ctx context.Context, who authz.Principal, _ *struct{}) (*httpapi.Body[OwnPhrases], error) {
	return httpapi.OK(s.Phrases(ctx, who))
}

type phrasesInput struct {
	Body Phrases
}

func (s *Service) setPhrases(ctx context.Context, who authz.Principal, in *phrasesInput) (*httpapi.Body[OwnPhrases], error) {
	return httpapi.OK(s.KeepPhrases(ctx, who, in.Body))
}
