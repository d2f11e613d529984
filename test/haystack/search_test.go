package haystack

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tonggui/internal/messaging"
	"tonggui/internal/messaging/search"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/fold"
	index "tonggui/internal/platform/search"
)

// covers: MSG-03
func TestEverySubstringIsFoundOnSQLite(t *testing.T) { inHaystack(t, db.SQLite) }

// covers: MSG-03
func TestEverySubstringIsFoundOnPostgres(t *testing.T) { inHaystack(t, db.Postgres) }

func inHaystack(t *testing.T, dialect db.Dialect) {
	messages, sample, searches := 20_000, 100, 240
	if soak() {
		messages, sample, searches = 1_000_000, 20_000, 4_000
	}
	h := fill(t, dialect, messages)
	h.list()
	asked, found := h.searchSubstrings(sample)
	h.t.Logf("%d substrings of one and two characters of %d messages searched for, %d found", asked, sample, found)
	if asked != found {
		h.t.Errorf("%d were not found", asked-found)
	}
	h.compareWithReading(60)
	h.measure("after a start", searches/4)
	h.measure("in use", searches)
}

// list waits until all messages are in the index, and says what that took.
func (h *haystack) list() {
	begin := time.Now()
	if err := h.house.Search.CatchUp(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
	took := time.Since(begin)
	n, parts, bytes, err := h.house.Search.Size(h.t.Context())
	if err != nil || n != int64(len(h.said)) {
		h.t.Fatalf("%d of %d messages are listed (%v)", n, len(h.said), err)
	}
	h.t.Logf("%d messages in %d conversations listed in %s: %d a second; %.1f MB in %d parts, %d bytes a message",
		n, len(h.talks), took.Round(time.Millisecond), int(float64(n)/took.Seconds()), float64(bytes)/1e6, parts, bytes/n)
}

func (h *haystack) search(r reader, q messaging.SearchQuery) messaging.SearchPage {
	page, err := h.house.Messaging.SearchMessages(context.WithoutCancel(h.t.Context()), r.Principal, q)
	if err != nil {
		h.t.Error(err)
	}
	return page
}

// searchSubstrings searches for every substring of one and two characters of a sample of messages,
// each time narrowed to the message's conversation and instant, so that the answer is that message or
// nothing.
func (h *haystack) searchSubstrings(sample int) (int64, int64) {
	var asked, found atomic.Int64
	var wg sync.WaitGroup
	all := h.all()
	step := len(h.said) / sample
	for worker := range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := worker; i < sample; i += runtime.GOMAXPROCS(0) {
				m := h.said[i*step]
				for _, part := range substrings(m.text) {
					asked.Add(1)
					page := h.search(all, messaging.SearchQuery{Text: part, Conversation: h.talks[m.talk].id, From: m.at, To: m.at, Limit: 5})
					if len(page.Items) == 1 && page.Items[0].Message.Seq == m.seq {
						found.Add(1)
					} else if asked.Load()-found.Load() < 20 {
						h.t.Logf("%q of %q is not found", part, m.text)
					}
				}
			}
		})
	}
	wg.Wait()
	return asked.Load(), found.Load()
}

// A text that is not in the index as it was said is what this harness is for.
func TestAMessageThatIsNotFoundIsNoticed(t *testing.T) {
	h := fill(t, db.SQLite, 600)
	h.list()
	if asked, found := h.searchSubstrings(60); asked != found || asked < 600 {
		t.Fatalf("%d of %d", found, asked)
	}
	h.said[10*3].text += "龖"
	if asked, found := h.searchSubstrings(60); asked != found+2 {
		t.Errorf("%d of %d are found", found, asked)
	}
}

// substrings returns the distinct ones of one and two characters that are no mere space.
func substrings(text string) (out []string) {
	runes := []rune(text)
	for i := range runes {
		for n := 1; n <= 2 && i+n <= len(runes); n++ {
			if part := string(runes[i : i+n]); strings.TrimSpace(part) != "" {
				out = append(out, part)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// compareWithReading searches to the end, for one reader after the other, and compares with a walk
// through all messages.
func (h *haystack) compareWithReading(queries int) {
	folded := make([]string, len(h.said))
	for i, m := range h.said {
		folded[i] = fold.String(m.text)
	}
	most := 20_000 // results of one query
	compared, results := 0, 0
	for n := range queries {
		r := h.readers[n%len(h.readers)]
		q := h.anyQuery(r, n)
		words, _ := index.ParseWords(q.Text)
		var want []index.Place
		for i := len(h.said) - 1; i >= 0; i-- {
			m := h.said[i]
			if !r.sees[m.talk] || !q.Conversation.IsZero() && h.talks[m.talk].id != q.Conversation ||
				!q.Sender.IsZero() && m.sender != q.Sender || m.at < q.From || q.To > 0 && m.at > q.To || q.Kinds&search.Text != q.Kinds ||
				slices.ContainsFunc(words, func(w []rune) bool { return !strings.Contains(folded[i], string(w)) }) {
				continue
			}
			want = append(want, index.Place{At: m.at, Scope: h.talks[m.talk].id, Seq: m.seq})
		}
		if len(want) > most {
			continue
		}
		var got []index.Place
		q.Limit = 200
		for {
			page := h.search(r, q)
			for _, hit := range page.Items {
				got = append(got, index.Place{At: hit.Message.At, Scope: hit.Message.ConversationID, Seq: hit.Message.Seq})
			}
			if page.Next == nil {
				break
			}
			q.Below = *page.Next
		}
		if !slices.Equal(got, want) {
			h.t.Errorf("%s searched for %q: %d found, %d are there", r.name, q.Text, len(got), len(want))
		}
		compared, results = compared+1, results+len(want)
	}
	h.t.Logf("%d searches to the end gave the same %d results as reading every message", compared, results)
}

// classes are the kinds of query; each is asked equally often.
var classes = []string{"common character", "rare character", "letter", "digit", "punctuation", "emoji", "no such character",
	"two characters", "rare pair", "no such pair", "3-8 characters", "word", "two words", "nonsense", "by sender", "in a conversation", "time span", "nothing but a kind"}

func (h *haystack) anyQuery(r reader, n int) messaging.SearchQuery {
	q := messaging.SearchQuery{Limit: 30}
	m := h.said[h.random.IntN(len(h.said))]
	runes := []rune(m.text)
	part := func(least, most int) string {
		size := min(least+h.random.IntN(most-least+1), len(runes))
		from := h.random.IntN(len(runes) - size + 1)
		return string(runes[from : from+size])
	}
	one := func(from string) string {
		list := []rune(from)
		return string(list[h.random.IntN(len(list))])
	}
	switch class := classes[n%len(classes)]; class {
	case "common character":
		q.Text = one("的了是在我不有今天项目客户")
	case "rare character":
		q.Text = one("龘靐齉𠮷臺單꿈䶮镒耄饕")
	case "letter":
		q.Text = one("etaoinshrzqxjkvTAPI")
	case "digit":
		q.Text = one("0123456789")
	case "punctuation":
		q.Text = one("，。！？：~/-._\"'%&")
	case "emoji":
		q.Text = one("😂🎉👍❤👨")
	case "no such character":
		q.Text = one("ꙮ⿰ⴲᚠ𐎀")
	case "two characters":
		q.Text = part(2, 2)
	case "rare pair":
		q.Text = one("龘𠮷臺") + one("靐野灣")
	case "no such pair":
		q.Text = one("的了是") + one("ꙮ⿰ⴲ")
	case "3-8 characters":
		q.Text = part(3, 8)
	case "word":
		words := []string{"项目", "合同", "meeting", "deploy", "知识产权", "PO-1", "报價單", "９月"}
		q.Text = words[h.random.IntN(len(words))]
	case "two words":
		q.Text = part(1, 3) + " " + part(1, 3)
	case "nonsense":
		q.Text = "今天没有客户的项目" + one("会议报告确认")
	case "by sender":
		q.Text, q.Sender = one("的了是在e客"), m.sender
	case "in a conversation":
		q.Text = one("的了是在e客")
		for n := range r.sees {
			q.Conversation = h.talks[n].id
			break
		}
	case "time span":
		q.Text, q.From, q.To = part(1, 2), m.at.Add(-7*24*time.Hour), m.at
	case "nothing but a kind":
		q.Kinds = []index.Kinds{search.Link, search.Image, search.Text}[h.random.IntN(3)]
		if h.random.IntN(2) == 0 {
			q.Sender = m.sender
		}
	default:
		panic(class)
	}
	if strings.TrimSpace(q.Text) == "" && q.Kinds == 0 {
		q.Text = "的"
	}
	return q
}

// measure searches as all readers in turn, one query after the other, and says how long the first
// page took. Who is in 20,000 conversations is no person; their times are told, and not counted.
func (h *haystack) measure(when string, queries int) {
	byReader, byClass := map[string][]time.Duration{}, map[string][]time.Duration{}
	var all []time.Duration
	if when == "after a start" {
		h.house.Close()
		h.open()
	}
	for n := range queries {
		r := h.readers[n/len(classes)%len(h.readers)]
		q := h.anyQuery(r, n)
		begin := time.Now()
		h.search(r, q)
		took := time.Since(begin)
		byReader[r.name] = append(byReader[r.name], took)
		if r.name == h.all().name {
			continue
		}
		all = append(all, took)
		byClass[classes[n%len(classes)]] = append(byClass[classes[n%len(classes)]], took)
	}
	p50, p95, most := percentiles(all)
	h.t.Logf("%s: %d searches among %d messages: p50 %s, p95 %s, slowest %s", when, len(all), len(h.said), p50, p95, most)
	for _, r := range h.readers {
		h.t.Logf("  %-18s %s", r.name+" talks", summary(byReader[r.name]))
	}
	for _, class := range classes {
		h.t.Logf("  %-18s %s", class, summary(byClass[class]))
	}
	if soak() && p95 > 50*time.Millisecond {
		h.t.Errorf("%s: p95 is %s", when, p95)
	}
}

func percentiles(d []time.Duration) (p50, p95, most time.Duration) {
	slices.Sort(d)
	at := func(share float64) time.Duration {
		return d[min(int(share*float64(len(d))), len(d)-1)].Round(10 * time.Microsecond)
	}
	return at(.5), at(.95), at(1)
}

func summary(d []time.Duration) string {
	if len(d) == 0 {
		return "-"
	}
	p50, p95, most := percentiles(d)
	return fmt.Sprintf("p50 %8s  p95 %8s  slowest %8s", p50, p95, most)
}
