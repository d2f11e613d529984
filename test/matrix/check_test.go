package matrix

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"tonggui/internal/platform/apperr"
)

// cell is one question: may this kind of person do this in this relation?
type cell struct {
	row     row
	kind    string
	allowed bool
	want    refusal
}

func (c cell) String() string { return fmt.Sprintf("%s %s as %s", c.row.op, c.row.relation, c.kind) }

// ready is a question that is going to be denied, with all it needs.
type ready struct {
	cell
	request request
	nowhere *request
	spec    spec
}

// checker asks the questions and keeps what is wrong.
type checker struct {
	w       *world
	table   *table
	found   []string
	asked   int
	denied  int
	sniffed []*sniffer
}

func (k *checker) wrong(c fmt.Stringer, format string, args ...any) {
	k.found = append(k.found, c.String()+": "+fmt.Sprintf(format, args...))
}

// cells lists the questions about operations: every line of the table, and every place of a
// conversation even where the table forgot it.
func (k *checker) cells(wanted func(op, relation, kind string) bool) (out []cell) {
	rows := map[string]row{}
	for name, r := range k.table.rows {
		if _, ours := specs[r.op]; ours {
			rows[name] = r
		}
	}
	for op := range specs {
		if _, listed := k.table.rows[key(op, "member")]; listed {
			for _, place := range places {
				if _, there := rows[key(op, place)]; !there {
					rows[key(op, place)] = row{op: op, relation: place, refusal: refusal{404, "not_found", "404"}}
				}
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		r := rows[name]
		for _, kind := range k.table.kinds {
			if wanted == nil || wanted(r.op, r.relation, kind) {
				allowed, want := k.table.expect(r, kind)
				out = append(out, cell{r, kind, allowed, want})
			}
		}
	}
	return out
}

// run asks everything: first all that is to be denied, before which nothing may change, then what is
// allowed, each on an object of its own.
func (k *checker) run(cells []cell) {
	k.w.t.Helper()
	var denied []ready
	for _, c := range cells {
		if !c.allowed {
			denied = append(denied, k.prepare(c))
		}
	}
	if !k.w.shut {
		k.w.shutOut()
	}
	k.listen()
	k.deny(denied)
	for _, c := range cells {
		if c.allowed {
			k.allow(c)
		}
	}
}

func (k *checker) prepare(c cell) ready {
	s, p := specs[c.row.op], k.w.people[c.kind]
	made := s.call(k.w, p, c.row.relation)
	op := k.w.ops[c.row.op]
	r := ready{cell: c, request: made.request(op, p.token), spec: s}
	if twin, ok := made.nowhere(); ok {
		other := twin.request(op, p.token)
		r.nowhere = &other
	}
	return r
}

// listen opens sockets of all who get in and of the two to whom things belong.
func (k *checker) listen() {
	if k.sniffed != nil {
		return
	}
	for _, kind := range k.table.entering() {
		k.sniffed = append(k.sniffed, k.w.sniff(k.w.people[kind]))
	}
	k.sniffed = append(k.sniffed, k.w.sniff(k.w.other), k.w.sniff(k.w.keeper))
}

func (k *checker) deny(all []ready) {
	w := k.w
	w.t.Helper()
	w.rest()
	w.fence(k.sniffed[len(k.sniffed)-1])
	w.flush(k.sniffed)
	before, stamp := w.storage.content(), w.storage.stamp()
	for i, r := range all {
		k.askDenied(r)
		if now := w.storage.stamp(); now != stamp {
			content := w.storage.content()
			if diff := before.differs(content); len(diff) > 0 {
				k.wrong(r, "something was written: %s", strings.Join(diff, "; "))
			}
			before, stamp = content, now
		}
		if i+1 == len(all) || key(all[i+1].row.op, all[i+1].row.relation) != key(r.row.op, r.row.relation) {
			for s, frames := range w.flush(k.sniffed) {
				k.wrong(r, "(or one of that line) %s heard %s %s", s.who.kind, frames[0].Type, frames[0].Data)
			}
		}
	}
}

func (k *checker) askDenied(r ready) {
	k.asked++
	k.denied++
	k.breathe(r.spec)
	a := k.w.send(r.request)
	if a.ok() {
		k.wrong(r, "was let in: %d %s", a.status, a.body)
		return
	}
	k.judge(r, r.want, a)
	if strings.Contains(string(a.body), canary) {
		k.wrong(r, "the refusal shows what is refused: %s", a.body)
	}
	if r.nowhere == nil || r.want.form == "seen" {
		return
	}
	k.breathe(r.spec)
	if b := k.w.send(*r.nowhere); a.same() != b.same() {
		k.wrong(r, "tells that it exists: %s; of nothing it says %s", a.same(), b.same())
	}
}

// breathe lets time pass for the limits on rates, so that a cell meets no other refusal.
func (k *checker) breathe(s spec) {
	k.w.pass(250 * time.Millisecond)
	if s.costly {
		k.w.pass(3 * time.Second)
	}
	if s.guesses {
		k.w.forgetGuesses()
	}
}

// judge compares a refusal with what is wanted, and its form with what is promised of each.
func (k *checker) judge(c fmt.Stringer, want refusal, a answer) {
	p := a.problem()
	if a.status != want.status || p.Code != want.code {
		k.wrong(c, "answers %d %s, want %s", a.status, a.body, want)
		return
	}
	if p.Status != a.status || p.Detail == "" || p.Detail == p.Code || p.RequestID == "" ||
		!strings.HasPrefix(a.header.Get("Content-Type"), "application/problem+json") {
		k.wrong(c, "is no problem as promised: %s %s", a.header.Get("Content-Type"), a.body)
	}
	if !slices.ContainsFunc(apperr.All(), func(d *apperr.Def) bool { return d.Code == p.Code && d.Status == a.status }) {
		k.wrong(c, "has a code that nobody defined: %s", a.body)
	}
}

// allow asks what is to be let in; where the domain then refuses, nothing may be written either.
func (k *checker) allow(c cell) {
	k.w.t.Helper()
	k.asked++
	w, s, p := k.w, specs[c.row.op], k.w.people[c.kind]
	if s.spends {
		w.forget(p)
		defer w.forget(p)
	}
	made := s.call(w, p, c.row.relation)
	k.breathe(s)
	refused := c.want != refusal{}
	var before sums
	stamp := ""
	if refused {
		w.rest()
		before, stamp = w.storage.content(), w.storage.stamp()
	}
	a := w.send(made.request(w.ops[c.row.op], p.token))
	switch {
	case !refused && !a.ok():
		k.wrong(c, "is kept out: %d %s", a.status, a.body)
	case refused && a.ok():
		k.wrong(c, "was let in: %d %s, want %s", a.status, a.body, c.want)
	case refused:
		k.judge(c, c.want, a)
		if w.storage.stamp() == stamp {
			break
		}
		if diff := before.differs(w.storage.content()); len(diff) > 0 {
			k.wrong(c, "a refusal of the domain wrote: %s", strings.Join(diff, "; "))
		}
	}
	if made.after != nil {
		made.after()
	}
}

// forget makes the next question about a person's conversations get others.
func (w *world) forget(p *person) {
	maps.DeleteFunc(w.spots, func(name string, _ spot) bool {
		return strings.HasPrefix(name, p.kind+" ") && !strings.Contains(name, "import")
	})
}

// specs are all operations that the matrix knows to call.
var specs = func() map[string]spec {
	all := map[string]spec{}
	maps.Copy(all, orgSpecs)
	maps.Copy(all, talkSpecs)
	maps.Copy(all, fileSpecs)
	maps.Copy(all, markSpecs)
	maps.Copy(all, searchSpecs)
	maps.Copy(all, ruleSpecs)
	maps.Copy(all, trialSpecs)
	maps.Copy(all, regulationSpecs)
	maps.Copy(all, acknowledgementSpecs)
	maps.Copy(all, approvalWorkSpecs)
	maps.Copy(all, approvalSpecs)
	maps.Copy(all, auditSpecs)
	maps.Copy(all, calendarSpecs)
	maps.Copy(all, passkeySpecs)
	return all
}()

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
