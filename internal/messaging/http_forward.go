package messaging

import (
	"context"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

// forwardSource names messages of one conversation.
type forwardSource struct {
	ConversationID id.ID   `json:"conversation_id"`
	Seqs           []int64 `json:"seqs" nullable:"false" minItems:"1" maxItems:"100" doc:"ascending"`
}

// forwardTarget is a conversation or a colleague, one of the two.
type forwardTarget struct {
	ConversationID id.ID `json:"conversation_id,omitzero"`
	AccountID      id.ID `json:"account_id,omitzero" doc:"the conversation with them is made where there is none yet"`
}

type forwardList struct {
	Items []Forwarded `json:"items" nullable:"false" doc:"in the order of to"`
}

func (s *Service) forwardMessages(ctx context.Context, who authz.Principal, in *struct {
	Body struct {
		From      forwardSource   `json:"from"`
		To        []forwardTarget `json:"to" nullable:"false" minItems:"1" maxItems:"20"`
		Mode      string          `json:"mode" enum:"each,merged" doc:"each as a message of its own, at most 500 in all; or all as one record"`
		ClientIDs []id.ID         `json:"client_ids" nullable:"false" minItems:"1" maxItems:"500" doc:"target by target, one for each message (one where merged); notes need none"`
		Note      *wordsOnly      `json:"note,omitempty" doc:"words of my own, sent behind them to each target"`
	}
}) (*answer[forwardList], error) {
	f := Forward{From: in.Body.From.ConversationID, Seqs: in.Body.From.Seqs, Merged: in.Body.Mode == "merged", ClientIDs: in.Body.ClientIDs}
	for _, t := range in.Body.To {
		f.To = append(f.To, Target{Conversation: t.ConversationID, Account: t.AccountID})
	}
	if in.Body.Note != nil {
		f.Note = in.Body.Note.Nodes
	}
	items, err := s.Forward(ctx, who, f)
	return httpapi.OK(forwardList{items}, err)
}
