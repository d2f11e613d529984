package messaging

import (
	"context"
	"net/http"
	"reflect"

	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"

	"github.com/danielgtaylor/huma/v2"
)

// OfMessage is the part of a path that names a message.
type OfMessage struct {
	OfConversation
	Seq int64 `path:"seq" minimum:"1"`
}

func (s *Service) listMessages(ctx context.Context, who authz.Principal, in *struct {
	OfConversation
	Before int64 `query:"before" default:"-1" minimum:"-1" doc:"only what lies before this seq; -1 where not asked"`
	After  int64 `query:"after" default:"-1" minimum:"-1" doc:"only what lies after this seq; -1 where not asked"`
	Around int64 `query:"around" default:"-1" minimum:"-1" doc:"what lies around this seq; -1 where not asked"`
	At     int64 `query:"at" default:"-1" minimum:"-1" doc:"what lies around the first message at or after this instant; -1 where not asked"`
	Limit  int   `query:"limit" default:"50" minimum:"1" maximum:"200"`
}) (*answer[pageBody], error) {
	p, err := s.Page(ctx, who, in.ID, Range{in.Before, in.After, in.Around, clock.Instant(in.At), in.Limit})
	return httpapi.OK(pageBody{p}, err)
}

// pageBody is a Page as a body.
type pageBody struct{ Page }

// Schema tells the API document that it is a History.
func (pageBody) Schema(r huma.Registry) *huma.Schema {
	return r.Schema(reflect.TypeFor[History](), true, "")
}

func (s *Service) getMessage(ctx context.Context, who authz.Principal, in *OfMessage) (*answer[Message], error) {
	return httpapi.OK(s.Message(ctx, who, in.ID, in.Seq))
}

func (s *Service) listThread(ctx context.Context, who authz.Principal, in *struct {
	OfMessage
	After int64 `query:"after" default:"0" minimum:"0" doc:"only answers after this seq"`
	Limit int   `query:"limit" default:"50" minimum:"1" maximum:"200"`
}) (*answer[ThreadPage], error) {
	return httpapi.OK(s.Thread(ctx, who, in.ID, in.Seq, in.After, in.Limit))
}

// sent is a stored message: 201 when it is new, 200 when the client id was seen before.
type sent struct {
	Status int
	Body   Message
}

func (s *Service) sendMessage(ctx context.Context, who authz.Principal, in *struct {
	OfConversation
	Body struct {
		ClientID    id.ID           `json:"client_id" doc:"a UUID of version 7, chosen by the client"`
		Content     content.Written `json:"content"`
		CorrectsSeq *int64          `json:"corrects_seq,omitempty" nullable:"true" minimum:"1" doc:"my own message that this one corrects"`
		QuotesSeq   *int64          `json:"quotes_seq,omitempty" nullable:"true" minimum:"1" doc:"the message that this one answers"`
		ThreadSeq   *int64          `json:"thread_seq,omitempty" nullable:"true" minimum:"1" doc:"the first message of the thread to which this one belongs, or one in that thread"`
		Receipt     string          `json:"receipt,omitempty" enum:"confirm,result" doc:"asks the others to confirm, or for a result in words"`
	}
}) (*sent, error) {
	if in.Body.ClientID.IsZero() {
		return nil, apperr.Invalid.At("body.client_id", "wrong_form")
	}
	out := Outgoing{ClientID: in.Body.ClientID, Content: in.Body.Content, Corrects: value(in.Body.CorrectsSeq),
		Quotes: value(in.Body.QuotesSeq), Thread: value(in.Body.ThreadSeq), Receipt: parseReceipt(in.Body.Receipt)}
	v, first, err := s.Send(ctx, who, in.ID, out)
	if err != nil {
		return nil, err
	}
	if !first {
		return &sent{http.StatusOK, v}, nil
	}
	return &sent{http.StatusCreated, v}, nil
}

// wordsOnly are a text without files.
type wordsOnly struct {
	Type  string         `json:"type" enum:"text"`
	Nodes []content.Node `json:"nodes" nullable:"false" doc:"as when a message is sent"`
}

func (s *Service) editMessage(ctx context.Context, who authz.Principal, in *struct {
	OfMessage
	Body struct {
		Content wordsOnly `json:"content" doc:"its files stay as they are"`
	}
}) (*answer[Message], error) {
	return httpapi.OK(s.Edit(ctx, who, in.ID, in.Seq, in.Body.Content.Nodes))
}

type editList struct {
	Items []Edit `json:"items" nullable:"false" doc:"the first version first"`
}

func (s *Service) listEdits(ctx context.Context, who authz.Principal, in *OfMessage) (*answer[editList], error) {
	edits, err := s.Edits(ctx, who, in.ID, in.Seq)
	return httpapi.OK(editList{edits}, err)
}

func (s *Service) recallMessage(ctx context.Context, who authz.Principal, in *OfMessage) (*answer[Message], error) {
	return httpapi.OK(s.Recall(ctx, who, in.ID, in.Seq))
}

type recalledContent struct {
	Content  Content `json:"content" doc:"what it said when it was recalled"`
	Versions []Edit  `json:"versions" nullable:"false" doc:"all that it had said, the first version first"`
}

func (s *Service) readRecalled(ctx context.Context, who authz.Principal, in *struct {
	OfMessage
	Body struct {
		Purpose string `json:"purpose" doc:"what for; 2 to 200 characters, kept in the record"`
	}
}) (*answer[recalledContent], error) {
	versions, err := s.ReadRecalled(ctx, who, in.ID, in.Seq, in.Body.Purpose)
	if err != nil {
		return nil, err
	}
	return httpapi.OK(recalledContent{versions[len(versions)-1].Content, versions}, nil)
}

func (s *Service) listReaders(ctx context.Context, who authz.Principal, in *struct {
	OfMessage
	httpapi.Page
	State string `query:"state" enum:"read,unread" default:"read"`
}) (*answer[Readers], error) {
	var after id.ID
	if in.Cursor != "" {
		var err error
		if after, err = id.Parse(in.Cursor); err != nil {
			return nil, httpapi.BadCursor()
		}
	}
	return httpapi.OK(s.ReadersOf(ctx, who, in.ID, in.Seq, in.State == "read", after, in.Limit))
}

func (s *Service) markRead(ctx context.Context, who authz.Principal, in *struct {
	OfConversation
	Body struct {
		Seq int64 `json:"seq" minimum:"0"`
	}
}) (*answer[ReadState], error) {
	return httpapi.OK(s.MarkRead(ctx, who, in.ID, in.Body.Seq))
}

func (s *Service) markUnread(ctx context.Context, who authz.Principal, in *struct {
	OfConversation
	Body struct {
		Seq *int64 `json:"seq,omitempty" nullable:"true" minimum:"1" doc:"from here on; the last message where absent"`
	}
}) (*answer[ReadState], error) {
	seq := int64(0)
	if in.Body.Seq != nil {
		seq = *in.Body.Seq
	}
	return httpapi.OK(s.MarkUnread(ctx, who, in.ID, seq))
}
