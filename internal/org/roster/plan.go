package roster

// Kind is what happens to one row or person.
type Kind string

// The kinds of entries.
const (
	Create Kind = "create"
	Change Kind = "change"
	Leave  Kind = "leave"
	Same   Kind = "same"
	Faulty Kind = "fault"
)

// Counts sums up a plan. Leave counts people whose row says so and people who
// are missing from the file; Same counts rows only, not the missing people who
// are kept because an unreadable row may be theirs.
type Counts struct {
	Rows      int `json:"rows"`
	Create    int `json:"create"`
	Change    int `json:"change"`
	Leave     int `json:"leave"`
	Same      int `json:"same"`
	FaultRows int `json:"fault_rows"` // lines with at least one fault, the header's included
}

// FieldChange is one value that differs.
type FieldChange struct {
	Field string `json:"field"`
	From  string `json:"from"`
	To    string `json:"to"`
}

// Entry is one line of the plan.
type Entry struct {
	// Line is the row's line, 0 for a person who is missing from the file.
	Line   int    `json:"line"`
	Number string `json:"number"`
	Name   string `json:"name"`
	Kind   Kind   `json:"kind"`
	// Changes are what a change or a leave sets, in the order of the columns.
	Changes []FieldChange `json:"changes"`
	Faults  []Fault       `json:"faults"`
	Notices []Notice      `json:"notices"`
	// Person is the whole state after the entry was applied; meaningless for
	// faults.
	Person Person `json:"-"`
}

// DepartmentStep creates a department, or moves one with all below it to
// another path (a rename is a move).
type DepartmentStep struct {
	From Path `json:"from"` // empty: create
	To   Path `json:"to"`
}

// HeadStep sets head and deputies of one department, by employee number.
type HeadStep struct {
	Department   Path     `json:"department"`
	FromHead     string   `json:"from_head"`
	ToHead       string   `json:"to_head"`
	FromDeputies []string `json:"from_deputies"`
	ToDeputies   []string `json:"to_deputies"`
}

// WarningMassLeave: the file would make so many people leave that it may be a
// part of a roster. {leave, of}. Apply must be told to accept it.
const WarningMassLeave = "roster.mass_leave"

// Bounds of the warning: more than this share and more than this many.
const (
	MassLeavePercent = 30
	MassLeaveFloor   = 20
)

// Plan is the difference between a file and the company. To apply it: the
// department steps in their order, then every create, change and leave by
// setting the entry's Person, then the head steps.
type Plan struct {
	Counts Counts `json:"counts"`
	// Entries come in the order of the file, then the missing people by number.
	Entries     []Entry          `json:"entries"`
	Departments []DepartmentStep `json:"departments"`
	Heads       []HeadStep       `json:"heads"`
	Faults      []Fault          `json:"faults"`
	// Warnings must be accepted by a person before the plan is applied.
	Warnings []Notice `json:"warnings"`
}

// Accepted tells whether nothing in the plan asks for a person's consent.
func (p *Plan) Accepted() bool { return len(p.Warnings) == 0 }

// Rehearse checks the sheet and plans it against the company.
func Rehearse(sheet *Sheet, company Company) *Plan { return Check(sheet, company).Plan() }

// Plan works out the difference between the good rows and the company that
// they were checked against.
func (c *Checked) Plan() *Plan {
	p := &Plan{Faults: c.Faults, Entries: make([]Entry, 0, len(c.Rows)), Departments: []DepartmentStep{}, Heads: []HeadStep{}, Warnings: []Notice{}}
	p.Counts.Rows = len(c.Sheet.Records)
	if !c.Sheet.Usable() {
		p.Counts.FaultRows = 1
		return p
	}
	moves := c.planDepartments(p)
	for i := range c.Rows {
		p.Entries = append(p.Entries, c.entry(&c.Rows[i]))
	}
	p.Entries = append(p.Entries, c.missing(moves)...)
	c.planHeads(p, moves)
	left := 0
	for i := range p.Entries {
		switch p.Entries[i].Kind {
		case Create:
			p.Counts.Create++
		case Change:
			p.Counts.Change++
		case Leave:
			p.Counts.Leave++
		case Same:
			if p.Entries[i].Line > 0 {
				p.Counts.Same++
			}
		case Faulty:
			p.Counts.FaultRows++
		}
	}
	for _, person := range c.company.People {
		if person.Managed && person.Status != Left {
			left++
		}
	}
	if p.Counts.Leave > MassLeaveFloor && p.Counts.Leave*100 > left*MassLeavePercent {
		p.Warnings = append(p.Warnings, Notice{WarningMassLeave, params("leave", p.Counts.Leave, "of", left)})
	}
	return p
}
