package matrix

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"tonggui/internal/platform/db"
)

// foreign are the ways in which a browser tells that another site has made it call.
var foreign = []map[string]string{
	{"Origin": "https://evil.example"},
	{"Origin": "http://company.example.evil.example"},
	{"Origin": "null"},
	{"Sec-Fetch-Site": "cross-site"},
	{"Sec-Fetch-Site": "same-site", "Origin": "http://wiki.company.example"},
}

// safe methods change nothing, so any site may make a browser send them.
var safe = []string{http.MethodGet, http.MethodHead, http.MethodOptions}

// bestCall is a call of an operation that would succeed. What preparing it brings about is done.
func (w *world) bestCall(op string) (request, string) {
	defer w.rest()
	for _, name := range w.table.order {
		r := w.table.rows[name]
		for _, kind := range []string{"admin", "employee", "supervisor", "security_admin", "audit_admin"} {
			if allowed, want := w.table.expect(r, kind); r.op == op && allowed && want == (refusal{}) {
				p := w.people[kind]
				w.forget(p)
				return specs[op].call(w, p, r.relation).request(w.ops[op], p.token), kind
			}
		}
	}
	return specs[op].call(w, w.people["admin"], "").request(w.ops[op], w.people["admin"].token), "admin"
}

func (w *world) askOrigins(only string) (found []string, asked int) {
	k := &checker{w: w, table: w.table}
	for _, op := range slices.Sorted(maps.Keys(w.ops)) {
		if slices.Contains(safe, w.ops[op].method) || only != "" && op != only {
			continue
		}
		r, kind := w.bestCall(op)
		c := cell{row: row{op: op, relation: "from another site"}, kind: kind}
		before := w.storage.content()
		for _, h := range foreign {
			asked++
			k.breathe(specs[op])
			r.header = h
			k.judge(c, refusal{status: 403, code: "request.cross_origin"}, w.send(r))
		}
		if diff := before.differs(w.storage.content()); len(diff) > 0 {
			k.wrong(c, "something was written: %s", strings.Join(diff, "; "))
		}
	}
	return k.found, asked
}

// covers: ACC-06
func TestNoWriteIsTakenFromAnotherSite(t *testing.T) {
	w := newWorld(t, db.SQLite)
	w.shutOut()
	found, asked := w.askOrigins("")
	report(t, found)
	t.Logf("%d calls from other sites", asked)
}

// covers: ACC-06
func TestNoSocketIsOpenedFromAnotherSite(t *testing.T) {
	w := newWorld(t, db.SQLite)
	report(t, w.askSocketOrigins())
}

// A browser sends the cookie along with an upgrade from any site.
func (w *world) askSocketOrigins() (found []string) {
	p := w.people["employee"]
	for _, o := range []string{"https://evil.example", "null", "http://company.example:99", "https://" + strings.TrimPrefix(w.server.URL, "http://"), "http:evil.example"} {
		ws, a := w.dial("", http.Header{"Origin": {o}, "Cookie": {"tonggui_session=" + p.token}})
		if ws != nil {
			_ = ws.Close()
			found = append(found, "a socket was opened from "+o)
			continue
		}
		if a.status != 403 || a.problem().Code != "request.cross_origin" {
			found = append(found, o+" is answered "+string(a.body))
		}
	}
	ws, a := w.dial("", http.Header{"Origin": {w.server.URL}, "Cookie": {"tonggui_session=" + p.token}})
	if ws == nil {
		return append(found, "our own page gets no socket: "+string(a.body))
	}
	_ = ws.Close()
	return found
}
