package decided

import (
	"sync"
	"testing"

	"tonggui/internal/approvals"
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// covers: APV-04, APV-03
func TestTwoNodesDecideOnceAndDoOnce(t *testing.T) {
	p := at(t, db.Postgres)
	first, s, v := settled(t, p)
	second := opened(t, p)
	all := []id.ID{}
	for range 12 {
		all = append(all, first.ready(t, s, v))
	}
	var mu sync.Mutex
	accepted, changed := 0, 0
	var nodes sync.WaitGroup
	for _, one := range all { // both say yes to the same version of each, at once
		a, err := first.Get(t.Context(), s.Boss, one)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []*company{first, second} {
			nodes.Go(func() {
				_, err := c.Do(t.Context(), s.Boss, one, approvals.Act{Kind: "approve", Task: &a.Mine.Tasks[0].ID, Version: a.Version}, byPassword)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					accepted++
				case apperr.Has(err, approvals.ErrChanged):
					changed++
				default:
					t.Errorf("deciding: %v", err)
				}
			})
		}
	}
	for range 3 {
		for _, c := range []*company{first, second} {
			nodes.Go(func() {
				if err := c.Work(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
	}
	nodes.Wait()
	if accepted != len(all) || changed != len(all) {
		t.Errorf("of two for each of %d approvals %d were accepted and %d came too late", len(all), accepted, changed)
	}
	for _, c := range []*company{first, second} {
		if err := c.Work(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for _, one := range all {
		second.once(t, s, one, "two nodes")
	}
}
