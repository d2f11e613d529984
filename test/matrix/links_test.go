package matrix

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tonggui/internal/files"
	"tonggui/internal/messaging"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// filed is a file at a place to which a person stands in some relation.
type filed struct {
	place map[string]any
	file  id.ID
}

// filedAt makes the file and place of a line of the table.
func (w *world) filedAt(p *person, relation string) filed {
	w.t.Helper()
	room := w.house.Messaging
	in := func(conversation id.ID, file id.ID, seq int64) filed {
		return filed{map[string]any{"kind": "message", "conversation_id": conversation, "seq": seq}, file}
	}
	said := func(conversation id.ID) filed {
		file, seq := w.sayFile(w.keeper, conversation)
		return in(conversation, file, seq)
	}
	switch relation {
	case "library", "library_of_colleague":
		owner := map[string]*person{"library": p, "library_of_colleague": w.keeper}[relation]
		return filed{map[string]any{"kind": "library"}, w.upload(owner, files.ForLibrary, true)}
	case "owner":
		return said(w.group(p, w.keeper, w.other))
	case "direct":
		return said(w.direct(p, w.keeper))
	case "direct_stranger":
		return said(w.direct(w.keeper, w.other))
	case "stranger":
		return said(w.group(w.keeper, w.other))
	case "late", "late_early":
		c := w.group(w.keeper, w.other)
		early := said(c)
		_, err := room.AddMembers(w.ctx(), w.keeper.acting(), c, []id.ID{p.account}, false)
		w.must(err)
		if relation == "late_early" {
			return early
		}
		return said(c)
	}
	if strings.Contains(relation, "forward") {
		return w.filedByForward(p, relation)
	}
	c := w.group(w.keeper, p, w.other)
	f := said(c)
	switch relation {
	case "recalled":
		_, err := room.Recall(w.ctx(), w.keeper.acting(), c, f.place["seq"].(int64))
		w.must(err)
	case "removed":
		w.must(room.RemoveMember(w.ctx(), w.keeper.acting(), c, p.account))
	case "left":
		w.must(room.Leave(w.ctx(), p.acting(), c))
	case "file_of_another_message":
		f.file, _ = w.sayFile(w.keeper, w.group(w.keeper, w.other))
	}
	return f
}

// filedByForward makes a file in a group that the person is not in, and carries it to them.
func (w *world) filedByForward(p *person, relation string) filed {
	w.t.Helper()
	source, target := w.group(w.keeper, w.other), w.direct(w.keeper, p)
	file, seq := w.sayFile(w.keeper, source)
	room := w.house.Messaging
	done := must(room.Forward(w.ctx(), w.keeper.acting(), messaging.Forward{From: source, Seqs: []int64{seq},
		To: []messaging.Target{{Conversation: target}}, Merged: relation == "forwarded_in_record", ClientIDs: []id.ID{w.newID()}}))
	f := filed{map[string]any{"kind": "message", "conversation_id": target, "seq": done[0].Messages[0].Seq}, file}
	switch relation {
	case "forwarded_then_recalled":
		must(room.Recall(w.ctx(), w.keeper.acting(), source, seq))
	case "forward_recalled":
		must(room.Recall(w.ctx(), w.keeper.acting(), target, done[0].Messages[0].Seq))
	case "source_of_forward":
		f.place = map[string]any{"kind": "message", "conversation_id": source, "seq": seq}
	}
	return f
}

// ask asks for a link as somebody; url is empty where there is none.
func (f filed) ask(w *world, p *person) (a answer, url string) {
	w.t.Helper()
	w.pass(250 * time.Millisecond)
	a = w.send(request{method: "POST", path: "/api/v1/files/links", token: p.token,
		body: encoded(map[string]any{"items": []any{map[string]any{"place": f.place, "file_id": f.file, "variant": "original"}}})})
	var out struct {
		Items []struct {
			URL     *string
			Problem *string
		}
	}
	if a.ok() && json.Unmarshal(a.body, &out) == nil && len(out.Items) == 1 && out.Items[0].URL != nil {
		url = *out.Items[0].URL
	}
	return a, url
}

// follow looks at a link as a browser does that has nothing else.
func (w *world) follow(url string) answer { return w.send(request{method: http.MethodGet, path: url}) }

// linkRows lists the lines about links.
func (t *table) linkRows() (out []row) {
	for _, name := range t.order {
		if r := t.rows[name]; r.op == "link" {
			out = append(out, r)
		}
	}
	return out
}

// askLinks judges every line for every kind, before and after people are shut out.
func (w *world) askLinks(t *table) (found []string, asked int) {
	w.t.Helper()
	k := &checker{w: w, table: t}
	type given struct {
		cell
		filed
		url string
	}
	var all []given
	for _, r := range t.linkRows() {
		for _, kind := range t.kinds {
			allowed, want := t.expect(r, kind)
			p := w.people[kind]
			g := given{cell{r, kind, allowed, want}, w.filedAt(p, r.relation), ""}
			// Before somebody is shut out they may what everybody may.
			if p.token != "" && kind != "garbage" && kind != "expired" && kind != "initial" {
				_, g.url = g.ask(w, p)
				if (g.url != "") != r.allow["employee"] {
					k.wrong(g, "before all: the link is %q", g.url)
				}
				if g.url != "" && string(w.follow(g.url).body) != ten {
					k.wrong(g, "before all: the link does not open")
				}
			}
			all = append(all, g)
		}
	}
	w.shutOut()
	for _, g := range all {
		asked++
		a, url := g.ask(w, w.people[g.kind])
		switch {
		case g.allowed && (url == "" || string(w.follow(url).body) != ten):
			k.wrong(g, "is kept out: %s", a.body)
		case !g.allowed && url != "":
			k.wrong(g, "was given %s", url)
		case t.entrance[g.kind] != refusal{}:
			k.judge(g, t.entrance[g.kind], a)
		case !g.allowed && (!a.ok() || !strings.Contains(string(a.body), `"problem":"not_found"`)):
			k.wrong(g, "is answered %s", a.body)
		}
		if g.url == "" {
			continue
		}
		// A new password gives the session a new token; it is the same session still.
		lives := g.allowed || g.kind == "rotated" && g.row.allow["employee"]
		if b := w.follow(g.url); b.ok() != lives {
			k.wrong(g, "a link from before answers %d", b.status)
		} else if !lives {
			k.judge(g, refusal{status: 404, code: "not_found"}, b)
		}
	}
	return k.found, asked
}

// covers: ACC-05, ACC-06, MSG-02, GRP-04
func TestLinksToFilesOpenForWhomTheTableNamesAndDieWithTheirAccess(t *testing.T) {
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			w := newWorld(t, dialect)
			found, asked := w.askLinks(w.table)
			report(t, found)
			t.Logf("%d links", asked)
		})
	}
}

// covers: MSG-02, MSG-03, ACC-05
func TestALinkDiesWithTheMessageTheMembershipAndTheSession(t *testing.T) {
	w := newWorld(t, db.SQLite)
	p, founder := w.people["employee"], w.principal(w.founder)
	for what, end := range map[string]func(f filed, c id.ID, seq int64){
		"recalled": func(_ filed, c id.ID, seq int64) {
			_, err := w.house.Messaging.Recall(w.ctx(), w.keeper.acting(), c, seq)
			w.must(err)
		},
		"removed": func(_ filed, c id.ID, _ int64) {
			w.must(w.house.Messaging.RemoveMember(w.ctx(), w.keeper.acting(), c, p.account))
		},
		"logged out": func(filed, id.ID, int64) { w.must(w.house.Org.Logout(w.ctx(), w.principal(p))) },
		"frozen":     func(filed, id.ID, int64) { w.must(w.house.Org.Freeze(w.ctx(), founder, p.account, "test")) },
	} {
		_ = w.house.Org.Unfreeze(w.ctx(), founder, p.account, "test")
		w.enter(p)
		f := w.filedAt(p, "member")
		_, url := f.ask(w, p)
		if string(w.follow(url).body) != ten {
			t.Fatalf("%s: there is no link to begin with", what)
		}
		end(f, f.place["conversation_id"].(id.ID), f.place["seq"].(int64))
		if a := w.follow(url); a.status != http.StatusNotFound {
			t.Errorf("%s: the link answers %d", what, a.status)
		}
	}
}

// covers: ACC-06
func TestALinkThatOpensForAStrangerIsNoticed(t *testing.T) {
	w := newWorld(t, db.SQLite)
	house := w.house.HTTP.Handler()
	known := map[string]string{}
	w.judge(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if path, token := r.URL.Path, r.URL.Query().Get("t"); token != "" { // what was once given stays open
			rec := answeredBy(house, r)
			if rec.Code == http.StatusOK {
				known[path+token] = rec.Body.String()
			}
			if body := known[path+token]; body != "" {
				_, _ = rw.Write([]byte(body))
				return
			}
		}
		house.ServeHTTP(rw, r)
	}))
	if found, _ := w.askLinks(w.table); len(found) == 0 {
		t.Error("links that never die were not noticed")
	}
}

// answeredBy lets a handler answer into memory.
func answeredBy(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	return rec
}
