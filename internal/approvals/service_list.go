package approvals

import (
	"context"
	"math"
	"strings"
	"time"

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

// boxFilter narrows a list; the words of a search stand in the row itself.
const boxFilter = ` AND (? = '' OR a.state = ?) AND (? = '' OR a.template = ?) AND a.opened_at >= ? AND a.opened_at < ?
	AND a.search LIKE ? ESCAPE '\' AND a.search LIKE ? ESCAPE '\' AND a.search LIKE ? ESCAPE '\' AND a.search LIKE ? ESCAPE '\'`

// boxes are the lists. Each is read from rows of its person, along an index: what else is in the company, and
// how much of it, costs nothing. The columns behind those of the approval are the place in the order, the limit of
// the turn, when it was read, and the instant by which the list is ordered.
var boxes = map[string]string{
	"waiting": `SELECT ` + approvalColumns + `, t.id, t.due_at, t.seen_at, t.opened_at FROM approval_tasks t JOIN approvals a ON a.id = t.approval
		WHERE t.person = ? AND t.state = 'open' AND (? = 0 OR t.seen_at = 0) AND (t.opened_at, t.id) < (?, ?)` + boxFilter + ` ORDER BY t.opened_at DESC, t.id DESC LIMIT ?`,
	"decided": `SELECT ` + approvalColumns + `, t.id, 0, 1, t.listed_at FROM approval_tasks t JOIN approvals a ON a.id = t.approval
		WHERE t.person = ? AND t.listed_at > 0 AND ? = 0 AND (t.listed_at, t.id) < (?, ?)` + boxFilter + ` ORDER BY t.listed_at DESC, t.id DESC LIMIT ?`,
	"mine": `SELECT ` + approvalColumns + `, a.id, 0, 1, a.opened_at FROM approvals a
		WHERE a.applicant = ? AND ? = 0 AND (a.opened_at, a.id) < (?, ?)` + boxFilter + ` ORDER BY a.opened_at DESC, a.id DESC LIMIT ?`,
	"copied": `SELECT ` + approvalColumns + `, c.approval, 0, c.read_at, c.at FROM approval_copies c JOIN approvals a ON a.id = c.approval
		WHERE c.person = ? AND (? = 0 OR c.read_at = 0) AND (c.at, c.approval) < (?, ?)` + boxFilter + ` ORDER BY c.at DESC, c.approval DESC LIMIT ?`,
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

func selectBox(q db.Q, account id.ID, f Filter, at clock.Instant, last id.ID, limit int) ([]entry, error) {
	unread, to := 0, f.To
	if f.Unread {
		unread = 1
	}
	if to == 0 {
		to = math.MaxInt64
	}
	like := patterns(f.Query)
	return db.All(q, scanEntry, boxes[f.Box], account, unread, at, last[:], f.State, f.State, f.Template, f.Template, f.From, to, like[0], like[1], like[2], like[3], limit)
}

func scanEntry(r db.Row) (e entry, err error) {
	e.approval, err = scanApproval(r, &e.place, &e.due, &e.seen, &e.at)
	return e, err
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
