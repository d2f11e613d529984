package approvals

import (
	"context"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// MayOpen tells which files somebody may open as part of an approval: those in the fields that they see, and
// the signatures by hand beside decisions. Nobody who has no part in it opens any.
func (s *Service) MayOpen(ctx context.Context, account, approval id.ID, files []id.ID) (map[id.ID]bool, error) {
	seen := map[id.ID]bool{}
	err := s.DB.Read(ctx, func(q db.Q) error {
		who := authz.Principal{Account: account}
		a, err := s.access(q, who, approval, authz.ApprovalRead, false)
		if err != nil {
			return err
		}
		e, err := s.edition(q, a.template, a.approval.edition)
		if err != nil {
			return err
		}
		_, values := e.form.See(a.values, s.sight(a, e, who))
		for _, r := range e.form.References(values).Files {
			if one, err := id.Parse(r.ID); err == nil {
				seen[one] = true
			}
		}
		deeds, err := selectDeeds(q, approval)
		for _, d := range deeds {
			seen[d.stroke] = true
		}
		return err
	})
	if apperr.Has(err, apperr.NotFound) {
		return nil, nil
	}
	out := map[id.ID]bool{}
	for _, one := range files {
		out[one] = seen[one] && !one.IsZero()
	}
	return out, err
}
