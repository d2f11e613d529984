package regulation

import (
	"context"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook/regulation/redline"
)

// Redline tells what differs between two versions of a regulation.
//
// Errors: apperr.NotFound.
func (s *Service) Redline(ctx context.Context, who authz.Principal, one id.ID, from, to int64) (out RegulationRedline, err error) {
	var old, next []row
	var a, b version
	err = s.DB.Read(ctx, func(q db.Q) error {
		_, seen, err := open(q, who, one)
		if err != nil {
			return err
		}
		if a, err = pick(seen, from); err != nil {
			return err
		}
		if b, err = pick(seen, to); err != nil {
			return err
		}
		out.From, out.To = shown(seen, a, q.At()), shown(seen, b, q.At())
		if old, err = selectRows(q, one, from); err != nil {
			return err
		}
		next, err = selectRows(q, one, to)
		return err
	})
	if err != nil {
		return out, err
	}
	out.Title, out.Preamble = spans(redline.Diff(a.title, b.title)), spans(redline.Diff(a.preamble, b.preamble))
	out.Items = []RedlinedClause{}
	for _, c := range redline.Compare(clausesOf(old), clausesOf(next)) {
		out.add(c, old, next)
	}
	return out, nil
}

func (r *RegulationRedline) add(c redline.Change, old, next []row) {
	at := row{}
	switch c.What {
	case redline.Removed:
		at = old[c.Old]
		r.Removed++
	case redline.Added:
		at = next[c.New]
		r.Added++
	case redline.Changed:
		at = next[c.New]
		r.Changed++
	default:
		at = next[c.New]
		r.Same++
	}
	if c.Moved {
		r.Moved++
	}
	r.Items = append(r.Items, RedlinedClause{What: c.What, Moved: c.Moved, NodeID: at.id, Kind: at.kind, Depth: at.depth,
		Number: spans(c.Number), Title: spans(c.Title), Text: spans(c.Text)})
}

// spans is never nil: clients get a list.
func spans(s []redline.Span) []redline.Span {
	if s == nil {
		return []redline.Span{}
	}
	return s
}
