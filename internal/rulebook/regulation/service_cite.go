package regulation

import (
	"context"

	"tonggui/internal/event"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
)

// Hear lets refusals cite what is in force on this node when any node has changed it.
func (s *Service) Hear(ctx context.Context, f db.Fact) error {
	switch f.Kind {
	case (event.RegulationPublished{}).Kind(), (event.RegulationInForce{}).Kind(), (event.RegulationLinked{}).Kind():
		return s.Recite(ctx)
	}
	return nil
}

// Recite tells the book which clause in force stands behind each rule: the first, in reading order, of
// the company's own regulations, the oldest of them before others; of the model where there is none.
func (s *Service) Recite(ctx context.Context) error {
	out := map[string]rulebook.Cited{}
	err := s.DB.Read(ctx, func(q db.Q) error {
		heads, err := db.All(q, scanHead, `SELECT id, title, built_in FROM regulations r
			WHERE EXISTS (SELECT 1 FROM regulation_links l WHERE l.regulation_id = r.id AND l.until_at IS NULL)
			ORDER BY CASE WHEN built_in IS NULL THEN 0 ELSE 1 END, id`)
		if err != nil || len(heads) == 0 {
			return err
		}
		ids := make([]id.ID, len(heads))
		for i, h := range heads {
			ids[i] = h.id
		}
		versions, err := selectVersions(q, ids)
		if err != nil {
			return err
		}
		for _, h := range heads {
			if v := inForce(versions[h.id], q.At()); v.number > 0 {
				if err := citeVersion(q, out, h, v); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err == nil {
		s.Book.Cite(out)
	}
	return err
}

// citeVersion adds the clauses of a version behind rules that have none yet.
func citeVersion(q db.Q, out map[string]rulebook.Cited, h head, v version) error {
	rules, err := selectRules(q, h.id)
	if err != nil {
		return err
	}
	rows, err := selectRows(q, h.id, v.number)
	if err != nil {
		return err
	}
	first := rulebook.Cited{Regulation: h.id, Document: v.title, Version: v.number, Since: *v.effectiveAt,
		Model: h.builtIn != nil && modelOf(rows) != nil}
	citeNodes(out, first, treeOf(rows, rules))
	return nil
}

func citeNodes(out map[string]rulebook.Cited, of rulebook.Cited, nodes []RegulationNode) {
	for _, n := range nodes {
		for _, rule := range n.Rules {
			if _, known := out[rule]; !known {
				of.Node, of.Number, of.Text = n.ID, n.Cite, joined(n.Title, n.Text)
				out[rule] = of
			}
		}
		citeNodes(out, of, n.Children)
	}
}
