package coverage

import (
	"strconv"
	"strings"
	"time"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/i18n"
)

// china is where a day of a regulation begins; it has had no other zone since 1991.
var china = time.FixedZone("CST", 8*60*60)

func minute(at clock.Instant) string { return at.Time().In(china).Format("2006-01-02 15:04") }

// words speak the reader's language.
type words string

func wordsOf(who authz.Principal) words { return words(i18n.Match(who.Language)) }

func (w words) say(key string, params map[string]any) string {
	return i18n.Text(string(w), "coverage", key, params)
}

// amount says a value with its unit.
func (w words) amount(value int64, unit string) string {
	n := func(by int64, key string) string {
		return w.say("unit."+key, map[string]any{"n": strconv.FormatInt(value/by, 10)})
	}
	switch {
	case unit == "s" && value > 0 && value%86_400 == 0:
		return n(86_400, "days")
	case unit == "s" && value > 0 && value%3_600 == 0:
		return n(3_600, "hours")
	case unit == "s" && value > 0 && value%60 == 0:
		return n(60, "minutes")
	case unit == "s":
		return n(1, "seconds")
	case unit == "B" && value%(1<<20) == 0:
		return n(1<<20, "mebibytes")
	case unit == "B":
		return n(1, "bytes")
	case unit == "d":
		return n(1, "days")
	}
	return strings.TrimSpace(strconv.FormatInt(value, 10) + " " + unit)
}

// carriedBy says in a few words how a clause is carried.
func (w words) carriedBy(c CoveredClause) string {
	switch {
	case c.None:
		return w.say("carried.none", nil)
	case c.Below:
		return w.say("carried.below", nil)
	}
	strongest := c.Rules[0]
	for _, r := range c.Rules {
		if strength(r.Carried) > strength(strongest.Carried) {
			strongest = r
		}
	}
	return w.say("carried."+string(strongest.Carried), nil)
}

// where names what a clause lies in.
func where(c CoveredClause) string {
	parts := make([]string, len(c.Path))
	for i, p := range c.Path {
		between := " "
		if strings.HasSuffix(p.Number, "、") || strings.HasSuffix(p.Number, "）") || strings.HasSuffix(p.Number, ")") {
			between = ""
		}
		parts[i] = strings.Trim(p.Number+between+p.Title, "：: ")
	}
	return strings.Join(parts, " › ")
}

func fileName(out RegulationCoverage, w words) string {
	return strings.NewReplacer("/", "_", `\`, "_").Replace(out.Regulation.Title) + "-v" + strconv.FormatInt(out.Regulation.Version, 10) + "-" + w.say("file", nil)
}
