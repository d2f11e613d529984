package acknowledgement_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"tonggui/internal/governance/acknowledgement"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

func rows(s acknowledgement.AcknowledgementState) string {
	out := []string{}
	for _, d := range s.Items {
		out = append(out, fmt.Sprintf("%s%s %d/%d", strings.Repeat(">", d.Depth), d.Name, d.Done, d.Asked))
	}
	return strings.Join(out, ", ")
}

// covers: RBK-04
func TestWhoHasAndWhoHasNotIsKnownByDepartmentToThoseWhomItConcerns(t *testing.T) {
	each(t, func(h *house) {
		one := h.demanded()
		h.signs(h.worker, one)
		_, err := h.Reading(t.Context(), h.welder, one, 1)
		h.must(err)
		for who, want := range map[*authz.Principal]string{&h.admin: "工厂 1/4, >车间 1/3, 办公室 0/3", &h.chief: "工厂 1/4, >车间 1/3", &h.foreman: "车间 1/3", &h.director: "办公室 0/3"} {
			s, err := h.State(t.Context(), *who, one, 0)
			h.must(err)
			if got := rows(s); got != want {
				h.Errorf("%s sees %s, want %s", who.Name, got, want)
			}
		}
		s, err := h.State(t.Context(), h.foreman, one, 0)
		h.must(err)
		if want := (acknowledgement.AcknowledgementCounts{Asked: 3, Done: 1, Opened: 1}); s.Totals != want {
			h.Errorf("totals %+v, want %+v", s.Totals, want)
		}
		all, err := h.Demands(t.Context(), h.foreman)
		h.must(err)
		if len(all) != 1 || all[0].Totals.Asked != 3 || all[0].Title != "安全生产制度" {
			h.Errorf("demands %+v", all)
		}
		for _, call := range []func() error{
			func() error { _, err := h.State(t.Context(), h.worker, one, 0); return err },
			func() error { _, err := h.Demands(t.Context(), h.worker); return err },
			func() error {
				_, err := h.Listing(t.Context(), h.worker, one, acknowledgement.Filter{}, page(10))
				return err
			},
			func() error { _, _, err := h.Export(t.Context(), h.worker, one, acknowledgement.Filter{}); return err },
		} {
			h.refused("access.denied", call)
		}
		h.refused("not_found", func() error { _, err := h.State(t.Context(), h.admin, id.New(h.clock.Now()), 0); return err })
		h.refused("not_found", func() error { _, err := h.State(t.Context(), h.admin, one, 2); return err })
		h.write(`INSERT INTO department_deputies (department, account, position) VALUES (?, ?, 0)`, h.shop, h.worker.Account)
		if s, err := h.State(t.Context(), h.worker, one, 0); err != nil || rows(s) != "车间 1/3" {
			h.Errorf("a deputy sees %s, %v", rows(s), err)
		}
	})
}

func TestAListOfPeopleGoesOnWhereItEndedAndKnowsItsStates(t *testing.T) {
	each(t, func(h *house) {
		one := h.demanded()
		h.signs(h.worker, one)
		list := func(who authz.Principal, f acknowledgement.Filter) string {
			h.Helper()
			names, p := []string{}, page(2)
			for {
				part, err := h.Listing(t.Context(), who, one, f, p)
				h.must(err)
				for _, x := range part.Items {
					names = append(names, x.Person.Name)
				}
				if part.NextCursor == nil {
					return strings.Join(names, " ")
				}
				p = httpapi.Page{Limit: 2, Cursor: *part.NextCursor}
			}
		}
		check := func(who authz.Principal, f acknowledgement.Filter, want string) {
			h.Helper()
			if got := list(who, f); got != want {
				h.Errorf("%s lists %+v: %q, want %q", who.Name, f, got, want)
			}
		}
		check(h.admin, acknowledgement.Filter{}, "管理员 厂长 主任 工人 焊工 总监 文员")
		check(h.admin, acknowledgement.Filter{State: "done"}, "工人")
		check(h.admin, acknowledgement.Filter{State: "open", Department: h.shop}, "主任 焊工")
		check(h.chief, acknowledgement.Filter{State: "waiting"}, "厂长 主任 焊工")
		check(h.chief, acknowledgement.Filter{State: "overdue"}, "")
		h.until("2026-03-09 10:00")
		check(h.chief, acknowledgement.Filter{State: "overdue"}, "厂长 主任 焊工")
		check(h.chief, acknowledgement.Filter{State: "waiting"}, "")
		part, err := h.Listing(t.Context(), h.foreman, one, acknowledgement.Filter{State: "overdue"}, page(10))
		h.must(err)
		if p := part.Items[1]; p.State != "overdue" || p.EscalatedTo == nil || p.EscalatedTo.Name != "主任" || p.EscalatedAt == nil {
			h.Errorf("the welder is listed as %+v", p)
		}
	})
}

func TestTheWholeListIsTakenOutAsATableWithoutFormulas(t *testing.T) {
	each(t, func(h *house) {
		h.person("C9", "=HYPERLINK(\"http://x\")", h.shop)
		one := h.demanded()
		h.signs(h.worker, one)
		data, name, err := h.Export(t.Context(), h.foreman, one, acknowledgement.Filter{})
		h.must(err)
		lines := strings.Split(strings.TrimSpace(string(data)), "\n")
		if len(lines) != 5 || !strings.HasPrefix(lines[0], "\ufeff工号,姓名,部门,状态") || !strings.Contains(lines[2], "C2,工人,部门,已签收,1,2026-03-02 10:00:00 +08:00") || !strings.Contains(lines[4], "'=HYPERLINK") ||
			name != "安全生产制度-v1.csv" {
			h.Errorf("%s: %s", name, data)
		}
		if n := h.count(`SELECT COUNT(*) FROM audit WHERE action = 'acknowledgement.export' AND actor = ?`, h.foreman.Account); n != 1 {
			h.Errorf("%d records", n)
		}
	})
}

// covers: RBK-04
func TestAnAcknowledgementIsProvenToWhomItConcerns(t *testing.T) {
	each(t, func(h *house) {
		one := h.demanded()
		h.clock.Advance(time.Minute)
		h.signs(h.worker, one)
		proof := func(who authz.Principal, of authz.Principal) (acknowledgement.AcknowledgementProof, error) {
			return h.Proof(t.Context(), who, one, 1, of.Account)
		}
		mine, err := proof(h.worker, h.worker)
		h.must(err)
		if mine.Audit != nil || mine.Person.Name != "工人" || mine.Acknowledgement.State != "done" || *mine.SessionID != h.worker.Session || mine.RecordID.IsZero() {
			h.Errorf("before the log has it: %+v", mine)
		}
		h.proofs.signed = true
		before := h.stored()
		if mine, err = h.Proof(t.Context(), h.worker, one, 1, id.Zero); err != nil || mine.Audit == nil || mine.Audit.Record != "record "+mine.RecordID.String() || h.stored() != before {
			h.Errorf("own proof %+v, %v", mine, err)
		}
		for _, who := range []authz.Principal{h.foreman, h.clerk} {
			h.refused("not_found", func() error { _, err := proof(who, h.worker); return err })
		}
		h.refused("not_found", func() error { _, err := proof(h.admin, h.welder); return err })
		_, err = proof(h.admin, h.worker)
		h.must(err)
		if n := h.count(`SELECT COUNT(*) FROM audit WHERE action = 'acknowledgement.proof' AND actor = ? AND subject = ?`, h.admin.Account, h.worker.Account); n != 1 {
			h.Errorf("%d records of the administrator's look", n)
		}
		data, name, err := h.ProofPDF(t.Context(), h.worker, one, 1, id.Zero)
		h.must(err)
		if !bytes.HasPrefix(data, []byte("%PDF-")) || name != "签收证明-C2-安全生产制度-v1.pdf" {
			h.Errorf("%s, %d bytes", name, len(data))
		}
	})
}

func TestFramesGoToThoseWhomAFactNames(t *testing.T) {
	each(t, func(h *house) {
		one := h.demanded(h.shop)
		body, err := db1(h, `SELECT body FROM events WHERE kind = 'acknowledgement.told' ORDER BY pos LIMIT 1`)
		h.must(err)
		h.must(h.Hear(t.Context(), fact("acknowledgement.told", body)))
		if want := fmt.Sprintf("[3 acknowledgements.changed {asked %s 1}]", one); fmt.Sprint(h.people.frames) != want {
			h.Errorf("frames %v, want %s", h.people.frames, want)
		}
	})
}
