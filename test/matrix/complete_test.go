package matrix

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
)

// doors are what answers beside the operations.
var doors = []string{"/healthz", "/readyz", "/metrics", "/api/openapi.json", "/api/docs", "/files/0/original/a"}

// gaps lists what exists without a line, and lines of what does not exist.
func gaps(t *table, ops map[string]operation, entries []string, roles []authz.Role) (out []string) {
	there := map[string]bool{}
	for op := range ops {
		there[op] = true
		if _, callable := specs[op]; !callable {
			out = append(out, op+": the matrix does not know how to call it")
		}
	}
	for _, e := range append([]string{"socket", "link"}, entries...) {
		there[e] = true
	}
	for _, d := range doors {
		there["door:"+d] = true
	}
	listed := map[string]bool{}
	for _, name := range t.order {
		op := t.rows[name].op
		listed[op] = true
		if !there[op] {
			out = append(out, name+": a line without an operation")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(there)) {
		if !listed[name] {
			out = append(out, name+": no line says who may do it")
		}
	}
	for _, r := range roles {
		if !slices.Contains(t.kinds, string(r)) {
			out = append(out, "role "+string(r)+": no line in persons.tsv")
		}
	}
	return out
}

// entries reads from the source which frames the server takes and which events it sends.
func entries(t testing.TB) []string {
	t.Helper()
	found := map[string]bool{}
	err := filepath.WalkDir("../../internal", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		tree, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if c, ok := n.(*ast.CallExpr); ok {
				if name := entry(c); name != "" {
					found[name] = true
				}
			}
			if b, ok := n.(*ast.BinaryExpr); ok && strings.Contains(path, "realtime") && b.Op == token.EQL {
				if x, ok := b.X.(*ast.SelectorExpr); ok && x.Sel.Name == "Type" {
					found["frame:"+word(b.Y)] = true
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return slices.Sorted(maps.Keys(found))
}

// entry names the event or frame of a call that sends or takes one.
func entry(c *ast.CallExpr) string {
	f, ok := c.Fun.(*ast.SelectorExpr)
	if !ok || len(c.Args) < 2 {
		return ""
	}
	switch f.Sel.Name {
	case "OnFrame":
		return "frame:" + word(c.Args[0])
	case "Broadcast":
		if w := word(c.Args[0]); w != "" {
			return "event:" + w
		}
	case "Send", "SendTo", "push", "sign":
		if w := word(c.Args[1]); w != "" {
			return "event:" + w
		}
	}
	return ""
}

func word(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	text, _ := strconv.Unquote(lit.Value)
	return text
}

// covers: ACC-06
func TestEveryOperationFrameEventDoorAndRoleHasALine(t *testing.T) {
	w := newWorld(t, db.SQLite)
	found := entries(t)
	if len(found) < 12 {
		t.Errorf("only %v were found in the source", found)
	}
	report(t, gaps(w.table, w.ops, found, authz.Roles))
}

// covers: ACC-03, ACC-05, ACC-06
func TestTheSocketOpensForWhomTheTableNames(t *testing.T) {
	w := newWorld(t, db.SQLite)
	w.shutOut()
	report(t, w.askSocket(w.table))
}

func (w *world) askSocket(t *table) (found []string) {
	r := t.rows[key("socket", "own")]
	k := &checker{w: w, table: t}
	for _, kind := range t.kinds {
		allowed, want := t.expect(r, kind)
		c := cell{row: r, kind: kind}
		ws, a := w.dial(w.people[kind].token, nil)
		switch {
		case ws != nil && kind == "initial":
			// The upgrade is answered, with nothing but the reason: a browser reads no body of a refusal.
			if _, data, err := ws.ReadMessage(); err == nil || !strings.Contains(err.Error(), "4410") {
				k.wrong(c, "heard %s, %v; want close code 4410", data, err)
			}
		case ws != nil && !allowed:
			k.wrong(c, "was let in")
		case ws == nil && allowed:
			k.wrong(c, "is kept out: %d %s", a.status, a.body)
		case ws == nil:
			k.judge(c, want, a)
		}
		if ws != nil {
			_ = ws.Close()
		}
	}
	return k.found
}

// covers: ACC-06
func TestTheDoorsAnswerAnyoneAndShowNobody(t *testing.T) {
	w := newWorld(t, db.SQLite)
	for _, d := range doors {
		for _, kind := range w.table.kinds {
			a := w.send(request{method: "GET", path: d, token: w.people[kind].token})
			allowed, _ := w.table.expect(w.table.rows[key("door:"+d, "company")], kind)
			if a.ok() != allowed {
				t.Errorf("%s as %s: %d", d, kind, a.status)
			}
			for _, secret := range []string{w.keeper.number, w.keeper.token, w.keeper.account.String(), canary} {
				if strings.Contains(string(a.body), secret) {
					t.Errorf("%s as %s shows %q", d, kind, secret)
				}
			}
		}
	}
}
