package search_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/fold"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/search"
	"tonggui/internal/testkit/chatter"
	"tonggui/internal/testkit/dbtest"
)

var rooms = []db.Migrations{search.Migrations}

// shelf is an index beside a plain list of what is in it.
type shelf struct {
	t     *testing.T
	db    *db.DB
	clock *clock.Fake
	index *search.Index
	all   map[search.Place]search.Entry
	texts map[string]string // folded
}

func each(t *testing.T, fn func(t *testing.T, s *shelf)) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		fn(t, newShelf(t, d, c))
	})
}

func newShelf(t *testing.T, d *db.DB, c *clock.Fake) *shelf {
	s := &shelf{t: t, db: d, clock: c, index: search.New(d, "test", 1), all: map[search.Place]search.Entry{}, texts: map[string]string{}}
	if anew, err := s.prepare(1); !anew || err != nil {
		t.Fatal(anew, err)
	}
	return s
}

// prepare is what a program of a version does when it starts.
func (s *shelf) prepare(version int64) (anew bool, err error) {
	err = s.db.Write(s.t.Context(), func(tx *db.Tx) (err error) {
		anew, err = search.New(s.db, "test", version).Prepare(tx)
		return err
	})
	return anew, err
}

func (s *shelf) put(entries ...search.Entry) {
	s.t.Helper()
	if err := s.db.Write(s.t.Context(), func(tx *db.Tx) error { return s.index.Put(tx, entries) }); err != nil {
		s.t.Fatal(err)
	}
	for _, e := range entries {
		if old, ok := s.all[e.Place]; !ok || old.Version < e.Version {
			s.all[e.Place] = e
		}
	}
}

// tidy does all upkeep there is.
func (s *shelf) tidy() {
	s.t.Helper()
	for range 10_000 {
		more, err := s.index.Tidy(s.t.Context())
		if err != nil {
			s.t.Fatal(err)
		}
		if !more {
			return
		}
	}
	s.t.Fatal("upkeep does not end")
}

// found searches to the end, checks the order, and leaves only what truly matches. work bounds each
// part of the search.
func (s *shelf) found(q search.Query, work int) (out []search.Place) {
	s.t.Helper()
	q.Work = work
	last := search.End
	for range 1_000_000 {
		hits, err := s.index.Find(s.t.Context(), q)
		if err != nil {
			s.t.Fatal(err)
		}
		for {
			p, ok, err := hits.Next()
			if err != nil {
				s.t.Fatal(err)
			}
			if !ok {
				break
			}
			if !p.Before(last) {
				s.t.Fatalf("%v after %v", p, last)
			}
			last = p
			e, known := s.all[p]
			if !known {
				s.t.Fatalf("%v was never there", p)
			}
			if !e.Gone && q.Words.In(e.Text) {
				out = append(out, p)
			}
		}
		below, more := hits.Reached()
		if !more {
			return out
		}
		q.Below = below
	}
	s.t.Fatal("the search does not end")
	return nil
}

// wanted asks the plain list.
func (s *shelf) wanted(q search.Query) (out []search.Place) {
	beyond := map[id.ID]int64{}
	for _, scope := range q.Scopes {
		beyond[scope.ID] = scope.Beyond
	}
	below := q.Below
	if below == (search.Place{}) {
		below = search.End
	}
	for p, e := range s.all {
		from, may := beyond[e.Scope]
		if !may || e.Seq <= from || e.Gone || !p.Before(below) || e.At < q.From || q.To > 0 && e.At > q.To {
			continue
		}
		if !q.Author.IsZero() && e.Author != q.Author || q.Kinds != 0 && e.Kinds&q.Kinds == 0 {
			continue
		}
		text, known := s.texts[e.Text]
		if !known {
			text = fold.String(e.Text)
			s.texts[e.Text] = text
		}
		if !slices.ContainsFunc(q.Words, func(w []rune) bool { return !strings.Contains(text, string(w)) }) {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b search.Place) int { return b.Compare(a) })
	return out
}

func (s *shelf) same(q search.Query, work int) int {
	s.t.Helper()
	got, want := s.found(q, work), s.wanted(q)
	if !slices.Equal(got, want) {
		s.t.Fatalf("words %q, author %v, kinds %d, %d to %d: %d found, %d wanted", texts(q.Words), q.Author, q.Kinds, q.From, q.To, len(got), len(want))
	}
	return len(want)
}

func texts(w search.Words) (out []string) {
	for _, word := range w {
		out = append(out, string(word))
	}
	return out
}

func words(q string) search.Words {
	w, _ := search.ParseWords(q)
	return w
}

const letters = "的的的的项目項目abAB１2１2 \n，.'\"%😀👍🏽é\u0301e臺台鬱郁𠮷ｱア-"

func randomText(r *rand.Rand) string {
	runes := []rune(letters)
	out := make([]rune, r.IntN(20))
	for i := range out {
		out[i] = runes[r.IntN(len(runes))]
	}
	return string(out)
}

func someID(n int) (v id.ID) {
	v[0], v[15] = byte(n*37), byte(n)
	return v
}

func TestEverythingIsFoundThatAPlainListFindsInTheSameOrder(t *testing.T) {
	each(t, func(t *testing.T, s *shelf) {
		r := rand.New(rand.NewPCG(1, 2))
		const scopes, authors = 9, 5
		seqs := map[int]int64{}
		at := clock.Instant(1_000_000)
		var known []search.Place
		for range 60 {
			var batch []search.Entry
			for range 1 + r.IntN(1+r.IntN(60)) {
				scope := r.IntN(scopes)
				seqs[scope]++
				at += clock.Instant(r.IntN(3))
				place := search.Place{At: at - clock.Instant(r.IntN(2)*r.IntN(900)), Scope: someID(scope), Seq: seqs[scope]}
				batch = append(batch, search.Entry{Place: place, Author: someID(100 + r.IntN(authors)),
					Kinds: search.Kinds(1 << r.IntN(4)), Text: randomText(r)})
				known = append(known, place)
			}
			for range r.IntN(4) {
				e := s.all[known[r.IntN(len(known))]]
				if e.Scope.IsZero() && e.Seq == 0 {
					continue
				}
				e.Version++
				e.Text = randomText(r)
				e.Gone = r.IntN(4) == 0
				batch = append(batch, e)
			}
			s.put(batch...)
			if r.IntN(3) == 0 {
				s.tidy()
				s.clock.Advance(2 * 60_000_000_000)
			}
			for range 6 {
				q := search.Query{}
				for scope := range scopes {
					if r.IntN(3) > 0 {
						q.Scopes = append(q.Scopes, search.Scope{ID: someID(scope), Beyond: int64(r.IntN(2) * r.IntN(30))})
					}
				}
				slices.SortFunc(q.Scopes, func(a, b search.Scope) int { return strings.Compare(string(a.ID[:]), string(b.ID[:])) })
				if text := []rune(s.all[known[r.IntN(len(known))]].Text); len(text) > 0 && r.IntN(8) > 0 {
					from := r.IntN(len(text))
					q.Words = words(string(text[from:min(len(text), from+1+r.IntN(6))]))
				}
				if r.IntN(4) == 0 {
					q.Author = someID(100 + r.IntN(authors+1))
				}
				if r.IntN(4) == 0 {
					q.Kinds = search.Kinds(1 + r.IntN(15))
				}
				if r.IntN(4) == 0 {
					q.From = at - clock.Instant(r.IntN(3000))
				}
				if r.IntN(4) == 0 {
					q.To = at - clock.Instant(r.IntN(3000))
				}
				s.same(q, 1+r.IntN(1+r.IntN(5000)))
			}
		}
		entries, segments, bytes, err := s.index.Size(context.Background())
		if err != nil || segments > 40 || bytes == 0 {
			t.Fatal(entries, segments, bytes, err)
		}
	})
}

// Segments of several chunks, each of several blocks, on one database: it only stores them.
func TestLargeSegmentsAnswerAsSmallOnes(t *testing.T) {
	d, c := dbtest.Open(t, db.SQLite, rooms)
	s := newShelf(t, d, c)
	r := rand.New(rand.NewPCG(5, 6))
	talk := chatter.New(1)
	const scopes = 400
	seqs := make([]int64, scopes)
	for part := range 8 {
		batch := make([]search.Entry, 9_000)
		for i := range batch {
			scope := int(float64(scopes) * r.Float64() * r.Float64())
			seqs[scope]++
			batch[i] = search.Entry{Place: search.Place{At: clock.Instant(1e15 + (part*9_000+i)*1_000), Scope: scopeID(scope), Seq: seqs[scope]},
				Author: someID(r.IntN(30)), Kinds: 1 << r.IntN(3), Text: talk.Message()}
		}
		s.put(batch...)
	}
	s.tidy()
	if n, segments, _, err := s.index.Size(t.Context()); n != 72_000 || segments != 1 || err != nil {
		t.Fatal(n, segments, err)
	}
	all := func(from, to int) (out []search.Scope) {
		for n := from; n < to; n++ {
			out = append(out, search.Scope{ID: scopeID(n)})
		}
		return out
	}
	found := 0
	for _, scopes := range [][]search.Scope{all(0, scopes), all(100, 103), all(390, 400), {{ID: scopeID(3), Beyond: 40}}} {
		for _, q := range []string{"的", "项目", "龘", "t", "project", "今天 客户", "，的", "PO-1", "没有谁说过这句话", talk.Message() + talk.Message(), ""} {
			found += s.same(search.Query{Words: words(q), Scopes: scopes, Kinds: 2}, 200_000)
			found += s.same(search.Query{Words: words(q), Scopes: scopes, Author: someID(3), From: 1e15 + 30_000_000, To: 1e15 + 69_000_000}, 1<<30)
		}
	}
	if found < 5_000 {
		t.Errorf("only %d were found in all", found)
	}
}

func scopeID(n int) (v id.ID) {
	v[0], v[1] = byte(n>>8), byte(n)
	return v
}

func TestWhatWasReplacedIsForgottenByUpkeep(t *testing.T) {
	each(t, func(t *testing.T, s *shelf) {
		place := func(n int64) search.Place { return search.Place{At: 100, Scope: someID(1), Seq: n} }
		scopes := []search.Scope{{ID: someID(1)}}
		s.put(search.Entry{Place: place(1), Text: "一"}, search.Entry{Place: place(2), Text: "二"}, search.Entry{Place: place(3), Text: "三"})
		s.put(search.Entry{Place: place(1), Version: 2, Text: "壹"})
		s.put(search.Entry{Place: place(1), Version: 1, Text: "乙"}) // came late
		s.put(search.Entry{Place: place(2), Version: 1, Gone: true})
		for range 4 {
			s.put(search.Entry{Place: place(3), Text: "三"})
		}
		s.tidy()
		for q, want := range map[string]int{"一": 0, "乙": 0, "壹": 1, "二": 0, "三": 1, "": 2} {
			hits, err := s.index.Find(t.Context(), search.Query{Words: words(q), Scopes: scopes})
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for {
				_, ok, err := hits.Next()
				if err != nil {
					t.Fatal(err)
				}
				if !ok {
					break
				}
				n++
			}
			if n != want {
				t.Errorf("%q: %d candidates, want %d", q, n, want)
			}
		}
	})
}

func TestUpkeepRemovesWhatNobodyReadsAnyMore(t *testing.T) {
	each(t, func(t *testing.T, s *shelf) {
		count := func(table string) int {
			n, err := db.Value[int](s.db.Ask(t.Context()), `SELECT COUNT(*) FROM `+table)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		var last search.Place
		for i := range 64 {
			last = search.Place{At: clock.Instant(i), Scope: someID(1), Seq: int64(i + 1)}
			s.put(search.Entry{Place: last, Text: "字"})
		}
		query := search.Query{Words: words("字"), Scopes: []search.Scope{{ID: someID(1)}}}
		hits, err := s.index.Find(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		s.tidy()
		if p, ok, err := hits.Next(); !ok || err != nil || p != last {
			t.Errorf("a search that was under way: %v %v %v", p, ok, err)
		}
		if count("search_segments") == 1 {
			t.Error("what may still be read is removed at once")
		}
		s.clock.Advance(time.Hour)
		s.tidy()
		if count("search_segments") != 1 || count("search_blocks") != 1 {
			t.Errorf("%d segments and %d blocks are left", count("search_segments"), count("search_blocks"))
		}
		// A fresh node has nothing of it in memory: its search begins again where segments are gone.
		fresh := search.New(s.db, "test", 1)
		if hits, err = fresh.Find(t.Context(), query); err != nil {
			t.Fatal(err)
		}
		for range 8 {
			for range 8 {
				s.put(search.Entry{Place: search.Place{At: 1 << 40, Scope: someID(2), Seq: 1}, Text: "字"})
			}
			s.tidy()
			s.clock.Advance(time.Hour)
			s.tidy()
		}
		n := 0
		for {
			_, ok, err := hits.Next()
			if err != nil {
				t.Fatal(err)
			}
			if !ok {
				break
			}
			n++
		}
		if n != 64 {
			t.Errorf("%d are found", n)
		}
	})
}

func TestAnotherVersionIsMadeAnewAndANewerOneLeftAlone(t *testing.T) {
	each(t, func(t *testing.T, s *shelf) {
		s.put(search.Entry{Place: search.Place{At: 1, Scope: someID(1), Seq: 1}, Text: "字"})
		if anew, err := s.prepare(1); anew || err != nil {
			t.Fatal(anew, err)
		}
		if anew, err := s.prepare(2); !anew || err != nil {
			t.Fatal(anew, err)
		}
		if n, _, _, err := s.index.Size(t.Context()); n != 0 || err != nil {
			t.Errorf("%d are left (%v)", n, err)
		}
		// The older program may still run.
		if _, err := s.prepare(1); !errors.Is(err, search.ErrNewer) {
			t.Errorf("an older program that starts gets %v", err)
		}
		if _, err := s.index.Find(t.Context(), search.Query{}); !errors.Is(err, search.ErrNewer) {
			t.Errorf("an older program that searches gets %v", err)
		}
		if _, err := s.index.Tidy(t.Context()); !errors.Is(err, search.ErrNewer) {
			t.Errorf("an older program's upkeep gets %v", err)
		}
		for name, do := range map[string]func(tx *db.Tx) error{"lists": func(tx *db.Tx) error {
			return s.index.Put(tx, []search.Entry{{Place: search.Place{At: 2, Scope: someID(1), Seq: 2}, Text: "字"}})
		}, "resets": s.index.Reset} {
			if err := s.db.Write(t.Context(), do); !errors.Is(err, search.ErrNewer) {
				t.Errorf("an older program that %s gets %v", name, err)
			}
		}
	})
}
