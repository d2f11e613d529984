package messaging

import (
	"context"
	"net/http"

	"tonggui/internal/messaging/search"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	index "tonggui/internal/platform/search"
)

func (s *Service) searchRoutes(api *httpapi.Server) {
	httpapi.Handle(api, httpapi.Op{ID: "search_messages", Method: http.MethodGet, Path: "/search/messages", Tag: "messages",
		Summary: "Messages that I may see and that contain all words, newest first; a page may have few items and yet be followed by others",
		Action:  authz.MessageSearch, Rate: httpapi.Searches,
		Errors: []*apperr.Def{ErrQueryEmpty, ErrQueryTooLong, apperr.NotFound, apperr.Unavailable}}, s.searchMessages)
}

var searchedKinds = map[string]index.Kinds{"all": 0, "text": search.Text, "image": search.Image, "file": search.File,
	"voice": search.Voice, "link": search.Link, "record": search.Record}

type searchHit struct {
	Conversation Where         `json:"conversation"`
	Message      Message       `json:"message"`
	Excerpt      searchExcerpt `json:"excerpt"`
}

type searchExcerpt struct {
	Text  string   `json:"text" doc:"the part of the message around the first word, its file names and links included"`
	Spans [][2]int `json:"spans" nullable:"false" doc:"where the words stand: from one place up to another, in UTF-16 units of the text"`
}

type searchList struct {
	httpapi.List[searchHit]
	IndexedUntil *clock.Instant `json:"indexed_until" doc:"how far back messages can be found while the index is being made; null once all can"`
}

func (s *Service) searchMessages(ctx context.Context, who authz.Principal, in *struct {
	httpapi.Page
	Query        string `query:"q" doc:"words that must all occur, in any spelling of width, case, and traditional or simplified characters; together at most 100 characters. May be empty where something else is asked for"`
	Conversation id.ID  `query:"conversation_id" doc:"only in this one"`
	Sender       id.ID  `query:"sender_id" doc:"only from this person"`
	From         int64  `query:"from_at" minimum:"0" doc:"sent at this instant or later"`
	To           int64  `query:"to_at" minimum:"0" doc:"sent at this instant or earlier"`
	Kind         string `query:"kind" enum:"all,text,image,file,voice,link,record" default:"all"`
}) (*answer[searchList], error) {
	ask := SearchQuery{Text: in.Query, Conversation: in.Conversation, Sender: in.Sender, From: clock.Instant(in.From), To: clock.Instant(in.To),
		Kinds: searchedKinds[in.Kind], Limit: in.Limit}
	if in.Cursor != "" {
		var ok bool
		if ask.Below, ok = index.ParsePlace(in.Cursor); !ok {
			return nil, httpapi.BadCursor()
		}
	}
	page, err := s.SearchMessages(ctx, who, ask)
	if err != nil {
		return nil, err
	}
	out := searchList{IndexedUntil: ptr(page.Reached)}
	out.Items = make([]searchHit, len(page.Items))
	for i, hit := range page.Items {
		spans := make([][2]int, len(hit.Excerpt.Spans))
		for k, span := range hit.Excerpt.Spans {
			spans[k] = span
		}
		out.Items[i] = searchHit{hit.Conversation, hit.Message, searchExcerpt{hit.Excerpt.Text, spans}}
	}
	if page.Next != nil {
		out.NextCursor = ptr(page.Next.String())
	}
	return httpapi.OK(out, nil)
}
