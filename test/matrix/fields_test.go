package matrix

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"tonggui/internal/platform/db"
)

// serverOwned are names that a client might hope to set, beside the columns of the tables.
var serverOwned = []string{"id", "is_admin", "admin", "role", "roles", "status", "account", "account_id", "actor", "session",
	"session_id", "sender", "sender_id", "sender_name", "seq", "at", "epoch", "created_at", "created_by", "owner_id", "kind", "hash",
	"recalled", "my_role", "abilities", "must_change_password", "initial", "password_hash", "token", "__proto__", "constructor", "$where", ""}

// columns lists the names of all columns of all tables.
func (s *storage) columns() []string {
	out := map[string]bool{}
	for _, name := range s.tables() {
		rows, err := s.conn.Query(`SELECT * FROM ` + name + ` LIMIT 0`)
		if err != nil {
			s.t.Fatal(err)
		}
		names, _ := rows.Columns()
		_ = rows.Close()
		for _, n := range names {
			out[n] = true
		}
	}
	return slices.Sorted(maps.Keys(out))
}

// object is a place in a body that takes named fields.
type object struct {
	path  string
	known map[string]*schema
	put   func(body map[string]any, name string, value any) bool
}

// objects finds all objects in the schema of a body for which the given body has a value.
func objects(path string, s *schema, at func(map[string]any) (map[string]any, bool)) (out []object) {
	if s == nil || s.Properties == nil {
		return nil
	}
	out = append(out, object{path, s.Properties, func(body map[string]any, name string, value any) bool {
		o, ok := at(body)
		if ok {
			o[name] = value
		}
		return ok
	}})
	for name, p := range s.Properties {
		inner := p
		list := p.Items != nil
		if list {
			inner = p.Items
		}
		step := path + "." + name
		if list {
			step += "[0]"
		}
		out = append(out, objects(step, inner, func(body map[string]any) (map[string]any, bool) {
			o, ok := at(body)
			if !ok {
				return nil, false
			}
			v := o[name]
			if l, isList := v.([]any); isList && len(l) > 0 {
				v = l[0]
			}
			deeper, ok := v.(map[string]any)
			return deeper, ok
		})...)
	}
	return out
}

func (w *world) askFields(only string, names []string) (found []string, asked int) {
	k := &checker{w: w, table: w.table}
	for _, op := range slices.Sorted(maps.Keys(w.ops)) {
		if w.ops[op].body == nil || only != "" && op != only {
			continue
		}
		r, kind := w.bestCall(op)
		before, stamp := w.storage.content(), w.storage.stamp()
		for _, o := range objects("body", w.ops[op].body, func(b map[string]any) (map[string]any, bool) { return b, true }) {
			for _, name := range names {
				if o.known[name] != nil {
					continue
				}
				body := map[string]any{}
				w.must(json.Unmarshal(r.body, &body))
				if !o.put(body, name, valueFor(name)) {
					continue
				}
				asked++
				c := cell{row: row{op: op, relation: o.path + "." + name}, kind: kind}
				k.breathe(specs[op])
				a := w.send(request{method: r.method, path: r.path, token: r.token, body: encoded(body)})
				k.judge(c, refusal{status: 422, code: "request.invalid"}, a)
				if !slices.ContainsFunc(a.problem().Fields, func(f struct {
					Field string `json:"field"`
					Code  string `json:"code"`
				}) bool {
					return f.Code == "unknown" && f.Field == o.path+"."+name
				}) {
					k.wrong(c, "the field is not named as unknown: %s", a.body)
				}
			}
		}
		if w.storage.stamp() != stamp {
			if diff := before.differs(w.storage.content()); len(diff) > 0 {
				k.wrong(cell{row: row{op: op, relation: "fields"}, kind: kind}, "something was written: %s", strings.Join(diff, "; "))
			}
		}
	}
	return k.found, asked
}

func valueFor(name string) any {
	switch {
	case strings.HasPrefix(name, "is_"), name == "admin", name == "initial":
		return true
	case strings.HasSuffix(name, "_at"), strings.HasSuffix(name, "seq"):
		return 1
	}
	return "admin"
}

// covers: ACC-06
func TestNoBodyCarriesAColumnOrANameThatTheServerOwns(t *testing.T) {
	w := newWorld(t, db.SQLite)
	w.shutOut()
	names := append(w.storage.columns(), serverOwned...)
	slices.Sort(names)
	found, asked := w.askFields("", slices.Compact(names))
	report(t, found)
	t.Logf("%d fields tried", asked)
	if asked < 2000 {
		t.Errorf("only %d fields were tried", asked)
	}
}

// covers: ACC-06
func TestNoQueryCarriesANameThatTheOperationDoesNotHave(t *testing.T) {
	w := newWorld(t, db.SQLite)
	w.shutOut()
	for _, op := range slices.Sorted(maps.Keys(w.ops)) {
		r, kind := w.bestCall(op)
		for _, name := range []string{"account_id", "as", "role", "Limit", "limit[]", "all"} {
			if slices.Contains(w.ops[op].query, name) {
				continue
			}
			asked := r
			asked.path += map[bool]string{true: "&", false: "?"}[strings.Contains(r.path, "?")] + name + "=1"
			(&checker{w: w}).breathe(specs[op])
			if a := w.send(asked); a.status < 400 || a.status >= 500 || a.problem().Code == "" {
				t.Errorf("%s?%s as %s: %d %s", op, name, kind, a.status, a.body)
			}
		}
	}
}
