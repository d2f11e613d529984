package acknowledgement

import (
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// tree is the company's departments.
type tree struct {
	order []branch // parents before their children, each followed by what lies below it
	at    map[id.ID]int
}

type branch struct {
	id, parent id.ID
	name       string
	head       id.ID // an active account, or zero
	depth      int
}

func readTree(q db.Q) (t tree, err error) {
	all, err := db.All(q, func(r db.Row) (b branch, err error) { return b, r.Scan(&b.id, &b.parent, &b.name, &b.head) },
		`SELECT d.id, d.parent, d.name, a.id FROM departments d LEFT JOIN accounts a ON a.id = d.head AND a.status = 'active' ORDER BY d.position, d.id`)
	below := map[id.ID][]branch{}
	for _, b := range all {
		below[b.parent] = append(below[b.parent], b)
	}
	t.at = map[id.ID]int{}
	t.add(below, id.Zero, 0)
	return t, err
}

func (t *tree) add(below map[id.ID][]branch, parent id.ID, depth int) {
	for _, b := range below[parent] {
		if _, known := t.at[b.id]; known {
			continue
		}
		b.depth = depth
		t.at[b.id] = len(t.order)
		t.order = append(t.order, b)
		t.add(below, b.id, depth+1)
	}
}

// under is a set of departments with all that lies below them.
func (t tree) under(tops []id.ID) map[id.ID]bool {
	out := map[id.ID]bool{}
	for _, d := range tops {
		out[d] = true
	}
	for _, b := range t.order {
		if out[b.parent] {
			out[b.id] = true
		}
	}
	return out
}

// headOf is who answers for a person: the head of their department or of the nearest one above it who
// is somebody else. Zero: nobody.
func (t tree) headOf(account, department id.ID) id.ID {
	for steps := 0; steps <= len(t.order); steps++ {
		i, known := t.at[department]
		if !known {
			return id.Zero
		}
		if h := t.order[i].head; !h.IsZero() && h != account {
			return h
		}
		department = t.order[i].parent
	}
	return id.Zero
}

// scope is whose acknowledgements somebody may see: of all, or of departments.
type scope struct {
	all         bool
	departments map[id.ID]bool
}

// scopeOf finds out how somebody stands to the acknowledgements of others.
func scopeOf(q db.Q, t tree, who authz.Principal, a authz.Action) (s scope, may bool, err error) {
	if authz.Can(who, a) {
		return scope{all: true}, true, nil
	}
	tops, err := db.All(q, db.Scalar[id.ID], `SELECT id FROM departments WHERE head = ? UNION SELECT department FROM department_deputies WHERE account = ?`, who.Account, who.Account)
	if err != nil || len(tops) == 0 {
		return s, false, err
	}
	return scope{departments: t.under(tops)}, authz.Can(who, a, authz.Head), nil
}

// within narrows the scope to a department with those below it; zero: as it is.
func (s scope) within(t tree, department id.ID) scope {
	if department.IsZero() {
		return s
	}
	out := scope{departments: t.under([]id.ID{department})}
	for d := range out.departments {
		if !s.holds(d) {
			delete(out.departments, d)
		}
	}
	return out
}

func (s scope) holds(department id.ID) bool { return s.all || s.departments[department] }
