package acknowledgement_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tonggui/internal/governance/acknowledgement"
	"tonggui/internal/org/absences"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/workday"
	"tonggui/internal/rulebook"
)

func (h *house) notices(kind string) string {
	h.Helper()
	all, err := db.All(h.db.Ask(h.Context()), func(r db.Row) (s string, err error) {
		var account, told id.ID
		err = r.Scan(&account, &told)
		return h.people.known[account].Name + ">" + h.people.known[told].Name, err
	}, `SELECT n.account_id, n.told FROM acknowledgement_notices n JOIN accounts a ON a.id = n.account_id WHERE n.kind = ? ORDER BY n.at, a.number`, kind)
	h.must(err)
	return strings.Join(all, " ")
}

// covers: RBK-04 ORG-04
func TestWhoHasNotIsRemindedEverySecondWorkingDay(t *testing.T) {
	each(t, func(h *house) {
		one := h.demanded(h.shop) // Monday, 2 March
		h.signs(h.foreman, one)
		other := h.node()
		h.until("2026-03-04 08:59")
		if got := h.notices("reminder"); got != "" {
			h.Errorf("too early: %s", got)
		}
		h.until("2026-03-04 09:00")
		h.must(other.Tick(t.Context()))
		if got := h.notices("reminder"); got != "工人>工人 焊工>焊工" {
			h.Errorf("on Wednesday: %s", got)
		}
		h.signs(h.worker, one)
		h.until("2026-03-06 09:00")
		h.until("2026-03-08 23:00") // a weekend
		if got := h.notices("reminder"); got != "工人>工人 焊工>焊工 焊工>焊工" {
			h.Errorf("after the week: %s", got)
		}
		if a := h.mine(h.welder).Items[0]; a.Reminders != 2 || *a.RemindedAt != h.at("2026-03-06 09:00") {
			h.Errorf("the welder sees %+v", a)
		}
		h.demand(one, false)
		h.until("2026-03-10 09:00")
		if n := h.count(`SELECT COUNT(*) FROM acknowledgement_notices WHERE kind = 'reminder'`); n != 3 {
			h.Errorf("%d reminders although nobody is asked", n)
		}
	})
}

// covers: RBK-04 ORG-04
func TestNobodyIsRemindedWhileOnLeave(t *testing.T) {
	each(t, func(h *house) {
		h.must(h.db.Write(t.Context(), func(tx *db.Tx) error {
			away := workday.Away{From: h.at("2026-03-03 00:00"), Until: h.at("2026-03-05 00:00")}
			_, err := absences.Add(tx, absences.Absence{Account: h.welder.Account, Away: away, Source: id.New(tx.Now)})
			return err
		}))
		h.demanded(h.shop) // Monday, 2 March
		h.until("2026-03-05 23:00")
		if got := h.notices("reminder"); strings.Contains(got, "焊工") || !strings.Contains(got, "工人") {
			h.Errorf("reminded on Thursday: %s", got)
		}
		h.until("2026-03-06 09:00") // the second day of work after Monday
		if got := h.notices("reminder"); strings.Count(got, "焊工>焊工") != 1 {
			h.Errorf("reminded on Friday: %s", got)
		}
	})
}

// covers: RBK-04
func TestWhoIsLateIsRecordedOnceAndTheirHeadIsTold(t *testing.T) {
	each(t, func(h *house) {
		one := h.demanded(h.works)
		h.signs(h.worker, one)
		h.until("2026-03-09 09:59")
		if n := h.count(`SELECT COUNT(*) FROM evidence`); n != 0 {
			h.Errorf("%d rows of evidence before the limit", n)
		}
		h.until("2026-03-09 10:00")
		h.must(h.node().Tick(t.Context()))
		h.must(h.Tick(t.Context()))
		if got, want := h.notices("overdue"), "厂长> 主任>厂长 焊工>主任"; got != want {
			h.Errorf("told %q, want %q", got, want)
		}
		facts, err := db.All(h.db.Ask(t.Context()), db.Scalar[string], `SELECT facts FROM evidence WHERE rule_id = 'acknowledgement.due' AND outcome = 'record' AND object_id = ?`, one)
		h.must(err)
		if want := fmt.Sprintf(`{"regulation_id":"%s","version":1,"days":7}`, one); len(facts) != 3 || facts[0] != want {
			h.Errorf("evidence %q", facts)
		}
		if p := h.mine(h.welder); p.Overdue != 1 || p.Items[0].State != "overdue" || p.Late != 0 {
			h.Errorf("the welder sees %+v", p)
		}
		for who, want := range map[*authz.Principal]int64{&h.chief: 3, &h.foreman: 2, &h.director: 0, &h.admin: 0} {
			if got := h.mine(*who).Late; got != want {
				h.Errorf("%s hears of %d late, want %d", who.Name, got, want)
			}
		}
		h.signs(h.welder, one) // late, but not too late
		if got := h.mine(h.foreman).Late; got != 1 {
			h.Errorf("%d late after one was not any more", got)
		}
	})
}

// covers: RBK-04
func TestALongerLimitHoldsForThoseWhoWereAskedBefore(t *testing.T) {
	each(t, func(h *house) {
		h.demanded(h.shop)
		ten := int64(10)
		_, err := h.book.Set(t.Context(), h.admin, rulebook.Change{Rule: acknowledgement.Due.ID, Scope: rulebook.Scope{Kind: rulebook.ForCompany}, Value: &ten, Reason: "春耕"})
		h.must(err)
		h.until("2026-03-09 10:00")
		if got := h.notices("overdue"); got != "" || h.mine(h.welder).Items[0].DueAt != h.at("2026-03-12 10:00") {
			h.Errorf("told %q, due %v", got, h.mine(h.welder).Items[0].DueAt.Time())
		}
		h.until("2026-03-12 10:00")
		if got := h.notices("overdue"); got != "主任>厂长 工人>主任 焊工>主任" {
			h.Errorf("told %q", got)
		}
	})
}

// covers: RBK-04
func TestPeopleRemindWhomTheyAnswerForAndNotTooOften(t *testing.T) {
	each(t, func(h *house) {
		one := h.demanded()
		h.signs(h.worker, one)
		remind := func(who authz.Principal, department id.ID) (int, error) {
			return h.Remind(t.Context(), who, one, department)
		}
		if n, err := remind(h.foreman, id.Zero); err != nil || n != 2 {
			h.Errorf("the foreman reminds %d, %v", n, err)
		}
		h.refused("acknowledgement.reminded_recently", func() error { _, err := remind(h.foreman, id.Zero); return err })
		h.refused("access.denied", func() error { _, err := remind(h.worker, id.Zero); return err })
		h.refused("not_found", func() error { _, err := remind(h.foreman, h.office); return err })
		h.clock.Advance(5*time.Minute - time.Microsecond)
		if n, err := remind(h.admin, id.Zero); err != nil || n != 4 { // all but those whom the foreman reminded, and the worker
			h.Errorf("the administrator reminds %d, %v", n, err)
		}
		h.clock.Advance(time.Microsecond)
		if n, err := remind(h.admin, h.shop); err != nil || n != 2 {
			h.Errorf("the administrator reminds %d in the shop, %v", n, err)
		}
		h.demand(one, false)
		h.refused("acknowledgement.not_asked", func() error { _, err := remind(h.admin, id.Zero); return err })
	})
}
