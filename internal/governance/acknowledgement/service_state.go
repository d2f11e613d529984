package acknowledgement

import (
	"context"
	"slices"

	"tonggui/internal/audit"
	"tonggui/internal/event"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
	"tonggui/internal/rulebook/regulation"
)

// Demand settles whether a regulation demands acknowledgement, and of whom: departments with those below
// them, none for everybody. Those whom the version in force concerns are asked before it returns.
// Whoever may: AcknowledgementDemand.
//
// Errors: apperr.NotFound for a regulation of which nothing was published; apperr.Invalid for a
// department that there is not.
func (s *Service) Demand(ctx context.Context, who authz.Principal, one id.ID, required bool, departments []id.ID) (out AcknowledgementState, err error) {
	departments = distinct(departments)
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		known, err := standing(tx, one, "")
		if err != nil {
			return err
		}
		if known.Regulation.IsZero() {
			return apperr.NotFound.New()
		}
		t, err := readTree(tx)
		if err != nil {
			return err
		}
		for _, d := range departments {
			if _, there := t.at[d]; !there {
				return apperr.Invalid.At("body.department_ids", "unknown")
			}
		}
		if err := upsertDemand(tx, demand{regulation: one, required: required, departments: departments}, who.Account); err != nil {
			return err
		}
		if err := audit.Write(tx, who, audit.Entry{Action: authz.AcknowledgementDemand, Object: "regulation", ObjectID: one,
			Facts: map[string]any{"required": required, "departments": departments}}); err != nil {
			return err
		}
		return tx.Say(event.AcknowledgementDemanded{Regulation: one})
	})
	if err != nil {
		return out, err
	}
	if err := s.settle(ctx, one, nil); err != nil {
		return out, err
	}
	return s.State(ctx, who, one, 0)
}

// Demands lists the regulations in force and what they demand, with counts as far as the caller may see.
// Whoever may: AcknowledgementState; heads their own departments.
//
// Errors: apperr.Forbidden.
func (s *Service) Demands(ctx context.Context, who authz.Principal) (out []AcknowledgementDemand, err error) {
	out = []AcknowledgementDemand{}
	err = s.DB.Read(ctx, func(q db.Q) error {
		t, err := readTree(q)
		if err != nil {
			return err
		}
		in, may, err := scopeOf(q, t, who, authz.AcknowledgementState)
		if err != nil {
			return err
		}
		if !may {
			return apperr.Forbidden.New()
		}
		all, err := regulation.Standings(q, who.Language)
		if err != nil {
			return err
		}
		for _, r := range all {
			d, err := selectDemand(q, r.Regulation)
			if err != nil {
				return err
			}
			if !d.required && !authz.Can(who, authz.AcknowledgementDemand) {
				continue
			}
			counted, err := selectCounts(q, r.Regulation, r.Number, q.At())
			if err != nil {
				return err
			}
			out = append(out, demanded(r, d, t, in, counted))
		}
		return nil
	})
	return out, err
}

func demanded(r regulation.Standing, d demand, t tree, in scope, counted map[id.ID]AcknowledgementCounts) AcknowledgementDemand {
	out := AcknowledgementDemand{RegulationID: r.Regulation, Title: r.Title, Version: r.Number, EffectiveAt: given(r.EffectiveAt), Required: d.required, Departments: []ref.Named{}}
	for _, one := range d.departments {
		if i, known := t.at[one]; known {
			out.Departments = append(out.Departments, ref.Named{ID: one, Name: t.order[i].name})
		}
	}
	for department, c := range counted {
		if in.holds(department) {
			out.Totals.add(c)
		}
	}
	return out
}

// State tells how far a version has come in the departments that the caller may see; version 0 is the
// one in force. Whoever may: AcknowledgementState; heads their own departments.
//
// Errors: apperr.NotFound, apperr.Forbidden.
func (s *Service) State(ctx context.Context, who authz.Principal, one id.ID, version int64) (out AcknowledgementState, err error) {
	err = s.DB.Read(ctx, func(q db.Q) (err error) {
		out, err = s.state(q, who, one, version)
		return err
	})
	return out, err
}

func (s *Service) state(q db.Q, who authz.Principal, one id.ID, version int64) (out AcknowledgementState, err error) {
	in, d, err := s.reach(q, who, authz.AcknowledgementState, one, id.Zero)
	if err != nil {
		return out, err
	}
	r, err := standing(q, one, who.Language)
	if err != nil {
		return out, err
	}
	versions, err := selectAsked(q, one)
	if err != nil {
		return out, err
	}
	out.Of, out.Versions, out.Abilities = r.Number, []int64{}, []string{}
	for _, v := range versions {
		out.Versions = append(out.Versions, v.version)
	}
	if version > 0 && version != r.Number {
		if !slices.Contains(out.Versions, version) {
			return out, apperr.NotFound.New()
		}
		out.Of = version
	}
	for _, a := range []authz.Action{authz.AcknowledgementDemand, authz.AcknowledgementRemind, authz.AcknowledgementExport, authz.AcknowledgementProof} {
		if authz.Can(who, a) || a != authz.AcknowledgementDemand && authz.Can(who, a, authz.Head) {
			out.Abilities = append(out.Abilities, string(a))
		}
	}
	t, err := readTree(q)
	if err != nil {
		return out, err
	}
	counted, err := selectCounts(q, one, out.Of, q.At())
	out.AcknowledgementDemand = demanded(r, d, t, in, counted)
	out.Items = rolledUp(t, in, counted)
	return out, err
}

// rolledUp sums departments up with those below them, and lists those in which somebody was asked.
func rolledUp(t tree, in scope, counted map[id.ID]AcknowledgementCounts) []AcknowledgementDepartment {
	sums := make([]AcknowledgementCounts, len(t.order))
	for i := len(t.order) - 1; i >= 0; i-- { // children come before their parents
		b := t.order[i]
		sums[i].add(counted[b.id])
		if up, known := t.at[b.parent]; known {
			sums[up].add(sums[i])
		}
	}
	out, depth := []AcknowledgementDepartment{}, map[id.ID]int{}
	for i, b := range t.order {
		if !in.holds(b.id) || sums[i].Asked == 0 {
			continue
		}
		at := 0
		if above, listed := depth[b.parent]; listed {
			at = above + 1
		}
		depth[b.id] = at
		out = append(out, AcknowledgementDepartment{ID: b.id, Name: b.name, Depth: at, AcknowledgementCounts: sums[i]})
	}
	return out
}

// Filter chooses people; what is zero does not count.
type Filter struct {
	Version    int64 // 0: the one in force
	State      string
	Department id.ID
}

// Listing lists who was asked, in the order of their numbers. Whoever may: AcknowledgementState; heads
// their own departments.
//
// Errors: apperr.NotFound, apperr.Forbidden, apperr.Invalid for a cursor.
func (s *Service) Listing(ctx context.Context, who authz.Principal, one id.ID, f Filter, page httpapi.Page) (out httpapi.List[AcknowledgementPerson], err error) {
	var rows []listed
	var after id.ID
	if page.Cursor != "" {
		if after, err = id.Parse(page.Cursor); err != nil {
			return out, httpapi.BadCursor()
		}
	}
	err = s.DB.Read(ctx, func(q db.Q) error {
		in, _, err := s.reach(q, who, authz.AcknowledgementState, one, f.Department)
		if err != nil {
			return err
		}
		if f.Version == 0 {
			r, err := standing(q, one, "")
			if err != nil {
				return err
			}
			f.Version = r.Number
		}
		rows, err = selectListed(q, one, f, in, after, q.At(), page.Limit+1)
		return err
	})
	if err != nil {
		return out, err
	}
	if len(rows) > page.Limit {
		rows = rows[:page.Limit]
		next := rows[page.Limit-1].account.String()
		out.NextCursor = &next
	}
	out.Items = s.people(rows)
	return out, nil
}

func (s *Service) people(rows []listed) []AcknowledgementPerson {
	ids := make([]id.ID, 0, 2*len(rows))
	for _, r := range rows {
		ids = append(ids, r.account, r.escalatedTo)
	}
	known := map[id.ID]ref.Person{}
	for _, p := range s.People.People(ids) {
		known[p.ID] = p
	}
	out := []AcknowledgementPerson{}
	for _, r := range rows {
		p := AcknowledgementPerson{Person: known[r.account], State: r.state(s.DB.Now()), AskedAt: r.askedAt, DueAt: r.dueAt, OpenedAt: given(r.openedAt), OpenMS: r.openMS,
			Reminders: r.reminders, RemindedAt: given(r.remindedAt), EscalatedAt: given(r.escalatedAt), At: given(r.signedAt)}
		if head, there := known[r.escalatedTo]; there {
			p.EscalatedTo = &head
		}
		out = append(out, p)
	}
	return out
}
