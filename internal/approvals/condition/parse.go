package condition

import "math/big"

// node is one operand or operator.
type node struct {
	op   string // "text", "number", "bool", "name", a function's name, "-1" (minus in front), or the operator
	at   int
	kind Kind
	text string // text, name
	num  *big.Rat
	day  int // of a text that stands for a date
	yes  bool
	kids []*node
}

type parser struct {
	tokens []token
	i      int
	depth  int
	nodes  int
}

// parse reads a source, whose names are not looked at yet.
func parse(source string) (*node, *Fault) {
	tokens, fault := lex(source)
	if fault != nil {
		return nil, fault
	}
	p := &parser{tokens: tokens}
	root, fault := p.or()
	if fault != nil {
		return nil, fault
	}
	if p.now().kind != tokenEnd {
		return nil, p.expected("end")
	}
	return root, nil
}

func (p *parser) now() token { return p.tokens[p.i] }

// accept takes a token if it is that one.
func (p *parser) accept(words ...string) (token, bool) {
	t := p.now()
	if t.kind != tokenSign {
		return t, false
	}
	for _, w := range words {
		if t.word == w {
			p.i++
			return t, true
		}
	}
	return t, false
}

func (p *parser) expected(wanted string) *Fault {
	t := p.now()
	return &Fault{Code: Expected, At: t.at, Word: t.word, Wanted: wanted}
}

func (p *parser) made(n *node) (*node, *Fault) {
	if p.nodes++; p.nodes > MaxNodes {
		return nil, &Fault{Code: TooManyNodes, At: n.at}
	}
	return n, nil
}

// left parses operands of one level, joined from the left by any of the operators.
func (p *parser) left(operand func() (*node, *Fault), operators ...string) (*node, *Fault) {
	n, fault := operand()
	for fault == nil {
		t, ok := p.accept(operators...)
		if !ok {
			return n, nil
		}
		var right *node
		if right, fault = operand(); fault == nil {
			n, fault = p.made(&node{op: t.word, at: t.at, kids: []*node{n, right}})
		}
	}
	return nil, fault
}

func (p *parser) or() (*node, *Fault) {
	if p.depth++; p.depth > MaxDepth {
		return nil, &Fault{Code: TooDeep, At: p.now().at}
	}
	defer func() { p.depth-- }()
	return p.left(p.and, "or")
}

func (p *parser) and() (*node, *Fault) { return p.left(p.not, "and") }

func (p *parser) not() (*node, *Fault) {
	t, ok := p.accept("not")
	if !ok {
		return p.compare()
	}
	return p.front("not", t, p.not)
}

// front parses what stands behind an operator in front.
func (p *parser) front(op string, t token, operand func() (*node, *Fault)) (*node, *Fault) {
	if p.depth++; p.depth > MaxDepth {
		return nil, &Fault{Code: TooDeep, At: t.at}
	}
	defer func() { p.depth-- }()
	n, fault := operand()
	if fault != nil {
		return nil, fault
	}
	return p.made(&node{op: op, at: t.at, kids: []*node{n}})
}

func (p *parser) compare() (*node, *Fault) {
	n, fault := p.sum()
	if fault != nil {
		return nil, fault
	}
	if n, fault = p.comparison(n); fault != nil {
		return nil, fault
	}
	if t, ok := p.accept("=", "!=", "<", "<=", ">", ">=", "in", "contains"); ok {
		return nil, &Fault{Code: Chained, At: t.at, Word: t.word}
	}
	return n, nil
}

// comparison parses the rest of a comparison, if there is one.
func (p *parser) comparison(n *node) (*node, *Fault) {
	if t, ok := p.accept("=", "!=", "<", "<=", ">", ">=", "contains"); ok {
		right, fault := p.sum()
		if fault != nil {
			return nil, fault
		}
		return p.made(&node{op: t.word, at: t.at, kids: []*node{n, right}})
	}
	op := "in"
	t, ok := p.accept("in")
	if !ok {
		if t, ok = p.accept("not"); !ok {
			return n, nil
		}
		if _, ok = p.accept("in"); !ok {
			return nil, p.expected("in")
		}
		op = "not in"
	}
	list, fault := p.list()
	if fault != nil {
		return nil, fault
	}
	return p.made(&node{op: op, at: t.at, kids: append([]*node{n}, list...)})
}

// list parses literals in brackets. They count as one: what they cost is bounded by the length of the source.
func (p *parser) list() ([]*node, *Fault) {
	if _, ok := p.accept("["); !ok {
		return nil, p.expected("[")
	}
	var out []*node
	for {
		n, fault := p.literal()
		if fault != nil {
			return nil, fault
		}
		out = append(out, n)
		if _, ok := p.accept(","); ok {
			continue
		}
		if _, ok := p.accept("]"); ok {
			return out, nil
		}
		return nil, p.expected("]")
	}
}

func (p *parser) literal() (*node, *Fault) {
	start := p.now()
	_, minus := p.accept("-")
	t := p.now()
	switch {
	case t.kind == tokenNumber:
		p.i++
		n := number(t)
		n.at = start.at
		if minus {
			n.num.Neg(n.num)
		}
		return n, nil
	case t.kind == tokenText && !minus:
		p.i++
		return &node{op: "text", at: t.at, text: t.word}, nil
	}
	return nil, p.expected("literal")
}

func number(t token) *node {
	n, _ := ParseDecimal(t.word)
	return &node{op: "number", at: t.at, num: n}
}
