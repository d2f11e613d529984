package condition

import (
	"math/big"
	"strings"
)

// Digits that a decimal can have.
const (
	maxWhole    = 20
	maxFraction = 10
)

// ParseDecimal reads 12, -3.50, 0.001 and nothing else: no exponent, no sign of plus, no needless zero in front, at most 20 digits
// before and 10 behind the point.
func ParseDecimal(s string) (*big.Rat, bool) {
	digits := strings.TrimPrefix(s, "-")
	whole, fraction, point := strings.Cut(digits, ".")
	if !allDigits(whole, maxWhole) || len(whole) > 1 && whole[0] == '0' || point && !allDigits(fraction, maxFraction) {
		return nil, false
	}
	return new(big.Rat).SetString(s)
}

func allDigits(s string, most int) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != "" && len(s) <= most
}

// Round writes a number with so many decimals; halves go away from zero: 2.5 is 3, and -2.5 is -3.
func Round(n *big.Rat, decimals int) string {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil)
	twice := new(big.Int).Mul(new(big.Int).Abs(n.Num()), scale)
	twice.Lsh(twice, 1).Add(twice, n.Denom())
	scaled := twice.Quo(twice, new(big.Int).Lsh(n.Denom(), 1))
	digits := scaled.String()
	if missing := decimals + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	if decimals > 0 {
		digits = digits[:len(digits)-decimals] + "." + digits[len(digits)-decimals:]
	}
	if n.Sign() < 0 && scaled.Sign() != 0 {
		digits = "-" + digits
	}
	return digits
}

// Shorten takes the needless zeros from behind the point: 2.50 is 2.5, and 3.00 is 3.
func Shorten(decimal string) string {
	if !strings.Contains(decimal, ".") {
		return decimal
	}
	return strings.TrimSuffix(strings.TrimRight(decimal, "0"), ".")
}
