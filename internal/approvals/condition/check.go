package condition

import (
	"maps"
	"slices"
	"strings"
)

// Expression is a source whose names are known and whose types fit. It never changes.
type Expression struct {
	root  *node
	names []string
}

// Kind is what evaluating gives.
func (e *Expression) Kind() Kind { return e.root.kind }

// Names are those that it reads, each once, without parts.
func (e *Expression) Names() []string { return e.names }

// Compile parses a source and checks it. With kinds, the outcome must be one of them.
func Compile(source string, schema Schema, wanted ...Kind) (*Expression, *Fault) {
	root, fault := parse(source)
	if fault != nil {
		return nil, fault
	}
	c := checker{schema: schema, names: map[string]bool{}}
	if fault := c.check(root); fault != nil {
		return nil, fault
	}
	if len(wanted) > 0 && !slices.Contains(wanted, root.kind) {
		return nil, &Fault{Code: WrongType, At: root.at, Word: string(root.kind), Wanted: string(wanted[0])}
	}
	return &Expression{root, slices.Sorted(maps.Keys(c.names))}, nil
}

type checker struct {
	schema Schema
	names  map[string]bool
}

func (c *checker) check(n *node) *Fault {
	for _, kid := range n.kids {
		if fault := c.check(kid); fault != nil {
			return fault
		}
	}
	switch n.op {
	case "text", "number", "bool":
		n.kind = Kind(n.op)
		return nil
	case "name":
		return c.name(n)
	case "or", "and", "not":
		n.kind = Bool
		return all(n, Bool)
	case "-", "*", "/", "-1":
		n.kind = Number
		return all(n, Number)
	case "+":
		if n.kind = Number; n.kids[0].kind == Text {
			n.kind = Text
		}
		return all(n, n.kind)
	case "empty":
		n.kind = Bool
		return nil
	case "sum":
		n.kind = Number
		return all(n, Numbers)
	case "count":
		n.kind = Number
		return of(n.kids[0], Rows, List, Numbers)
	case "days":
		n.kind = Number
		return c.days(n)
	}
	n.kind = Bool
	if n.op == "contains" {
		return c.contains(n)
	}
	return c.compare(n)
}

// all demands one kind of every operand.
func all(n *node, kind Kind) *Fault {
	for _, kid := range n.kids {
		if fault := of(kid, kind); fault != nil {
			return fault
		}
	}
	return nil
}

// of demands one of several kinds.
func of(n *node, kinds ...Kind) *Fault {
	if slices.Contains(kinds, n.kind) {
		return nil
	}
	return &Fault{Code: WrongType, At: n.at, Word: string(n.kind), Wanted: string(kinds[0])}
}

func (c *checker) name(n *node) *Fault {
	name, part, dotted := strings.Cut(n.text, ".")
	t, ok := c.schema[name]
	if !ok {
		return &Fault{Code: UnknownName, At: n.at, Word: n.text}
	}
	c.names[name] = true
	n.kind = t.Kind
	if !dotted {
		return nil
	}
	inner, ok := t.Parts[part]
	if !ok {
		return &Fault{Code: UnknownPart, At: n.at, Word: n.text}
	}
	n.kind = inner.Kind
	if t.Kind == Rows {
		n.kind = column(inner.Kind)
	}
	return nil
}

// column is the kind of a column as a whole.
func column(of Kind) Kind {
	switch of {
	case Number:
		return Numbers
	case Text:
		return List
	}
	return Opaque
}

// options are the only texts that an operand can be, or nil.
func (c *checker) options(n *node) []string {
	if n.op != "name" {
		return nil
	}
	name, part, dotted := strings.Cut(n.text, ".")
	if dotted {
		return c.schema[name].Parts[part].Options
	}
	return c.schema[name].Options
}

// literal checks what is written out beside an operand: that it is one of its options, or a date.
func (c *checker) literal(n, beside *node) *Fault {
	if n.op != "text" {
		return nil
	}
	if beside.kind == Date {
		return toDate(n)
	}
	if options := c.options(beside); options != nil && n.text != "" && !slices.Contains(options, n.text) {
		return &Fault{Code: NotAnOption, At: n.at, Word: n.text}
	}
	return nil
}

func toDate(n *node) *Fault {
	day, ok := ParseDay(n.text)
	if !ok {
		return &Fault{Code: NotADate, At: n.at, Word: n.text}
	}
	n.op, n.kind, n.day = "date", Date, day
	return nil
}

func (c *checker) compare(n *node) *Fault {
	left := n.kids[0]
	switch n.op {
	case "in", "not in":
		if fault := of(left, Text, Number, Date); fault != nil {
			return fault
		}
	default:
		if fault := c.literal(left, n.kids[1]); fault != nil {
			return fault
		}
		kinds := []Kind{Number, Date, Instant}
		if n.op == "=" || n.op == "!=" {
			kinds = append(kinds, Text, Bool)
		}
		if fault := of(left, kinds...); fault != nil {
			return fault
		}
	}
	for _, right := range n.kids[1:] {
		if fault := c.literal(right, left); fault != nil {
			return fault
		}
		if fault := of(right, left.kind); fault != nil {
			return fault
		}
	}
	return nil
}

func (c *checker) contains(n *node) *Fault {
	if fault := of(n.kids[0], Text, List); fault != nil {
		return fault
	}
	if n.kids[0].kind == List {
		if fault := c.literal(n.kids[1], n.kids[0]); fault != nil {
			return fault
		}
	}
	return of(n.kids[1], Text)
}

func (c *checker) days(n *node) *Fault {
	for _, kid := range n.kids {
		if kid.op == "text" {
			if fault := toDate(kid); fault != nil {
				return fault
			}
		}
	}
	return all(n, Date)
}
