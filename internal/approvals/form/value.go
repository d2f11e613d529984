package form

import (
	"encoding/json"
	"math"
	"math/big"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tonggui/internal/approvals/condition"
	"tonggui/internal/approvals/words"
	"tonggui/internal/platform/id"
)

// value brings what somebody put into a field into its one form, nil where there is nothing. A fault gives nil.
func (f *field) value(raw any, path string, out *faults) any {
	if raw == nil {
		return nil
	}
	switch f.FormField.Kind {
	case DateTime:
		return instant(raw, path, out)
	case YesNo:
		if b, ok := raw.(bool); ok {
			return b
		}
		out.add(path, codeWrongType)
		return nil
	case Span, Signature:
		return f.object(raw, path, out)
	case Choices, People, Departments, Related, Attachment, Image:
		return f.list(raw, path, out)
	}
	s, ok := raw.(string)
	if !ok {
		out.add(path, codeWrongType)
		return nil
	}
	if s = f.text(s, path, out); s == "" {
		return nil
	}
	return s
}

// text brings the value of a kind that is one text into its form.
func (f *field) text(s, path string, out *faults) string {
	s = strings.TrimSpace(norm.NFC.String(s))
	if s == "" {
		return ""
	}
	switch f.FormField.Kind {
	case Number, Amount:
		return f.number(s, path, out)
	case Date:
		if _, ok := condition.ParseDay(s); !ok {
			out.add(path, codeWrongForm)
			return ""
		}
	case Choice:
		if !f.has(s) {
			out.add(path, codeNotAChoice)
			return ""
		}
	case Person, Department:
		return uuid(s, path, out)
	case Phone:
		if !phone(s) {
			out.add(path, codeWrongForm)
			return ""
		}
	case LongText:
		s = strings.ReplaceAll(s, "\r\n", "\n")
		return f.prose(s, path, true, out)
	default:
		return f.prose(s, path, false, out)
	}
	return s
}

func (f *field) prose(s, path string, lines bool, out *faults) string {
	switch {
	case !words.Plain(s, lines):
		out.add(path, codeWrongForm)
	case utf8.RuneCountInString(s) > f.chars():
		out.add(path, codeTooLong, "max", f.chars())
	default:
		return s
	}
	return ""
}

func (f *field) number(s, path string, out *faults) string {
	n, ok := condition.ParseDecimal(s)
	if !ok {
		out.add(path, codeWrongForm)
		return ""
	}
	if _, fraction, _ := strings.Cut(condition.Shorten(s), "."); len(fraction) > f.Decimals {
		out.add(path, codeDecimals, "max", f.Decimals)
		return ""
	}
	below := f.Min != "" && n.Cmp(decimal(f.Min)) < 0
	above := f.Max != "" && n.Cmp(decimal(f.Max)) > 0
	if below || above || tooLarge(n) {
		pairs := []any{}
		if f.Min != "" {
			pairs = append(pairs, "min", f.Min)
		}
		if f.Max != "" {
			pairs = append(pairs, "max", f.Max)
		}
		out.add(path, codeOutOfRange, pairs...)
		return ""
	}
	return f.written(n)
}

// written gives a number as the field has it: money with all its decimals, others without needless zeros.
func (f *FormField) written(n *big.Rat) string {
	s := condition.Round(n, f.Decimals)
	if f.Currency == "" {
		s = condition.Shorten(s)
	}
	return s
}

func decimal(s string) *big.Rat {
	n, ok := condition.ParseDecimal(s)
	if !ok {
		return new(big.Rat) // of a field that is refused for it
	}
	return n
}

func tooLarge(n *big.Rat) bool { return new(big.Rat).Abs(n).Cmp(decimal(bound)) >= 0 }

func (f *field) has(option string) bool {
	return slices.ContainsFunc(f.Options, func(o Option) bool { return o.ID == option })
}

func uuid(s, path string, out *faults) string {
	one, err := id.Parse(s)
	if err != nil {
		out.add(path, codeWrongForm)
		return ""
	}
	return one.String()
}

// phone takes 3 to 32 characters of the kind that numbers are written with.
func phone(s string) bool {
	digits := 0
	for i, r := range s {
		switch {
		case '0' <= r && r <= '9':
			digits++
		case r == '+' && i == 0, strings.ContainsRune(" -()#*", r):
		default:
			return false
		}
	}
	return digits >= 3 && len(s) <= 32
}

func instant(raw any, path string, out *faults) any {
	ms, ok := integer(raw)
	switch {
	case !ok:
		out.add(path, codeWrongType)
		return nil
	case ms < earliestInstant || ms > latestInstant:
		out.add(path, codeOutOfRange)
		return nil
	}
	return ms
}

// integer takes a whole number, however JSON was decoded.
func integer(raw any) (int64, bool) {
	switch n := raw.(type) {
	case int64:
		return n, true
	case int:
		return int64(n), true
	case float64:
		return int64(n), n == math.Trunc(n) && math.Abs(n) < 1<<53
	case json.Number:
		i, err := n.Int64()
		return i, err == nil
	}
	return 0, false
}
