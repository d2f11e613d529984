package text

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the outlines anew; look at every line of the difference")

// outline shows a tree and its doubts for the eye.
func outline(t *Tree) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\npreamble: %s\n", t.Title, oneLine(t.Preamble))
	for _, k := range Kinds {
		fmt.Fprintf(&b, "%s: %d\n", k, t.Count(k))
	}
	outlineNodes(&b, t.Items, 0)
	for _, d := range t.Doubts {
		fmt.Fprintf(&b, "? %d:%d %s %q -> %q", d.Line, d.Column, d.Code, d.Text, d.Proposal)
		if d.Applied {
			b.WriteString(" applied")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func outlineNodes(b *strings.Builder, nodes []Part, depth int) {
	for _, n := range nodes {
		fmt.Fprintf(b, "%s%s %q <%s> %s (%d)\n", strings.Repeat("  ", depth), n.Kind, n.Number, n.Title, oneLine(n.Text), n.Line)
		outlineNodes(b, n.Children, depth+1)
	}
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", "⏎") }

func TestRegulationsWithTheFaultsOfOldFilesBecomeTheirTrees(t *testing.T) { // covers: RBK-01
	files, err := filepath.Glob("testdata/*.[tm][xd]*")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			raw, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			source, err := Decode(raw)
			if err != nil {
				t.Fatal(err)
			}
			got := outline(Parse(source, nil))
			tree := strings.TrimSuffix(name, filepath.Ext(name)) + ".outline"
			if *update {
				if err := os.WriteFile(tree, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(tree)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
