package workday

// Named is a day of a year's set on which it is not the weekday that decides, and what it is called.
type Named struct {
	Day  Day
	Work bool // a make-up working day; else nobody works
	Name string
}

// Year is a year's set of holidays and make-up working days. A year without any is not known, rather
// than one without holidays.
type Year struct {
	Year   int
	Source string // where it comes from, for whoever doubts it
	Days   []Named
}
