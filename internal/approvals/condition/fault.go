package condition

import "fmt"

// Limits of a source.
const (
	MaxLength = 1000
	MaxNodes  = 100
	MaxDepth  = 32
)

// Fault is what is wrong with a source, and where.
type Fault struct {
	Code   string // see the constants
	At     int    // characters before it
	Word   string // what stands there, or the name that is meant
	Wanted string // what would be right there
}

// Codes of faults.
const (
	TooLong         = "too_long"
	TooDeep         = "too_deep"
	TooManyNodes    = "too_many_parts"
	BadCharacter    = "character"
	BadEscape       = "escape"
	OpenText        = "open_text"
	BadNumber       = "number"
	Expected        = "expected"
	Chained         = "chained"
	UnknownName     = "unknown_name"
	UnknownPart     = "unknown_part"
	UnknownFunction = "unknown_function"
	WrongType       = "wrong_type"
	NotAnOption     = "not_an_option"
	NotADate        = "not_a_date"
)

func (f *Fault) Error() string {
	return fmt.Sprintf("%s at character %d (%q, wanted %s)", f.Code, f.At, f.Word, f.Wanted)
}
