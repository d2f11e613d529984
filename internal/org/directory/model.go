package directory

// Person is what the index knows of somebody. K is the caller's id.
type Person[K comparable] struct {
	ID     K
	Number string
	Name   string
	Post   string
	// Department is shown and searched as given: a name or a whole path.
	Department string
	// Active people come before others of the same rank.
	Active bool
}

// Field says which text of a person a hit lies in.
type Field string

// The fields that a search looks into.
const (
	FieldName       Field = "name"
	FieldNumber     Field = "number"
	FieldPost       Field = "post"
	FieldDepartment Field = "department"
)

// Hit is one found person and the part of the field to highlight: characters
// (runes) Start up to, not including, End.
type Hit[K comparable] struct {
	ID    K
	Field Field
	Start int
	End   int
}

// Limits of a search.
const (
	DefaultLimit  = 20
	MaxLimit      = 200
	MaxQueryRunes = 64
)

// maxTokens bounds the part of a name that is indexed.
const maxTokens = 24

// token is one character or word of a name.
type token struct {
	start, end int32 // runes of the name
	han        rune  // folded; 0 for a word
	readings   []string
}

// entry is one slot of the index.
type entry[K comparable] struct {
	person Person[K]
	tokens []token
	order  string // pinyin and number
	dead   bool
}

// tier is how well somebody matches; less is better.
type tier uint8

const (
	tierExact tier = iota
	tierPrefix
	tierInitials
	tierSubstring
	tierWord
)

// fit tells matches of one tier apart; less is better.
type fit uint8

const (
	fitAlt  fit = 1 // an unusual reading was needed
	fitPart fit = 2 // the name goes on after the match
)

// A rank holds the tier above two bits of fit and one for people who left.
const (
	rankLeft tier = 4
	rankBits tier = 3
)
