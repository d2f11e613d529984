package roster

import (
	"strings"
	"unicode/utf8"
)

// Path is a department as its names from the root, joined by "/"; the empty
// path is no department.
type Path string

// Limits of departments.
const (
	MaxDepartmentDepth = 12
	MaxDepartmentName  = 60
)

// Names lists the names from the root down.
func (p Path) Names() []string {
	if p == "" {
		return nil
	}
	return strings.Split(string(p), "/")
}

// Name is the department's own name.
func (p Path) Name() string { return string(p[strings.LastIndexByte(string(p), '/')+1:]) }

// Parent is the path above, empty for a root.
func (p Path) Parent() Path {
	if i := strings.LastIndexByte(string(p), '/'); i >= 0 {
		return p[:i]
	}
	return ""
}

// Depth counts the names; a root has depth 1.
func (p Path) Depth() int {
	if p == "" {
		return 0
	}
	return strings.Count(string(p), "/") + 1
}

// Within tells whether p is top or lies below it.
func (p Path) Within(top Path) bool {
	return p == top || len(p) > len(top) && strings.HasPrefix(string(p), string(top)) && p[len(top)] == '/'
}

// Up calls visit for p and every path above it, nearest first.
func (p Path) Up(visit func(Path)) {
	for ; p != ""; p = p.Parent() {
		visit(p)
	}
}

var pathSigns = strings.NewReplacer("->", "/", "→", "/", "＞", "/", ">", "/", `\`, "/", "＼", "/", "／", "/", "|", "/", "｜", "/")

// parsePath reads one department cell. Names are parted by / \ > -> → and
// their full-width forms; 、 parts them only where none of the others does, for
// it also stands inside names (采购、仓储部).
func parsePath(cell string) (Path, string) {
	if reason := pathProblem(cell); reason != "" {
		return "", reason
	}
	text := pathSigns.Replace(cell)
	if !strings.Contains(text, "/") {
		text = strings.ReplaceAll(text, "、", "/")
	}
	names := strings.Split(text, "/")
	if len(names) > MaxDepartmentDepth {
		return "", ReasonTooDeep
	}
	for i, name := range names {
		name = plain(name)
		switch {
		case name == "":
			return "", ReasonEmpty
		case leadsFormula(name):
			return "", ReasonFormula
		case utf8.RuneCountInString(name) > MaxDepartmentName:
			return "", ReasonTooLong
		}
		names[i] = name
	}
	return Path(strings.Join(names, "/")), ""
}

// pathProblem is textProblem with > allowed, because it parts names; a tag is
// still refused for its <.
func pathProblem(cell string) string {
	reason := textProblem(cell)
	if reason == ReasonMarkup && !strings.Contains(cell, "<") {
		return textProblem(strings.ReplaceAll(cell, ">", "/"))
	}
	return reason
}

// splitDepartments parts the cell of a person in several departments.
func splitDepartments(cell string) []string {
	if !strings.ContainsAny(cell, ";；") {
		return []string{cell}
	}
	return strings.FieldsFunc(cell, func(r rune) bool { return r == ';' || r == '；' })
}
