package regulation_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/model"
	"tonggui/internal/rulebook/regulation"
)

// modelled is a rule that carries an article of the model.
var _ = rulebook.Declare(rulebook.Rule[struct{}]{ID: "test.modelled", Carried: rulebook.Measured, Clause: "messages.repeat",
	Decide: func(struct{}, int64) rulebook.Outcome { return rulebook.Allow }})

// brought puts the model in force and returns it.
func (h *house) brought(language string) regulation.RegulationVersion {
	h.Helper()
	h.must(h.BringModel(h.Context(), language))
	all, err := h.List(h.Context(), h.staff, httpapi.Page{Limit: 50})
	h.must(err)
	if len(all.Items) != 1 || all.Items[0].BuiltIn == nil || all.Items[0].InForce == nil {
		h.Fatalf("%+v", all)
	}
	v, err := h.Version(h.Context(), h.staff, all.Items[0].ID, *all.Items[0].InForce)
	h.must(err)
	return v
}

// covers: RBK-05
func TestTheModelIsInForceOnceHoweverManyNodesStart(t *testing.T) {
	each(t, func(h *house) {
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if err := h.BringModel(h.Context(), "zh-CN"); err != nil {
					h.Error(err)
				}
			})
		}
		all.Wait()
		v := h.brought("en") // comes too late to be anything else
		if v.State != regulation.InForce || v.Number != 1 || v.Title != model.In("zh-CN").Title || v.Articles != len(model.In("zh-CN").Articles) {
			t.Errorf("%+v", v.VersionHead)
		}
		if got := h.events(); got != "rulebook.regulation_published rulebook.regulation_in_force rulebook.regulation_linked" {
			t.Errorf("said %s", got)
		}
		before := h.stored()
		h.must(h.Tick(h.Context()))
		h.brought("zh-CN")
		if after := h.stored(); after != before {
			t.Errorf("a further start wrote: %s, then %s", before, after)
		}
	})
}

// covers: RBK-05
func TestTheModelSpeaksTheReadersLanguageWithTheSameClauses(t *testing.T) {
	each(t, func(h *house) {
		v := h.brought("zh-CN")
		reader := h.staff
		reader.Language = "en"
		english, err := h.Version(h.Context(), reader, v.RegulationID, 1)
		h.must(err)
		chinese, theirs := h.node(v.Items, "不刷屏"), h.node(english.Items, "No flooding")
		if english.Title != model.In("en").Title || theirs.ID != chinese.ID || chinese.Cite != chinese.Number || theirs.Cite != theirs.Number {
			t.Errorf("%q: %+v and %+v", english.Title, chinese, theirs)
		}
		if len(theirs.Rules) != 1 || theirs.Rules[0] != "test.modelled" {
			t.Errorf("carried by %v", theirs.Rules)
		}
		head, err := h.Get(h.Context(), reader, v.RegulationID)
		h.must(err)
		if head.Title != english.Title || head.Versions[0].Title != english.Title {
			t.Errorf("%+v", head)
		}
		clause, err := h.Clause(h.Context(), reader, v.RegulationID, chinese.ID, 0)
		h.must(err)
		if clause.Node.Text != theirs.Text || clause.Path[0].Title != "Messages and groups" {
			t.Errorf("%+v", clause)
		}
		if n, err := db.Value[int64](h.db.Ask(h.Context()), `SELECT COUNT(*) FROM regulation_nodes WHERE text LIKE '%<!--%'`); err != nil || n != 0 {
			t.Errorf("%d clauses show what readers should not see, %v", n, err)
		}
	})
}

// covers: RBK-05
func TestWhatAdministratorsMakeOfTheModelStays(t *testing.T) {
	each(t, func(h *house) {
		v := h.brought("zh-CN")
		node := h.node(v.Items, "不刷屏")
		_, err := h.Unlink(h.Context(), h.admin, v.RegulationID, node.ID, "test.modelled")
		h.must(err)
		draft, err := h.NewDraft(h.Context(), h.admin, v.RegulationID, 1)
		h.must(err)
		e := regulation.Edit{Regulation: v.RegulationID, Version: 2, Revision: draft.Revision}
		draft, err = h.EditNode(h.Context(), h.admin, e, node.ID, regulation.Words{Text: words("同样的话不说三遍。")})
		h.must(err)
		h.clock.Advance(time.Second)
		h.publish(draft, 0)
		now := h.brought("zh-CN")
		if got := h.node(now.Items, "不刷屏"); now.Number != 2 || got.ID != node.ID || !strings.HasPrefix(got.Text, "同样的话") || len(got.Rules) != 0 {
			t.Errorf("version %d: %+v", now.Number, got)
		}
	})
}
