package roster

import (
	"unicode"
	"unicode/utf8"
)

// Checked is a sheet whose rows were judged against the company.
type Checked struct {
	Sheet *Sheet
	// Rows are all lines of the file, good and faulty, in its order. With a
	// faulty header there are none.
	Rows []Row
	// Faults are all faults, those of the header first, then by line.
	Faults []Fault

	company  Company
	people   map[string]*Person // of the company, by key of number
	byNumber map[string]int     // row that stands for a number
	existing map[Path]bool      // departments of the company and all above them
}

// Check judges every row of the sheet and reports all faults of each.
func Check(sheet *Sheet, company Company) *Checked {
	c := &Checked{Sheet: sheet, company: company, Faults: append([]Fault{}, sheet.Faults...)}
	c.index()
	if !sheet.Usable() {
		return c
	}
	c.Rows = make([]Row, len(sheet.Records))
	for i := range sheet.Records {
		row := &c.Rows[i]
		row.Line, row.record = sheet.Records[i].Line, &sheet.Records[i]
		row.Faults, row.Notices = []Fault{}, []Notice{}
		if row.record.Damage != nil {
			c.damaged(row)
			continue
		}
		c.values(row)
		c.duplicate(i)
	}
	c.superiors()
	c.unknownDepartments()
	c.effectiveCycles()
	c.superiorNotices()
	for i := range c.Rows {
		c.Faults = append(c.Faults, c.Rows[i].Faults...)
	}
	return c
}

// index prepares the look-ups in the company.
func (c *Checked) index() {
	c.people = make(map[string]*Person, len(c.company.People))
	for i := range c.company.People {
		c.people[key(c.company.People[i].Number)] = &c.company.People[i]
	}
	c.existing = make(map[Path]bool, len(c.company.Departments))
	for _, d := range c.company.Departments {
		d.Path.Up(func(p Path) { c.existing[p] = true })
	}
	c.byNumber = make(map[string]int, len(c.Sheet.Records))
}

// fault adds a fault at a column of a row.
func (c *Checked) fault(row *Row, column Column, code string, pairs ...any) {
	f := Fault{Line: row.Line, Code: code, Params: params(pairs...)}
	if column != noColumn {
		f.Column, f.Value = c.Sheet.Headers[column], shown(row.record.Cells[column])
	}
	row.Faults = append(row.Faults, f)
}

func (c *Checked) damaged(row *Row) {
	d := row.record.Damage
	f := Fault{Line: row.Line, Code: CodeLineMalformed, Value: shown(d.Raw), Params: d.Params}
	if d.Column != noColumn {
		f.Column = c.Sheet.Headers[d.Column]
	}
	row.Faults = append(row.Faults, f)
}

// values reads each cell by itself.
func (c *Checked) values(row *Row) {
	cells, p := &row.record.Cells, &row.Person
	p.Status, p.Managed = Active, true
	switch p.Number = narrow(cells[ColumnNumber]); {
	case p.Number == "":
		c.fault(row, ColumnNumber, CodeNumberMissing)
	case !numberForm.MatchString(p.Number):
		c.fault(row, ColumnNumber, CodeNumberInvalid, "max", MaxNumber)
	}
	switch p.Name = personName(cells[ColumnName]); {
	case p.Name == "":
		c.fault(row, ColumnName, CodeNameMissing)
	default:
		if reason := nameProblem(cells[ColumnName], p.Name); reason != "" {
			c.fault(row, ColumnName, CodeNameInvalid, "reason", reason, "max", MaxName)
		}
	}
	c.departments(row)
	p.Post = c.words(row, ColumnPost, CodePostInvalid, CodePostTooLong, MaxPost)
	p.Grade = c.words(row, ColumnGrade, CodeGradeInvalid, CodeGradeTooLong, MaxGrade)
	var ok bool
	if text := narrow(cells[ColumnMobile]); !blankMark(text) {
		if p.Mobile, ok = parseMobile(text); !ok {
			p.Mobile = ""
			c.fault(row, ColumnMobile, CodeMobileInvalid)
		}
	}
	if text := narrow(cells[ColumnEmail]); !blankMark(text) {
		if p.Email, ok = parseEmail(text); !ok {
			p.Email = ""
			c.fault(row, ColumnEmail, CodeEmailInvalid)
		}
	}
	if text := narrow(cells[ColumnSuperior]); !blankMark(text) {
		p.Superior = text
	}
	if text := narrow(cells[ColumnJoined]); !blankMark(text) {
		var reason string
		if p.Joined, reason = parseDate(text); reason != "" {
			c.fault(row, ColumnJoined, CodeDateInvalid, "reason", reason, "min", "1950-01-01", "max", "2100-12-31")
		}
	}
	if p.Status, ok = parseStatus(narrow(cells[ColumnStatus])); !ok {
		c.fault(row, ColumnStatus, CodeStatusUnknown)
	}
}

// words reads a cell of free text that may be empty.
func (c *Checked) words(row *Row, column Column, invalid, tooLong string, limit int) string {
	raw := row.record.Cells[column]
	text := plain(raw)
	if blankMark(text) {
		return ""
	}
	if reason := textProblem(raw); reason != "" {
		c.fault(row, column, invalid, "reason", reason)
	}
	if utf8.RuneCountInString(text) > limit {
		c.fault(row, column, tooLong, "max", limit)
	}
	return text
}

func nameProblem(raw, name string) string {
	if reason := textProblem(raw); reason != "" {
		return reason
	}
	letter := false
	for _, r := range name {
		letter = letter || unicode.IsLetter(r) || unicode.Is(unicode.Co, r) // private use: rare characters of old systems
	}
	switch {
	case !letter:
		return ReasonNoLetter
	case utf8.RuneCountInString(name) > MaxName:
		return ReasonTooLong
	}
	return ""
}

// duplicate lets the first row of a number stand. Numbers that are none are
// only remembered, for those who name them as superior.
func (c *Checked) duplicate(i int) {
	row := &c.Rows[i]
	if row.Person.Number == "" {
		return
	}
	first, taken := c.byNumber[key(row.Person.Number)]
	if !taken {
		c.byNumber[key(row.Person.Number)] = i
		return
	}
	if !numberForm.MatchString(row.Person.Number) {
		return
	}
	c.fault(row, ColumnNumber, CodeNumberDuplicate,
		"first_line", c.Rows[first].Line, "differs", row.record.Cells != c.Rows[first].record.Cells)
}
