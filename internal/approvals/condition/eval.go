package condition

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
)

// Eval gives what an expression is with these values. Its kind is Kind(), or none where there is no value.
func (e *Expression) Eval(env Env) Value { return env.eval(e.root) }

func (env Env) eval(n *node) Value {
	switch n.op {
	case "text":
		return OfText(n.text)
	case "number":
		return OfNumber(n.num)
	case "bool":
		return OfBool(n.yes)
	case "date":
		return OfDay(n.day)
	case "name":
		return env.name(n)
	case "not":
		return OfBool(!env.eval(n.kids[0]).True())
	case "and":
		return OfBool(env.eval(n.kids[0]).True() && env.eval(n.kids[1]).True())
	case "or":
		return OfBool(env.eval(n.kids[0]).True() || env.eval(n.kids[1]).True())
	case "in", "not in":
		left := env.eval(n.kids[0])
		found := slices.ContainsFunc(n.kids[1:], func(kid *node) bool { return equal(left, env.eval(kid), n.kids[0].kind) })
		return OfBool(found == (n.op == "in"))
	case "empty":
		return OfBool(env.eval(n.kids[0]).Empty())
	case "sum":
		return sum(env.eval(n.kids[0]))
	case "count":
		return count(env.eval(n.kids[0]))
	case "-1":
		if v := env.eval(n.kids[0]); v.Kind == Number {
			return OfNumber(new(big.Rat).Neg(v.Number))
		}
		return Value{}
	}
	return two(n, env.eval(n.kids[0]), env.eval(n.kids[1]))
}

// two applies an operator to two values.
func two(n *node, left, right Value) Value {
	switch n.op {
	case "=":
		return OfBool(equal(left, right, n.kids[0].kind))
	case "!=":
		return OfBool(!equal(left, right, n.kids[0].kind))
	case "<", "<=", ">", ">=":
		return OfBool(ordered(n.op, left, right))
	case "contains":
		return OfBool(contains(n, left, right))
	case "days":
		if left.Kind == Date && right.Kind == Date {
			return OfNumber(big.NewRat(int64(days(left.Day, right.Day)), 1))
		}
		return Value{}
	}
	if n.kind == Text {
		return OfText(left.Text + right.Text)
	}
	if left.Kind != Number || right.Kind != Number {
		return Value{}
	}
	return calculate(n.op, left.Number, right.Number)
}

func calculate(op string, left, right *big.Rat) Value {
	out := new(big.Rat)
	switch op {
	case "+":
		return OfNumber(out.Add(left, right))
	case "-":
		return OfNumber(out.Sub(left, right))
	case "*":
		return OfNumber(out.Mul(left, right))
	}
	if right.Sign() == 0 {
		return Value{}
	}
	return OfNumber(out.Quo(left, right))
}

// equal compares two values of a kind. Nothing equals nothing, and no answer is a no.
func equal(left, right Value, kind Kind) bool {
	switch {
	case kind == Text:
		return left.Text == right.Text
	case kind == Bool:
		return left.Bool == right.Bool
	case left.Kind != right.Kind:
		return false
	case left.Kind == Number:
		return left.Number.Cmp(right.Number) == 0
	}
	return left.Day == right.Day && left.At == right.At
}

func ordered(op string, left, right Value) bool {
	if left.Kind == "" || right.Kind == "" {
		return false
	}
	order := cmp.Or(cmp.Compare(left.Day, right.Day), cmp.Compare(left.At, right.At))
	if left.Kind == Number {
		order = left.Number.Cmp(right.Number)
	}
	switch op {
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	}
	return order >= 0
}

func contains(n *node, left, right Value) bool {
	if n.kids[0].kind == List {
		return right.Text != "" && slices.Contains(left.List, right.Text)
	}
	return strings.Contains(left.Text, right.Text)
}

func (env Env) name(n *node) Value {
	name, part, dotted := strings.Cut(n.text, ".")
	v := env[name]
	switch {
	case !dotted:
		return v
	case v.Kind != Rows:
		return v.Parts[part]
	}
	whole := Value{Kind: n.kind}
	for _, row := range v.Rows {
		switch cell := row[part]; {
		case cell.Empty():
		case n.kind == List:
			whole.List = append(whole.List, cell.Text)
		default:
			whole.list = append(whole.list, cell)
		}
	}
	if n.kind == Opaque && len(whole.list) == 0 {
		return Value{}
	}
	return whole
}

func sum(column Value) Value {
	total := new(big.Rat)
	for _, v := range column.list {
		total.Add(total, v.Number)
	}
	return OfNumber(total)
}

func count(v Value) Value {
	return OfNumber(big.NewRat(int64(len(v.list)+len(v.List)+len(v.Rows)), 1))
}
