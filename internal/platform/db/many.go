package db

import (
	"slices"
	"strings"
)

// List is an argument that stands for several: `IN (?)` with a List becomes `IN (?, ?, ...)`. An empty
// one matches nothing. Lists are filled up to the next power of two with their last value, so that a
// few prepared statements serve all lengths; keep them below a few thousand, see slices.Chunk. A
// statement with a List has no other ? in quotes or in the words of one dialect. A List of Lists
// stands for rows: `(a, b) IN (/*sqlite VALUES*/ ?)` becomes `IN ((?, ?), (?, ?))`.
type List []any

// Listed makes a List of any slice.
func Listed[T any](values []T) List {
	out := make(List, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}

// spread puts the values of lists in the place of the lists.
func spread(query string, args []any) (string, []any) {
	if !slices.ContainsFunc(args, func(a any) bool { _, ok := a.(List); return ok }) {
		return query, args
	}
	var text strings.Builder
	out := make([]any, 0, len(args)+64)
	for _, a := range args {
		before, after, found := strings.Cut(query, "?")
		if !found {
			break // the database will say what is wrong
		}
		text.WriteString(before)
		list, many := a.(List)
		if !many {
			list = List{a}
		} else if len(list) == 0 {
			list = List{nil}
		}
		n := len(list)
		if many {
			for n = 1; n < len(list); n *= 2 {
				continue
			}
		}
		mark := "?"
		if row, rows := list[0].(List); rows {
			mark = "(" + marks(len(row)) + ")"
		}
		text.WriteString(repeat(mark, n))
		for i := range n {
			if row, rows := list[min(i, len(list)-1)].(List); rows {
				out = append(out, row...)
			} else {
				out = append(out, list[min(i, len(list)-1)])
			}
		}
		query = after
	}
	text.WriteString(query)
	return text.String(), out
}

func marks(n int) string { return repeat("?", n) }

func repeat(mark string, n int) string { return strings.TrimSuffix(strings.Repeat(mark+", ", n), ", ") }

// rowsAtOnce is how many rows one statement of InsertMany carries: enough that 50,000 take seconds,
// few enough for the databases' limits of arguments.
const rowsAtOnce = 500

// InsertMany inserts rows, many to a statement. into is "INSERT INTO table (columns)", conflict what
// follows the values: empty, or ON CONFLICT ...
func (t *Tx) InsertMany(into, conflict string, rows [][]any) error {
	for part := range slices.Chunk(rows, rowsAtOnce) {
		tuples := make([]string, len(part))
		args := make([]any, 0, len(part)*len(part[0]))
		for i, row := range part {
			tuples[i] = "(" + marks(len(row)) + ")"
			args = append(args, row...)
		}
		if _, err := t.Exec(into+" VALUES "+strings.Join(tuples, ", ")+" "+conflict, args...); err != nil {
			return err
		}
	}
	return nil
}
