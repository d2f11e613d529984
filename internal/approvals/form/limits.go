package form

// Limits of a form.
const (
	MaxFields       = 100
	MaxColumns      = 30
	MaxRows         = 200
	MaxOptions      = 100
	MaxLabel        = 60
	MaxHint         = 300
	MaxExplanation  = 2000
	MaxChars        = 20_000
	MaxDecimals     = 6
	usualChars      = 200  // of one line, where the field does not say
	usualLongChars  = 5000 // of several lines
	usualCount      = 20   // of files, related approvals
	usualPeople     = 50   // of people and departments
	maxFormulaText  = 1000
	maxFileName     = 255
	maxUnit         = 20
	maxFileBytes    = 1 << 40
	millisPerDay    = 86_400_000
	earliestInstant = -25567 * millisPerDay // 1900
	latestInstant   = 84371 * millisPerDay  // 2201
)

// bound is what every number lies below, with or without a maximum of its own: 10^15.
const bound = "1000000000000000"

// uses are the attributes that only some kinds have a use for.
type uses struct {
	chars, size, decimals, currency, unit, half, options, count, columns, formula, template, initial, required bool
}

var kindUses = map[Kind]uses{
	Text:        {chars: true, initial: true, required: true},
	LongText:    {chars: true, initial: true, required: true},
	Number:      {size: true, decimals: true, unit: true, initial: true, required: true},
	Amount:      {size: true, decimals: true, currency: true, initial: true, required: true},
	Date:        {initial: true, required: true},
	DateTime:    {required: true},
	Span:        {half: true, required: true},
	Choice:      {options: true, initial: true, required: true},
	Choices:     {options: true, count: true, required: true},
	Person:      {initial: true, required: true},
	People:      {count: true, required: true},
	Department:  {initial: true, required: true},
	Departments: {count: true, required: true},
	Attachment:  {count: true, required: true},
	Image:       {count: true, required: true},
	Rows:        {count: true, columns: true, required: true},
	Formula:     {decimals: true, currency: true, unit: true, formula: true},
	Related:     {count: true, template: true, required: true},
	Signature:   {required: true},
	Explanation: {},
	Phone:       {initial: true, required: true},
	YesNo:       {initial: true, required: true},
}

// inRows are the kinds that a column can be.
var inRows = map[Kind]bool{
	Text: true, LongText: true, Number: true, Amount: true, Date: true, DateTime: true, Choice: true, Person: true, Department: true,
	Formula: true, Phone: true, YesNo: true,
}

// most is how many a field can hold.
func (f *FormField) most() int {
	switch {
	case f.MaxCount > 0:
		return f.MaxCount
	case f.Kind == Rows:
		return MaxRows
	case f.Kind == Choices:
		return len(f.Options)
	case f.Kind == People || f.Kind == Departments:
		return usualPeople
	}
	return usualCount
}

// chars is how many characters a field can hold.
func (f *FormField) chars() int {
	switch {
	case f.MaxChars > 0:
		return f.MaxChars
	case f.Kind == LongText:
		return usualLongChars
	}
	return usualChars
}
