package messaging_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/id"
)

// covers: MSG-02
func TestHostileContentsAreRefusedAndLeaveNothing(t *testing.T) {
	raw, err := os.ReadFile("testdata/hostile.txt")
	if err != nil {
		t.Fatal(err)
	}
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		g := a.group(b)
		a.send(g.ID, "好的")
		before, _ := h.rows()
		tried := 0
		for line := range strings.Lines(string(raw)) {
			code, what, found := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			if !found {
				continue
			}
			tried++
			status, answer := a.try("POST", path(g.ID, "messages"), fmt.Sprintf(`{"client_id":"%s","content":%s}`, id.New(h.clock.Now()), what))
			if status < 400 || !strings.Contains(string(answer), `"code":"`+code+`"`) {
				t.Errorf("%.300s: %d %s, want %s", what, status, answer, code)
			}
		}
		if tried < 250 {
			t.Errorf("%d contents", tried)
		}
		if after, _ := h.rows(); fmt.Sprint(before) != fmt.Sprint(after) {
			t.Errorf("refusals left something: %v → %v", before, after)
		}
		if f := heard[any](b, "message.created"); len(f) != 2 {
			t.Errorf("%d frames", len(f))
		}
	})
}

// covers: MSG-02
func TestMarkupIsWordsLikeAnyOthers(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a := h.person()
		c := a.direct(a)
		for _, words := range []string{
			`<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `"><svg onload=alert(1)>`, `</title><script>`, `<!--`, `]]>`, `&lt;b&gt; &amp;`,
			`[x](javascript:alert(1))`, "```html\n<b>\n```", `**bold** _it_ ~~x~~`, `{{constructor.constructor('alert(1)')()}}`, `${7*7}`, `<%= 7*7 %>`,
			`' OR 1=1; --`, `"; DROP TABLE messages; --`, `%00%0d%0a`, `\u0000 \x00`, `../../etc/passwd`, `=HYPERLINK("http://a.example")`,
			"a\tb\nc", "👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿", "e\u0301 \u0627\u0644\u0639", strings.Repeat("Z̷̢", 300), "\u200e\u200f\u061c标记",
		} {
			for _, what := range []content.Written{text(words), {Type: "text", Nodes: []content.Node{{Type: "code_block", Text: words}}},
				{Type: "text", Nodes: []content.Node{{Type: "quote", Nodes: text(words).Nodes}}}} {
				sent := a.post(c.ID, what)
				stored, err := content.Parse(sent.Kind, sent.Content)
				if err != nil || stored.Plain() != words {
					t.Errorf("%q became %q, %v", words, stored.Plain(), err)
				}
			}
		}
	})
}
