package condition

func (p *parser) sum() (*node, *Fault)     { return p.left(p.product, "+", "-") }
func (p *parser) product() (*node, *Fault) { return p.left(p.minus, "*", "/") }

func (p *parser) minus() (*node, *Fault) {
	t, ok := p.accept("-")
	if !ok {
		return p.operand()
	}
	return p.front("-1", t, p.minus)
}

func (p *parser) operand() (*node, *Fault) {
	t := p.now()
	switch t.kind {
	case tokenNumber:
		p.i++
		return p.made(number(t))
	case tokenText:
		p.i++
		return p.made(&node{op: "text", at: t.at, text: t.word})
	case tokenName:
		p.i++
		if _, ok := p.accept("("); ok {
			return p.call(t)
		}
		return p.made(&node{op: "name", at: t.at, text: t.word})
	}
	if _, ok := p.accept("true", "false"); ok {
		return p.made(&node{op: "bool", at: t.at, yes: t.word == "true"})
	}
	if _, ok := p.accept("("); !ok {
		return nil, p.expected("operand")
	}
	n, fault := p.or()
	if fault != nil {
		return nil, fault
	}
	if _, ok := p.accept(")"); !ok {
		return nil, p.expected(")")
	}
	return n, nil
}

// functions tells how many arguments each takes.
var functions = map[string]int{"empty": 1, "sum": 1, "count": 1, "days": 2}

func (p *parser) call(name token) (*node, *Fault) {
	wanted, known := functions[name.word]
	if !known {
		return nil, &Fault{Code: UnknownFunction, At: name.at, Word: name.word}
	}
	n := &node{op: name.word, at: name.at}
	for i := range wanted {
		if i > 0 {
			if _, ok := p.accept(","); !ok {
				return nil, p.expected(",")
			}
		}
		kid, fault := p.or()
		if fault != nil {
			return nil, fault
		}
		n.kids = append(n.kids, kid)
	}
	if _, ok := p.accept(")"); !ok {
		return nil, p.expected(")")
	}
	return p.made(n)
}
