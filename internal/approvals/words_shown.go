package approvals

import (
	"slices"
	"strings"
	"time"

	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/fold"
	"tonggui/internal/platform/id"
)

// mostSearch bounds the text in which an approval is found.
const mostSearch = 2000

// hiddenSomewhere lists the fields that some step hides. They stand in no list, no search and no copy.
func hiddenSomewhere(d form.Definition) []string {
	out := []string{}
	for _, p := range d.Route.Places() {
		for field, right := range p.Step.Rights {
			if right == route.Hidden && !slices.Contains(out, field) {
				out = append(out, field)
			}
		}
	}
	return out
}

// hiddenRights hide what hiddenSomewhere lists.
func hiddenRights(d form.Definition) form.Rights {
	out := form.Rights{}
	for _, field := range hiddenSomewhere(d) {
		out[field] = route.Hidden
	}
	return out
}

// searchText is what words are looked for in: folded, each beside the next.
func searchText(words []string) string {
	text := []rune(fold.String(strings.Join(words, "\n")))
	return string(text[:min(len(text), mostSearch)])
}

// patterns are those of LIKE for the words of a search, all of which must be found; what is not asked for is
// found everywhere.
func patterns(query string) (out [4]string) {
	words := strings.Fields(fold.String(strings.ReplaceAll(query, "\x00", "")))
	for i := range out {
		out[i] = "%"
		if i < len(words) {
			out[i] += strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(words[i]) + "%"
		}
	}
	return out
}

// naming knows what others are called, for values in words.
type naming struct {
	s    *Service
	zone *time.Location // of the reader; nil: UTC
}

func (s *Service) names(zone *time.Location) naming { return naming{s, zone} }

// Person names an account.
func (n naming) Person(one string) string { return n.of(one, n.s.People.Name) }

// Department names a department.
func (n naming) Department(one string) string { return n.of(one, n.s.People.Department) }

// Approval names another approval; lists do not show them.
func (n naming) Approval(one string) string { return one }

// Instant says an instant as the reader's day and hour.
func (n naming) Instant(ms int64) string {
	zone := n.zone
	if zone == nil {
		zone = time.UTC
	}
	return time.UnixMilli(ms).In(zone).Format("2006-01-02 15:04")
}

func (n naming) of(one string, name func(id.ID) string) string {
	v, err := id.Parse(one)
	if err != nil {
		return one
	}
	return name(v)
}
