package paper

import (
	"strings"
	"time"
)

// Document is an approval in words, ready to be printed.
type Document struct {
	Company  string
	Title    string
	Head     string // at the head of every page
	Facts    []Line // serial, applicant, state and the like
	Form     []Block
	Steps    []Step
	Acts     []Act
	Code     string   // by which paper and signed document are compared; empty: nobody has decided
	Verify   []string // how to check them, in paragraphs
	Made     time.Time
	Headings Headings
}

// Headings are the words that every document has.
type Headings struct {
	Form, Route, Acts, Verify, Code string
	Field, Value                    string // columns of the form
	Step, State, People             string // columns of the route
}

// Line is a fact with what it is called.
type Line struct{ Label, Text string }

// Block is a field of the form: a line, a table, or pictures below its label.
type Block struct {
	Line
	Columns  []string
	Rows     [][]string
	Pictures [][]byte // PNG
}

// Step is a step of the route.
type Step struct {
	Name   string
	State  string
	People []string // each in one line: who, for whom, what came of it
}

// Act is something that somebody did, in the order of time.
type Act struct {
	Words  string // when, who and what, in one line
	Text   string // what they said
	Proof  string // how it was confirmed, and the signature in short
	Stroke []byte // PNG: signed by hand
}

// Code is how a hash of 32 bytes is compared by people: the first 16 of them, as eight groups of four
// hexadecimal digits.
func Code(hash []byte) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i, c := range hash[:min(len(hash), 16)] {
		if i > 0 && i%2 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(digits[c>>4])
		b.WriteByte(digits[c&15])
	}
	return b.String()
}
