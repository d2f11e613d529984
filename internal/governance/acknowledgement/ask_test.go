package acknowledgement_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tonggui/internal/event"
	"tonggui/internal/governance/acknowledgement"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

func page(limit int) httpapi.Page { return httpapi.Page{Limit: limit} }

const everyone = "管理员1 厂长1 主任1 工人1 焊工1 总监1 文员1"

// covers: RBK-04
func TestEverybodyWhoWorksHereIsAskedAndNobodyElse(t *testing.T) {
	each(t, func(h *house) {
		gone, shut := h.person("E1", "离职", h.shop), h.person("E2", "冻结", h.shop)
		h.write(`UPDATE accounts SET status = 'left' WHERE id = ?`, gone.Account)
		h.write(`UPDATE accounts SET status = 'frozen' WHERE id = ?`, shut.Account)
		one := h.published()
		h.waiting("")
		s := h.demand(one, true)
		h.waiting(everyone)
		if s.Totals.Asked != 7 || s.Of != 1 || len(h.mine(gone).Items)+len(h.mine(shut).Items) != 0 {
			h.Errorf("state %+v", s)
		}
		a := h.mine(h.worker).Items[0]
		if a.Title != "安全生产制度" || a.State != "waiting" || a.AskedAt != h.clock.Now() || a.DueAt != h.clock.Now().Add(7*24*time.Hour) || a.OpenedAt != nil || len(a.VersionHash) != 64 {
			h.Errorf("asked for %+v", a)
		}
		h.clock.Advance(time.Hour)
		h.becomes(shut, "active")
		newcomer := h.person("E3", "新人", h.office)
		h.hears(event.AccountsChanged{Accounts: []id.ID{newcomer.Account}})
		for _, p := range []authz.Principal{shut, newcomer} {
			if got := h.mine(p).Items; len(got) != 1 || got[0].AskedAt != h.clock.Now() {
				h.Errorf("%s is asked for %+v", p.Name, got)
			}
		}
		h.becomes(newcomer, "left")
		if got := h.mine(newcomer).Items; len(got) != 0 {
			h.Errorf("who has left is asked for %+v", got)
		}
		h.signs(shut, one)
		h.becomes(shut, "left")
		if s, err := h.State(t.Context(), h.admin, one, 0); err != nil || s.Totals.Asked != 8 || s.Totals.Done != 1 {
			h.Errorf("after leavings %+v, %v", s.Totals, err)
		}
	})
}

// covers: RBK-04
func TestADemandOfDepartmentsReachesThoseBelowThem(t *testing.T) {
	each(t, func(h *house) {
		h.write(`INSERT INTO account_departments (account, department, position) VALUES (?, ?, 0)`, h.clerk.Account, h.shop)
		one := h.demanded(h.works)
		h.waiting("厂长1 主任1 工人1 焊工1 文员1")
		h.signs(h.worker, one)
		h.clock.Advance(time.Hour)
		h.demand(one, true, h.office)
		h.waiting("管理员1 总监1 文员1")
		h.clock.Advance(time.Hour)
		h.demand(one, true)
		h.waiting("管理员1 厂长1 主任1 焊工1 总监1 文员1")
		if a := h.mine(h.welder).Items[0]; a.AskedAt != h.clock.Now() {
			h.Errorf("who is asked anew has been asked at %v", a.AskedAt)
		}
		if a := h.mine(h.clerk).Items[0]; a.AskedAt != h.clock.Now().Add(-2*time.Hour) {
			h.Errorf("who went on being asked has been asked at %v", a.AskedAt)
		}
		h.demand(one, false)
		h.waiting("")
		h.refused("not_found", func() error {
			_, err := h.Demand(t.Context(), h.admin, id.New(h.clock.Now()), true, nil)
			return err
		})
		h.refused("request.invalid", func() error {
			_, err := h.Demand(t.Context(), h.admin, one, true, []id.ID{id.New(h.clock.Now())})
			return err
		})
	})
}

// covers: RBK-04
func TestANewVersionAsksAgainFromTheInstantAtWhichItHolds(t *testing.T) {
	each(t, func(h *house) {
		one := h.demanded(h.shop)
		h.signs(h.worker, one)
		first := h.mine(h.welder).Items[0]
		at := h.clock.Now().Add(48 * time.Hour)
		h.next(one, 1, at)
		h.hears(event.RegulationPublished{Regulation: one, Version: 2, Effective: at})
		h.waiting("主任1 焊工1")
		h.clock.Advance(48 * time.Hour)
		h.refused("acknowledgement.not_in_force", func() error { // the room may hear of it a second later
			_, err := h.Acknowledge(t.Context(), h.welder, one, 1, first.VersionHash)
			return err
		})
		h.hears(event.RegulationInForce{Regulation: one, Version: 2})
		h.waiting("主任2 工人2 焊工2")
		h.refused("acknowledgement.not_in_force", func() error {
			_, err := h.Acknowledge(t.Context(), h.welder, one, 1, first.VersionHash)
			return err
		})
		h.signs(h.welder, one)
		for version, want := range map[int64]bool{1: false, 2: true} {
			at, err := acknowledgement.Acknowledged(h.db.Ask(t.Context()), h.welder.Account, one, version)
			h.must(err)
			if at > 0 != want {
				h.Errorf("version %d: acknowledged at %v", version, at)
			}
		}
		if s, err := h.State(t.Context(), h.admin, one, 1); err != nil || s.Of != 1 || s.Totals.Done != 1 || s.Totals.Asked != 1 || fmt.Sprint(s.Versions) != "[2 1]" {
			h.Errorf("the older version %+v, %v", s, err)
		}
		done, err := h.Mine(t.Context(), h.worker, true, page(10))
		h.must(err)
		if len(done.Items) != 1 || done.Items[0].Version != 1 || done.Waiting != 1 {
			h.Errorf("what the worker has acknowledged: %+v", done)
		}
	})
}

// covers: RBK-04
func TestAnAcknowledgementNamesTheWordsAndStandsOnce(t *testing.T) {
	each(t, func(h *house) {
		one := h.demanded(h.shop)
		a := h.mine(h.worker).Items[0]
		sign := func(who authz.Principal, version int64, hash string) func() error {
			return func() error { _, err := h.Acknowledge(t.Context(), who, one, version, hash); return err }
		}
		h.refused("acknowledgement.other_text", sign(h.worker, 1, strings.Repeat("0", 64)))
		h.refused("acknowledgement.other_text", sign(h.worker, 1, strings.Repeat("x", 64)))
		h.refused("not_found", sign(h.worker, 2, a.VersionHash))
		h.refused("not_found", sign(h.clerk, 1, a.VersionHash))
		h.must(sign(h.worker, 1, a.VersionHash)())
		at := h.clock.Now()
		h.clock.Advance(time.Hour)
		before := h.stored()
		again, err := h.Acknowledge(t.Context(), h.worker, one, 1, a.VersionHash)
		h.must(err)
		if *again.At != at || again.State != "done" || h.stored() != before {
			h.Errorf("a second time: %+v", again)
		}
		h.demand(one, false)
		h.refused("acknowledgement.not_asked", sign(h.welder, 1, a.VersionHash))
		if n := h.count(`SELECT COUNT(*) FROM audit WHERE action = 'acknowledgement.give' AND actor = ?`, h.worker.Account); n != 1 {
			h.Errorf("%d records", n)
		}
	})
}

// covers: RBK-04
func TestOnlyTimeThatHasPassedCountsAsRead(t *testing.T) {
	each(t, func(h *house) {
		one := h.demanded(h.shop)
		reading := func(pass time.Duration, want int64) {
			h.Helper()
			h.clock.Advance(pass)
			a, err := h.Reading(t.Context(), h.worker, one, 1)
			h.must(err)
			if a.OpenMS != want {
				h.Errorf("after %s: %d ms, want %d", pass, a.OpenMS, want)
			}
		}
		opened := h.clock.Now()
		reading(0, 0)
		reading(15*time.Second, 15_000)
		reading(0, 15_000) // another device, or a loop
		reading(time.Second, 16_000)
		reading(20*time.Second, 36_000)
		reading(21*time.Second, 36_000) // was away
		reading(1500*time.Microsecond, 36_001)
		reading(1500*time.Microsecond, 36_003) // parts of a millisecond are not lost
		h.clock.Advance(5 * time.Second)
		a := h.signs(h.worker, one)
		if a.OpenMS != 41_003 || *a.OpenedAt != opened {
			h.Errorf("at the end %+v", a)
		}
		reading(15*time.Second, 41_003)
		h.refused("not_found", func() error { _, err := h.Reading(t.Context(), h.clerk, one, 1); return err })
	})
}
