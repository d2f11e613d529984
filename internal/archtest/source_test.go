package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const module = "tonggui/"

// source is one Go file of the tree under examination.
type source struct {
	path  string // with slashes, from the module's root: internal/org/model.go
	dir   string
	tree  *ast.File
	lines int
	fset  *token.FileSet
}

// test says whether a file is no part of the product: tests and what only
// tests import (internal/testkit, packages named ...test).
func (s *source) test() bool {
	return strings.HasSuffix(s.path, "_test.go") || testOnly(s.dir)
}

func testOnly(dir string) bool {
	return dir == "test" || strings.HasPrefix(dir, "test/") || strings.HasPrefix(dir+"/", "internal/testkit/") || strings.HasSuffix(dir, "test")
}

// imports maps the names by which a file knows its packages to their paths.
func (s *source) imports() map[string]string {
	out := map[string]string{}
	for _, spec := range s.tree.Imports {
		p, _ := strconv.Unquote(spec.Path.Value)
		name := path.Base(p)
		if strings.HasPrefix(name, "v") && strings.Trim(name[1:], "0123456789") == "" {
			name = path.Base(path.Dir(p)) // math/rand/v2 is known as rand
		}
		name = strings.TrimSuffix(name, "-go") // minio-go calls itself minio
		if spec.Name != nil {
			name = spec.Name.Name
		}
		out[name] = p
	}
	return out
}

func (s *source) at(n ast.Node) where { return where{s.path, s.fset.Position(n.Pos()).Line} }

// uses calls fn for every pkg.Name in the file, with the package's path.
func (s *source) uses(fn func(pkg, name string, n ast.Node)) {
	imports := s.imports()
	ast.Inspect(s.tree, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			// Obj is set where a local variable hides the package's name.
			if id, ok := sel.X.(*ast.Ident); ok && id.Obj == nil && imports[id.Name] != "" {
				fn(imports[id.Name], sel.Sel.Name, n)
			}
		}
		return true
	})
}

// where is a place in the tree; line 0 means the file or folder as a whole.
type where struct {
	path string
	line int
}

type violation struct {
	where
	text string
}

// load reads every Go file below root, as far as it belongs to the module.
func load(t *testing.T, root string) []*source {
	t.Helper()
	var out []*source
	fset := token.NewFileSet()
	walk(t, root, ".go", func(name string, raw []byte) {
		tree, err := parser.ParseFile(fset, name, raw, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, &source{name, path.Dir(name), tree, lines(raw), fset})
	})
	return out
}

func lines(raw []byte) int { return strings.Count(string(raw), "\n") }

var skipped = map[string]bool{"node_modules": true, "testdata": true, "build": true, "data": true, "dist": true, "gen": true, ".git": true, "tools": true}

func walk(t *testing.T, root, ending string, fn func(name string, raw []byte)) {
	t.Helper()
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != root && skipped[d.Name()] {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(p, ending) {
			return nil
		}
		raw, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		fn(filepath.ToSlash(rel), raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
