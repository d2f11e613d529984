package regulation_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook/regulation"
	"tonggui/internal/rulebook/regulation/text"
)

func sketch(items []regulation.RegulationNode) string {
	var out []string
	for _, n := range items {
		s := n.Number + n.Title
		if len(n.Children) > 0 {
			s += "(" + sketch(n.Children) + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestADraftIsEditedPartByPart(t *testing.T) { // covers: RBK-01
	each(t, func(h *house) {
		v := h.drafted(leave)
		step := func(want string, out regulation.RegulationVersion, err error) {
			h.Helper()
			h.must(err)
			if got := sketch(out.Items); got != want {
				h.Errorf("revision %d: %s, want %s", out.Revision, got, want)
			}
			v = out
		}
		e := func() regulation.Edit {
			return regulation.Edit{Regulation: v.RegulationID, Version: 1, Revision: v.Revision}
		}
		chapter, article := text.Chapter, text.Article
		apply := h.node(v.Items, "申请")
		out, err := h.EditNode(h.Context(), h.admin, e(), apply.ID, regulation.Words{Title: words("申请与批准")})
		step("一、总则((一)目的 (二)适用范围) 二、申请与批准(1.事假: 2.病假: 3.年假:) 三、附则", out, err)
		out, err = h.AddNode(h.Context(), h.admin, e(), regulation.Place{Parent: apply.ID, After: apply.Children[2].ID}, regulation.Words{Kind: &article, Number: words("4."), Title: words("丧假:"), Text: words("三天。")})
		step("一、总则((一)目的 (二)适用范围) 二、申请与批准(1.事假: 2.病假: 3.年假: 4.丧假:) 三、附则", out, err)
		out, err = h.MoveNode(h.Context(), h.admin, e(), apply.Children[2].ID, regulation.Place{Parent: apply.ID})
		step("一、总则((一)目的 (二)适用范围) 二、申请与批准(3.年假: 1.事假: 2.病假: 4.丧假:) 三、附则", out, err)
		out, err = h.MoveNode(h.Context(), h.admin, e(), apply.ID, regulation.Place{After: h.node(v.Items, "附则").ID})
		step("一、总则((一)目的 (二)适用范围) 三、附则 二、申请与批准(3.年假: 1.事假: 2.病假: 4.丧假:)", out, err)
		out, err = h.RemoveNode(h.Context(), h.admin, e(), v.Items[0].ID)
		step("三、附则 二、申请与批准(3.年假: 1.事假: 2.病假: 4.丧假:)", out, err)
		if v.Chapters != 2 || v.Sections != 0 || v.Articles != 4 {
			h.Errorf("counts %+v", v.VersionHead)
		}
		out, err = h.EditHead(h.Context(), h.admin, e(), words("休假制度"), words("前言。"))
		step("三、附则 二、申请与批准(3.年假: 1.事假: 2.病假: 4.丧假:)", out, err)
		r, err := h.Get(h.Context(), h.admin, v.RegulationID)
		h.must(err)
		if r.Title != "休假制度" || v.Preamble != "前言。" {
			h.Errorf("title %q, preamble %q", r.Title, v.Preamble)
		}
		inside := regulation.Words{Kind: &chapter, Number: words("五、"), Title: words("乱")}
		for _, c := range []struct {
			code string
			call func() error
		}{
			{"regulation.place_invalid", func() error {
				_, err := h.AddNode(h.Context(), h.admin, e(), regulation.Place{Parent: apply.ID}, inside)
				return err
			}},
			{"regulation.place_invalid", func() error {
				_, err := h.AddNode(h.Context(), h.admin, e(), regulation.Place{After: apply.Children[0].ID}, inside)
				return err
			}},
			{"regulation.place_invalid", func() error { // into itself
				_, err := h.MoveNode(h.Context(), h.admin, e(), apply.ID, regulation.Place{Parent: apply.Children[0].ID})
				return err
			}},
			{"request.invalid", func() error {
				_, err := h.AddNode(h.Context(), h.admin, e(), regulation.Place{}, regulation.Words{Kind: &chapter, Number: words(" ")})
				return err
			}},
			{"request.invalid", func() error {
				_, err := h.EditNode(h.Context(), h.admin, e(), apply.ID, regulation.Words{Title: words("两\n行")})
				return err
			}},
			{"request.invalid", func() error {
				_, err := h.EditHead(h.Context(), h.admin, e(), words(" "), nil)
				return err
			}},
			{"not_found", func() error {
				_, err := h.EditNode(h.Context(), h.admin, e(), id.New(h.clock.Now()), regulation.Words{Title: words("x")})
				return err
			}},
			{"regulation.outdated", func() error {
				old := e()
				old.Revision--
				_, err := h.RemoveNode(h.Context(), h.admin, old, apply.ID)
				return err
			}},
		} {
			h.refused(c.code, c.call)
		}
		h.publish(v, 0)
		h.refused("regulation.not_draft", func() error {
			_, err := h.RemoveNode(h.Context(), h.admin, e(), apply.ID)
			return err
		})
		h.refused("regulation.not_draft", func() error { return h.Discard(h.Context(), h.admin, v.RegulationID, 1) })
	})
}

func TestADiscardedDraftLeavesThePublishedVersionsAlone(t *testing.T) {
	each(t, func(h *house) {
		alone := h.drafted(leave)
		h.must(h.Discard(h.Context(), h.admin, alone.RegulationID, 1))
		if _, err := h.Get(h.Context(), h.admin, alone.RegulationID); err == nil {
			h.Error("a regulation without versions is still there")
		}
		v := h.published(leave)
		next, err := h.NewDraft(h.Context(), h.admin, v.RegulationID, 1)
		h.must(err)
		if sketch(next.Items) != sketch(v.Items) || next.Items[0].ID != v.Items[0].ID {
			h.Errorf("the copy is %s", sketch(next.Items))
		}
		h.must(h.Discard(h.Context(), h.admin, v.RegulationID, 2))
		r, err := h.Get(h.Context(), h.admin, v.RegulationID)
		h.must(err)
		if len(r.Versions) != 1 || r.Versions[0].State != regulation.InForce {
			h.Errorf("left are %+v", r.Versions)
		}
	})
}

func TestARuleCarriesAClauseThroughItsVersionsUntilSomebodyEndsIt(t *testing.T) { // covers: RBK-02
	each(t, func(h *house) {
		v := h.published(leave)
		node := h.node(v.Items, "病假:")
		const rule = "test.linked"
		link := func(rule string) error {
			_, err := h.Link(h.Context(), h.admin, v.RegulationID, node.ID, rule)
			return err
		}
		h.refused("rule.unknown", func() error { return link("no.such") })
		h.refused("not_found", func() error {
			_, err := h.Link(h.Context(), h.admin, v.RegulationID, id.New(h.clock.Now()), rule)
			return err
		})
		h.must(link(rule))
		before := h.stored()
		h.must(link(rule)) // a second time changes nothing
		if after := h.stored(); after != before {
			h.Errorf("linked twice: %s, then %s", before, after)
		}
		next, err := h.NewDraft(h.Context(), h.admin, v.RegulationID, 1)
		h.must(err)
		if got := fmt.Sprint(h.node(next.Items, "病假:").Rules); got != "[test.linked]" {
			h.Errorf("rules of the next version %s", got)
		}
		h.clock.Advance(time.Millisecond)
		clause, err := h.Unlink(h.Context(), h.admin, v.RegulationID, node.ID, rule)
		h.must(err)
		h.clock.Advance(time.Millisecond)
		if len(clause.Node.Rules) != 0 || len(clause.Links) != 1 || clause.Links[0].UntilAt == nil || *clause.Links[0].UntilBy != h.admin.Account {
			h.Errorf("after the end %+v", clause)
		}
		h.must(link(rule))
		clause, err = h.Clause(h.Context(), h.staff, v.RegulationID, node.ID, 0)
		h.must(err)
		if len(clause.Links) != 2 || clause.Links[0].UntilAt != nil {
			h.Errorf("history %+v", clause.Links)
		}
	})
}
