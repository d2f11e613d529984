package messaging

import (
	"context"
	"slices"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Range asks for a part of a conversation. At most one of Before, After and Around is not negative;
// all negative asks for the newest.
type Range struct {
	Before, After, Around int64
	Limit                 int
}

// History is a part of a conversation.
type History struct {
	Items    []Message `json:"items" nullable:"false" doc:"ascending by seq"`
	FirstSeq int64     `json:"first_seq" doc:"of the oldest message that is visible to me"`
	LastSeq  int64     `json:"last_seq"`
	Epoch    int64     `json:"epoch"`
}

// History reads a part of a conversation: one range of the log, whatever its size.
//
// Errors: apperr.NotFound; apperr.Invalid where several directions are asked for.
func (s *Service) History(ctx context.Context, who authz.Principal, conversation id.ID, r Range) (h History, err error) {
	if (r.Before >= 0 && r.After >= 0) || (r.Around >= 0 && max(r.Before, r.After) >= 0) {
		return h, apperr.Invalid.At("query.around", "exclusive")
	}
	st, err := s.standing(ctx, who, conversation)
	if err != nil {
		return h, err
	}
	rows, err := selectRange(s.DB.Ask(ctx), st, r)
	if err != nil {
		return h, err
	}
	h = History{FirstSeq: st.FromSeq + 1, LastSeq: st.LastSeq, Epoch: st.Epoch}
	if n := len(rows); n > 0 {
		h.LastSeq = max(h.LastSeq, rows[n-1].Seq) // one may have come between the two statements
	}
	h.Items, err = s.views(ctx, who, st, rows)
	return h, err
}

func selectRange(q db.Q, st standing, r Range) ([]message, error) {
	switch {
	case r.After >= 0:
		return selectAfter(q, st.ID, st.Account, r.After, r.Limit)
	case r.Around >= 0:
		// There are no gaps, so the middle of a page can be reckoned; near the end the page is
		// filled from before.
		from := min(r.Around-int64(r.Limit)/2, st.LastSeq-int64(r.Limit)+1)
		return selectAfter(q, st.ID, st.Account, from-1, r.Limit)
	}
	before := r.Before
	if before < 0 {
		before = 1 << 62
	}
	rows, err := selectBefore(q, st.ID, st.Account, before, r.Limit)
	slices.Reverse(rows)
	return rows, err
}
