package approvals

import (
	"context"
	"strings"

	"tonggui/internal/approvals/engine"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/ref"
)

// Filter narrows a list.
type Filter struct {
	Box, Query, State, Template string
	From, To                    clock.Instant
	Unread                      bool
}

// box is one of somebody's lists: which rows, by which instant and id, and what else is read of them.
type box struct {
	from   string // tables and whose
	at, id string // the order, newest first
	own    string // task, its limit, when it was seen
	unread string // condition of what was not read
}

// boxes are the lists. Each is read from rows of the person, along an index.
var boxes = map[string]box{
	"waiting": {`approval_tasks t JOIN approvals a ON a.id = t.approval WHERE t.person = ? AND t.state = 'open'`, `t.opened_at`, `t.id`, `t.id, t.due_at, t.seen_at`, ` AND t.seen_at = 0`},
	"decided": {`approval_tasks t JOIN approvals a ON a.id = t.approval WHERE t.person = ? AND t.listed_at > 0`, `t.listed_at`, `t.id`, `t.id, 0, 1`, ` AND 1 = 0`},
	"mine":    {`approvals a WHERE a.applicant = ?`, `a.opened_at`, `a.id`, `a.id, 0, 1`, ` AND 1 = 0`},
	"copied":  {`approval_copies c JOIN approvals a ON a.id = c.approval WHERE c.person = ?`, `c.at`, `c.approval`, `c.approval, 0, c.read_at`, ` AND c.read_at = 0`},
}

// entry is a row of a list.
type entry struct {
	approval
	at, due, seen clock.Instant
	place         id.ID // of the order; of what waits, the task
}

// List is a part of one of somebody's lists, the newest first. Whoever may: everybody their own.
func (s *Service) List(ctx context.Context, who authz.Principal, f Filter, page httpapi.Page) (out httpapi.List[ApprovalRow], err error) {
	out.Items = []ApprovalRow{}
	at, last, err := readCursor(page.Cursor)
	if err != nil {
		return out, err
	}
	err = s.DB.Read(ctx, func(q db.Q) error {
		rows, err := selectBox(q, who.Account, f, at, last, page.Limit+1)
		if err != nil {
			return err
		}
		if len(rows) > page.Limit {
			rows = rows[:page.Limit]
			out.NextCursor = cursorOf(rows[page.Limit-1].at, rows[page.Limit-1].place)
		}
		for _, r := range rows {
			row, err := s.row(q, who, f.Box, r)
			if err != nil {
				return err
			}
			out.Items = append(out.Items, row)
		}
		return nil
	})
	return out, err
}

func selectBox(q db.Q, account id.ID, f Filter, at clock.Instant, last id.ID, limit int) ([]entry, error) {
	b := boxes[f.Box]
	query := `SELECT ` + approvalColumns + `, ` + b.own + `, ` + b.at + ` FROM ` + b.from + ` AND (` + b.at + `, ` + b.id + `) < (?, ?)`
	args := []any{account, at, last[:]}
	narrow := func(yes bool, condition string, arg any) {
		if yes {
			query, args = query+` AND `+condition, append(args, arg)
		}
	}
	narrow(f.State != "", `a.state = ?`, f.State)
	narrow(f.Template != "", `a.template = ?`, f.Template)
	narrow(f.From > 0, `a.opened_at >= ?`, f.From)
	narrow(f.To > 0, `a.opened_at < ?`, f.To)
	for _, pattern := range patterns(f.Query) {
		narrow(true, `a.search LIKE ? ESCAPE '\'`, pattern)
	}
	if f.Unread {
		query += b.unread
	}
	query += ` ORDER BY ` + b.at + ` DESC, ` + b.id + ` DESC LIMIT ?`
	return db.All(q, func(r db.Row) (e entry, err error) {
		e.approval, err = scanApproval(r, &e.place, &e.due, &e.seen, &e.at)
		return e, err
	}, query, append(args, limit)...)
}

// row is an approval in one line.
func (s *Service) row(q db.Q, who authz.Principal, in string, r entry) (ApprovalRow, error) {
	e, err := s.edition(q, r.template, r.approval.edition)
	if err != nil {
		return ApprovalRow{}, err
	}
	d := e.definition
	out := ApprovalRow{ID: r.approval.id, Serial: r.serial, Version: r.version, Template: TemplateName{Key: r.template, Name: d.Name.In(who.Language)}, Title: titleOf(r.approval, d, who.Language),
		Applicant: *s.named(r.applicant), Department: s.departmentOf(r.department), State: r.status, Effect: r.effectAt, Step: stepWords(r.state, d, who.Language),
		OpenedAt: r.openedAt, At: r.at, DueAt: notYet(r.due), Unread: r.seen == 0, Overdue: r.due > 0 && r.due < q.At(), Summary: s.summary(r.approval, e, who.Language)}
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

// summary are the values that lists show, in words.
func (s *Service) summary(a approval, e edition, language string) []ApprovalSummary {
	out := []ApprovalSummary{}
	for _, note := range e.form.Summary(a.values, hiddenRights(e.definition), language, s.names(nil)) {
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
