package regulation_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tonggui/internal/platform/db"
	"tonggui/internal/rulebook/regulation"
)

func TestEveryActLeavesARowInTheAuditLogWithoutWordsOfTheRegulation(t *testing.T) { // covers: RBK-01
	each(t, func(h *house) {
		v := h.published(leave)
		next, err := h.NewDraft(h.Context(), h.admin, v.RegulationID, 1)
		h.must(err)
		e := regulation.Edit{Regulation: v.RegulationID, Version: 2, Revision: next.Revision}
		_, err = h.EditNode(h.Context(), h.admin, e, next.Items[0].ID, regulation.Words{Title: words("改名")})
		h.must(err)
		_, err = h.Link(h.Context(), h.admin, v.RegulationID, v.Items[0].ID, "test.linked")
		h.must(err)
		h.must(h.Discard(h.Context(), h.admin, v.RegulationID, 2))
		rows, err := db.All(h.db.Ask(h.Context()), func(r db.Row) (s string, err error) {
			var action, facts string
			err = r.Scan(&action, &facts)
			if strings.Contains(facts, "改名") || strings.Contains(facts, "请假") {
				t.Errorf("%s says %s", action, facts)
			}
			_, step, _ := strings.Cut(facts, `"step":"`)
			step, _, _ = strings.Cut(step, `"`)
			return fmt.Sprint(action, " ", step), err
		}, `SELECT action, facts FROM audit ORDER BY id`)
		h.must(err)
		want := "regulation.write rehearse, regulation.write draft, regulation.publish , regulation.write draft, regulation.write change, regulation.link link, regulation.write discard"
		seen := map[string]int{}
		for _, r := range rows { // ids of one millisecond have no order
			seen[r]++
		}
		for _, w := range strings.Split(want, ", ") {
			seen[w]--
		}
		for row, n := range seen {
			if n != 0 {
				t.Errorf("%q is there %d times too often; recorded %q", row, n, rows)
			}
		}
	})
}

func TestClausesInForceAreCitedForTheirRules(t *testing.T) { // covers: RBK-02
	each(t, func(h *house) {
		v := h.drafted(leave)
		node := h.node(v.Items, "病假:")
		_, err := h.Link(h.Context(), h.admin, v.RegulationID, node.ID, "test.linked")
		h.must(err)
		cite := func(want int) []regulation.Citation {
			h.Helper()
			all, err := h.Citations(h.Context())
			h.must(err)
			if len(all) != want {
				h.Fatalf("%d cited, want %d", len(all), want)
			}
			return all
		}
		cite(0) // a draft binds nobody
		at := h.clock.Now().Add(time.Hour)
		h.publish(v, at)
		cite(0)
		h.clock.Advance(time.Hour)
		c := cite(1)[0]
		if c.Rule != "test.linked" || c.Document != "请假管理制度" || c.Version != 1 || c.Number != "二2" || !strings.HasPrefix(c.Text, "病假: 员工应在当日") || c.Since != at {
			h.Errorf("cited as %+v", c)
		}
		_, err = h.Unlink(h.Context(), h.admin, v.RegulationID, node.ID, "test.linked")
		h.must(err)
		cite(0)
	})
}
