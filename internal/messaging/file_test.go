package messaging_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tonggui/internal/files"
	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/id"
)

// attached is a text with files.
func attached(words string, ids ...id.ID) content.Written {
	c := text(words)
	c.FileIDs = ids
	return c
}

func spoken(one id.ID) content.Written {
	return content.Written{Type: content.KindVoice, FileID: &one, Wave: []int{0, 12, 31}}
}

func (p person) post(c id.ID, what content.Written) message {
	p.t.Helper()
	return do[message](p, "POST", path(c, "messages"), outgoing(id.New(p.clock.Now()), what))
}

// mayRead asks as the files room does before it gives out a byte.
func (p person) mayRead(places ...files.Place) []bool {
	p.t.Helper()
	out, err := p.room.MayRead(p.t.Context(), p.Account, places)
	if err != nil {
		p.t.Fatal(err)
	}
	return out
}

// covers: MSG-02
func TestFilesAreNamedByTheSenderAndDescribedByTheServer(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b)
		picture, report, voice := a.file("图.png", files.Image), a.file("报告.docx", files.Document), a.file("v.webm", files.Voice)
		both := a.post(c.ID, attached("请看", picture, report))
		for _, part := range []string{`"nodes":[{"type":"text","text":"请看"}]`, `"name":"图.png"`, `"media":"image"`, `"name":"报告.docx"`} {
			if !strings.Contains(string(both.Content), part) {
				t.Errorf("%s lacks %s", both.Content, part)
			}
		}
		alone := a.post(c.ID, attached(" ", picture))
		heardIt := a.post(c.ID, spoken(voice))
		if heardIt.Kind != "voice" || !strings.Contains(string(heardIt.Content), `"duration_ms":1500,"wave":[0,12,31]`) {
			t.Errorf("%s: %s", heardIt.Kind, heardIt.Content)
		}
		for seq, want := range map[int64][]id.ID{both.Seq: {picture, report}, alone.Seq: {picture}, heardIt.Seq: {voice}} {
			if got := h.at(c.ID, seq); !slices.Equal(got, want) {
				t.Errorf("held at %d: %v, want %v", seq, got, want)
			}
		}
		if f := heard[struct{ Message message }](b, "message.created"); len(f) != 3 || string(f[2].Message.Content) != string(heardIt.Content) {
			t.Errorf("%d frames", len(f))
		}
		quote := b.says(c.ID, "听不清", "quotes_seq", heardIt.Seq)
		named := b.says(c.ID, "收到", "quotes_seq", alone.Seq)
		if quote.Quoted.Media != "voice" || quote.Quoted.Excerpt != "" || named.Quoted.Media != "image" || named.Quoted.Excerpt != "" {
			t.Errorf("%+v, %+v", quote.Quoted, named.Quoted)
		}
	})
}

func TestNobodySendsAFileThatIsNotTheirs(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b)
		mine, theirs := a.file("a.png", files.Image), b.file("b.png", files.Image)
		b.post(c.ID, attached("给你", theirs))
		before, _ := h.rows()
		body := func(what content.Written) map[string]any { return outgoing(id.New(h.clock.Now()), what) }
		for code, what := range map[string]content.Written{
			"file.not_usable":        attached("x", mine, theirs),
			"message.not_a_voice":    spoken(mine),
			"message.too_many_files": {Type: "text", FileIDs: make([]id.ID, 10)},
		} {
			if code == "message.too_many_files" {
				code = "request.invalid" // the document says so before
			}
			a.refused(code, "POST", path(c.ID, "messages"), body(what))
		}
		a.refused("file.not_usable", "POST", path(c.ID, "messages"), body(attached("x", id.New(h.clock.Now()))))
		a.refused("file.not_usable", "POST", path(c.ID, "messages"), body(spoken(theirs)))
		a.refused("request.invalid", "POST", path(c.ID, "messages"), body(attached("x", mine, mine)))
		if after, _ := h.rows(); fmt.Sprint(before) != fmt.Sprint(after) {
			t.Errorf("refusals left something: %v → %v", before, after)
		}
		if got := h.at(c.ID, 2); len(got) != 0 {
			t.Errorf("held: %v", got)
		}
	})
}

func TestARetryWithFilesIsTheSameMessage(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a := h.person()
		c := a.direct(a)
		one, other, voice := a.file("a.png", files.Image), a.file("b.png", files.Image), a.file("v", files.Voice)
		for _, what := range []content.Written{attached("x", one, other), spoken(voice)} {
			body := outgoing(id.New(h.clock.Now()), what)
			first := do[message](a, "POST", path(c.ID, "messages"), body)
			if again := do[message](a, "POST", path(c.ID, "messages"), body); again.Seq != first.Seq || string(again.Content) != string(first.Content) {
				t.Errorf("%d, %d", first.Seq, again.Seq)
			}
			for _, else_ := range []content.Written{attached("x", other, one), attached("x", one), text("x"), spoken(one)} {
				a.refused("message.client_id_reused", "POST", path(c.ID, "messages"), with(body, "content", else_))
			}
		}
	})
}

// covers: MSG-02, FIL-01
func TestAFileIsReadWhereItsMessageIsSeenAndNoLonger(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b, late, outsider := h.person(), h.person(), h.person(), h.person()
		g := a.group(b)
		m := a.post(g.ID, attached("附件", a.file("a.pdf", files.Document)))
		add(a, g.ID, "none", late)
		after := a.post(g.ID, attached("附件", a.file("b.pdf", files.Document)))
		first, second := files.Message(g.ID, m.Seq), files.Message(g.ID, after.Seq)
		may := func(p person, want ...bool) {
			t.Helper()
			places := []files.Place{first, second, files.Message(id.New(h.clock.Now()), 1), files.Message(g.ID, 99), files.Library, first}
			if got := p.mayRead(places...); !slices.Equal(got, append(want, false, false, false, want[0])) {
				t.Errorf("%s: %v", p.Name, got)
			}
		}
		may(a, true, true)
		may(b, true, true)
		may(late, false, true)
		may(outsider, false, false)
		do[any](b, "DELETE", path(g.ID, "members", "me"), nil)
		may(b, false, false)
		do[message](a, "POST", path(g.ID, "messages", after.Seq, "recall"), nil)
		may(a, true, false)
		may(late, false, false)
	})
}

func TestAnEditChangesWordsAndLeavesTheRest(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b)
		one := a.file("a.png", files.Image)
		a.post(c.ID, attached("旧", one))
		edit := func(seq int64) string { return path(c.ID, "messages", seq) }
		got := do[message](a, "PATCH", edit(1), map[string]any{"content": text("新")})
		if !strings.Contains(string(got.Content), `"新"`) || !strings.Contains(string(got.Content), one.String()) {
			t.Errorf("%s", got.Content)
		}
		got = do[message](a, "PATCH", edit(1), map[string]any{"content": map[string]any{"type": "text", "nodes": []any{}}})
		if !strings.HasPrefix(string(got.Content), `{"type":"text","nodes":[],"files":[`) || got.EditCount != 2 {
			t.Errorf("%s", got.Content)
		}
		a.refused("request.invalid", "PATCH", edit(1), map[string]any{"content": attached("x", one)})
		a.send(c.ID, "只有字")
		a.refused("message.empty", "PATCH", edit(2), map[string]any{"content": map[string]any{"type": "text", "nodes": []any{}}})
		a.post(c.ID, spoken(a.file("v", files.Voice)))
		before, _ := h.rows()
		a.refused("message.not_editable", "PATCH", edit(3), map[string]any{"content": text("x")})
		if after, _ := h.rows(); fmt.Sprint(before) != fmt.Sprint(after) {
			t.Errorf("a refusal left something: %v → %v", before, after)
		}
		if edits := do[struct{ Items []any }](b, "GET", edit(3)+"/edits", nil).Items; len(edits) != 1 {
			t.Errorf("%d versions", len(edits))
		}
		do[message](a, "POST", path(c.ID, "messages", 3, "recall"), nil)
	})
}
