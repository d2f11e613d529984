package paper

import "time"

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
	Pictures []Picture
}

// Picture is a PNG or a JPEG; where there is none, or it cannot be shown, Instead stands in its place.
type Picture struct {
	Data    []byte
	Instead string
}

// Step is a step of the route.
type Step struct {
	Name   string
	State  string
	People []string // each in one line: who, for whom, what came of it
}

// Act is something that somebody did, in the order of time.
type Act struct {
	Words  string   // when, who and what, in one line
	Text   string   // what they said
	Proof  string   // how it was confirmed, and the signature in short
	Stroke *Picture // signed by hand
}
