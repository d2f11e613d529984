package model

import (
	"fmt"
	"regexp"
	"strings"

	"tonggui/internal/rulebook/regulation/text"
)

var (
	mark     = regexp.MustCompile(`^<!-- ([a-z]+\.[a-z]+): ([A-Z]{3}-\d\d(?: [A-Z]{3}-\d\d)*) -->$`)
	numbered = regexp.MustCompile(`^(第\S+[章节条]|(?:Chapter|Section|Article) \d+) (\S.*)$`)
)

// kinds by the count of # in front.
var kinds = map[int]text.Kind{2: text.Chapter, 3: text.Section, 4: text.Article}

// reader reads an edition line by line.
type reader struct {
	edition *Edition
	open    []*text.Part // what the next line lies in, outermost first
	marked  []string     // the mark that waits for its article
}

// parse reads an edition. It is strict: what does not have the form of this package's documentation is
// an error with the line.
func parse(language, source string) (*Edition, error) {
	r := reader{edition: &Edition{Language: language}}
	for i, line := range strings.Split(source, "\n") {
		if err := r.line(i+1, strings.TrimSpace(line)); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
	}
	r.close(0)
	return r.edition, nil
}

func (r *reader) line(at int, line string) error {
	words := strings.TrimLeft(line, "#")
	level := len(line) - len(words)
	switch m := mark.FindStringSubmatch(line); {
	case line == "":
	case m != nil:
		r.marked = m
	case strings.HasPrefix(line, "<!--"):
		return fmt.Errorf("%q is no mark", line)
	case level == 1:
		r.edition.Title = strings.TrimSpace(words)
	case level > 1:
		return r.heading(at, level, strings.TrimSpace(words))
	case len(r.open) == 0:
		r.edition.Preamble = below(r.edition.Preamble, line)
	case r.open[len(r.open)-1].Kind != text.Article:
		return fmt.Errorf("words outside of an article")
	default:
		p, a := r.open[len(r.open)-1], &r.edition.Articles[len(r.edition.Articles)-1]
		p.Text = below(p.Text, line)
		a.Text = p.Text
	}
	return nil
}

func (r *reader) heading(at, level int, words string) error {
	n := numbered.FindStringSubmatch(words)
	kind, known := kinds[level]
	article := kind == text.Article
	if n == nil || !known || article != (r.marked != nil) || !article && level-2 > len(r.open) {
		return fmt.Errorf("heading %q, marked %q", words, r.marked)
	}
	if article {
		r.close(r.inner())
		r.edition.Articles = append(r.edition.Articles, Article{Key: r.marked[1], Number: len(r.edition.Articles) + 1,
			Written: n[1], Title: n[2], Requirements: strings.Fields(r.marked[2])})
		r.marked = nil
	} else {
		r.close(level - 2)
	}
	r.open = append(r.open, &text.Part{Kind: kind, Number: n[1], Title: n[2], Line: at, Children: []text.Part{}})
	return nil
}

// inner is how many parts stay open around a new article: its chapter and, if there is one, its section.
func (r *reader) inner() int {
	if n := len(r.open); n > 0 && r.open[n-1].Kind == text.Article {
		return n - 1
	}
	return len(r.open)
}

// close puts the parts that lie deeper into what they lie in.
func (r *reader) close(depth int) {
	for n := len(r.open); n > depth; n-- {
		done := *r.open[n-1]
		into := &r.edition.Items
		if n > 1 {
			into = &r.open[n-2].Children
		}
		*into = append(*into, done)
		r.open = r.open[:n-1]
	}
}

func below(before, line string) string {
	if before == "" {
		return line
	}
	return before + "\n" + line
}
