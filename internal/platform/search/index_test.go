package search_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/fold"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/search"
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
}

func each(t *testing.T, fn func(t *testing.T, s *shelf)) {
	dbtest.Each(t, rooms, func(t *testing.T, d *db.DB, c *clock.Fake) {
		fn(t, &shelf{t: t, db: d, clock: c, index: search.New(d, "test", 1), all: map[search.Place]search.Entry{}})
	})
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
		text := fold.String(e.Text)
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
