package coverage

import (
	"strconv"
	"strings"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/i18n"
)

// words speak the reader's language.
type words string

func wordsOf(who authz.Principal) words { return words(i18n.Match(who.Language)) }

func (w words) say(key string, params map[string]any) string {
	return i18n.Text(string(w), "coverage", key, params)
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
