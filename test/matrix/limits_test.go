package matrix

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"tonggui/internal/platform/db"
)

// damage is a way in which a body is not what it should be.
type damage struct {
	name string
	make func(body []byte, max int64) []byte
}

// damages are done to a body that would be accepted.
var damages = []damage{
	{"too large", func(b []byte, max int64) []byte { return append(bytes.Repeat([]byte{' '}, int(max)), b...) }},
	{"too deep", func(b []byte, _ int64) []byte { return addField(b, strings.Repeat("[", 200)+strings.Repeat("]", 200)) }},
	{"far too deep", func(b []byte, _ int64) []byte {
		return []byte(strings.Repeat(`{"a":`, 8000) + "1" + strings.Repeat("}", 8000))
	}},
	{"not closed", func(b []byte, _ int64) []byte { return b[:len(b)-1] }},
	{"two values", func(b []byte, _ int64) []byte { return append(append([]byte{}, b...), b...) }},
	{"not JSON", func([]byte, int64) []byte { return []byte(`<xml/>`) }},
	{"nothing", func([]byte, int64) []byte { return []byte{} }},
	{"null", func([]byte, int64) []byte { return []byte(`null`) }},
	{"a list", func(b []byte, _ int64) []byte { return append(append([]byte{'['}, b...), ']') }},
	{"a word", func([]byte, int64) []byte { return []byte(`"admin"`) }},
	{"a number out of this world", func([]byte, int64) []byte { return []byte(`1e999999`) }},
	{"broken UTF-8", func(b []byte, _ int64) []byte { return addField(b, "\"\xff\xfe\"") }},
	{"a lone surrogate as a name", func(b []byte, _ int64) []byte { return append([]byte(`{"\ud800":1,`), b[1:]...) }},
}

// addField puts a field in front of the others.
func addField(b []byte, value string) []byte {
	rest := b[1:]
	if string(rest) != "}" {
		return append([]byte(`{"a":`+value+`,`), rest...)
	}
	return []byte(`{"a":` + value + `}`)
}

// fieldDamages are done to each field of the body in turn.
func fieldDamages(body map[string]json.RawMessage, name string) map[string][]byte {
	text := string(encoded(body))
	field := string(encoded(name)) + ":"
	out := map[string][]byte{
		name + " doubled":             []byte(strings.Replace(text, "{", "{"+field+string(body[name])+",", 1)),
		name + " in capitals":         []byte(strings.Replace(text, field, strings.ToUpper(field), 1)),
		name + " with a capital":      []byte(strings.Replace(text, field, `"`+strings.ToUpper(name[:1])+name[1:]+`":`, 1)),
		name + " with broken UTF-8":   []byte(strings.Replace(text, field, "\""+name+"\xff\":", 1)),
		name + " as an object":        replaced(body, name, `{"a":{"b":[1]}}`),
		name + " as a list of lists":  replaced(body, name, `[[[]]]`),
		name + " as a huge number":    replaced(body, name, `123456789012345678901234567890`),
		name + " as a fraction":       replaced(body, name, `0.5`),
		name + " with a NUL in words": replaced(body, name, `"\u0000\u202e"`),
	}
	if body[name][0] != '"' {
		out[name+" as words"] = replaced(body, name, `"words"`)
	}
	if body[name][0] != 't' && body[name][0] != 'f' {
		out[name+" as a truth"] = replaced(body, name, `true`)
	}
	return out
}

func replaced(body map[string]json.RawMessage, name, value string) []byte {
	other := maps.Clone(body)
	other[name] = json.RawMessage(value)
	return encoded(other)
}

// free are the fields that take any object: a draft is kept as it is, and a preview tells what is wrong with it.
var free = map[string]string{"save_approval_draft": "values", "preview_approval": "values"}

// refusedWell demands a refusal of the client's fault, in the promised form.
func (k *checker) refusedWell(c cell, a answer) {
	p := a.problem()
	if a.status < 400 || a.status >= 500 || a.status == 401 && p.Code != "login.failed" || a.status == 429 {
		k.wrong(c, "answers %d %.300s", a.status, a.body)
		return
	}
	k.judge(c, refusal{status: a.status, code: p.Code}, a)
}

func (w *world) askBodies(only string) (found []string, asked int) {
	k := &checker{w: w, table: w.table}
	limits := map[string]int64{}
	for _, o := range w.house.HTTP.Ops() {
		limits[o.ID] = o.MaxBody
	}
	for _, op := range slices.Sorted(maps.Keys(w.ops)) {
		if w.ops[op].body == nil || only != "" && op != only {
			continue
		}
		r, kind := w.bestCall(op)
		body := map[string]json.RawMessage{}
		w.must(json.Unmarshal(r.body, &body))
		bad := map[string][]byte{}
		for _, d := range damages {
			if optional(w.ops[op].body) && d.name == "nothing" {
				continue
			}
			bad[d.name] = d.make(r.body, limits[op])
		}
		for name := range body {
			maps.Copy(bad, fieldDamages(body, name))
			if free[op] == name {
				delete(bad, name+" as an object")
			}
		}
		before, stamp := w.storage.content(), w.storage.stamp()
		for _, what := range slices.Sorted(maps.Keys(bad)) {
			asked++
			k.breathe(specs[op])
			c := cell{row: row{op: op, relation: "(" + what + ")"}, kind: kind}
			k.refusedWell(c, w.send(request{method: r.method, path: r.path, token: r.token, body: bad[what]}))
			if now := w.storage.stamp(); now != stamp {
				content := w.storage.content()
				if diff := before.differs(content); len(diff) > 0 {
					k.wrong(c, "something was written: %s", strings.Join(diff, "; "))
				}
				before, stamp = content, now
			}
		}
		k.breathe(specs[op])
		k.refusedWell(cell{row: row{op: op, relation: "(another type)"}, kind: kind},
			w.send(request{method: r.method, path: r.path, token: r.token, body: r.body, contentType: "text/plain"}))
	}
	return k.found, asked
}

// optional tells whether a body may be left out.
func optional(s *schema) bool { return len(s.Required) == 0 }

// covers: ACC-06
func TestADamagedBodyIsRefusedWithACodeAndChangesNothing(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		found, asked := w.askBodies("")
		report(t, found)
		t.Logf("%d damaged bodies", asked)
	})
}

// onBoth runs a test on both databases: what one takes for text the other may refuse.
func onBoth(t *testing.T, test func(t *testing.T, w *world)) {
	for _, dialect := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			w := newWorld(t, dialect)
			w.shutOut()
			test(t, w)
		})
	}
}

var badQueries = map[string][]string{
	"limit":  {"0", "-1", "201", "99999999999999999999", "1.5", "ten", "", "0x10", "１０"},
	"cursor": {"x", "-1_-1_-1", "0_0_" + strings.Repeat("z", 36), strings.Repeat("c", 201), "\xff\xfe", "'; DROP TABLE accounts; --", "1_2_3_4", "%00", "\x00"},
	"before": {"-2", "x", "99999999999999999999"}, "after": {"-2", "x"}, "around": {"-2", "x"}, "at": {"-2", "x", "1.5", "99999999999999999999"},
	"filter": {"everything"}, "state": {"x"}, "status": {"x"}, "kind": {"x"}, "deep": {"maybe"}, "department_id": {"x"},
	"q": {strings.Repeat("长", 101)}, "ids": {"x", "x,y", strings.Repeat(",", 300)}, "token": {strings.Repeat("t", 65)},
	"file_name": {strings.Repeat("f", 256)}, "conversation_id": {"x"}, "sender_id": {"x"}, "from_at": {"x", "1.5"}, "to_at": {"x", "1.5"},
	"from": {"x", "-1", "1.5"}, "to": {"x", "-1", "1.5"}, "version": {"x", "-1"}, "revision": {"x", "-1"},
	"rule": {strings.Repeat("r", 101)}, "outcome": {"x"}, "department": {"x"},
	"year": {"x", "1999", "2200", "2026.5"}, "rehearse": {"x", "2"}, "site_id": {"x", "00000000"},
	"account": {"x"}, "actor_id": {"x"}, "object_id": {"x"}, "subject_id": {"x"}, "about_id": {"x"}, "messages": {"maybe"}, "object": {strings.Repeat("o", 300)}, "action": {strings.Repeat("a", 300)},
	"box": {"x"}, "scope": {"x"}, "format": {"x"}, "template": {strings.Repeat("t", 41)}, "unread": {"maybe"},
	"url": {"x", "javascript:1", "https://" + strings.Repeat("h", 2048) + ".example"},
}

func (w *world) askQueries(only string) (found []string, asked int) {
	k := &checker{w: w, table: w.table}
	for _, op := range slices.Sorted(maps.Keys(w.ops)) {
		if only != "" && op != only {
			continue
		}
		r, kind := w.bestCall(op)
		path, query, _ := strings.Cut(r.path, "?")
		good, _ := url.ParseQuery(query)
		for _, name := range w.ops[op].query {
			values, known := badQueries[name]
			if !known {
				found = append(found, op+": nobody knows wrong values of "+name)
			}
			for _, v := range values {
				if v == "" && name == "limit" { // an empty parameter is one that is not given
					continue
				}
				asked++
				q := maps.Clone(good)
				q[name] = []string{v}
				k.breathe(specs[op])
				asking := r
				asking.path = path + "?" + q.Encode()
				k.refusedWell(cell{row: row{op: op, relation: fmt.Sprintf("?%s=%.40q", name, v)}, kind: kind}, w.send(asking))
			}
		}
	}
	return append(found, k.found...), asked
}

// covers: MSG-01
func TestAListRefusesLimitsAndCursorsThatNobodyGaveOut(t *testing.T) {
	onBoth(t, func(t *testing.T, w *world) {
		found, asked := w.askQueries("")
		report(t, found)
		t.Logf("%d wrong queries", asked)
	})
}

// covers: ACC-06
func TestAPathThatIsNoIDIsRefusedAndNeverAFault(t *testing.T) {
	w := newWorld(t, db.SQLite)
	w.shutOut()
	k := &checker{w: w, table: w.table}
	for _, op := range slices.Sorted(maps.Keys(w.ops)) {
		if !strings.Contains(w.ops[op].path, "{") {
			continue
		}
		r, kind := w.bestCall(op)
		for _, bad := range []string{"x", "0", "-1", "99999999999999999999", "..", "%00", "00000000-0000-0000-0000-000000000000", "me",
			strings.Repeat("a", 5000), "' OR 1=1 --", "\xff"} {
			parts := strings.Split(w.ops[op].path, "/")
			given := strings.Split(strings.Split(r.path, "?")[0], "/")
			for i, part := range parts {
				if !strings.HasPrefix(part, "{") || bad == "me" && part == "{account_id}" {
					continue
				}
				changed := slices.Clone(given)
				changed[i] = url.PathEscape(bad)
				asking := r
				asking.path = strings.Join(changed, "/")
				if _, q, has := strings.Cut(r.path, "?"); has {
					asking.path += "?" + q
				}
				k.breathe(specs[op])
				a := w.send(asking)
				if a.status == 301 || a.status == 307 { // ".." leaves the path: the router tells the clean one
					continue
				}
				k.refusedWell(cell{row: row{op: op, relation: part + "=" + fmt.Sprintf("%.30q", bad)}, kind: kind}, a)
			}
		}
	}
	report(t, k.found)
}
