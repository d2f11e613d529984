package matrix

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// wrap is a fault planted between the checker and the house.
type wrap func(w *world, house http.Handler) http.HandlerFunc

func idsOf(people ...*person) (out []id.ID) {
	for _, p := range people {
		out = append(out, p.account)
	}
	return out
}

// numberIn reads a number of an answer as it stands.
func numberIn(body []byte, name string) string {
	var v map[string]json.RawMessage
	_ = json.Unmarshal(body, &v)
	return string(v[name])
}

// answered lets the house answer and gives the answer to fn before it goes out.
func answered(house http.Handler, rw http.ResponseWriter, r *http.Request, fn func(*httptest.ResponseRecorder)) {
	rec := httptest.NewRecorder()
	house.ServeHTTP(rec, r)
	fn(rec)
	maps.Copy(rw.Header(), rec.Header())
	rw.WriteHeader(rec.Code)
	_, _ = rw.Write(rec.Body.Bytes())
}

// as answers a path's requests as if somebody else had asked.
func as(whom func(w *world) *person, path string) wrap {
	return func(w *world, house http.Handler) http.HandlerFunc {
		return func(rw http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, path) {
				r.Header.Set("Authorization", "Bearer "+whom(w).token)
			}
			house.ServeHTTP(rw, r)
		}
	}
}

// refused changes what is said to those who are refused.
func refused(change func(w *world, r *http.Request, rec *httptest.ResponseRecorder)) wrap {
	return func(w *world, house http.Handler) http.HandlerFunc {
		return func(rw http.ResponseWriter, r *http.Request) {
			answered(house, rw, r, func(rec *httptest.ResponseRecorder) {
				if rec.Code >= 400 {
					change(w, r, rec)
				}
			})
		}
	}
}

func rewritten(rec *httptest.ResponseRecorder, status int, body string) {
	rec.Code, rec.Body = status, bytes.NewBufferString(body)
}

// exists tells whether the path names a conversation that there is.
func exists(w *world, r *http.Request) bool {
	one, err := id.Parse(strings.Split(r.URL.Path, "/")[4])
	n, _ := db.Value[int](w.house.DB.Ask(w.ctx()), `SELECT COUNT(*) FROM conversations WHERE id = ?`, one)
	return err == nil && n > 0
}

// faults are what the checker must see, each in the questions about one operation.
var faults = []struct {
	name, op, says string
	wrap           wrap
}{
	{"an operation without its check", "get_conversation", "was let in", as(func(w *world) *person { return w.keeper }, "")},
	{"a role too many", "admin_list_people", "was let in", as(func(w *world) *person { return w.founder }, "/admin/people")},
	{"a session that is not looked at", "list_departments", "was let in", as(func(w *world) *person { return w.keeper }, "/departments")},
	{"403 for what must not be known", "list_members", "want 404", refused(func(w *world, r *http.Request, rec *httptest.ResponseRecorder) {
		if rec.Code == 404 && exists(w, r) {
			rewritten(rec, 403, strings.Replace(strings.Replace(rec.Body.String(), "not_found", "access.denied", 1), "404", "403", 1))
		}
	})},
	{"one word more where it exists", "list_messages", "tells that it exists", refused(func(w *world, r *http.Request, rec *httptest.ResponseRecorder) {
		if rec.Code == 404 && exists(w, r) {
			rewritten(rec, 404, strings.Replace(rec.Body.String(), `"detail":"`, `"detail":"!`, 1))
		}
	})},
	{"a header more where it exists", "get_conversation", "tells that it exists", refused(func(w *world, r *http.Request, rec *httptest.ResponseRecorder) {
		if rec.Code == 404 && exists(w, r) {
			rec.Header().Set("ETag", `"1"`)
		}
	})},
	{"a frame that leaks", "typing", "heard typing", refused(func(w *world, _ *http.Request, _ *httptest.ResponseRecorder) {
		w.house.Sockets.Send(idsOf(w.keeper), "typing", map[string]any{"name": "nobody"})
	})},
	{"a refusal that writes", "save_draft", "something was written", refused(func(w *world, _ *http.Request, _ *httptest.ResponseRecorder) {
		w.write(`UPDATE accounts SET post = post || 'x' WHERE id = ?`, w.keeper.account)
	})},
	{"a refusal that shows", "list_edits", "shows what is refused", refused(func(_ *world, _ *http.Request, rec *httptest.ResponseRecorder) {
		rewritten(rec, rec.Code, strings.Replace(rec.Body.String(), `"detail":"`, `"detail":"canary text 1 `, 1))
	})},
	{"a fault of the server", "mark_read", "answers 500", refused(func(_ *world, _ *http.Request, rec *httptest.ResponseRecorder) {
		rewritten(rec, 500, `{}`)
	})},
	{"a refusal without a code", "mark_unread", "answers 404", refused(func(_ *world, _ *http.Request, rec *httptest.ResponseRecorder) {
		rewritten(rec, rec.Code, `{"status":404}`)
	})},
	{"a door that is shut for all", "list_rules", "is kept out", func(*world, http.Handler) http.HandlerFunc {
		return func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(404) }
	}},
	{"a refusal of the domain that writes", "open_direct", "wrote", refused(func(w *world, _ *http.Request, _ *httptest.ResponseRecorder) {
		w.write(`UPDATE accounts SET post = post || 'x' WHERE id = ?`, w.keeper.account)
	})},
}

// few are enough kinds of person to see a fault by.
var few = map[string]bool{"visitor": true, "employee": true, "supervisor": true}

// covers: ACC-06
func TestTheCheckerSeesEveryPlantedFault(t *testing.T) {
	w := newWorld(t, db.SQLite)
	w.shutOut()
	house := w.house.HTTP.Handler()
	ears := (*checker)(nil)
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			k := &checker{w: w, table: w.table}
			if ears != nil {
				k.sniffed = ears.sniffed
			}
			clear(w.spots)
			mine := k.cells(func(op, _, kind string) bool { return op == f.op && few[kind] })
			w.judge(house)
			k.listen()
			ears = k
			w.fence(k.sniffed[len(k.sniffed)-1])
			planted := f.wrap(w, house)
			w.judge(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/api/v1/settings" || r.URL.Path == "/api/v1/socket" { // the test's own
					house.ServeHTTP(rw, r)
					return
				}
				planted(rw, r)
			}))
			k.run(mine)
			w.judge(house)
			if !strings.Contains(strings.Join(k.found, "\n"), f.says) {
				t.Errorf("not seen; %d questions found %q", k.asked, k.found)
			}
		})
	}
}

// covers: ACC-06
func TestADoctoredTableIsSeen(t *testing.T) {
	w := newWorld(t, db.SQLite)
	w.shutOut()
	doctor := func(change func(*table)) *table {
		other := *w.table
		other.rows, other.entrance = maps.Clone(w.table.rows), maps.Clone(w.table.entrance)
		change(&other)
		return &other
	}
	set := func(name string, allow ...string) func(*table) {
		return func(t *table) {
			r := t.rows[name]
			r.allow = map[string]bool{}
			for _, kind := range allow {
				r.allow[kind] = true
			}
			if r.refusal.status == 0 {
				r.refusal = refusal{404, "not_found", "404"}
			}
			t.rows[name] = r
		}
	}
	for name, c := range map[string]struct {
		change   func(*table)
		op, says string
	}{
		"allows too little": {set("get_conversation member", "employee"), "get_conversation", "supervisor: was let in"},
		"allows too much":   {set("get_conversation stranger", "employee"), "get_conversation", "is kept out"},
		"forgets a line":    {func(t *table) { delete(t.rows, "get_conversation owner") }, "get_conversation", "was let in"},
		"another code":      {func(t *table) { t.entrance["visitor"] = refusal{401, "login.failed", ""} }, "list_rules", "want 401 login.failed"},
	} {
		t.Run(name, func(t *testing.T) {
			k := &checker{w: w, table: doctor(c.change)}
			k.run(k.cells(func(op, _, kind string) bool { return op == c.op && few[kind] }))
			if !strings.Contains(strings.Join(k.found, "\n"), c.says) {
				t.Errorf("not seen: %q", k.found)
			}
		})
	}
}

// covers: ACC-06
func TestAnEntryWithoutALineIsSeenAndALineWithoutAnEntry(t *testing.T) {
	w := newWorld(t, db.SQLite)
	found := strings.Join(gaps(w.table, map[string]operation{"brand_new": {}}, []string{"event:brand.new", "frame:brand_new"},
		append([]authz.Role{"brand_new_role"}, authz.Roles...)), "\n")
	for _, want := range []string{"brand_new: the matrix does not know", "brand_new: no line", "event:brand.new: no line", "frame:brand_new: no line",
		"role brand_new_role", "get_conversation member: a line without an operation", "event:typing member: a line without an operation"} {
		if !strings.Contains(found, want) {
			t.Errorf("not seen: %s", want)
		}
	}
	for _, wrong := range []string{"x\ty", "x\ty\tnobody\tok\t-", "x\ty\tnone\tmaybe\t-", "x\ty\tnone\tok\tperhaps", "me\town\tnone\tok\t-\nme\town\tnone\tok\t-"} {
		if _, err := parseTable("visitor\t401 session.missing", wrong); err == nil {
			t.Errorf("%q is taken for a table", wrong)
		}
	}
}

// covers: ACC-06
func TestTheOtherCheckersSeeTheirPlantedFaults(t *testing.T) {
	w := newWorld(t, db.SQLite)
	w.shutOut()
	house := w.house.HTTP.Handler()
	lenient := func(rw http.ResponseWriter, r *http.Request) { // takes what it does not know for nothing
		body, _ := io.ReadAll(r.Body)
		var v map[string]any
		if json.Unmarshal(body, &v) == nil {
			delete(v, "owner_id")
			body, _ = json.Marshal(v)
		}
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		house.ServeHTTP(rw, r)
	}
	blind := func(rw http.ResponseWriter, r *http.Request) { // does not look where a call comes from
		r.Header.Del("Origin")
		r.Header.Del("Sec-Fetch-Site")
		house.ServeHTTP(rw, r)
	}
	generous := func(rw http.ResponseWriter, r *http.Request) { // takes a limit for a wish
		q := r.URL.Query()
		q.Del("limit")
		r.URL.RawQuery = q.Encode()
		house.ServeHTTP(rw, r)
	}
	for name, c := range map[string]struct {
		planted http.HandlerFunc
		ask     func() []string
	}{
		"fields":         {lenient, func() []string { f, _ := w.askFields("create_group", []string{"owner_id"}); return f }},
		"damaged bodies": {lenient, func() []string { f, _ := w.askBodies("create_group"); return f }},
		"origins":        {blind, func() []string { f, _ := w.askOrigins("create_group"); return f }},
		"socket origins": {blind, w.askSocketOrigins},
		"limits":         {generous, func() []string { f, _ := w.askQueries("list_members"); return f }},
	} {
		w.judge(c.planted)
		if found := c.ask(); len(found) == 0 {
			t.Errorf("%s: nothing was seen", name)
		}
		w.judge(house)
		if name == "damaged bodies" {
			continue
		}
		if found := c.ask(); len(found) > 0 {
			t.Errorf("%s: seen without a fault: %q", name, found)
		}
	}
}

// A frame to somebody whom it does not concern turns the questions about events red.
func TestAFrameToTheWrongPersonIsSeen(t *testing.T) {
	w := newWorld(t, db.SQLite)
	w.shutOut()
	w.open()
	honest := scenes["typing"]
	scenes["typing"] = func(w *world, p *person, relation string) func() string {
		act := honest(w, p, relation)
		return func() string {
			mark := act()
			w.house.Sockets.Send(idsOf(w.people["leader"]), "typing", map[string]any{"conversation_id": mark})
			return mark
		}
	}
	defer func() { scenes["typing"] = honest }()
	found, _ := w.askEvents(w.table, func(event, relation string) bool { return event == "typing" && relation == "stranger" })
	if len(found) == 0 {
		t.Error("nothing was seen")
	}
}
