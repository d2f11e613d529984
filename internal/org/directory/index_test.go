package directory

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"tonggui/internal/org/roster/rostertest"
)

// invented makes n people.
func invented(n int, seed uint64) []Person[string] {
	people := make([]Person[string], 0, n)
	for _, p := range rostertest.Generate(n, seed) {
		people = append(people, Person[string]{ID: p.Number, Number: p.Number, Name: p.Name, Post: p.Post, Department: p.Department.Name(), Active: p.Status == "active"})
	}
	return people
}

// drawQuery types part of somebody's name or number in one of the usual ways.
func drawQuery(t *rapid.T, people []Person[string]) string {
	p := people[rapid.IntRange(0, len(people)-1).Draw(t, "who")]
	if rapid.Bool().Draw(t, "by number") {
		from := rapid.IntRange(0, len(p.Number)-2).Draw(t, "from")
		return p.Number[from:rapid.IntRange(from+2, len(p.Number)).Draw(t, "to")]
	}
	tokens := tokenise(p.Name)
	text := ""
	for _, tok := range tokens[rapid.IntRange(0, len(tokens)-1).Draw(t, "first"):] {
		if rapid.IntRange(0, 3).Draw(t, "form") == 0 {
			text += string(tok.han)
			continue
		}
		reading := rapid.SampledFrom(tok.readings).Draw(t, "reading")
		text += reading[:rapid.IntRange(1, len(reading)).Draw(t, "letters")]
		if rapid.Bool().Draw(t, "space") {
			text += " "
		}
	}
	return text
}

// covers: ORG-01
func TestThePostingsMissNobodyWhomAFullComparisonFinds(t *testing.T) {
	people := invented(400, 3)
	x := New[string]()
	x.Replace(people)
	rapid.Check(t, func(t *rapid.T) {
		text := drawQuery(t, people)
		q, ok := parseQuery(text)
		if !ok {
			t.Fatal("not a query")
		}
		want := map[string]bool{}
		m := matcher{pattern: q.pattern}
		for _, p := range people {
			if _, _, _, _, ok := m.match(tokenise(p.Name)); ok {
				want[p.ID] = true
			}
		}
		hits := x.Search(text, MaxLimit)
		if len(hits) == 0 {
			t.Fatalf("%q finds nobody", text)
		}
		for _, h := range hits {
			if h.Field == FieldName && !want[h.ID] {
				t.Fatalf("%q: %v does not match", text, h)
			}
			delete(want, h.ID)
		}
		if len(want) > 0 && len(hits) < MaxLimit {
			t.Fatalf("%q misses %v", text, want)
		}
	})
}

func TestHoweverTheContentCameAboutTheAnswersAreTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people := invented(60, rapid.Uint64().Draw(t, "seed"))
		x, want := New[string](), map[string]Person[string]{}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			p := people[rapid.IntRange(0, len(people)-1).Draw(t, "who")]
			switch rapid.IntRange(0, 3).Draw(t, "act") {
			case 0:
				x.Remove(p.ID)
				delete(want, p.ID)
			case 1:
				p.Name = people[rapid.IntRange(0, len(people)-1).Draw(t, "name")].Name
				fallthrough
			default:
				x.Upsert(p)
				want[p.ID] = p
			}
		}
		fresh := New[string]()
		list := []Person[string]{}
		for _, p := range want {
			list = append(list, p)
		}
		fresh.Replace(list)
		if x.Len() != len(want) || fresh.Len() != len(want) {
			t.Fatalf("%d and %d, want %d", x.Len(), fresh.Len(), len(want))
		}
		for range 5 {
			q := drawQuery(t, people)
			if a, b := x.Search(q, 30), fresh.Search(q, 30); !slices.Equal(a, b) {
				t.Fatalf("%q: %v and %v", q, a, b)
			}
		}
	})
}

func TestManyChangesDoNotFillTheIndexWithTheDead(t *testing.T) {
	people := invented(2000, 1)
	x := New[string]()
	x.Replace(people)
	for round := range 3 {
		for _, p := range people {
			p.Post = fmt.Sprint("岗位", round)
			x.Upsert(p)
		}
	}
	if n := len(x.core.entries); x.Len() != 2000 || n > 2000+2000 {
		t.Fatalf("%d people, %d slots", x.Len(), n)
	}
	if hits := x.Search(people[7].Number, 5); len(hits) != 1 || hits[0].ID != people[7].ID {
		t.Fatalf("%v", hits)
	}
}

func TestReadersAndWritersMeet(t *testing.T) {
	people := invented(500, 2)
	x := New[string]()
	x.Replace(people)
	var wait sync.WaitGroup
	for worker := range 4 {
		wait.Go(func() {
			for i, p := range people {
				if worker == 0 {
					p.Active = !p.Active
					x.Upsert(p)
					x.Remove(people[(i+250)%500].ID)
					x.Upsert(people[(i+250)%500])
				} else if hits := x.Search(p.Name, 10); worker == 1 && i < 200 && len(hits) > 10 {
					t.Errorf("%d hits", len(hits))
				}
			}
		})
	}
	wait.Wait()
	if x.Len() != 500 {
		t.Fatal(x.Len())
	}
}
