package archtest

import (
	"go/ast"
	"go/token"
)

type astNode = ast.Node

// statementAt tells which argument of a call is the SQL text. Calls on db are
// functions; the others are methods of anything.
var statementAt = map[string]int{
	"Exec": 0, "Query": 0, "QueryRow": 0, "Prepare": 0,
	"ExecContext": 1, "QueryContext": 1, "QueryRowContext": 1, "PrepareContext": 1,
	"db.All": 2, "db.One": 2, "db.Each": 2, "db.Value": 1,
}

// noBuiltSQL finds statements that are put together from anything but literals,
// constants and choices from a package's table of literals. It follows a local variable back to its assignments and no
// further; code review has to do the rest.
func noBuiltSQL(files []*source) (out []violation) {
	constants := map[string]map[string]bool{}
	for _, collect := range []func(*ast.File, map[string]bool){collectConstants, collectTables} {
		for _, f := range files {
			if constants[f.dir] == nil {
				constants[f.dir] = map[string]bool{}
			}
			collect(f.tree, constants[f.dir])
		}
	}
	for _, f := range files {
		if f.test() || in("internal/platform/db")(f.dir) {
			continue
		}
		for _, d := range f.tree.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			b := builder{known: constants[f.dir], built: map[string]bool{}, plain: map[string]bool{}}
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.AssignStmt:
					b.assign(n)
				case *ast.CallExpr:
					if i, ok := statementAt[callee(n)]; ok && i < len(n.Args) && b.isBuilt(n.Args[i]) {
						out = append(out, violation{f.at(n), "builds its SQL text: use ? with arguments; text from outside must never become SQL"})
					}
				}
				return true
			})
		}
	}
	return out
}

func collectConstants(tree *ast.File, into map[string]bool) {
	ast.Inspect(tree, func(n ast.Node) bool {
		if d, ok := n.(*ast.GenDecl); ok && d.Tok == token.CONST {
			for _, spec := range d.Specs {
				for _, name := range spec.(*ast.ValueSpec).Names {
					into[name.Name] = true
				}
			}
		}
		return true
	})
}

// collectTables adds "name[]" for each package-level map or list of fixed texts.
func collectTables(tree *ast.File, into map[string]bool) {
	for _, d := range tree.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		for _, spec := range g.Specs {
			v := spec.(*ast.ValueSpec)
			if len(v.Names) == 1 && len(v.Values) == 1 && fixedTable(v.Values[0], into) {
				into[v.Names[0].Name+"[]"] = true
			}
		}
	}
}

func fixedTable(e ast.Expr, known map[string]bool) bool {
	table, ok := e.(*ast.CompositeLit)
	if !ok {
		return false
	}
	b := builder{known: known}
	for _, element := range table.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			element = pair.Value
		}
		if !b.fixed(element) {
			return false
		}
	}
	return true
}

func callee(c *ast.CallExpr) string {
	fun := c.Fun
	if generic, ok := fun.(*ast.IndexExpr); ok {
		fun = generic.X
	}
	sel, ok := fun.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	if id, ok := sel.X.(*ast.Ident); ok && id.Name == "db" {
		if _, listed := statementAt["db."+sel.Sel.Name]; listed {
			return "db." + sel.Sel.Name
		}
	}
	return sel.Sel.Name
}

// builder remembers, within one function, which variables hold built text.
type builder struct {
	known map[string]bool // constants of the package
	built map[string]bool
	plain map[string]bool // local variables that hold fixed text
}

func (b *builder) assign(n *ast.AssignStmt) {
	for i, left := range n.Lhs {
		id, ok := left.(*ast.Ident)
		if !ok || len(n.Lhs) != len(n.Rhs) {
			continue
		}
		switch {
		case n.Tok == token.ADD_ASSIGN:
			b.built[id.Name] = b.built[id.Name] || !b.fixed(n.Rhs[i])
		case b.isBuilt(n.Rhs[i]):
			b.built[id.Name] = true
		case b.fixed(n.Rhs[i]):
			b.plain[id.Name] = true
		}
	}
}

func (b *builder) isBuilt(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return b.isBuilt(e.X)
	case *ast.BinaryExpr:
		return e.Op == token.ADD && !b.fixed(e)
	case *ast.Ident:
		return b.built[e.Name]
	case *ast.CallExpr:
		switch callee(e) {
		case "Sprintf", "Sprint", "Join", "Replace", "ReplaceAll", "Repeat":
			return true
		case "String": // of a strings.Builder
			return len(e.Args) == 0
		}
	}
	return false
}

// fixed says whether a text consists of literals and constants only.
func (b *builder) fixed(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return true
	case *ast.ParenExpr:
		return b.fixed(e.X)
	case *ast.BinaryExpr:
		return b.fixed(e.X) && b.fixed(e.Y)
	case *ast.Ident:
		return b.known[e.Name] || b.plain[e.Name] && !b.built[e.Name]
	case *ast.IndexExpr:
		table, ok := e.X.(*ast.Ident)
		return ok && b.known[table.Name+"[]"]
	}
	return false
}
