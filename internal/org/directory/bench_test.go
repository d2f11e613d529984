package directory

import (
	"testing"
)

// BenchmarkSearch asks an index of 50,000 people.
func BenchmarkSearch(b *testing.B) {
	people := invented(50_000, 1)
	x := New[string]()
	x.Replace(people)
	for _, query := range []string{"王", "王伟", "伟", "w", "wang", "wangwei", "zw", "lxy", "weiming", "zh w", "20150", "2", "077", people[40_000].Number, "工程师", "研发", "xyzzy", "99 99"} {
		b.Run(query, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x.Search(query, 50)
			}
		})
	}
}

// BenchmarkChange measures one person's change and the build of everything.
func BenchmarkChange(b *testing.B) {
	people := invented(50_000, 1)
	x := New[string]()
	x.Replace(people)
	b.Run("upsert one", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			p := people[i%len(people)]
			p.Active = (i/len(people))%2 == 0
			p.Post = "新岗位"
			x.Upsert(p)
		}
	})
	b.Run("replace all", func(b *testing.B) {
		for b.Loop() {
			x.Replace(people)
		}
	})
}
