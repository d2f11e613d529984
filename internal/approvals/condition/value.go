package condition

import "math/big"

// Kind is the type of a name, an expression or a value.
type Kind string

// Kinds. Numbers are a column of numbers; a group has parts, and only those and whether it is empty can be asked.
const (
	Text    Kind = "text"
	Number  Kind = "number"
	Bool    Kind = "bool"
	Date    Kind = "date"
	Instant Kind = "instant"
	List    Kind = "list"
	Numbers Kind = "numbers"
	Rows    Kind = "rows"
	Group   Kind = "group"
	// Opaque can be empty or not; nothing else is asked of it.
	Opaque Kind = "opaque"
)

// Type is what a name stands for.
type Type struct {
	Kind    Kind     `json:"kind"`
	Options []string `json:"options,omitempty"` // text, list: the only texts that it can be compared with; nil: any
	Parts   Schema   `json:"parts,omitempty"`   // rows: columns; group: parts
}

// Schema are the names that a source may use.
type Schema map[string]Type

// SpanType is the type of a span of days.
var SpanType = Type{Kind: Group, Parts: Schema{"from": {Kind: Date}, "to": {Kind: Date}, "days": {Kind: Number}}}

// Value is what a name stands for at the moment, or what came out. The zero Value is none.
type Value struct {
	Kind   Kind
	Text   string
	Number *big.Rat // never changed once it is here
	Bool   bool
	Day    int   // date: days since 1970-01-01
	At     int64 // instant
	List   []string
	Rows   []Env
	Parts  Env // group
	list   []Value
}

// Env are the values by name. What is missing has no value.
type Env map[string]Value

// Empty tells that there is nothing.
func (v Value) Empty() bool {
	switch v.Kind {
	case "":
		return true
	case Text:
		return v.Text == ""
	case List:
		return len(v.List) == 0
	case Numbers:
		return len(v.list) == 0
	case Rows:
		return len(v.Rows) == 0
	case Group:
		for _, part := range v.Parts {
			if !part.Empty() {
				return false
			}
		}
		return true
	}
	return false
}

// True tells that a condition holds.
func (v Value) True() bool { return v.Kind == Bool && v.Bool }

// OfText makes a text.
func OfText(s string) Value { return Value{Kind: Text, Text: s} }

// OfBool makes a yes or no.
func OfBool(b bool) Value { return Value{Kind: Bool, Bool: b} }

// OfList makes a list of texts.
func OfList(list []string) Value { return Value{Kind: List, List: list} }

// OfNumber makes a number.
func OfNumber(n *big.Rat) Value { return Value{Kind: Number, Number: n} }

// OfDay makes a date of what ParseDay gives.
func OfDay(day int) Value { return Value{Kind: Date, Day: day} }
