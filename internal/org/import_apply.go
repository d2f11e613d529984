package org

import (
	"slices"

	"tonggui/internal/event"
	"tonggui/internal/org/roster"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/realtime"
)

// applying carries one plan into the tables. It runs in one transaction, from the company as read in
// that same transaction: whole or not at all.
type applying struct {
	tx     *db.Tx
	known  *knownCompany
	plan   *roster.Plan
	from   id.ID // the import
	report func(share float64)

	ids  map[string]id.ID // of accounts, old and new, by numberKey
	left []id.ID
}

func (w *applying) run() error {
	w.ids = make(map[string]id.ID, len(w.known.accounts))
	for key, a := range w.known.accounts {
		w.ids[key] = a.ID
	}
	for _, step := range []func() error{w.departments, w.people, w.furtherDepartments, w.heads} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// departments creates and moves departments in the plan's order.
func (w *applying) departments() error {
	order := w.firstMentions()
	position := int64(0)
	for _, d := range w.known.view.departments {
		position = max(position, d.Position)
	}
	rows := [][]any{}
	for _, step := range w.plan.Departments {
		at := w.known.departments
		if step.From == "" {
			at[step.To] = id.New(w.tx.Now)
			rows = append(rows, []any{at[step.To], at[step.To.Parent()], step.To.Name(), position + 1 + int64(order[step.To]), w.tx.Now})
			continue
		}
		if _, err := w.tx.Exec(`UPDATE departments SET parent = ?, name = ? WHERE id = ?`, at[step.To.Parent()], step.To.Name(), at[step.From]); err != nil {
			return err
		}
		w.move(step)
	}
	return w.tx.InsertMany(`INSERT INTO departments (id, parent, name, position, created_at)`, "", rows)
}

// move renames the paths of a department and of all below it.
func (w *applying) move(step roster.DepartmentStep) {
	moved := make(map[roster.Path]id.ID, len(w.known.departments))
	for path, d := range w.known.departments {
		if path.Within(step.From) {
			path = step.To + path[len(step.From):]
		}
		moved[path] = d
	}
	w.known.departments = moved
}

// firstMentions numbers the departments as the file names them, so that they stand in its order.
func (w *applying) firstMentions() map[roster.Path]int {
	order := map[roster.Path]int{}
	for _, e := range w.plan.Entries {
		for _, path := range append([]roster.Path{e.Person.Department}, e.Person.Secondary...) {
			above := []roster.Path{}
			path.Up(func(p roster.Path) { above = append(above, p) })
			for _, p := range slices.Backward(above) {
				if _, seen := order[p]; !seen {
					order[p] = len(order)
				}
			}
		}
	}
	return order
}

// touched tells whether an entry changes its person's row.
func touched(e roster.Entry) bool {
	return e.Kind == roster.Create || e.Kind == roster.Change || e.Kind == roster.Leave
}

func (w *applying) people() error {
	for _, e := range w.plan.Entries { // everybody has an id before anybody names a superior
		if e.Kind == roster.Create {
			w.ids[numberKey(e.Person.Number)] = id.New(w.tx.Now)
		}
	}
	rows := make([][]any, 0, len(w.plan.Entries))
	for _, e := range w.plan.Entries {
		if !touched(e) {
			continue
		}
		p, key := e.Person, numberKey(e.Person.Number)
		rows = append(rows, []any{w.ids[key], p.Number, key, p.Name, w.known.departments[p.Department], p.Post, p.Grade, p.Mobile, p.Email,
			w.ids[numberKey(p.Superior)], p.Joined, string(p.Status), p.Managed, w.from, w.tx.Now, w.tx.Now})
		if e.Kind == roster.Leave {
			w.left = append(w.left, w.ids[key])
		}
	}
	for part := range slices.Chunk(rows, 10*atOnce) {
		if err := w.tx.InsertMany(upsertPeopleHead, upsertPeopleTail, part); err != nil {
			return err
		}
		w.report(float64(len(part)) / float64(len(rows)))
	}
	return nil
}

// Roles and passwords of leavers end with them: whoever comes back starts anew. Whoever was frozen
// since the company was read stays so.
const (
	upsertPeopleHead = `INSERT INTO accounts (id, number, number_key, name, department, post, grade, mobile, email, superior, joined_on,
		status, managed, created_by, created_at, changed_at)`
	upsertPeopleTail = `ON CONFLICT (id) DO UPDATE SET name = excluded.name, department = excluded.department, post = excluded.post,
		grade = excluded.grade, mobile = excluded.mobile, email = excluded.email, superior = excluded.superior,
		joined_on = excluded.joined_on, managed = excluded.managed, changed_at = excluded.changed_at,
		roles = CASE WHEN excluded.status = 'left' THEN '' ELSE accounts.roles END,
		epoch = accounts.epoch + CASE WHEN excluded.status = 'left' AND accounts.status <> 'left' THEN 1 ELSE 0 END,
		status = CASE WHEN accounts.status = 'frozen' AND excluded.status = 'active' THEN 'frozen' ELSE excluded.status END`
)

// furtherDepartments replaces the departments beside the main one, where somebody has or had any.
func (w *applying) furtherDepartments() error {
	changed, rows := []id.ID{}, [][]any{}
	for _, e := range w.plan.Entries {
		one := w.ids[numberKey(e.Person.Number)]
		if !touched(e) || len(e.Person.Secondary) == 0 && len(w.known.view.further[one]) == 0 {
			continue
		}
		changed = append(changed, one)
		for i, path := range e.Person.Secondary {
			rows = append(rows, []any{one, w.known.departments[path], i})
		}
	}
	for part := range slices.Chunk(changed, atOnce) {
		if _, err := w.tx.Exec(`DELETE FROM account_departments WHERE account IN (?)`, db.Listed(part)); err != nil {
			return err
		}
	}
	return w.tx.InsertMany(`INSERT INTO account_departments (account, department, position)`, "", rows)
}

func (w *applying) heads() error {
	rows := [][]any{}
	for _, step := range w.plan.Heads {
		d := w.known.departments[step.Department]
		if _, err := w.tx.Exec(`UPDATE departments SET head = ? WHERE id = ?`, w.ids[numberKey(step.ToHead)], d); err != nil {
			return err
		}
		if _, err := w.tx.Exec(`DELETE FROM department_deputies WHERE department = ?`, d); err != nil {
			return err
		}
		for i, deputy := range step.ToDeputies {
			rows = append(rows, []any{d, w.ids[numberKey(deputy)], i})
		}
	}
	return w.tx.InsertMany(`INSERT INTO department_deputies (department, account, position)`, "", rows)
}

// endLeavers ends what those who left still had, and says what was done.
func (s *Service) endLeavers(tx *db.Tx, w *applying) error {
	ended, err := endSessionsOf(tx, w.left, byLeaving)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(w.left, atOnce) {
		if _, err := tx.Exec(`DELETE FROM passwords WHERE account IN (?)`, db.Listed(part)); err != nil {
			return err
		}
	}
	tx.AfterCommit(func() {
		s.cache.dropAccounts(w.left...)
		for account := range ended {
			s.o.Sockets.CloseAccount(account, realtime.CloseSessionEnded)
		}
	})
	c := w.plan.Counts
	return tx.Say(event.RosterApplied{Import: w.from, Created: c.Create, Changed: c.Change, Left: c.Leave, LeftAccounts: w.left})
}
