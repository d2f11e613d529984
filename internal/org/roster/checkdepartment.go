package roster

import (
	"slices"
)

// departments reads the main department and further ones after a semicolon.
func (c *Checked) departments(row *Row) {
	p := &row.Person
	for _, part := range splitDepartments(row.record.Cells[ColumnDepartment]) {
		if blankMark(plain(part)) {
			continue
		}
		path, reason := parsePath(part)
		switch {
		case reason != "":
			limit := MaxDepartmentName
			if reason == ReasonTooDeep {
				limit = MaxDepartmentDepth
			}
			c.fault(row, ColumnDepartment, CodeDepartmentInvalid, "reason", reason, "max", limit)
			return
		case p.Department == "":
			p.Department = path
		case path != p.Department && !slices.Contains(p.Secondary, path):
			p.Secondary = append(p.Secondary, path)
		}
	}
	if p.Department == "" {
		c.fault(row, ColumnDepartment, CodeDepartmentMissing)
	}
}

// stands tells whether the row is the one that speaks for its number. Copies
// must not make a mistyped department look inhabited.
func (c *Checked) stands(i int) bool {
	n := c.Rows[i].Person.Number
	if n == "" {
		return c.Rows[i].record.Damage == nil
	}
	return c.byNumber[key(n)] == i
}

// unknownDepartments finds typing errors among new departments by evidence,
// not by surprise: on a first import a real department may well have one
// member. A new path that only this row mentions, that the row does not head
// and whose member reports to somebody outside the path's own line is not
// believed.
func (c *Checked) unknownDepartments() {
	mentions := make(map[Path]int) // rows in or below a path
	for i := range c.Rows {
		if !c.stands(i) {
			continue
		}
		for path := range c.mentioned(&c.Rows[i]) {
			mentions[path]++
		}
	}
	for i := range c.Rows {
		row := &c.Rows[i]
		superior, department := c.superiorOf(row)
		if superior == "" || department == "" {
			continue
		}
		for _, path := range append([]Path{row.Person.Department}, row.Person.Secondary...) {
			if path == "" || c.existing[path] || mentions[path] > 1 ||
				path == row.Person.Department && IsHeadPost(row.Person.Post, path) || path.Within(department) {
				continue
			}
			c.fault(row, ColumnDepartment, CodeDepartmentUnknown,
				"path", clip(string(path), 200), "superior", superior, "superior_department", clip(string(department), 200))
			break
		}
	}
}

// mentioned collects the departments of a row with all above them, each once.
func (c *Checked) mentioned(row *Row) map[Path]bool {
	set := make(map[Path]bool, 4)
	row.Person.Department.Up(func(p Path) { set[p] = true })
	for _, path := range row.Person.Secondary {
		path.Up(func(p Path) { set[p] = true })
	}
	return set
}

// superiorOf gives the number and the department of the superior named in the
// row, as the file has it or else the company; empty when there is none.
func (c *Checked) superiorOf(row *Row) (number string, department Path) {
	k := key(row.Person.Superior)
	if k == "" || k == key(row.Person.Number) {
		return "", ""
	}
	if i, ok := c.byNumber[k]; ok && c.Rows[i].Person.Department != "" {
		return c.Rows[i].Person.Number, c.Rows[i].Person.Department
	}
	if p := c.people[k]; p != nil {
		return p.Number, p.Department
	}
	return "", ""
}
