package condition_test

import (
	"cmp"
	"maps"
	"math/big"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

func sorted[K cmp.Ordered, V any](in map[K]V) []K { return slices.Sorted(maps.Keys(in)) }

// maker writes sources at random: most are right, some are broken at one place.
type maker struct{ r *rand.Rand }

func generated(n int) (out []vector) {
	m := maker{rand.New(rand.NewPCG(20261001, 5))}
	sets := sorted(values)
	for len(out) < n {
		var source string
		switch m.r.IntN(8) {
		case 0, 1:
			source = m.number(3)
		case 2:
			source = m.text(2)
		default:
			source = m.condition(3)
		}
		if m.r.IntN(4) == 0 {
			source = m.broken(source)
		}
		out = append(out, vector{Source: source, Values: sets[m.r.IntN(len(sets))]})
	}
	return out
}

func (m maker) one(of ...string) string { return of[m.r.IntN(len(of))] }

func (m maker) number(depth int) string {
	if depth == 0 || m.r.IntN(4) == 0 {
		return m.one("amount", "price", "n", "trip.days", "sum(goods.amount)", "count(goods)", "count(tags)", "days(day, due)", "days(trip.from, trip.to)",
			strconv.Itoa(m.r.IntN(2000)), strconv.Itoa(m.r.IntN(50))+"."+strconv.Itoa(m.r.IntN(1000)))
	}
	switch m.r.IntN(7) {
	case 0:
		return "(" + m.number(depth-1) + ")"
	case 1:
		return "-" + m.number(depth-1)
	}
	return m.number(depth-1) + m.one(" + ", " - ", " * ", " / ", "*", "-") + m.number(depth-1)
}

func (m maker) text(depth int) string {
	if depth > 0 && m.r.IntN(3) == 0 {
		return m.text(depth-1) + " + " + m.text(depth-1)
	}
	return m.one("title", "note", "kind", `"annual"`, `"差旅"`, `""`, `"a \"quoted\" text"`, `"😀"`)
}

func (m maker) date() string {
	return m.one("day", "due", "trip.from", "trip.to", `"2026-02-28"`, `"2026-12-31"`)
}

func (m maker) condition(depth int) string {
	if depth > 0 && m.r.IntN(5) > 1 {
		switch m.r.IntN(6) {
		case 0:
			return "not " + m.condition(depth-1)
		case 1:
			return "(" + m.condition(depth-1) + ")"
		}
		return m.condition(depth-1) + m.one(" and ", " or ") + m.condition(depth-1)
	}
	order := m.one(" = ", " != ", " < ", " <= ", " > ", " >= ")
	switch m.r.IntN(9) {
	case 0, 1:
		return m.number(2) + order + m.number(2)
	case 2:
		return m.text(1) + m.one(" = ", " != ", " contains ") + m.text(1)
	case 3:
		return m.date() + order + m.date()
	case 4:
		return m.one("kind", `kind`, "title") + m.one(" in ", " not in ") + m.one(`["annual"]`, `["sick", "other"]`, `["other", "annual", ""]`)
	case 5:
		return "empty(" + m.one("title", "amount", "goods", "goods.name", "trip", "files", "opens", "amount / n", "urgent", "tags") + ")"
	case 6:
		return m.one("tags", "people", "goods.name", "goods.kind") + " contains " + m.one(`"x"`, `"a"`, "title", "kind", `"desk"`)
	case 7:
		return m.one("n", "amount") + m.one(" in ", " not in ") + m.one("[-3, 0]", "[5000.000]", "[1, 2, 3]")
	}
	return m.one("urgent", "agreed", "true", "false", "urgent = agreed", "opens < closes")
}

// broken takes something out, doubles it, or puts something in.
func (m maker) broken(source string) string {
	runes := []rune(source)
	at := m.r.IntN(len(runes))
	switch m.r.IntN(4) {
	case 0:
		return string(slices.Delete(runes, at, min(at+1+m.r.IntN(3), len(runes))))
	case 1:
		return string(runes[:at])
	case 2:
		return strings.Replace(source, m.one("a", "n", " ", "=", "("), m.one("", "x", ")", "and", "."), 1)
	}
	return string(runes[:at]) + m.one(" ", "(", ")", `"`, "\\", "1", "missing", ",", "[", "not ", "é", "\u0301", "😀", "-") + string(runes[at:])
}

// round is the rounding said in another way: by whole numbers and halves.
func round(n *big.Rat, decimals int) string {
	scaled := new(big.Rat).Mul(n, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil)))
	whole := new(big.Int).Quo(scaled.Num(), scaled.Denom())
	rest := new(big.Rat).Sub(scaled, new(big.Rat).SetInt(whole))
	if rest.Abs(rest).Cmp(big.NewRat(1, 2)) >= 0 {
		whole.Add(whole, big.NewInt(int64(n.Sign())))
	}
	return new(big.Rat).SetFrac(whole, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil)).FloatString(decimals)
}
