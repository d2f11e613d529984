package marks

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"tonggui/internal/messaging"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"

	"github.com/danielgtaylor/huma/v2"
)

// place is where a page goes on: lists are ordered by an instant, newest first, then by the place of
// the message.
type place struct {
	At clock.Instant
	spot
}

// start lies before everything.
var start = place{At: 1 << 62}

// String writes the place as a cursor.
func (p place) String() string { return fmt.Sprintf("%d_%s_%d", p.At, p.Conversation, p.Seq) }

func parsePlace(cursor string) (p place, err error) {
	if cursor == "" {
		return start, nil
	}
	parts := strings.Split(cursor, "_")
	if len(parts) != 3 {
		return p, httpapi.BadCursor()
	}
	at, err1 := strconv.ParseInt(parts[0], 10, 64)
	conversation, err2 := id.Parse(parts[1])
	seq, err3 := strconv.ParseInt(parts[2], 10, 64)
	p = place{clock.Instant(at), spot{conversation, seq}}
	if err1 != nil || err2 != nil || err3 != nil || p.String() != cursor {
		return p, httpapi.BadCursor()
	}
	return p, nil
}

// row is a line of a page.
type row struct {
	place // by which the page is ordered
	at    clock.Instant
	by    id.ID
	later laterRow
	line  messaging.Line
}

func linesOf(rows []row) []messaging.Line {
	out := make([]messaging.Line, len(rows))
	for i, r := range rows {
		out[i] = r.line
	}
	return out
}

// Found is a message on a page that goes over all my conversations.
type Found struct {
	Conversation messaging.Where    `json:"conversation"`
	Seq          int64              `json:"seq"`
	Message      *messaging.Message `json:"message" doc:"null where I may not see it any more"`
	At           clock.Instant      `json:"at"`
}

// TransformSchema tells the API document what can be null; LaterItem has it too.
func (Found) TransformSchema(_ huma.Registry, s *huma.Schema) *huma.Schema {
	return messaging.OrNull(s, "message")
}

// page reads a part of a list and shows it: the messages in the one statement that also tells who may
// see them.
func page[T any](ctx context.Context, s *Service, who authz.Principal, cursor string, limit int,
	read func(q db.Q, after place, limit int) ([]row, error), show func(row, messaging.Shown) T) (out httpapi.List[T], err error) {
	after, err := parsePlace(cursor)
	if err != nil {
		return out, err
	}
	out.Items = []T{}
	err = s.DB.Read(ctx, func(q db.Q) error {
		rows, err := read(q, after, limit+1)
		if err != nil {
			return err
		}
		if len(rows) > limit {
			rows = rows[:limit]
			next := rows[limit-1].place.String()
			out.NextCursor = &next
		}
		shown, err := s.Messages.ShowLines(q, who, linesOf(rows))
		for i := range shown {
			out.Items = append(out.Items, show(rows[i], shown[i]))
		}
		return err
	})
	return out, err
}

func found(r row, m messaging.Shown) Found {
	return Found{Conversation: m.Conversation, Seq: r.Seq, Message: m.Message, At: r.at}
}

// Stars lists what the principal has starred, the last starred first.
func (s *Service) Stars(ctx context.Context, who authz.Principal, cursor string, limit int) (httpapi.List[Found], error) {
	return page(ctx, s, who, cursor, limit, func(q db.Q, after place, limit int) ([]row, error) {
		return selectStars(q, who.Account, after, limit)
	}, found)
}

// lately is how far back a part of the mentions looks first; most parts are full by then.
const lately = 30 * 24 * time.Hour

// Mentions lists the messages that name the principal or everybody, the newest first. Messages from
// before they joined do not name them.
func (s *Service) Mentions(ctx context.Context, who authz.Principal, cursor string, limit int) (httpapi.List[Found], error) {
	return page(ctx, s, who, cursor, limit, func(q db.Q, after place, limit int) ([]row, error) {
		rows, err := selectMentions(q, who.Account, after, min(after.At, q.At()).Add(-lately), limit)
		if err == nil && len(rows) < limit {
			rows, err = selectMentions(q, who.Account, after, 0, limit)
		}
		return rows, err
	}, found)
}

// Waiting lists the messages that wait for the principal's receipt, the newest first.
func (s *Service) Waiting(ctx context.Context, who authz.Principal, cursor string, limit int) (httpapi.List[Found], error) {
	return page(ctx, s, who, cursor, limit, func(q db.Q, after place, limit int) ([]row, error) {
		return selectWaiting(q, who.Account, after, limit)
	}, found)
}
