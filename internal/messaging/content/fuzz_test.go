package content

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzSeal(f *testing.F) {
	for _, seed := range []string{
		`{"type":"text","nodes":[{"type":"text","text":"你好"}]}`,
		`{"type":"text","nodes":[{"type":"mention","account_id":"00000000-0000-0000-0000-000000000001"},{"type":"mention_all"}]}`,
		`{"type":"text","nodes":[{"type":"text","text":"a\u202eb\u0000\ud800"}]}`,
		`{"type":"text","nodes":[{"type":"link","url":"https://a.example/ä?b#c","text":"www.b.example","marks":["bold","code"]}]}`,
		`{"type":"text","nodes":[{"type":"link","url":"mailto:a@b.example?subject=c"},{"type":"code_block","text":"a\r\nb","language":"c++"}]}`,
		`{"type":"text","nodes":[{"type":"list","ordered":false,"items":[[{"type":"text","text":"a"}],[]]},{"type":"quote","nodes":[{"type":"text","text":"b"}]}]}`,
		`{"nodes":null}`, `[]`, `{"nodes":[{}]}`, `{"type":"voice","file_id":"00000000-0000-0000-0000-000000000001","wave":[1,2]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var w Written
		if json.Unmarshal(raw, &w) != nil {
			return
		}
		first, err := w.Seal(directory)
		if err != nil || first.Kind != KindText {
			return
		}
		check(t, first.Body, len(w.FileIDs) > 0)
	})
}

// check demands of a canonical text what the package promises.
func check(t *testing.T, body []byte, withFiles bool) {
	t.Helper()
	if !utf8.Valid(body) || bytes.ContainsAny(body, "\x00\r") {
		t.Fatalf("%q", body)
	}
	parsed, err := Parse(KindText, body)
	if err != nil {
		t.Fatalf("what was stored is not read: %v", err)
	}
	stored := parsed.(Text)
	if !withFiles {
		again, err := Written{Type: KindText, Nodes: stored.Nodes}.Seal(directory)
		if err != nil || !bytes.Equal(body, again.Body) {
			t.Fatalf("%q became %q, %v", body, again.Body, err)
		}
		if len(stored.Nodes) == 0 || Blank(stored.Plain()) {
			t.Fatalf("nothing to read: %q", body)
		}
	}
	n := 0
	each(stored.Nodes, func(node *Node) { n++ })
	if n > MaxNodes || utf8.RuneCountInString(stored.Plain()) > MaxText+MaxNodes {
		t.Fatalf("%d nodes", n)
	}
	for _, address := range stored.Links() {
		if !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "mailto:") {
			t.Fatalf("leads to %q", address)
		}
	}
	forwarded := Encode(Forwarded(stored))
	people, all := mustParse(t, KindText, forwarded).(Text).Mentions()
	if len(people) > 0 || all {
		t.Fatalf("a copy calls people: %s", forwarded)
	}
	if got := mustParse(t, KindText, forwarded).Plain(); got != stored.Plain() {
		t.Fatalf("a copy says %q, not %q", got, stored.Plain())
	}
}

func mustParse(t *testing.T, kind string, body []byte) Content {
	t.Helper()
	c, err := Parse(kind, body)
	if err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	return c
}

// covers: MSG-02
func TestSealingWhatWasSealedChangesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	kept := 0
	for range 20_000 {
		w := write(randomNodes(r, 3)...)
		if sealed, err := w.Seal(directory); err == nil {
			kept++
			check(t, sealed.Body, false)
			neighboursDiffer(t, sealed.text.Nodes)
		}
	}
	if kept < 5_000 {
		t.Errorf("only %d were good", kept)
	}
}

func neighboursDiffer(t *testing.T, nodes []Node) {
	t.Helper()
	for i := range nodes {
		if i > 0 && nodes[i].Type == NodeText && nodes[i-1].Type == NodeText && slices.Equal(nodes[i].Marks, nodes[i-1].Marks) {
			t.Fatalf("%+v and %+v look the same", nodes[i-1], nodes[i])
		}
		neighboursDiffer(t, nodes[i].Nodes)
		for _, item := range nodes[i].Items {
			neighboursDiffer(t, item)
		}
	}
}

func randomNodes(r *rand.Rand, depth int) []Node {
	texts := []string{"", " ", "a", "你好\r\n", "\t", "www.b.example", "https://a.example", "👨‍👩‍👧", "\u200b", "<b>"}
	addresses := []string{"https://a.example", "HTTP://b.example/ä", "mailto:a@b.example"}
	types := []string{NodeText, NodeText, NodeText, NodeLink, NodeMention, NodeMentionAll, NodeCode, NodeQuote, NodeList}
	nodes := make([]Node, r.IntN(5))
	for i := range nodes {
		n := Node{Type: types[r.IntN(len(types))]}
		if depth < 3 {
			n.Type = types[r.IntN(6)]
		}
		switch n.Type {
		case NodeText, NodeLink:
			n.Text = texts[r.IntN(len(texts))]
			for range r.IntN(3) {
				n.Marks = append(n.Marks, marks[r.IntN(len(marks))])
			}
			if n.Type == NodeLink {
				n.URL = addresses[r.IntN(len(addresses))]
			}
		case NodeMention:
			n.AccountID = &wang
		case NodeCode:
			n.Text = texts[r.IntN(len(texts))]
		case NodeQuote:
			n.Nodes = randomNodes(r, depth-1)
		case NodeList:
			ordered := r.IntN(2) == 0
			n.Ordered = &ordered
			for range r.IntN(4) {
				n.Items = append(n.Items, randomNodes(r, depth-1))
			}
		}
		nodes[i] = n
	}
	return nodes
}
