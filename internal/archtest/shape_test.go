package archtest

import (
	"fmt"
	"go/ast"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tonggui/internal/platform/i18n"
)

// everyRoomExplainsItself wants doc.go in each room and a package comment in
// every package.
func everyRoomExplainsItself(files []*source) (out []violation) {
	explained, hasDoc, rooms := map[string]bool{}, map[string]bool{}, map[string]string{}
	for _, f := range files {
		if strings.HasSuffix(f.path, "_test.go") {
			continue
		}
		explained[f.dir] = explained[f.dir] || f.tree.Doc != nil
		if r := room(f.dir); strings.HasPrefix(f.dir, "internal/") && r != "platform" && r != "testkit" {
			rooms["internal/"+r] = r
		}
		if strings.HasSuffix(f.path, "/doc.go") {
			hasDoc[f.dir] = true
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(rooms)) {
		if !hasDoc[dir] {
			out = append(out, violation{where{dir, 0}, "has no doc.go: every room says there its purpose, words, invariants and states, so that a newcomer can start anywhere"})
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(explained)) {
		if !explained[dir] {
			out = append(out, violation{where{dir, 0}, "has no package comment"})
		}
	}
	return out
}

const (
	longFile    = 400
	tooLongFile = 600
)

// length judges one file's lines.
func length(name string, n int) (warn bool, v *violation) {
	if n > tooLongFile {
		return false, &violation{where{name, 0}, fmt.Sprintf("has %d lines, %d are allowed: cut it along its use cases", n, tooLongFile)}
	}
	return n > longFile, nil
}

func TestFilesStaySmall(t *testing.T) {
	for _, ending := range []string{".go", ".ts", ".tsx", ".css", ".sh"} {
		walk(t, "../..", ending, func(name string, raw []byte) {
			warn, v := length(name, lines(raw))
			if v != nil {
				t.Errorf("%s %s", v.path, v.text)
			}
			if warn {
				t.Logf("%s has %d lines: better cut it before it has %d", name, lines(raw), tooLongFile)
			}
		})
	}
	for n, want := range map[int]bool{tooLongFile: false, tooLongFile + 1: true} {
		if _, v := length("planted", n); (v != nil) != want {
			t.Errorf("a file of %d lines: %v", n, v)
		}
	}
}

// everyCodeHasWords wants a sentence for each error code in every language.
func everyCodeHasWords(files []*source) (out []violation) {
	for _, f := range files {
		if f.test() {
			continue
		}
		imports := f.imports()
		ast.Inspect(f.tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 2 {
				return true
			}
			lit, ok := call.Args[1].(*ast.BasicLit)
			if !ok || !definesError(call.Fun, imports, f.dir) {
				return true
			}
			if code, err := strconv.Unquote(lit.Value); err == nil && !i18n.Has("problem", code) {
				out = append(out, violation{f.at(n), code + " has no words: add it to catalogue/*/problem.json, so that people read a sentence and not a code"})
			}
			return true
		})
	}
	return out
}

func definesError(fun ast.Expr, imports map[string]string, dir string) bool {
	switch fun := fun.(type) {
	case *ast.SelectorExpr:
		id, ok := fun.X.(*ast.Ident)
		return ok && fun.Sel.Name == "Define" && imports[id.Name] == module+"internal/platform/apperr"
	case *ast.Ident:
		return fun.Name == "Define" && dir == "internal/platform/apperr"
	}
	return false
}
