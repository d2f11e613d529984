package org_test

import (
	"fmt"
	"testing"

	"tonggui/internal/org"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/id"
)

// covers: APV-01
func TestTheChartFindsWhomAMatterConcerns(t *testing.T) {
	each(t, func(h *house) {
		h.importSmall()
		c := h.org.Chart()
		name := func(one id.ID) string { return h.org.Name(one) }
		named := func(list []id.ID) (out []string) {
			for _, one := range list {
				out = append(out, name(one))
			}
			return out
		}
		engineer, head, boss := h.number("1003"), h.number("1002"), h.number("1001")
		got := fmt.Sprint(name(c.Superior(engineer, 1)), " ", name(c.Superior(engineer, 2)), " ", c.Superior(engineer, 3), " ", c.Superior(engineer, 0), " ", c.Superior(id.New(1), 1))
		if want := fmt.Sprint("李工 王总 ", id.Zero, " ", id.Zero, " ", id.Zero); got != want {
			t.Errorf("above: %s", got)
		}
		// The group has no head of its own, so the department above it has; nobody is named to be in charge.
		if got := fmt.Sprint(named(c.Heads(c.Department(engineer))), name(c.InCharge(c.Department(engineer))), c.InCharge(c.Department(boss)).IsZero()); got != "[李工]王总true" {
			t.Errorf("heads: %s", got)
		}
		if !c.Head(head) || c.Head(engineer) || !c.Active(head) || c.Active(id.New(1)) || len(c.Heads(id.New(1))) > 0 {
			t.Error("who heads something, or can act, is not told")
		}
		h.importSmall("钱二,永顺/研发部/平台组,工程师,P5,13800000004,qe@example.com,1002", "钱二,永顺/研发部/平台组,工程师,P5,13800000004,qe@example.com,")
		if c := h.org.Chart(); name(c.Superior(h.number("1004"), 1)) != "李工" {
			t.Error("for whom the roster names nobody, the head of the department is the superior")
		}
	})
}

// covers: APV-01
func TestALeaderInChargeIsNamedForADepartmentAndThoseBelow(t *testing.T) {
	each(t, func(h *house) {
		admin, _ := h.setUp()
		staff, _ := h.settled("A002", "鲁恒")
		h.importSmall()
		departments := ok[departments](admin.call("GET", "/departments", nil), 200).Items
		research := departments[1]
		path := func(d id.ID) string { return "/admin/departments/" + d.String() + "/leader" }
		leads := func(person id.ID) map[string]any { return map[string]any{"person_id": person} }
		set := func(d id.ID, body map[string]any) org.Department {
			t.Helper()
			return ok[org.Department](admin.call("PUT", path(d), body), 200)
		}
		accountant, group := h.number("1005"), h.org.Chart().Department(h.number("1003"))
		if d := set(research.ID, leads(accountant)); d.LeaderID == nil || *d.LeaderID != accountant || d.Name != research.Name {
			t.Errorf("%+v", d)
		}
		if in := h.org.Chart().InCharge(group); in != accountant {
			t.Errorf("in charge of the group below: %v", in)
		}
		set(group, leads(h.number("1001")))
		if in := h.org.Chart().InCharge(group); in != h.number("1001") {
			t.Errorf("the nearest counts: %v", in)
		}
		again := newHouse(t, h.db, h.clock) // it is stored
		if in := again.org.Chart().InCharge(research.ID); in != accountant {
			t.Errorf("after a restart: %v", in)
		}
		before := h.audited(string(authz.DepartmentLead))
		h.unchanged(func() {
			set(research.ID, leads(accountant)) // as it is
			staff.call("PUT", path(research.ID), leads(accountant)).refused(403, "access.denied")
			admin.call("PUT", path(id.New(1)), leads(accountant)).refused(404, "not_found")
			admin.call("PUT", path(research.ID), leads(id.New(1))).refused(422, "request.invalid")
			admin.call("PUT", path(research.ID), map[string]any{}).refused(422, "request.invalid")
		})
		if now := h.audited(string(authz.DepartmentLead)); before != 2 || now != before {
			t.Errorf("%d, then %d records", before, now)
		}
		if d := set(research.ID, map[string]any{"person_id": nil}); d.LeaderID != nil {
			t.Errorf("%+v", d)
		}
	})
}
