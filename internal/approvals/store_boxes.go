package approvals

import (
	"errors"
	"math"
	"strconv"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

const (
	// lookedThrough is how many rows of a list one part of it is looked for in, where it is narrowed. What is sought
	// may be nowhere: without a bound the whole past of its reader would be read each time.
	lookedThrough = 5000
	// clocksApart is by how much an approval may seem to have been opened after somebody was asked, by another node's clock.
	clocksApart = time.Hour
)

// Filter narrows a list.
type Filter struct {
	Box, Query, State, Template string
	From, To                    clock.Instant
	Unread                      bool
}

func (f Filter) narrows() bool {
	return f.Query != "" || f.State != "" || f.Template != "" || f.From > 0 || f.To > 0 || f.Unread
}

// boxFilter narrows a list; the words of a search stand in the row itself.
const boxFilter = ` WHERE (? = 0 OR k.seen = 0) AND (? = '' OR a.state = ?) AND (? = '' OR a.template = ?) AND a.opened_at >= ? AND a.opened_at < ?
	AND a.search LIKE ? ESCAPE '\' AND a.search LIKE ? ESCAPE '\' AND a.search LIKE ? ESCAPE '\' AND a.search LIKE ? ESCAPE '\'`

// boxes are the lists. Each is read from rows of its person, along an index: what else is in the company, and
// how much of it, costs nothing.
var boxes = map[string]box{
	"waiting": boxOf(`id AS place, approval, due_at AS due, seen_at AS seen, opened_at AS at FROM approval_tasks WHERE person = ? AND (opened_at, id) < (?, ?) AND state = 'open' ORDER BY opened_at DESC, id DESC`),
	"decided": boxOf(`id AS place, approval, 0 AS due, 1 AS seen, listed_at AS at FROM approval_tasks WHERE person = ? AND (listed_at, id) < (?, ?) AND listed_at > 0 ORDER BY listed_at DESC, id DESC`),
	"mine":    boxOf(`id AS place, id AS approval, 0 AS due, 1 AS seen, opened_at AS at FROM approvals WHERE applicant = ? AND (opened_at, id) < (?, ?) ORDER BY opened_at DESC, id DESC`),
	"copied":  boxOf(`approval AS place, approval, 0 AS due, read_at AS seen, at FROM approval_copies WHERE person = ? AND (at, approval) < (?, ?) ORDER BY at DESC, approval DESC`),
}

// box is how a list is read.
type box struct {
	plain    string // all of it
	narrowed string // what it is narrowed to, of the rows that are looked through
	edge     string // the place of the last one of these
}

// boxOf makes the statements of a list out of its rows behind a place: the place in the order, the approval, the limit of
// the turn, when it was read, and the instant by which the list is ordered. The rows come first, so many of them, and each
// brings its approval: neither database is left the choice to read the company's approvals instead.
func boxOf(rows string) box {
	list := func(limit string) string {
		return `SELECT ` + approvalColumns + `, k.place, k.due, k.seen, k.at FROM (SELECT ` + rows + ` LIMIT ` + limit + `) AS k
			/*sqlite CROSS JOIN approvals a ON a.id = k.approval*/ /*postgres JOIN LATERAL (SELECT * FROM approvals WHERE id = k.approval OFFSET 0) AS a ON TRUE*/`
	}
	const newest = ` ORDER BY k.at DESC, k.place DESC`
	return box{
		plain:    list(`?`) + newest,
		narrowed: list(strconv.Itoa(lookedThrough)) + boxFilter + newest + ` LIMIT ?`,
		edge:     `SELECT k.at, k.place FROM (SELECT ` + rows + ` LIMIT 1 OFFSET ` + strconv.Itoa(lookedThrough-1) + `) AS k`,
	}
}

// spot is a place in a list: that of a row.
type spot struct {
	at    clock.Instant
	place id.ID
}

var listStart = spot{at: math.MaxInt64}

// entry is a row of a list.
type entry struct {
	approval
	spot
	due, seen clock.Instant // of what waits, the place is the task's id
}

func scanEntry(r db.Row) (e entry, err error) {
	e.approval, err = scanApproval(r, &e.place, &e.due, &e.seen, &e.at)
	return e, err
}

// selectBox reads at most so many rows of a list behind a place, the newest first, and where the list goes on; nil: it
// ends. Short tells that not all of them were found in what was looked through.
func selectBox(q db.Q, account id.ID, f Filter, behind spot, limit int) (rows []entry, next *spot, short bool, err error) {
	if f.Box == "mine" && f.To > 0 && f.To < behind.at {
		behind = spot{at: f.To} // they stand in the order of their opening
	}
	if f.narrows() {
		rows, err = db.All(q, scanEntry, boxes[f.Box].narrowed, append(append([]any{account, behind.at, behind.place[:]}, f.args()...), limit+1)...)
	} else {
		rows, err = db.All(q, scanEntry, boxes[f.Box].plain, account, behind.at, behind.place[:], limit+1)
	}
	if err != nil || len(rows) > limit {
		if err == nil {
			rows = rows[:limit]
			next = &rows[limit-1].spot
		}
		return rows, next, false, err
	}
	if f.narrows() {
		next, err = f.edge(q, account, behind)
	}
	return rows, next, next != nil, err
}

// args are those of boxFilter.
func (f Filter) args() []any {
	unread, to := 0, f.To
	if f.Unread {
		unread = 1
	}
	if to == 0 {
		to = math.MaxInt64
	}
	like := patterns(f.Query)
	return []any{unread, f.State, f.State, f.Template, f.Template, f.From, to, like[0], like[1], like[2], like[3]}
}

// edge is how far a list is looked through; nil: to its end, or to where nothing can follow, for nobody is asked or
// told before an approval is opened.
func (f Filter) edge(q db.Q, account id.ID, behind spot) (*spot, error) {
	last, err := db.One(q, func(r db.Row) (s spot, err error) { return s, r.Scan(&s.at, &s.place) }, boxes[f.Box].edge, account, behind.at, behind.place[:])
	if errors.Is(err, db.ErrNone) || err == nil && last.at < f.From.Add(-clocksApart) {
		return nil, nil
	}
	return &last, err
}
