package roster

// Column is one of the columns that the package understands.
type Column int

// The columns. Number, name and department are needed; the others are not.
const (
	ColumnNumber Column = iota
	ColumnName
	ColumnDepartment
	ColumnPost
	ColumnGrade
	ColumnMobile
	ColumnEmail
	ColumnSuperior
	ColumnJoined
	ColumnStatus
	columnCount
)

// noColumn marks a fault that belongs to a whole line.
const noColumn Column = -1

var fields = [columnCount]string{
	"number", "name", "department", "post", "grade", "mobile", "email", "superior", "joined_on", "status",
}

// Field is the stable name of the column in changes, for example "joined_on".
func (c Column) Field() string {
	if c < 0 || c >= columnCount {
		return ""
	}
	return fields[c]
}

// Names of changed things that have no column of their own.
const (
	FieldSecondary = "secondary_departments"
	FieldManaged   = "managed"
)

// Status is where a person stands in the company.
type Status string

// Files only say active or left; frozen is the company's own state and is kept
// as long as the file says active.
const (
	Active Status = "active"
	Frozen Status = "frozen"
	Left   Status = "left"
)

// Person is one employee: a row of the file with normalised values, or a
// member of the company's snapshot.
type Person struct {
	// Number is the employee number as written; numbers are compared without
	// regard to case.
	Number     string `json:"number"`
	Name       string `json:"name"`
	Department Path   `json:"department"`
	// Secondary are further departments in the file's order, without the main one.
	Secondary []Path `json:"secondary_departments,omitempty"`
	Post      string `json:"post"`
	Grade     string `json:"grade"`
	// Mobile is eleven digits for a mainland number, else "+" and digits.
	Mobile string `json:"mobile"`
	Email  string `json:"email"`
	// Superior is the superior's employee number, empty for none.
	Superior string `json:"superior"`
	// Joined is a day as 2006-01-02, empty when unknown.
	Joined string `json:"joined_on"`
	Status Status `json:"status"`
	// Managed tells, in a snapshot, that the person came by an import.
	Managed bool `json:"managed"`
}

// Department is one department of a snapshot with the numbers of its head and
// deputies (empty for none).
type Department struct {
	Path     Path     `json:"path"`
	Head     string   `json:"head"`
	Deputies []string `json:"deputies"`
}

// Company is what the company knows before the import. Every person's
// department should be listed; one that is not counts as not existing.
type Company struct {
	Departments []Department
	People      []Person
}

// Row is one checked line of the file.
type Row struct {
	// Line is the line of the file (a CSV's first line and a sheet's first row
	// are 1) where the row begins.
	Line   int    `json:"line"`
	Person Person `json:"person"`
	// Faults are all that is wrong; a row with faults changes nothing.
	Faults  []Fault  `json:"faults"`
	Notices []Notice `json:"notices"`

	record *Record
	// superiorHeld: the superior's own row is faulty and nobody in the company
	// has that number, so this row leaves the superior as it is.
	superiorHeld bool
}

// Good tells whether the row may go in.
func (r *Row) Good() bool { return len(r.Faults) == 0 }
