package messaging

import (
	"context"
	"fmt"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

type answer[T any] = httpapi.Body[T]

// OfConversation is the part of a path that names a conversation; exported, or the frame would not fill it.
type OfConversation struct {
	ID id.ID `path:"id"`
}

type conversationList struct {
	httpapi.List[Conversation]
	UnreadTotal int64 `json:"unread_total" doc:"of all my conversations that are not muted, at most 9999"`
}

func (s *Service) listConversations(ctx context.Context, who authz.Principal, in *struct {
	httpapi.Page
	Filter Filter `query:"filter" enum:"all,unread,mentioned,groups" default:"all"`
}) (*answer[conversationList], error) {
	after := listStart
	if in.Cursor != "" {
		var err error
		if after, err = parseListPlace(in.Cursor); err != nil {
			return nil, err
		}
	}
	p, err := s.List(ctx, who, in.Filter, after, in.Limit)
	out := conversationList{UnreadTotal: p.UnreadTotal}
	out.Items = p.Items
	if p.Next != nil {
		out.NextCursor = ptr(p.Next.String())
	}
	return httpapi.OK(out, err)
}

// String writes the place as a cursor.
func (p listPlace) String() string { return fmt.Sprintf("%d_%d_%s", p.Pinned, p.LastAt, p.ID) }

func parseListPlace(cursor string) (p listPlace, err error) {
	var at int64
	var last string
	if _, err := fmt.Sscanf(cursor, "%d_%d_%s", &p.Pinned, &at, &last); err != nil {
		return p, httpapi.BadCursor()
	}
	if p.ID, err = id.Parse(last); err != nil {
		return p, httpapi.BadCursor()
	}
	p.LastAt = clock.Instant(at)
	return p, nil
}

// String writes the place as a cursor.
func (p memberPlace) String() string {
	return fmt.Sprintf("%d_%d_%s", p.Rank, p.JoinedEpoch, p.Account)
}

func parseMemberPlace(cursor string) (p memberPlace, err error) {
	var last string
	if _, err := fmt.Sscanf(cursor, "%d_%d_%s", &p.Rank, &p.JoinedEpoch, &last); err != nil {
		return p, httpapi.BadCursor()
	}
	if p.Account, err = id.Parse(last); err != nil {
		return p, httpapi.BadCursor()
	}
	return p, nil
}

func (s *Service) openDirect(ctx context.Context, who authz.Principal, in *struct {
	Body struct {
		AccountID id.ID `json:"account_id"`
	}
}) (*answer[Conversation], error) {
	return httpapi.OK(s.OpenDirect(ctx, who, in.Body.AccountID))
}

func (s *Service) createGroup(ctx context.Context, who authz.Principal, in *struct {
	Body struct {
		Name      string  `json:"name" doc:"1 to 60 characters"`
		MemberIDs []id.ID `json:"member_ids" nullable:"false" maxItems:"500" doc:"without myself"`
	}
}) (*answer[Conversation], error) {
	return httpapi.OK(s.CreateGroup(ctx, who, in.Body.Name, in.Body.MemberIDs))
}

func (s *Service) getConversation(ctx context.Context, who authz.Principal, in *OfConversation) (*answer[Conversation], error) {
	return httpapi.OK(s.Conversation(ctx, who, in.ID))
}

func (s *Service) renameGroup(ctx context.Context, who authz.Principal, in *struct {
	OfConversation
	Body struct {
		Name string `json:"name" doc:"1 to 60 characters"`
	}
}) (*answer[Conversation], error) {
	return httpapi.OK(s.Rename(ctx, who, in.ID, in.Body.Name))
}

func (s *Service) setPreferences(ctx context.Context, who authz.Principal, in *struct {
	OfConversation
	Body struct {
		Muted  *bool `json:"muted,omitempty"`
		Pinned *bool `json:"pinned,omitempty"`
	}
}) (*answer[Conversation], error) {
	return httpapi.OK(s.Prefer(ctx, who, in.ID, Preferences{in.Body.Muted, in.Body.Pinned}))
}

func (s *Service) saveDraft(ctx context.Context, who authz.Principal, in *struct {
	OfConversation
	Body struct {
		Text string `json:"text"`
	}
}) (*httpapi.None, error) {
	return httpapi.Done(s.SaveDraft(ctx, who, in.ID, in.Body.Text))
}

func (s *Service) tellTyping(ctx context.Context, who authz.Principal, in *OfConversation) (*httpapi.None, error) {
	return httpapi.Done(s.Typing(ctx, who, in.ID))
}

func (s *Service) listMembers(ctx context.Context, who authz.Principal, in *struct {
	OfConversation
	httpapi.Page
	Query string `query:"q" maxLength:"60" doc:"a part of a name or number"`
}) (*answer[httpapi.List[Member]], error) {
	after := memberPlace{Rank: -1}
	if in.Cursor != "" {
		var err error
		if after, err = parseMemberPlace(in.Cursor); err != nil {
			return nil, err
		}
	}
	members, next, err := s.Members(ctx, who, in.ID, in.Query, after, in.Limit)
	out := httpapi.List[Member]{Items: members}
	if next != nil {
		out.NextCursor = ptr(next.String())
	}
	return httpapi.OK(out, err)
}

func (s *Service) addMembers(ctx context.Context, who authz.Principal, in *struct {
	OfConversation
	Body struct {
		MemberIDs []id.ID `json:"member_ids" nullable:"false" minItems:"1" maxItems:"500"`
		History   string  `json:"history,omitempty" enum:"none,all" default:"none" doc:"all: they see what I see of the time before"`
	}
}) (*answer[Conversation], error) {
	return httpapi.OK(s.AddMembers(ctx, who, in.ID, in.Body.MemberIDs, in.Body.History == "all"))
}

func (s *Service) removeMember(ctx context.Context, who authz.Principal, in *struct {
	OfConversation
	AccountID id.ID `path:"account_id"`
}) (*httpapi.None, error) {
	return httpapi.Done(s.RemoveMember(ctx, who, in.ID, in.AccountID))
}

func (s *Service) leaveGroup(ctx context.Context, who authz.Principal, in *OfConversation) (*httpapi.None, error) {
	return httpapi.Done(s.Leave(ctx, who, in.ID))
}
