package regulation

import (
	"context"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Citation is a clause in force that a rule carries, as people cite it.
type Citation struct {
	Rule       string
	Regulation id.ID
	Node       id.ID
	Document   string
	Version    int64
	Number     string // the numbers down to it
	Text       string // its title and words
	Since      clock.Instant
}

// Citations returns every clause in force with the rules that carry it, by regulation and in reading
// order. It is for rooms that say which clause stands behind a rule; who may read is everybody.
func (s *Service) Citations(ctx context.Context) (out []Citation, err error) {
	err = s.DB.Read(ctx, func(q db.Q) error {
		ids, err := db.All(q, db.Scalar[id.ID], `SELECT DISTINCT regulation_id FROM regulation_links WHERE until_at IS NULL`)
		if err != nil || len(ids) == 0 {
			return err
		}
		versions, err := selectVersions(q, ids)
		if err != nil {
			return err
		}
		for _, one := range ids {
			v := inForce(versions[one], q.At())
			if v.number == 0 {
				continue
			}
			rules, err := selectRules(q, one)
			if err != nil {
				return err
			}
			rows, err := selectRows(q, one, v.number)
			if err != nil {
				return err
			}
			out = append(out, cited(one, v, treeOf(rows, rules))...)
		}
		return nil
	})
	return out, err
}

func cited(one id.ID, v version, nodes []RegulationNode) (out []Citation) {
	for _, n := range nodes {
		for _, rule := range n.Rules {
			out = append(out, Citation{Rule: rule, Regulation: one, Node: n.ID, Document: v.title, Version: v.number, Number: n.Cite,
				Text: joined(n.Title, n.Text), Since: *v.effectiveAt})
		}
		out = append(out, cited(one, v, n.Children)...)
	}
	return out
}
