package regulation_test

import (
	"slices"
	"sync"
	"testing"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook/regulation"
	"tonggui/internal/rulebook/regulation/text"
)

const doubtful = `测试制度
一、考核1.得1620分的,评为优秀。
三、密码
1.每[X]个月更换一次密码。
2.长度不少于8位。
`

// doubt finds the first doubt of a code.
func doubt(h *house, m regulation.RegulationImport, code text.Code) text.Doubt {
	h.Helper()
	for _, d := range m.Doubts {
		if d.Code == code {
			return d
		}
	}
	h.Fatalf("no doubt %s in %+v", code, m.Doubts)
	return text.Doubt{}
}

func TestDoubtsAreSettledBeforeATextBecomesADraft(t *testing.T) { // covers: RBK-01
	each(t, func(h *house) {
		m, err := h.CreateImport(h.Context(), h.admin, `C:\files\rules.txt`, []byte(doubtful))
		h.must(err)
		if m.FileName != "rules.txt" || m.State != "open" || m.Doubtful != len(m.Doubts) || m.Doubtful < 3 {
			h.Fatalf("import %+v", m)
		}
		h.refused("regulation.doubts_open", func() error {
			_, err := h.Apply(h.Context(), h.admin, m.ID, regulation.Target{})
			return err
		})
		settle := func(all ...regulation.Settlement) error {
			out, err := h.Settle(h.Context(), h.admin, m.ID, all)
			if err == nil {
				m = out
			}
			return err
		}
		lost, blank, missing := doubt(h, m, text.RangeLost), doubt(h, m, text.Placeholder), doubt(h, m, text.NumberMissing)
		h.refused("regulation.doubt_unknown", func() error {
			return settle(regulation.Settlement{ID: lost.ID, Decision: text.Accept}, regulation.Settlement{ID: "no.1", Decision: text.Accept})
		})
		h.refused("regulation.doubt_decision", func() error { return settle(regulation.Settlement{ID: blank.ID, Decision: text.Accept}) })
		h.refused("regulation.doubt_decision", func() error { return settle(regulation.Settlement{ID: blank.ID, Decision: "maybe"}) })
		h.refused("request.invalid", func() error {
			return settle(regulation.Settlement{ID: blank.ID, Decision: text.Change, Text: "a\u200bb"})
		})
		h.refused("not_found", func() error {
			_, err := h.Settle(h.Context(), h.admin, id.New(h.clock.Now()), []regulation.Settlement{{ID: lost.ID, Decision: text.Keep}})
			return err
		})
		h.must(settle(regulation.Settlement{ID: lost.ID, Decision: text.Accept}, regulation.Settlement{ID: blank.ID, Decision: text.Change, Text: "3"},
			regulation.Settlement{ID: missing.ID, Decision: text.Accept}))
		for _, d := range m.Doubts {
			if d.Decision == "" {
				h.must(settle(regulation.Settlement{ID: d.ID, Decision: text.Keep}))
			}
		}
		again, err := h.Import(h.Context(), m.ID)
		h.must(err)
		if again.Doubtful != 0 {
			h.Fatalf("still open: %+v", again.Doubts)
		}
		v, err := h.Apply(h.Context(), h.admin, m.ID, regulation.Target{})
		h.must(err)
		if v.OpenDoubts != 0 || v.Items[1].Number != "二、" || v.Items[1].Children[0].Text != "每3个月更换一次密码。" {
			h.Errorf("draft %+v", v)
		}
		h.refused("regulation.import_applied", func() error {
			_, err := h.Apply(h.Context(), h.admin, m.ID, regulation.Target{})
			return err
		})
		h.refused("regulation.import_applied", func() error { return settle(regulation.Settlement{ID: lost.ID, Decision: text.Accept}) })
	})
}

func TestWhatIsLeftDoubtfulHoldsThePublicationUp(t *testing.T) { // covers: RBK-01
	each(t, func(h *house) {
		m, err := h.ImportFile(h.Context(), h.admin, "rules.txt", []byte(doubtful))
		h.must(err)
		if m.RegulationID == nil || *m.Version != 1 || m.State != "applied" || len(m.LeftOpen) == 0 {
			h.Fatalf("import %+v", m)
		}
		h.refused("regulation.draft_exists", func() error {
			_, err := h.ImportFile(h.Context(), h.admin, "rules.txt", []byte(doubtful))
			return err
		})
		e := regulation.Edit{Regulation: *m.RegulationID, Version: 1, Revision: 1}
		publish := func() error {
			_, err := h.Publish(h.Context(), h.admin, e, 0, "ok")
			return err
		}
		h.refused("regulation.doubts_open", publish)
		for i, open := range m.LeftOpen {
			_, err := h.Settle(h.Context(), h.admin, m.ID, []regulation.Settlement{{ID: open, Decision: text.Keep}})
			h.must(err)
			v, err := h.Version(h.Context(), h.admin, e.Regulation, 1)
			h.must(err)
			if v.OpenDoubts != len(m.LeftOpen)-i-1 {
				h.Errorf("%d doubts are open after %d were looked at", v.OpenDoubts, i+1)
			}
		}
		h.must(publish())
		again, err := h.ImportFile(h.Context(), h.admin, "rules.txt", []byte(doubtful))
		h.must(err)
		if *again.RegulationID != e.Regulation || *again.Version != 2 {
			h.Errorf("the same title again is %v version %d", again.RegulationID, *again.Version)
		}
	})
}

func TestAFileThatIsNoTextIsRefused(t *testing.T) {
	each(t, func(h *house) {
		for code, data := range map[string]string{"regulation.file_empty": " \n ", "regulation.not_text": "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10" + "\x89PNG"} {
			h.refused(code, func() error {
				_, err := h.CreateImport(h.Context(), h.admin, "x", []byte(data))
				return err
			})
		}
		h.refused("regulation.file_too_large", func() error {
			_, err := h.CreateImport(h.Context(), h.admin, "x", make([]byte, 4*text.MaxSource+1))
			return err
		})
	})
}

func TestARehearsalSaysTheSameAsTheImport(t *testing.T) {
	each(t, func(h *house) {
		before := h.stored()
		r, err := regulation.Rehearse([]byte(doubtful))
		h.must(err)
		if h.stored() != before {
			h.Error("a rehearsal stored something")
		}
		m, err := h.CreateImport(h.Context(), h.admin, "x.txt", []byte(doubtful))
		h.must(err)
		if r.Chapters != m.Chapters || r.Articles != m.Articles || r.Doubtful != m.Doubtful || r.Chapters != 2 || r.Articles != 3 {
			h.Errorf("rehearsed %+v, imported %+v", r, m.Report)
		}
	})
}

func TestSeveralPeopleSettleOneImportAtATimeAndNothingIsLost(t *testing.T) { // covers: RBK-01
	each(t, func(h *house) {
		m, err := h.CreateImport(h.Context(), h.admin, "rules.txt", []byte(doubtful))
		h.must(err)
		var all sync.WaitGroup
		errs := make([]error, len(m.Doubts))
		for i, d := range m.Doubts {
			all.Go(func() {
				for { // whoever was too late five times begins again
					_, errs[i] = h.Settle(h.Context(), h.admin, m.ID, []regulation.Settlement{{ID: d.ID, Decision: text.Keep}})
					if !apperr.Has(errs[i], regulation.ErrOutdated) {
						return
					}
				}
			})
		}
		all.Wait()
		for _, err := range errs {
			h.must(err)
		}
		again, err := h.Import(h.Context(), m.ID)
		h.must(err)
		for _, d := range again.Doubts {
			if slices.ContainsFunc(m.Doubts, func(o text.Doubt) bool { return o.ID == d.ID }) && d.Decision != text.Keep {
				h.Errorf("%s is %q", d.ID, d.Decision)
			}
		}
	})
}
