package messaging_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"tonggui/internal/files"
	"tonggui/internal/messaging"
	"tonggui/internal/messaging/content"
	"tonggui/internal/messaging/search"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/fold"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/dbtest"
)

// eachSearched runs a test on both databases in a house where messages can be searched.
func eachSearched(t *testing.T, fn func(t *testing.T, h *house)) {
	dbtest.Each(t, append(rooms[:len(rooms):len(rooms)], search.Migrations...), func(t *testing.T, d *db.DB, c *clock.Fake) { fn(t, openSearched(t, d, c)) })
}

// listed waits for nothing: all that was said is in the index when it returns.
func (h *house) listed() {
	h.t.Helper()
	if err := h.search.CatchUp(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
}

type found struct {
	Items []struct {
		Conversation messaging.Where
		Message      message
		Excerpt      struct {
			Text  string
			Spans [][2]int
		}
	}
	NextCursor   *string        `json:"next_cursor"`
	IndexedUntil *clock.Instant `json:"indexed_until"`
}

const searchPath = "/search/messages"

func asking(q string, more ...string) string {
	v := url.Values{"q": {q}}
	for i := 0; i < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return searchPath + "?" + v.Encode()
}

// look searches to the end and returns the seqs in their order.
func (p person) look(q string, more ...string) (seqs []int64) {
	p.t.Helper()
	for _, hit := range p.lookAll(q, more...).Items {
		seqs = append(seqs, hit.Message.Seq)
	}
	return seqs
}

func (p person) lookAll(q string, more ...string) (all found) {
	p.t.Helper()
	cursor := ""
	for range 1000 {
		part := do[found](p, "GET", asking(q, append(more, "cursor", cursor)...), nil)
		all.Items = append(all.Items, part.Items...)
		if part.NextCursor == nil {
			return all
		}
		cursor = *part.NextCursor
	}
	p.t.Fatal("the results do not end")
	return all
}

func (p person) finds(want []int64, q string, more ...string) {
	p.t.Helper()
	if got := p.look(q, more...); !slices.Equal(got, want) {
		p.t.Errorf("%q %v: %v, want %v", q, more, got, want)
	}
}

// covers: MSG-03
func TestMessagesAreFoundByAnySpellingOfAnyPart(t *testing.T) {
	eachSearched(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b).ID
		for _, words := range []string{"請確認報價單", "请确认报价单", "ＡＰＩ v2.0 已上线", "I'm OK，“明天”见！", "𠮷野家 😀👍🏽", "café", "100%_done; DROP", "一\n二"} {
			a.send(c, words)
		}
		h.listed()
		for q, want := range map[string][]int64{
			"确": {2, 1}, "確": {2, 1}, "报价": {2, 1}, "報價單": {2, 1}, "請 单": {2, 1}, "價确": nil,
			"api": {3}, "ａｐｉ": {3}, "i V2": {3}, "2.0": {3}, ".": {3}, "P": {7, 3}, "已上線": {3},
			"，": {4}, ",": {4}, "'m": {4}, "“": {4}, "！": {4}, "!": {4}, "ok，“": {4},
			"𠮷": {5}, "👍": {5}, "🏽": {5}, "😀👍": {5}, "é": {6}, "e": {7}, "%_": {7}, "%": {7}, "_": {7}, ";": {7}, "p;": nil,
			"一 二": {8}, "一二": nil, "二": {8}, "零": nil,
		} {
			b.finds(want, q)
		}
	})
}

// covers: MSG-03
func TestEverySearchFindsWhatReadingEveryMessageFinds(t *testing.T) {
	eachSearched(t, func(t *testing.T, h *house) {
		r := rand.New(rand.NewPCG(3, 4))
		letters := []rune("的的的项項目abABａ1１，.'%😀👍🏽éé臺台𠮷ｱア \n")
		a, b := h.person(), h.person()
		talks := []id.ID{a.direct(b).ID, a.group(b).ID, b.direct(b).ID}
		type said struct {
			conversation id.ID
			seq          int64
			at           clock.Instant
			text         string
			sender       id.ID
		}
		var all []said
		for round := range 12 {
			for range 10 {
				runes := make([]rune, 1+r.IntN(12))
				for i := range runes {
					runes[i] = letters[r.IntN(len(letters))]
				}
				if content.Blank(string(runes)) {
					continue
				}
				who, where := []person{a, b}[r.IntN(2)], talks[r.IntN(3)]
				if where == talks[2] {
					who = b
				}
				m := who.send(where, string(runes))
				all = append(all, said{where, m.Seq, m.At, string(runes), who.Account})
				h.clock.Advance(time.Duration(r.IntN(3)) * time.Millisecond)
			}
			if round%3 != 1 {
				h.listed()
			} else {
				continue
			}
			for range 25 {
				from := []rune(all[r.IntN(len(all))].text)
				i := r.IntN(len(from))
				q := string(from[i:min(len(from), i+1+r.IntN(4))])
				if content.Blank(q) {
					continue
				}
				bySender := r.IntN(3) == 0
				more := []string{"limit", fmt.Sprint(1 + r.IntN(7))}
				if bySender {
					more = append(more, "sender_id", a.Account.String())
				}
				var want, got []string
				for _, m := range all {
					folded := fold.String(m.text)
					if bySender && m.sender != a.Account ||
						slices.ContainsFunc(strings.Fields(fold.String(q)), func(w string) bool { return !strings.Contains(folded, w) }) {
						continue
					}
					want = append(want, fmt.Sprintf("%020d %s %06d %q", m.at, m.conversation, m.seq, m.text))
				}
				slices.Sort(want)
				slices.Reverse(want)
				for _, hit := range b.lookAll(q, more...).Items {
					m := hit.Message
					got = append(got, fmt.Sprintf("%020d %s %06d %q", m.At, m.ConversationID, m.Seq, textOf(t, m)))
				}
				if !slices.Equal(got, want) {
					t.Fatalf("%q %v:\n%s\nwant\n%s", q, more, strings.Join(got, "\n"), strings.Join(want, "\n"))
				}
			}
		}
	})
}

func textOf(t *testing.T, m message) string {
	t.Helper()
	c, err := content.Parse(m.Kind, m.Content)
	if err != nil {
		t.Fatal(err)
	}
	return c.Plain()
}

// covers: MSG-03
func TestResultsEndWithTheMembershipAndBeginWithIt(t *testing.T) {
	eachSearched(t, func(t *testing.T, h *house) {
		a, b, c := h.person(), h.person(), h.person()
		g := a.group(b)
		a.send(g.ID, "合同一") // 2
		h.listed()
		b.finds([]int64{2}, "合同")
		c.finds(nil, "合同")
		do[conversation](a, "POST", path(g.ID, "members"), map[string]any{"member_ids": []id.ID{c.Account}}) // 3
		a.send(g.ID, "合同二")                                                                                  // 4
		h.listed()
		c.finds([]int64{4}, "合同")
		b.finds([]int64{4, 2}, "合同")
		do[struct{}](a, "DELETE", path(g.ID, "members", b.Account), nil) // 5
		b.finds(nil, "合同")
		b.refused("not_found", "GET", asking("合同", "conversation_id", g.ID.String()), nil)
		b.refused("not_found", "GET", asking("合同", "conversation_id", id.New(h.clock.Now()).String()), nil)
		do[conversation](a, "POST", path(g.ID, "members"), map[string]any{"member_ids": []id.ID{b.Account}, "history": "all"}) // 6
		b.finds([]int64{4, 2}, "合同")
		do[struct{}](c, "DELETE", path(g.ID, "members", "me"), nil) // 7
		c.finds(nil, "合同")
		do[conversation](a, "POST", path(g.ID, "members"), map[string]any{"member_ids": []id.ID{c.Account}}) // 8
		c.finds(nil, "合同")
		a.send(g.ID, "合同三") // 9
		c.finds(nil, "合同三")
		h.listed()
		c.finds([]int64{9}, "合同")
	})
}

// covers: MSG-03
func TestWhatIsRecalledIsGoneAtOnceAndWhatIsEditedIsFoundAnew(t *testing.T) {
	eachSearched(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b).ID
		a.send(c, "报价三千")
		a.send(c, "报价四千")
		h.listed()
		do[message](a, "PATCH", path(c, "messages", 1), map[string]any{"content": text("报价五千")})
		b.finds([]int64{2}, "报价 千 四")
		b.finds(nil, "三千")
		h.listed()
		b.finds([]int64{1}, "五千")
		b.finds([]int64{2, 1}, "报价")
		do[message](a, "POST", path(c, "messages", 2, "recall"), nil)
		a.finds([]int64{1}, "报价")
		b.finds([]int64{1}, "报价")
		h.listed()
		b.finds([]int64{1}, "报价")
		// Changed and recalled before anybody listed it.
		a.send(c, "临时一")
		a.send(c, "临时二")
		do[message](a, "PATCH", path(c, "messages", 3), map[string]any{"content": text("临时三")})
		do[message](a, "POST", path(c, "messages", 4, "recall"), nil)
		h.listed()
		b.finds([]int64{3}, "临时")
		b.finds(nil, "临时一")
	})
}

// covers: MSG-03
func TestResultsAreNarrowedByPersonConversationTimeAndKind(t *testing.T) {
	eachSearched(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c, g := a.direct(b), a.group(b)
		first := a.send(c.ID, "方案 https://oa.example/x") // 1
		b.send(c.ID, "方案好")                              // 2
		h.clock.Advance(time.Hour)
		a.post(c.ID, attached("方案", a.file("设计图.png", files.Image)))                                       // 3
		a.post(c.ID, content.Written{Type: "text", FileIDs: []id.ID{a.file("方案终稿.docx", files.Document)}}) // 4
		a.post(c.ID, spoken(a.file("v.webm", files.Voice)))                                                // 5
		linked := text("")
		linked.Nodes = []content.Node{{Type: content.NodeLink, URL: "https://wiki.example/方案", Text: "这里"}}
		last := a.post(c.ID, linked)                                                          // 6
		a.send(g.ID, "方案")                                                                    // 2
		do[forwarded](a, "POST", forwardPath, h.forward(c.ID, []int64{1, 2, 4}, "merged", g)) // 3
		h.listed()
		in := []string{"conversation_id", c.ID.String()}
		b.finds([]int64{6, 4, 3, 2, 1}, "方案", in...)
		b.finds([]int64{3, 2}, "方案", "conversation_id", g.ID.String())
		b.finds([]int64{2}, "方案", append(in, "sender_id", b.Account.String())...)
		b.finds(nil, "方案", "sender_id", id.New(h.clock.Now()).String())
		b.finds([]int64{6, 3, 2, 1}, "方案", append(in, "kind", "text")...)
		b.finds([]int64{3}, "图", append(in, "kind", "image")...)
		b.finds([]int64{4}, "docx", append(in, "kind", "file")...)
		b.finds([]int64{6, 1}, "example", append(in, "kind", "link")...)
		b.finds([]int64{3}, "终稿", "kind", "record")
		b.finds([]int64{3}, a.Name, "kind", "record")
		b.finds(nil, "方案", append(in, "kind", "voice")...)
		b.finds([]int64{5}, "", append(in, "kind", "voice")...)
		b.finds([]int64{2}, "", append(in, "sender_id", b.Account.String())...)
		b.finds([]int64{2, 1}, "方案", append(in, "to_at", fmt.Sprint(first.At))...)
		b.finds([]int64{6, 4, 3}, "方案", append(in, "from_at", fmt.Sprint(first.At+1))...)
		b.finds([]int64{6, 4, 3}, "方案", append(in, "from_at", fmt.Sprint(last.At), "to_at", fmt.Sprint(last.At))...)
		b.finds(nil, "方案", append(in, "from_at", fmt.Sprint(last.At+1))...)
	})
}

// covers: MSG-03
func TestPagesGoOnWhereTheyEndedWhileNewMessagesCome(t *testing.T) {
	eachSearched(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b).ID
		for i := range 25 {
			a.send(c, fmt.Sprint("进度 ", i))
			h.clock.Advance(time.Millisecond)
		}
		h.listed()
		var seqs []int64
		cursor := ""
		for range 10 {
			part := do[found](b, "GET", asking("进", "limit", "4", "cursor", cursor), nil)
			for _, hit := range part.Items {
				seqs = append(seqs, hit.Message.Seq)
			}
			a.send(c, "新的进度")
			h.listed()
			if part.NextCursor == nil {
				break
			}
			cursor = *part.NextCursor
		}
		want := []int64{}
		for seq := int64(25); seq > 0; seq-- {
			want = append(want, seq)
		}
		if !slices.Equal(seqs, want) {
			t.Errorf("%v", seqs)
		}
		b.refused("request.invalid", "GET", asking("进", "cursor", "1_2_3"), nil)
	})
}

// covers: MSG-03
func TestHostileQueriesAreSearchedForOrRefused(t *testing.T) {
	eachSearched(t, func(t *testing.T, h *house) {
		a := h.person()
		c := a.direct(a).ID
		hostile := []string{`"`, `' OR 1=1 --`, `NEAR(a b)`, `a* AND b^2`, `{x}:y`, `\`, `%`, `_`, `<script>`, `(((`, `-`, `a:b`, "\ufffd", "ﷺ", strings.Repeat("长", 100)}
		for _, q := range hostile {
			a.send(c, "说"+q+"完")
		}
		h.listed()
		for i, q := range hostile {
			if got := a.look(q); !slices.Contains(got, int64(i+1)) {
				t.Errorf("%q is not found", q)
			}
		}
		for _, q := range []string{"", " ", "\u3000 \t\n", "\x00", "\u00a0\u2003"} {
			a.refused("search.query_empty", "GET", asking(q), nil)
		}
		for _, q := range []string{strings.Repeat("长", 101), strings.Repeat("长 ", 101), strings.Repeat("x", 9000)} {
			if p := a.refused("search.query_too_long", "GET", asking(q), nil); fmt.Sprint(p.Params["max"]) != "100" {
				t.Errorf("%v", p.Params)
			}
		}
		if got := a.look("说\x00完"); len(got) != len(hostile) { // as a space does, it parts words
			t.Errorf("%v", got)
		}
		for _, q := range []string{"\xff", "a\xffb", "\xed\xa0\x80"} {
			if status, raw := a.try("GET", searchPath+"?q="+url.QueryEscape(q), nil); status >= 500 {
				t.Errorf("%q: %d %s", q, status, raw)
			}
		}
	})
}

func TestExcerptsMarkTheWordsInUTF16(t *testing.T) {
	eachSearched(t, func(t *testing.T, h *house) {
		a := h.person()
		c := a.direct(a).ID
		a.send(c, "😀𠮷 請看\nＡＢＣ and abc，看")
		a.send(c, strings.Repeat("前文😀", 100)+"目标在此"+strings.Repeat("后文", 200))
		h.listed()
		marked := func(q string) (text string, words []string) {
			hit := do[found](a, "GET", asking(q), nil).Items[0]
			units := utf16.Encode([]rune(hit.Excerpt.Text))
			for _, s := range hit.Excerpt.Spans {
				words = append(words, string(utf16.Decode(units[s[0]:s[1]])))
			}
			return hit.Excerpt.Text, words
		}
		text, words := marked("看 abc 𠮷")
		if text != "😀𠮷 請看 ＡＢＣ and abc，看" || !slices.Equal(words, []string{"𠮷", "看", "ＡＢＣ", "abc", "看"}) {
			t.Errorf("%q %q", text, words)
		}
		text, words = marked("标在")
		if n := len([]rune(text)); n != 122 || !strings.HasPrefix(text, "…") || !strings.HasSuffix(text, "…") || !slices.Equal(words, []string{"标在"}) {
			t.Errorf("%d %q %q", n, text, words)
		}
	})
}

func TestWhatIsEncryptedIsNeverFound(t *testing.T) {
	eachSearched(t, func(t *testing.T, h *house) {
		a, b := h.person(), h.person()
		c := a.direct(b).ID
		a.send(c, "机密甲")
		a.send(c, "机密乙")
		h.hide(c, 1)
		h.listed()
		b.finds([]int64{2}, "机密")
		h.hide(c, 2)
		b.finds(nil, "机密")
		if n, _, _, err := h.search.Size(t.Context()); n != 1 || err != nil {
			t.Errorf("%d are listed (%v)", n, err)
		}
	})
}

// hide makes a message one whose content is encrypted.
func (h *house) hide(c id.ID, seq int64) {
	h.t.Helper()
	if err := h.db.Write(h.t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE messages SET key_id = 7 WHERE conversation_id = ? AND seq = ?`, c, seq)
		return err
	}); err != nil {
		h.t.Fatal(err)
	}
}

func TestWithoutAnIndexSearchingIsUnavailable(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.person().refused("unavailable", "GET", asking("一"), nil)
	})
}
