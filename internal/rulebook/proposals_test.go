package rulebook_test

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
	"tonggui/internal/rulebook"
	"tonggui/internal/testkit/dbtest"
)

// office is a company of one department and a few people.
type office struct {
	department id.ID
	roles      map[id.ID][]authz.Role
}

func (o *office) Line(d id.ID) []id.ID {
	if d == o.department {
		return []id.ID{d}
	}
	return nil
}

func (o *office) Standing(account id.ID) (id.ID, []authz.Role, bool) {
	roles, known := o.roles[account]
	return o.department, roles, known
}

func (o *office) People(accounts []id.ID) (out []ref.Person) {
	for _, one := range accounts {
		out = append(out, ref.Person{ID: one, Name: "name of " + one.String()})
	}
	return out
}

func (o *office) Department(id.ID) string { return "Sales" }

func (o *office) Holders(roles ...authz.Role) (out []id.ID) {
	for one, have := range o.roles {
		if slices.ContainsFunc(roles, func(r authz.Role) bool { return slices.Contains(have, r) }) {
			out = append(out, one)
		}
	}
	return out
}

func (o *office) HoldBoth(a, b authz.Role) (n int) {
	for _, have := range o.roles {
		if slices.Contains(have, a) && slices.Contains(have, b) {
			n++
		}
	}
	return n
}

// desk is the service over a database, with people.
type desk struct {
	*testing.T
	*rulebook.Service
	*office
	db    *db.DB
	clock *clock.Fake
	tried map[id.ID]string // trial → rule
}

func eachDesk(t *testing.T, fn func(h *desk)) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		o := &office{department: id.New(c.Now()), roles: map[id.ID][]authz.Role{}}
		b := book(t, d, o)
		tried := map[id.ID]string{}
		s := rulebook.New(rulebook.Deps{DB: d, Book: b, People: o, Consent: rulebook.SecondAdministrator{People: o}, Log: slog.New(slog.DiscardHandler),
			Tried: func(_ db.Q, trial id.ID, rule string) (bool, error) { return tried[trial] == rule, nil }})
		fn(&desk{T: t, Service: s, office: o, db: d, clock: c, tried: tried})
	})
}

// hire adds somebody with roles.
func (h *desk) hire(roles ...authz.Role) authz.Principal {
	who := authz.Principal{Account: id.New(h.clock.Now()), Department: h.department, Roles: roles, Language: "en"}
	h.roles[who.Account] = roles
	return who
}

// acting is somebody as the entrance finds them now.
func (h *desk) acting(who authz.Principal) authz.Principal {
	held := []authz.Role{}
	for _, roles := range h.roles {
		held = append(held, roles...)
	}
	who.StandsIn = authz.StandingIn(who.Roles, held)
	return who
}

func (h *desk) ask(who authz.Principal, c rulebook.Change) (rulebook.Proposal, error) {
	if c.Rule == "" {
		c.Rule = limit.ID
	}
	if c.Scope.Kind == "" {
		c.Scope.Kind = rulebook.ForCompany
	}
	if c.Reason == "" {
		c.Reason = "because"
	}
	return h.Propose(h.Context(), who, c, id.Zero)
}

func (h *desk) set(asks, confirms authz.Principal, c rulebook.Change) rulebook.Proposal {
	h.Helper()
	p, err := h.ask(asks, c)
	if err == nil {
		p, err = h.Decide(h.Context(), h.acting(confirms), p.ID, true, "")
	}
	if err != nil {
		h.Fatal(err)
	}
	return p
}

// refused wants an error, and nothing written or said.
func (h *desk) refused(why, code string, call func() error) {
	h.Helper()
	rows := func() (out string) {
		for _, table := range []string{"rule_values", "rule_proposals", "audit", "events"} {
			out += fmt.Sprint(count(h.T, h.db, table), " ")
		}
		open, err := db.Value[int](h.db.Ask(h.Context()), `SELECT COUNT(*) FROM rule_proposals WHERE state = 'open'`)
		if err != nil {
			h.Fatal(err)
		}
		return out + fmt.Sprint(open)
	}
	before, err := rows(), call()
	if err == nil {
		h.Fatalf("%s: was accepted", why)
	}
	e := apperr.From(err)
	got := e.Def.Code
	if reason, ok := e.Params["reason"]; ok {
		got += " " + fmt.Sprint(reason)
	}
	if got != code || rows() != before {
		h.Errorf("%s: refused with %s, want %s; rows %s, then %s", why, got, code, before, rows())
	}
}

func (h *desk) value(who authz.Principal) int64 {
	return h.Book.Value(limit.ID, rulebook.SubjectOf(who), h.clock.Now()).Value
}

// covers: RBK-03
func TestAChangeHoldsOnceSomebodyElseHasConfirmedIt(t *testing.T) {
	eachDesk(t, func(h *desk) {
		asks, confirms := h.hire(authz.Admin), h.hire(authz.Admin)
		p, err := h.ask(asks, rulebook.Change{Value: value(60)})
		if err != nil || p.State != rulebook.Open || p.Effective != 0 || h.value(asks) != 50 {
			t.Fatalf("%+v %v; the value is %d", p, err, h.value(asks))
		}
		h.refused("one's own", "rule.own_proposal", func() error { _, err := h.Decide(t.Context(), h.acting(asks), p.ID, true, ""); return err })
		h.refused("one's own, rejected", "rule.own_proposal", func() error { _, err := h.Decide(t.Context(), h.acting(asks), p.ID, false, ""); return err })
		h.refused("withdrawn by another", "access.denied", func() error { _, err := h.Withdraw(t.Context(), confirms, p.ID); return err })
		h.refused("by an employee", "access.denied", func() error { _, err := h.Decide(t.Context(), h.hire(), p.ID, true, ""); return err })
		h.clock.Advance(time.Hour)
		p, err = h.Decide(t.Context(), h.acting(confirms), p.ID, true, "seen")
		if err != nil || p.State != rulebook.Confirmed || *p.Version != 1 || p.DecidedBy.ID != confirms.Account || h.value(asks) != 60 {
			t.Fatalf("%+v %v; the value is %d", p, err, h.value(asks))
		}
		h.refused("twice", "rule.proposal_closed", func() error { _, err := h.Decide(t.Context(), h.acting(confirms), p.ID, true, ""); return err })
		r, err := h.Rule(t.Context(), asks, limit.ID)
		if err != nil || len(r.Values) != 1 || r.Values[0].AskedBy.ID != asks.Account || r.Values[0].Confirmed.ID != confirms.Account || r.Since != h.clock.Now() {
			t.Fatalf("the rule's page says %+v %v", r, err)
		}
	})
}

// covers: RBK-03
func TestAProposalNamesOnlyATrialOfItsRule(t *testing.T) {
	eachDesk(t, func(h *desk) {
		asks, trial := h.hire(authz.Admin), id.New(h.clock.Now())
		c := rulebook.Change{Rule: limit.ID, Scope: rulebook.Scope{Kind: rulebook.ForCompany}, Value: value(60), Reason: "because"}
		ask := func() error { _, err := h.Propose(h.Context(), asks, c, trial); return err }
		h.refused("a trial that never ran", "request.invalid", ask)
		h.tried[trial] = "test.other"
		h.refused("a trial of another rule", "request.invalid", ask)
		h.tried[trial] = limit.ID
		p, err := h.Propose(h.Context(), asks, c, trial)
		if err != nil || p.Trial == nil || *p.Trial != trial {
			h.Errorf("%+v, %v", p, err)
		}
	})
}

// covers: RBK-03
func TestASecurityAdministratorConfirmsWhereThereIsOne(t *testing.T) {
	eachDesk(t, func(h *desk) {
		admin, other, security := h.hire(authz.Admin), h.hire(authz.Admin), h.hire(authz.SecurityAdmin)
		p, err := h.ask(admin, rulebook.Change{Value: value(60)})
		if err != nil {
			t.Fatal(err)
		}
		h.refused("by another administrator", "rule.not_decider", func() error { _, err := h.Decide(t.Context(), h.acting(other), p.ID, true, ""); return err })
		if _, err := h.Decide(t.Context(), security, p.ID, false, "no"); err != nil {
			t.Fatal(err)
		}
		if p := h.set(security, other, rulebook.Change{Value: value(70)}); p.State != rulebook.Confirmed || h.value(admin) != 70 {
			t.Fatalf("what the only security administrator asks for is confirmed by an administrator: %+v", p)
		}
	})
}

// covers: RBK-03
func TestContradictionsAreRefusedWithTheirReason(t *testing.T) {
	eachDesk(t, func(h *desk) {
		a, b := h.hire(authz.Admin), h.hire(authz.Admin)
		person := h.hire(authz.HR, authz.IT)
		exempt := rulebook.Scope{Kind: rulebook.ForPerson, ID: person.Account.String()}
		role := func(r authz.Role) rulebook.Scope { return rulebook.Scope{Kind: rulebook.ForRole, ID: string(r)} }
		ends := h.clock.Now().Add(24 * time.Hour)
		late := h.clock.Now().Add(400 * 24 * time.Hour)
		soon := h.clock.Now().Add(time.Hour)
		h.set(a, b, rulebook.Change{Value: value(60), Scope: role(authz.HR)})
		h.set(a, b, rulebook.Change{Value: value(55), Effective: soon})
		h.clock.Advance(time.Minute)
		if _, err := h.ask(a, rulebook.Change{Value: value(70)}); err != nil {
			t.Fatal(err)
		}
		for why, one := range map[string]struct {
			code string
			rulebook.Change
		}{
			"a second one for the same":           {"rule.scope_contradiction proposal_open", rulebook.Change{Value: value(71)}},
			"the same instant":                    {"rule.scope_contradiction same_instant", rulebook.Change{Value: value(56), Effective: soon}},
			"what stands already":                 {"rule.scope_contradiction changes_nothing", rulebook.Change{Value: value(60), Scope: role(authz.HR)}},
			"an exemption from nothing":           {"rule.scope_contradiction changes_nothing", rulebook.Change{Value: value(60), Scope: exempt, Until: &ends}},
			"nothing to withdraw":                 {"rule.scope_contradiction nothing_to_withdraw", rulebook.Change{Scope: role(authz.IT)}},
			"two roles of one person":             {"rule.scope_contradiction roles_differ", rulebook.Change{Value: value(61), Scope: role(authz.IT)}},
			"out of bounds":                       {"rule.out_of_bounds", rulebook.Change{Value: value(121)}},
			"the past":                            {"rule.effective_in_past", rulebook.Change{Value: value(20), Effective: h.clock.Now() - 1}},
			"an exemption without end":            {"rule.until_invalid", rulebook.Change{Value: value(61), Scope: exempt}},
			"an exemption for more than a year":   {"rule.until_invalid", rulebook.Change{Value: value(61), Scope: exempt, Until: &late}},
			"an end before the beginning":         {"rule.until_invalid", rulebook.Change{Value: value(61), Effective: ends, Until: &soon}},
			"nobody":                              {"rule.scope_invalid", rulebook.Change{Value: value(61), Scope: rulebook.Scope{Kind: rulebook.ForPerson, ID: id.New(h.clock.Now()).String()}, Until: &ends}},
			"a department that is not there":      {"rule.scope_invalid", rulebook.Change{Value: value(61), Scope: rulebook.Scope{Kind: rulebook.ForDepartment, ID: a.Account.String()}}},
			"a class of groups that is not there": {"rule.scope_invalid", rulebook.Change{Value: value(61), Scope: rulebook.Scope{Kind: rulebook.ForGroupClass, ID: "project"}}},
			"no such rule":                        {"rule.unknown", rulebook.Change{Rule: "no.such", Value: value(61)}},
		} {
			h.refused(why, one.code, func() error { _, err := h.ask(a, one.Change); return err })
		}
		if p := h.set(a, b, rulebook.Change{Value: value(61), Scope: exempt, Until: &ends}); h.value(person) != 61 || *p.Until != ends {
			t.Fatalf("the exemption does not hold: %d", h.value(person))
		}
		h.clock.Advance(ends.Sub(h.clock.Now()))
		if h.value(person) != 60 {
			t.Errorf("after its end the exemption still gives %d", h.value(person))
		}
	})
}

func TestAProposalIsJudgedAgainWhenItIsConfirmedAndExpiresAfterAWeek(t *testing.T) {
	eachDesk(t, func(h *desk) {
		a, b := h.hire(authz.Admin), h.hire(authz.Admin)
		later := h.clock.Now().Add(time.Hour)
		p, err := h.ask(a, rulebook.Change{Value: value(60), Effective: later})
		if err != nil {
			t.Fatal(err)
		}
		h.clock.Advance(2 * time.Hour)
		h.refused("its instant has passed", "rule.effective_in_past", func() error { _, err := h.Decide(t.Context(), h.acting(b), p.ID, true, ""); return err })
		if p, err = h.Withdraw(t.Context(), a, p.ID); err != nil || p.State != rulebook.Withdrawn {
			t.Fatalf("%+v %v", p, err)
		}
		if p, err = h.ask(a, rulebook.Change{Value: value(60)}); err != nil {
			t.Fatal(err)
		}
		h.clock.Advance(p.Expires.Sub(h.clock.Now()))
		h.refused("too late", "rule.proposal_closed", func() error { _, err := h.Decide(t.Context(), h.acting(b), p.ID, true, ""); return err })
		for _, tick := range []string{"before", "after"} {
			list, err := h.Proposals(t.Context(), a, rulebook.Expired, httpapi.Page{Limit: 10})
			open, failed := h.Proposals(t.Context(), a, rulebook.Open, httpapi.Page{Limit: 10})
			if err := errors.Join(err, failed, h.Tick(t.Context())); err != nil || len(list.Items) != 1 || len(open.Items) != 0 {
				t.Fatalf("%s the look: %d expired, %d open, %v", tick, len(list.Items), len(open.Items), err)
			}
		}
	})
}

// covers: RBK-03
func TestThatAValueComesIntoForceAndEndsIsToldOnce(t *testing.T) {
	eachDesk(t, func(h *desk) {
		a, b := h.hire(authz.Admin), h.hire(authz.Admin)
		from, until := h.clock.Now().Add(time.Hour), h.clock.Now().Add(2*time.Hour)
		h.set(a, b, rulebook.Change{Value: value(60), Effective: from, Until: &until})
		told := func(want string) {
			t.Helper()
			for range 2 {
				if err := h.Tick(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			got, err := db.All(h.db.Ask(t.Context()), db.Scalar[string], `SELECT kind FROM events ORDER BY pos`)
			if all := strings.Join(got, " "); err != nil || all != want {
				t.Errorf("told %s, want %s, %v", all, want, err)
			}
		}
		set := "rulebook.rule_proposed rulebook.rule_decided rulebook.rule_changed"
		told(set)
		h.clock.Advance(from.Sub(h.clock.Now()))
		told(set + " rulebook.rule_in_force")
		if h.value(a) != 60 {
			t.Errorf("in its time the value is %d", h.value(a))
		}
		h.clock.Advance(until.Sub(h.clock.Now()))
		told(set + " rulebook.rule_in_force rulebook.rule_in_force")
		if h.value(a) != 50 {
			t.Errorf("after its end the value is %d", h.value(a))
		}
	})
}

// covers: RBK-03
func TestHistoryKeepsAllVersionsAndExemptionsAreForAdministrators(t *testing.T) {
	eachDesk(t, func(h *desk) {
		a, b, person := h.hire(authz.Admin), h.hire(authz.Admin), h.hire()
		ends := h.clock.Now().Add(time.Hour)
		h.set(a, b, rulebook.Change{Value: value(60)})
		h.clock.Advance(time.Minute)
		h.set(a, b, rulebook.Change{Value: value(70)})
		h.set(a, b, rulebook.Change{Value: value(65), Scope: rulebook.Scope{Kind: rulebook.ForDepartment, ID: h.department.String()}, Stage: rulebook.Warning})
		h.set(a, b, rulebook.Change{Value: value(80), Scope: rulebook.Scope{Kind: rulebook.ForPerson, ID: person.Account.String()}, Until: &ends})
		say := func(who authz.Principal) (out string) {
			for cursor := ""; ; {
				page, err := h.History(t.Context(), who, limit.ID, httpapi.Page{Limit: 2, Cursor: cursor})
				if err != nil {
					t.Fatal(err)
				}
				for _, v := range page.Items {
					out += fmt.Sprint(v.Version, ":", *v.Value, " ", v.Stage, " ", v.Scope.Kind, " ", v.Scope.Name, " ", v.Replaced != nil, ", ")
				}
				if page.NextCursor == nil {
					return out
				}
				cursor = *page.NextCursor
			}
		}
		rest := "3:65 warn department Sales false, 2:70 enforce company  false, 1:60 enforce company  true, "
		if got, want := say(a), "4:80 enforce person name of "+person.Account.String()+" false, "+rest; got != want {
			t.Errorf("administrators read %s, want %s", got, want)
		}
		if got := say(person); got != rest {
			t.Errorf("employees read %s, want %s", got, rest)
		}
		r, err := h.Rule(t.Context(), person, limit.ID)
		if err != nil || len(r.Values) != 2 || r.Value != 80 || r.Narrower != 2 {
			t.Errorf("an employee's page: %+v %v", r, err)
		}
		found, err := h.Rules(t.Context(), person, "SPEED_limit title", httpapi.Page{Limit: 10})
		none, failed := h.Rules(t.Context(), person, "speed_limit horse", httpapi.Page{Limit: 10})
		if err := errors.Join(err, failed); err != nil || len(found.Items) != 1 || len(none.Items) != 0 {
			t.Errorf("found %d and %d, %v", len(found.Items), len(none.Items), err)
		}
	})
}

// covers: SEC-03
func TestReadingEvidenceIsRecordedAndPaged(t *testing.T) {
	eachDesk(t, func(h *desk) {
		driver, admin := h.hire(), h.hire(authz.Supervisor)
		for range 5 {
			h.clock.Advance(time.Minute)
			_ = h.db.Write(t.Context(), func(tx *db.Tx) error {
				return rulebook.Apply(h.Book, tx, limit, rulebook.Case[speed]{Who: driver, Object: "car", Facts: speed{80}}, errTooFast)
			})
		}
		h.refused("by an employee", "access.denied", func() error {
			_, err := h.Evidence(t.Context(), driver, rulebook.EvidenceFilter{}, httpapi.Page{Limit: 2})
			return err
		})
		for _, f := range []rulebook.EvidenceFilter{{}, {Department: h.department}, {Rule: limit.ID}, {Outcome: rulebook.Block, From: 1, To: h.clock.Now()}} {
			before, got, last := count(t, h.db, "audit"), 0, h.clock.Now()+1
			for cursor := ""; ; {
				page, err := h.Evidence(t.Context(), admin, f, httpapi.Page{Limit: 2, Cursor: cursor})
				if err != nil {
					t.Fatal(err)
				}
				for _, e := range page.Items {
					got++
					if e.At >= last || e.Actor.ID != driver.Account || e.Department.Name != "Sales" || string(e.Facts) != `{"km_h":80}` {
						t.Errorf("%+v", e)
					}
					last = e.At
				}
				if page.NextCursor == nil {
					break
				}
				cursor = *page.NextCursor
			}
			if n := count(t, h.db, "audit") - before; got != 5 || n != 3 {
				t.Errorf("%+v: %d rows, recorded %d times", f, got, n)
			}
		}
		if page, err := h.Evidence(t.Context(), admin, rulebook.EvidenceFilter{Outcome: rulebook.Warn}, httpapi.Page{Limit: 2}); err != nil || len(page.Items) != 0 {
			t.Errorf("%+v %v", page, err)
		}
	})
}
