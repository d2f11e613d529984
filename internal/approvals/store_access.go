package approvals

import (
	"errors"
	"slices"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// access is an approval with how somebody stands to it.
type access struct {
	approval
	relations []authz.Relation
}

func (a access) is(r authz.Relation) bool { return slices.Contains(a.relations, r) }

// access is the one door to an approval: it loads it and tells how somebody stands to it. Whoever has no part
// in it is answered as if it did not exist. Locked, nobody else changes it before the transaction has ended.
func (s *Service) access(q db.Q, who authz.Principal, one id.ID, action authz.Action, locked bool) (access, error) {
	query := `SELECT ` + approvalColumns + `,
		EXISTS (SELECT 1 FROM approval_tasks t WHERE t.approval = a.id AND t.person = ? AND t.opened_at > 0),
		EXISTS (SELECT 1 FROM approval_copies c WHERE c.approval = a.id AND c.person = ?)
		FROM approvals a WHERE a.id = ?`
	if locked {
		query += ` /*postgres FOR UPDATE OF a*/`
	}
	a, err := db.One(q, func(r db.Row) (a access, err error) {
		var asked, told bool
		if a.approval, err = scanApproval(r, &asked, &told); err != nil {
			return a, err
		}
		for relation, holds := range map[authz.Relation]bool{authz.Applicant: a.applicant == who.Account, authz.Approver: asked, authz.Copied: told} {
			if holds {
				a.relations = append(a.relations, relation)
			}
		}
		return a, nil
	}, query, who.Account, who.Account, one)
	if errors.Is(err, db.ErrNone) || err == nil && !authz.Can(who, authz.ApprovalRead, a.relations...) {
		return access{}, apperr.NotFound.New()
	}
	if err == nil && !authz.Can(who, action, a.relations...) {
		err = apperr.Forbidden.New()
	}
	return a, err
}
