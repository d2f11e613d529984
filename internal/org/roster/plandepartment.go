package roster

import (
	"cmp"
	"slices"
)

// planDepartments writes the department steps: first moves, then what is new,
// parents before children. It returns where old paths have gone.
func (c *Checked) planDepartments(p *Plan) relocation {
	wanted := make(map[Path]bool)
	for i := range c.Rows {
		if !c.Rows[i].Good() {
			continue
		}
		for path := range c.mentioned(&c.Rows[i]) {
			wanted[path] = true
		}
	}
	present := make(map[Path]bool, len(c.existing)) // paths as they stand after the steps so far
	for path := range c.existing {
		present[path] = true
	}
	moves := relocation{}
	for _, step := range c.moves(wanted) {
		from := moves.now(step.From)
		if present[step.To] || !present[from] || step.To.Within(from) || step.To.Parent() != "" && !present[step.To.Parent()] {
			continue
		}
		moves = append(moves, DepartmentStep{From: from, To: step.To})
		shifted := make(map[Path]bool, len(present))
		for path := range present {
			shifted[moves[len(moves)-1:].now(path)] = true
		}
		present = shifted
	}
	p.Departments = append(p.Departments, moves...)
	fresh := []Path{}
	for path := range wanted {
		if !present[path] {
			fresh = append(fresh, path)
		}
	}
	slices.SortFunc(fresh, func(a, b Path) int { return cmp.Or(cmp.Compare(a.Depth(), b.Depth()), cmp.Compare(a, b)) })
	for _, path := range fresh {
		p.Departments = append(p.Departments, DepartmentStep{To: path})
	}
	return moves
}

// relocation is a list of moves in the order in which they are applied.
type relocation []DepartmentStep

// now gives the path that an old path has after the moves.
func (r relocation) now(path Path) Path {
	for _, step := range r {
		if path.Within(step.From) {
			path = step.To + path[len(step.From):]
		}
	}
	return path
}

func (r relocation) all(paths []Path) []Path {
	moved := slices.Clone(paths)
	for i := range moved {
		moved[i] = r.now(moved[i])
	}
	return moved
}

// moves finds departments that changed their name or place: an old path that
// the file no longer has, all of whose people in the file sit in or below one
// new path that took nobody from elsewhere. Two people, or the same name, are
// needed; one person who changes to a new department proves nothing.
func (c *Checked) moves(wanted map[Path]bool) []DepartmentStep {
	type pair struct{ from, to Path }
	together := make(map[pair]int)
	fromCount, toCount := make(map[Path]int), make(map[Path]int)
	for i := range c.Rows {
		row := &c.Rows[i]
		known := c.people[key(row.Person.Number)]
		if !row.Good() || known == nil {
			continue
		}
		known.Department.Up(func(from Path) {
			if !c.existing[from] || wanted[from] {
				return
			}
			fromCount[from]++
			row.Person.Department.Up(func(to Path) {
				if !c.existing[to] {
					together[pair{from, to}]++
				}
			})
		})
		row.Person.Department.Up(func(to Path) { toCount[to]++ })
	}
	stay := c.inhabited()
	steps := []DepartmentStep{}
	for p, n := range together {
		if n == fromCount[p.from] && n == toCount[p.to] && !stay[p.from] && (n >= 2 || p.from.Name() == p.to.Name()) {
			steps = append(steps, DepartmentStep{p.from, p.to})
		}
	}
	// Outer departments first, so that what lies below moves along; between
	// several fitting pairs the same name, then the same depth is the likelier.
	distance := func(s DepartmentStep) int {
		d := max(s.From.Depth()-s.To.Depth(), s.To.Depth()-s.From.Depth()) * 2
		if s.From.Name() != s.To.Name() {
			d++
		}
		return d
	}
	slices.SortFunc(steps, func(a, b DepartmentStep) int {
		return cmp.Or(cmp.Compare(a.To.Depth(), b.To.Depth()), cmp.Compare(distance(a), distance(b)), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	used := make(map[Path]bool)
	return slices.DeleteFunc(steps, func(s DepartmentStep) bool {
		if used[s.From] || used[s.To] {
			return true
		}
		used[s.From], used[s.To] = true, true
		return false
	})
}

// inhabited are the departments in or below which somebody stays who has no
// good row and does not leave: those must not be carried off.
func (c *Checked) inhabited() map[Path]bool {
	stay := make(map[Path]bool)
	for i := range c.company.People {
		person := &c.company.People[i]
		if person.Status == Left {
			continue
		}
		row, present := c.byNumber[key(person.Number)]
		if present && c.Rows[row].Good() || !present && person.Managed {
			continue
		}
		person.Department.Up(func(p Path) { stay[p] = true })
	}
	return stay
}
