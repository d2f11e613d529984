package regulation_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tonggui/internal/event"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook/model"
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

func TestARefusalCitesTheCompanysClauseFromItsInstantOnAndUntilItsLinkEnds(t *testing.T) { // covers: RBK-02
	each(t, func(h *house) {
		cited := func(want apperr.Clause) {
			h.Helper()
			h.must(h.Recite(h.Context()))
			if got := h.book.Clause("test.modelled", "en"); got != want {
				h.Errorf("cited %+v, want %+v", got, want)
			}
		}
		h.must(h.BringModel(h.Context(), "zh-CN"))
		article, _ := model.In("en").Article("messages.repeat")
		one, err := db.Value[id.ID](h.db.Ask(h.Context()), `SELECT regulation_id FROM regulation_links WHERE rule_id = 'test.modelled'`)
		h.must(err)
		built := h.book.Clause("test.modelled", "en")
		built.Regulation, built.Node = one.String(), h.nodeOf("test.modelled").String()
		if built.Number != article.Written || built.Text == "" {
			h.Fatalf("the model says %+v", built)
		}
		cited(built)
		v := h.drafted(leave)
		node := h.node(v.Items, "病假:")
		_, err = h.Link(h.Context(), h.admin, v.RegulationID, node.ID, "test.modelled")
		h.must(err)
		cited(built) // a draft binds nobody
		h.publish(v, h.clock.Now().Add(time.Hour))
		cited(built)
		h.clock.Advance(time.Hour)
		own := apperr.Clause{Document: "请假管理制度", Version: "1", Number: "二2", Text: "病假: 员工应在当日上午10:00前告知部门负责人,三日内补交证明。",
			Regulation: v.RegulationID.String(), Node: node.ID.String()}
		cited(own)
		next, err := h.NewDraft(h.Context(), h.admin, v.RegulationID, 1)
		h.must(err)
		h.clock.Advance(time.Second)
		h.publish(next, 0)
		own.Version = "2"
		cited(own)
		_, err = h.Unlink(h.Context(), h.admin, v.RegulationID, node.ID, "test.modelled")
		h.must(err)
		cited(built)
	})
}

// nodeOf finds the node that a rule is linked to.
func (h *house) nodeOf(rule string) id.ID {
	h.Helper()
	node, err := db.Value[id.ID](h.db.Ask(h.Context()), `SELECT node_id FROM regulation_links WHERE rule_id = ? AND until_at IS NULL`, rule)
	h.must(err)
	return node
}

func TestEveryNodeHearsWhatRefusalsCite(t *testing.T) { // covers: RBK-02
	each(t, func(h *house) {
		v := h.published(leave)
		node := h.node(v.Items, "病假:")
		_, err := h.Link(h.Context(), h.admin, v.RegulationID, node.ID, "test.linked")
		h.must(err)
		for _, kind := range []string{"org.account_changed", event.RegulationLinked{}.Kind()} {
			h.must(h.Hear(h.Context(), db.Fact{Kind: kind}))
			if heard := h.book.Clause("test.linked", "en").Document == "请假管理制度"; heard != (kind == event.RegulationLinked{}.Kind()) {
				h.Errorf("after %s: cited anew is %t", kind, heard)
			}
		}
	})
}
