package form

import (
	"strconv"
	"strings"

	"tonggui/internal/platform/i18n"
)

// Names knows what others are called. What is not there any more has some name, too.
type Names interface {
	Person(id string) string
	Department(id string) string
	Approval(id string) string // number and title
	Instant(ms int64) string   // in the reader's zone
}

// reader puts values into words.
type reader struct {
	language string
	names    Names
}

func (r reader) word(key string, pairs ...string) string {
	params := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		params[pairs[i]] = pairs[i+1]
	}
	return i18n.Text(r.language, "server", "form."+key, params)
}

// text says a value in one text; of rows, how many there are.
func (r reader) text(f *field, v any) string {
	if list, ok := anys(v); ok {
		if f.FormField.Kind == Rows {
			return r.plural(strconv.Itoa(len(list)), "rows")
		}
		all := make([]string, len(list))
		for i, one := range list {
			all[i] = r.one(f, one)
		}
		return i18n.List(r.language, all)
	}
	return r.one(f, v)
}

func (r reader) one(f *field, v any) string {
	s, _ := v.(string)
	switch f.FormField.Kind {
	case Number, Amount, Formula:
		return r.number(f, s)
	case DateTime:
		ms, _ := integer(v)
		return r.names.Instant(ms)
	case Span:
		return r.span(v)
	case Choice, Choices:
		for _, o := range f.Options {
			if o.ID == s {
				return o.Label.In(r.language)
			}
		}
	case Person, People:
		return r.names.Person(s)
	case Department, Departments:
		return r.names.Department(s)
	case Related:
		return r.names.Approval(s)
	case Attachment, Image:
		m, _ := v.(map[string]any)
		name, _ := m["name"].(string)
		return name
	case Signature:
		return r.word("signed")
	case YesNo:
		if v == true {
			return r.word("yes")
		}
		return r.word("no")
	}
	return s
}

// units are those that have words; another one is a word itself.
var units = map[string]bool{"day": true, "hour": true, "minute": true, "month": true, "year": true, "person": true, "piece": true, "set": true, "times": true, "percent": true}

func (r reader) number(f *field, s string) string {
	if s == "" || f.FormField.Kind == Formula && f.formula != nil && f.formula.Kind() != "number" {
		return s
	}
	s = grouped(s)
	switch {
	case f.Currency != "":
		return r.money(f.Currency, s)
	case units[f.Unit]:
		return r.plural(s, "unit."+f.Unit)
	case f.Unit != "":
		return s + " " + f.Unit
	}
	return s
}

// money puts the sign of a currency before an amount, as the reader's language has it; one without a sign of its own is
// told by its code.
func (r reader) money(currency, s string) string {
	sign, space := currency, "\u00a0"
	if key := "form.currency." + currency; i18n.Has("server", key) {
		sign, space = r.word("currency."+currency), ""
	}
	digits, minus := strings.CutPrefix(s, "-")
	if minus {
		return "-" + sign + space + digits
	}
	return sign + space + s
}

func (r reader) plural(n, key string) string {
	if n == "1" {
		return r.word(key+".one", "n", n)
	}
	return r.word(key+".other", "n", n)
}

func (r reader) span(v any) string {
	m, _ := v.(map[string]any)
	side := func(name string) string {
		day, _ := m[name].(string)
		if half, _ := m[name+"_half"].(string); half != "" {
			return r.word("half."+half, "day", day)
		}
		return day
	}
	days, _ := m["days"].(string)
	return r.word("span", "from", side("from"), "to", side("to"), "days", r.plural(days, "unit.day"))
}

// grouped puts commas between thousands: 1234567.50 is 1,234,567.50.
func grouped(decimal string) string {
	digits, minus := strings.CutPrefix(decimal, "-")
	whole, fraction, point := strings.Cut(digits, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		whole += "." + fraction
	}
	if minus {
		whole = "-" + whole
	}
	return whole
}
