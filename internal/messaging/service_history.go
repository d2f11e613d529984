package messaging

import (
	"context"
	"slices"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Range asks for a part of a conversation. At most one of Before, After, Around and At is not
// negative; all negative asks for the newest.
type Range struct {
	Before, After, Around int64
	At                    clock.Instant // around the first message then or later
	Limit                 int
}

// check refuses several directions at once.
func (r Range) check() error {
	directions := 0
	for _, v := range []int64{r.Before, r.After, r.Around, int64(r.At)} {
		if v >= 0 {
			directions++
		}
	}
	if directions > 1 {
		return apperr.Invalid.At("query.around", "exclusive")
	}
	return nil
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
	if err := r.check(); err != nil {
		return h, err
	}
	st, _, err := s.door(ctx, who, conversation)
	if err != nil {
		return h, err
	}
	return s.history(ctx, who, st, r)
}

func (s *Service) history(ctx context.Context, who authz.Principal, st standing, r Range) (h History, err error) {
	q := s.DB.Ask(ctx)
	if r.At >= 0 {
		if r.Around, err = firstSince(q, st, r.At); err != nil {
			return h, err
		}
	}
	rows, err := selectRange(q, st, r)
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

// firstSince finds the first message at or after an instant, the last one where there is none. Seqs
// have no gaps and rise with time, so it asks for some twenty rows at most, whatever the size. Clocks
// of several nodes may differ a little; the page around it shows the neighbours.
func firstSince(q db.Q, st standing, at clock.Instant) (int64, error) {
	low, high := st.FromSeq+1, st.LastSeq
	for low < high {
		middle := low + (high-low)/2
		sent, err := selectAt(q, st.ID, middle)
		if err != nil {
			return 0, absent(err)
		}
		if sent >= at {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low, nil
}

// Message returns one message.
//
// Errors: apperr.NotFound.
func (s *Service) Message(ctx context.Context, who authz.Principal, conversation id.ID, seq int64) (v Message, err error) {
	st, m, err := s.visible(ctx, who, conversation, seq)
	if err != nil {
		return v, err
	}
	views, err := s.views(ctx, who, st, []message{m})
	if err != nil {
		return v, err
	}
	return views[0], nil
}

// visible is the access door to one message.
func (s *Service) visible(ctx context.Context, who authz.Principal, conversation id.ID, seq int64) (st standing, m message, err error) {
	if st, err = s.standing(ctx, who, conversation); err != nil {
		return st, m, err
	}
	rows, err := selectThese(s.DB.Ask(ctx), conversation, who.Account, []int64{seq})
	if err != nil {
		return st, m, err
	}
	if len(rows) == 0 {
		return st, m, apperr.NotFound.New()
	}
	return st, rows[0], nil
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
