package roster

import (
	"cmp"
	"slices"
)

// leadership gathers who leads one department, by key of number.
type leadership struct {
	before Department
	heads  []int // rows whose post leads the department, in the file's order
	deputy []int
}

// planHeads derives heads and deputies from the posts. Where the file names
// nobody, people who were set before stay as long as nothing about them
// changed; where it does, the file's word counts.
func (c *Checked) planHeads(p *Plan, moves relocation) {
	if !c.Sheet.Has(ColumnPost) {
		return
	}
	leaders := make(map[Path]*leadership)
	at := func(path Path) *leadership {
		if leaders[path] == nil {
			leaders[path] = &leadership{before: Department{Path: path}}
		}
		return leaders[path]
	}
	for _, d := range c.company.Departments {
		at(moves.now(d.Path)).before = Department{Path: moves.now(d.Path), Head: d.Head, Deputies: d.Deputies}
	}
	for i := range c.Rows {
		person := &c.Rows[i].Person
		if !c.Rows[i].Good() || person.Status == Left {
			continue
		}
		if IsHeadPost(person.Post, person.Department) {
			at(person.Department).heads = append(at(person.Department).heads, i)
		} else if IsDeputyPost(person.Post, person.Department) {
			at(person.Department).deputy = append(at(person.Department).deputy, i)
		}
	}
	gone := make(map[string]bool)
	for i := range p.Entries {
		if p.Entries[i].Kind == Leave {
			gone[key(p.Entries[i].Number)] = true
		}
	}
	for path, l := range leaders {
		if step, differs := c.lead(p, path, l, moves, gone); differs {
			p.Heads = append(p.Heads, step)
		}
	}
	slices.SortFunc(p.Heads, func(a, b HeadStep) int { return cmp.Compare(a.Department, b.Department) })
}

// lead decides one department.
func (c *Checked) lead(p *Plan, path Path, l *leadership, moves relocation, gone map[string]bool) (HeadStep, bool) {
	head := ""
	for _, i := range l.heads {
		if head == "" || key(c.Rows[i].Person.Number) == key(l.before.Head) {
			head = c.Rows[i].Person.Number
		}
	}
	if head == "" && c.keeps(l.before.Head, moves, gone) || c.rowFaulty(l.before.Head) {
		head = l.before.Head // a faulty row is no reason to depose anybody
	}
	named := make(map[string]string)
	var order []string
	name := func(number string) {
		k := key(number)
		if _, ok := named[k]; !ok && k != key(head) {
			named[k] = number
			order = append(order, k)
		}
	}
	for _, i := range l.heads {
		number := c.Rows[i].Person.Number
		name(number)
		if key(number) != key(head) {
			e := &p.Entries[i]
			e.Notices = append(slices.Clip(e.Notices), Notice{NoticeSecondHead, params("department", string(path), "head", head)})
		}
	}
	for _, i := range l.deputy {
		name(c.Rows[i].Person.Number)
	}
	to := []string{}
	for _, number := range l.before.Deputies { // those who stay keep their order
		k := key(number)
		if _, ok := named[k]; ok || k != key(head) && c.keeps(number, moves, gone) {
			to = append(to, number)
			delete(named, k)
		}
	}
	for _, k := range order {
		if number, ok := named[k]; ok {
			to = append(to, number)
		}
	}
	step := HeadStep{Department: path, FromHead: l.before.Head, ToHead: head, FromDeputies: append([]string{}, l.before.Deputies...), ToDeputies: to}
	return step, key(step.FromHead) != key(step.ToHead) || !slices.EqualFunc(step.FromDeputies, to, func(a, b string) bool { return key(a) == key(b) })
}

func (c *Checked) rowFaulty(number string) bool {
	i, ok := c.byNumber[key(number)]
	return number != "" && ok && !c.Rows[i].Good() && c.people[key(number)] != nil && c.people[key(number)].Status != Left
}

// keeps tells whether somebody who leads by an earlier decision, not by the
// file, goes on doing so.
func (c *Checked) keeps(number string, moves relocation, gone map[string]bool) bool {
	known := c.people[key(number)]
	if number == "" || known == nil || known.Status == Left || gone[key(number)] {
		return false
	}
	i, present := c.byNumber[key(number)]
	if !present || !c.Rows[i].Good() {
		return true
	}
	row := &c.Rows[i].Person
	return row.Post == known.Post && row.Department == moves.now(known.Department)
}
