package roster

// maxCycleShown bounds how many lines of a cycle each fault lists.
const maxCycleShown = 200

// superiors resolves the numbers in the superior column and finds cycles.
func (c *Checked) superiors() {
	if !c.Sheet.Has(ColumnSuperior) {
		return
	}
	for i := range c.Rows {
		row := &c.Rows[i]
		p := &row.Person
		if p.Superior == "" {
			continue
		}
		k := key(p.Superior)
		if k == key(p.Number) {
			c.fault(row, ColumnSuperior, CodeSuperiorSelf)
			continue
		}
		if j, ok := c.byNumber[k]; ok {
			p.Superior = c.Rows[j].Person.Number // as the file writes it
		} else if known := c.people[k]; known != nil {
			p.Superior = known.Number
		} else {
			c.fault(row, ColumnSuperior, CodeSuperiorUnknown)
		}
	}
	c.cycles(func(k string) string {
		if i, ok := c.byNumber[k]; ok {
			return c.Rows[i].Person.Superior
		}
		if p := c.people[k]; p != nil {
			return p.Superior
		}
		return ""
	}, func(*Row) bool { return true })
}

// effectiveCycles looks at the chains as they would be after the good rows
// went in and the faulty ones stayed out: two rows that are sound together may
// close a circle when only one of them is applied.
func (c *Checked) effectiveCycles() {
	if !c.Sheet.Has(ColumnSuperior) {
		return
	}
	next := func(k string) string {
		if i, ok := c.byNumber[k]; ok && c.Rows[i].Good() {
			return c.Rows[i].Person.Superior
		}
		if p := c.people[k]; p != nil {
			return p.Superior
		}
		return ""
	}
	for c.cycles(next, (*Row).Good) > 0 {
		continue // the rows just refused fall back to their old superiors
	}
}

// cycles follows next from every row's number and gives each row of a circle
// that passes pick a fault. It returns how many rows it refused.
func (c *Checked) cycles(next func(key string) string, pick func(*Row) bool) int {
	const onPath, done = 1, 2
	state := make(map[string]int, len(c.byNumber))
	refused := 0
	for i := range c.Rows {
		var walk []string
		k := key(c.Rows[i].Person.Number)
		for k != "" && state[k] == 0 {
			state[k] = onPath
			walk = append(walk, k)
			k = key(next(k))
		}
		if k != "" && state[k] == onPath {
			for at := len(walk) - 1; ; at-- {
				if walk[at] == k {
					refused += c.refuseCycle(walk[at:], pick)
					break
				}
			}
		}
		for _, seen := range walk {
			state[seen] = done
		}
	}
	return refused
}

// refuseCycle marks the rows of one circle, naming every line of it.
func (c *Checked) refuseCycle(circle []string, pick func(*Row) bool) int {
	if len(circle) == 1 {
		return 0 // superior_self, found before
	}
	lines, numbers, rows := []int{}, []string{}, []*Row{}
	for _, k := range circle {
		i, ok := c.byNumber[k]
		if !ok {
			if len(numbers) < maxCycleShown {
				numbers = append(numbers, c.people[k].Number)
			}
			continue
		}
		row := &c.Rows[i]
		if pick(row) {
			rows = append(rows, row)
		}
		if len(lines) < maxCycleShown {
			lines = append(lines, row.Line)
		}
		if len(numbers) < maxCycleShown {
			numbers = append(numbers, row.Person.Number)
		}
	}
	for _, row := range rows {
		c.fault(row, ColumnSuperior, CodeSuperiorCycle, "lines", lines, "numbers", numbers, "length", len(circle))
	}
	return len(rows)
}

// superiorNotices settles the good rows whose superior is faulty or has left.
func (c *Checked) superiorNotices() {
	for i := range c.Rows {
		row := &c.Rows[i]
		k := key(row.Person.Superior)
		if k == "" || !row.Good() {
			continue
		}
		known := c.people[k]
		if j, ok := c.byNumber[k]; ok {
			superior := &c.Rows[j]
			if !superior.Good() && known == nil {
				row.superiorHeld = true
				row.Notices = append(row.Notices, Notice{NoticeSuperiorFaulty, params("superior", row.Person.Superior, "line", superior.Line)})
				continue
			}
			if superior.Good() && superior.Person.Status == Left && row.Person.Status != Left {
				row.Notices = append(row.Notices, Notice{NoticeSuperiorLeft, params("superior", row.Person.Superior)})
			}
			continue
		}
		if known != nil && (known.Status == Left || known.Managed) && row.Person.Status != Left {
			row.Notices = append(row.Notices, Notice{NoticeSuperiorLeft, params("superior", row.Person.Superior)})
		}
	}
}
