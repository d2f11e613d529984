package matrix

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// refusal is how somebody who may not is answered.
type refusal struct {
	status int
	code   string
	form   string // "404", "403", "seen", "open"; "" where nobody is answered
}

func (r refusal) String() string { return fmt.Sprintf("%d %s", r.status, r.code) }

// row is a line of expected.tsv.
type row struct {
	op, relation string
	allow        map[string]bool
	answer       refusal // zero for success
	refusal      refusal
	special      refusal // for the kinds in specialFor
	specialFor   []string
}

// table is what is expected.
type table struct {
	kinds    []string           // in the order of persons.tsv
	entrance map[string]refusal // zero for who enters
	rows     map[string]row     // by operation and relation
	order    []string
}

func key(op, relation string) string { return op + " " + relation }

// entering lists the kinds of person that get in.
func (t *table) entering() (out []string) {
	for _, k := range t.kinds {
		if t.entrance[k] == (refusal{}) {
			out = append(out, k)
		}
	}
	return out
}

func readTable(t testing.TB) *table {
	t.Helper()
	persons, err := os.ReadFile("persons.tsv")
	if err != nil {
		t.Fatal(err)
	}
	expected, err := os.ReadFile("expected.tsv")
	if err != nil {
		t.Fatal(err)
	}
	out, err := parseTable(string(persons), string(expected))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func parseTable(persons, expected string) (*table, error) {
	t := &table{entrance: map[string]refusal{}, rows: map[string]row{}}
	for n, cells := range lines(persons) {
		if len(cells) < 2 {
			return nil, fmt.Errorf("persons.tsv:%d has %d cells", n, len(cells))
		}
		r, err := parseRefusal(strings.TrimPrefix(cells[1], "enters"))
		if err != nil {
			return nil, fmt.Errorf("persons.tsv:%d: %w", n, err)
		}
		t.kinds, t.entrance[cells[0]] = append(t.kinds, cells[0]), r
	}
	for n, cells := range lines(expected) {
		r, err := t.parseRow(cells)
		if err == nil && t.rows[key(r.op, r.relation)].op != "" {
			err = fmt.Errorf("%s %s has two lines", r.op, r.relation)
		}
		if err != nil {
			return nil, fmt.Errorf("expected.tsv:%d: %w", n, err)
		}
		t.rows[key(r.op, r.relation)] = r
		t.order = append(t.order, key(r.op, r.relation))
	}
	return t, nil
}

// lines yields the cells of each line that is no remark, with its number.
func lines(text string) func(func(int, []string) bool) {
	return func(yield func(int, []string) bool) {
		for i, line := range strings.Split(text, "\n") {
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			if !yield(i+1, strings.Split(line, "\t")) {
				return
			}
		}
	}
}

func (t *table) parseRow(cells []string) (r row, err error) {
	if len(cells) < 5 {
		return r, fmt.Errorf("%d cells, at least 5 are needed", len(cells))
	}
	r = row{op: cells[0], relation: cells[1]}
	if r.allow, err = t.parseAllow(cells[2]); err != nil {
		return r, err
	}
	if r.answer, err = parseRefusal(strings.TrimPrefix(cells[3], "ok")); err != nil {
		return r, err
	}
	words := strings.Fields(cells[4])
	switch {
	case len(words) > 2 && words[0] == "403":
		r.special = refusal{403, words[1], "seen"}
		r.specialFor = words[2:]
		r.refusal = refusal{403, "access.denied", "403"}
		for _, k := range r.specialFor {
			if !slices.Contains(t.kinds, k) {
				return r, fmt.Errorf("%q is no kind of person", k)
			}
		}
	case cells[4] == "404":
		r.refusal = refusal{404, "not_found", "404"}
	case cells[4] == "403":
		r.refusal = refusal{403, "access.denied", "403"}
	case len(words) == 3:
		r.refusal, err = parseRefusal(strings.Join(words[1:], " "))
		r.refusal.form = words[0]
	case cells[4] != "-":
		err = fmt.Errorf("%q is no refusal", cells[4])
	}
	return r, err
}

func (t *table) parseAllow(text string) (map[string]bool, error) {
	out := map[string]bool{}
	for _, word := range strings.Fields(text) {
		switch {
		case word == "none":
		case word == "anyone":
			for _, k := range t.kinds {
				out[k] = true
			}
		case word == "everyone":
			for _, k := range t.entering() {
				out[k] = true
			}
		case slices.Contains(t.kinds, word):
			out[word] = true
		default:
			return nil, fmt.Errorf("%q is no kind of person", word)
		}
	}
	return out, nil
}

func parseRefusal(text string) (refusal, error) {
	if text == "" || text == "-" {
		return refusal{}, nil
	}
	status, code, _ := strings.Cut(text, " ")
	n, err := strconv.Atoi(status)
	if err != nil || code == "" {
		return refusal{}, fmt.Errorf("%q is not a status with a code", text)
	}
	return refusal{status: n, code: code}, nil
}

// expect says what a cell must answer; zero for success.
func (t *table) expect(r row, kind string) (allowed bool, want refusal) {
	switch at := t.entrance[kind]; {
	case r.allow[kind]:
		return true, r.answer
	case r.refusal.form == "open":
		return false, r.refusal
	case at != (refusal{}):
		at.form = "entrance"
		return false, at
	case slices.Contains(r.specialFor, kind):
		return false, r.special
	}
	return false, r.refusal
}
