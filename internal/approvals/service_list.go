package approvals

import (
	"context"
	"strings"
	"time"

	"tonggui/internal/approvals/engine"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// List is a part of one of somebody's lists, the newest first. Where it is narrowed, no more than lookedThrough of its
// rows are looked at for one part: what is found may be less than was asked for, even nothing, and still the list goes
// on. Whoever may: everybody their own.
func (s *Service) List(ctx context.Context, who authz.Principal, f Filter, page httpapi.Page) (out ApprovalList, err error) {
	out.Items = []ApprovalRow{}
	at, last, err := readCursor(page.Cursor)
	if err != nil {
		return out, err
	}
	err = s.DB.Read(ctx, func(q db.Q) error {
		rows, next, short, err := selectBox(q, who.Account, f, spot{at, last}, page.Limit)
		if err != nil {
			return err
		}
		if next != nil {
			out.NextCursor = cursorOf(next.at, next.place)
		}
		if short {
			out.LookedBackTo = &next.at
		}
		days, err := s.Days.For(q, id.Zero)
		if err != nil {
			return err
		}
		for _, r := range rows {
			row, err := s.row(q, who, f.Box, r, days.Zone())
			if err != nil {
				return err
			}
			out.Items = append(out.Items, row)
		}
		return nil
	})
	return out, err
}

// row is an approval in one line.
func (s *Service) row(q db.Q, who authz.Principal, in string, r entry, zone *time.Location) (ApprovalRow, error) {
	e, err := s.edition(q, r.template, r.approval.edition)
	if err != nil {
		return ApprovalRow{}, err
	}
	d := e.definition
	out := ApprovalRow{ID: r.approval.id, Serial: r.serial, Version: r.version, Template: TemplateName{Key: r.template, Name: d.Name.In(who.Language)}, Title: titleOf(r.approval, d, who.Language),
		Applicant: *s.named(r.applicant), Department: s.departmentOf(r.department), State: r.status, Effect: r.effectAt, Step: stepWords(r.state, d, who.Language),
		OpenedAt: r.openedAt, At: r.at, DueAt: notYet(r.due), Unread: r.seen == 0, Overdue: r.due > 0 && r.due < q.At(), Summary: s.summary(r.approval, e, who.Language, zone)}
	if in == "waiting" {
		out.TaskID = &r.place
		if t, ok := r.state.Find(r.place); ok {
			out.Batch = batchable(d, t.Step)
		}
	}
	return out, nil
}

// batchable tells whether a step can be decided together with others: nothing but the password is asked for.
func batchable(d form.Definition, step string) bool {
	found := stepOf(d, step)
	return found != nil && levelAt(d, found) == route.Password && !found.Stroke && !found.Writes()
}

// stepWords are where an approval stands.
func stepWords(state engine.State, d form.Definition, language string) string {
	names := []string{}
	for _, t := range state.Open() {
		name := t.Step
		if found := stepOf(d, t.Step); found != nil && !found.Name.Empty() {
			name = found.Name.In(language)
		}
		if len(names) == 0 || names[len(names)-1] != name {
			names = append(names, name)
		}
	}
	return strings.Join(names, " · ")
}

// summary are the values that lists show, in words; instants as the company reads its clocks.
func (s *Service) summary(a approval, e edition, language string, zone *time.Location) []ApprovalSummary {
	out := []ApprovalSummary{}
	for _, note := range e.form.Summary(a.values, hiddenRights(e.definition), language, s.names(zone)) {
		out = append(out, ApprovalSummary{note.Label, note.Value})
	}
	return out
}

// named shows an account by its name; nil for nobody.
func (s *Service) named(account id.ID) *ref.Named {
	if account.IsZero() {
		return nil
	}
	return &ref.Named{ID: account, Name: s.People.Name(account)}
}
