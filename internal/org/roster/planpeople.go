package roster

import (
	"slices"
	"strings"
)

// entry plans one row.
func (c *Checked) entry(row *Row) Entry {
	e := Entry{Line: row.Line, Number: shown(row.Person.Number), Name: shown(row.Person.Name), Changes: []FieldChange{},
		Faults: row.Faults, Notices: row.Notices, Person: row.Person}
	if !row.Good() {
		e.Kind = Faulty
		return e
	}
	known := c.people[key(row.Person.Number)]
	if known == nil {
		e.Kind = Create
		if row.superiorHeld {
			e.Person.Superior = ""
		}
		// What a new person brings is shown like a change from nothing; being active is no news.
		e.Changes = differences(&Person{Name: e.Person.Name, Status: Active, Managed: true}, &e.Person)
		return e
	}
	if row.Person.Status == Left && !known.Managed {
		// An account opened by hand is not the roster's to close.
		e.Kind, e.Person = Same, *known
		if known.Status != Left {
			e.Notices = append(slices.Clip(e.Notices), Notice{Code: NoticeLeaveLocal})
		}
		return e
	}
	e.Person = c.merge(row, known)
	e.Changes = differences(known, &e.Person)
	switch {
	case known.Status != Left && e.Person.Status == Left:
		e.Kind = Leave
	case len(e.Changes) > 0:
		e.Kind = Change
	default:
		e.Kind = Same
	}
	return e
}

// merge lays the columns that the file has over what the company knows.
func (c *Checked) merge(row *Row, known *Person) Person {
	from, to := &row.Person, *known
	to.Managed = true
	to.Name, to.Department, to.Secondary = from.Name, from.Department, from.Secondary
	for column, set := range map[Column]func(){
		ColumnPost:   func() { to.Post = from.Post },
		ColumnGrade:  func() { to.Grade = from.Grade },
		ColumnMobile: func() { to.Mobile = from.Mobile },
		ColumnEmail:  func() { to.Email = from.Email },
		ColumnJoined: func() { to.Joined = from.Joined },
		ColumnSuperior: func() {
			if !row.superiorHeld && key(to.Superior) != key(from.Superior) {
				to.Superior = from.Superior
			}
		},
	} {
		if c.Sheet.Has(column) {
			set()
		}
	}
	// Without a status column, being in the file means being employed. A frozen
	// account stays frozen until the company itself lifts that.
	if from.Status == Left || known.Status == Left {
		to.Status = from.Status
	}
	return to
}

// differences lists what separates two states of a person, in column order.
func differences(from, to *Person) []FieldChange {
	changes := []FieldChange{}
	add := func(field, a, b string) {
		if a != b {
			changes = append(changes, FieldChange{field, a, b})
		}
	}
	add(ColumnName.Field(), from.Name, to.Name)
	add(ColumnDepartment.Field(), string(from.Department), string(to.Department))
	add(FieldSecondary, joinPaths(from.Secondary), joinPaths(to.Secondary))
	add(ColumnPost.Field(), from.Post, to.Post)
	add(ColumnGrade.Field(), from.Grade, to.Grade)
	add(ColumnMobile.Field(), from.Mobile, to.Mobile)
	add(ColumnEmail.Field(), from.Email, to.Email)
	add(ColumnSuperior.Field(), from.Superior, to.Superior)
	add(ColumnJoined.Field(), from.Joined, to.Joined)
	add(ColumnStatus.Field(), string(from.Status), string(to.Status))
	if from.Managed != to.Managed {
		add(FieldManaged, "no", "yes")
	}
	return changes
}

func joinPaths(paths []Path) string {
	texts := make([]string, len(paths))
	for i, p := range paths {
		texts[i] = string(p)
	}
	return strings.Join(texts, "; ")
}

// missing plans the leaving of people whom the file no longer has.
func (c *Checked) missing(moves relocation) []Entry {
	unreadable := c.unreadable()
	var entries []Entry
	for i := range c.company.People {
		known := &c.company.People[i]
		if !known.Managed || known.Status == Left {
			continue
		}
		if _, present := c.byNumber[key(known.Number)]; present {
			continue // also with a faulty row: that is no evidence of leaving
		}
		e := Entry{Number: known.Number, Name: known.Name, Kind: Leave, Changes: []FieldChange{}, Faults: []Fault{}, Notices: []Notice{}, Person: *known}
		if by := unreadable.match(known); by != "" {
			e.Kind = Same
			e.Notices = append(e.Notices, Notice{NoticeLeaveHeld, params("by", by)})
		} else {
			e.Person.Status = Left
			e.Changes = differences(known, &e.Person)
			e.Person.Department = moves.now(known.Department) // moves along, as everybody in it
			e.Person.Secondary = moves.all(known.Secondary)
		}
		entries = append(entries, e)
	}
	slices.SortFunc(entries, func(a, b Entry) int { return strings.Compare(a.Number, b.Number) })
	return entries
}

// marks are the words of rows whose number cannot be read, by which a person
// who seems to be missing may yet be in the file.
type marks map[string]bool

func (c *Checked) unreadable() marks {
	m := make(marks)
	for i := range c.Rows {
		row := &c.Rows[i]
		if d := row.record.Damage; d != nil {
			for _, cell := range row.record.Cells {
				m.add(cell)
			}
			m.add(d.Raw)
			for _, word := range strings.FieldsFunc(d.Raw, func(r rune) bool { return isSpace(r) || strings.ContainsRune(",;\t\"'|", r) }) {
				m.add(word)
			}
			continue
		}
		if !numberForm.MatchString(row.Person.Number) {
			m.add(row.Person.Number)
			m.add(row.Person.Name)
			m.add(row.Person.Mobile)
			m.add(row.Person.Email)
		}
	}
	return m
}

func (m marks) add(word string) {
	if word = key(plain(word)); word != "" {
		m[word] = true
	}
}

// match says by what the person was recognised, or "".
func (m marks) match(p *Person) string {
	for _, try := range []struct{ by, word string }{{"number", p.Number}, {"email", p.Email}, {"mobile", p.Mobile}, {"name", p.Name}} {
		if try.word != "" && m[key(plain(try.word))] {
			return try.by
		}
	}
	return ""
}
