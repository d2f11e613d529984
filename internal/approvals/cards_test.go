package approvals_test

import (
	"slices"
	"sync"
	"testing"

	"tonggui/internal/approvals"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// cards notes which card comes to whom; a transaction that is repeated sends it again.
type cards struct {
	mu  sync.Mutex
	all []card
}

type card struct {
	from, to, object id.ID
	title            string
}

func (c *cards) Card(_ *db.Tx, from, to, object id.ID, title string, _ id.ID) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all = append(c.all, card{from, to, object, title})
	return nil
}

func (c *cards) has(want card) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Contains(c.all, want)
}

// covers: APV-01
func TestWhoseTurnComesGetsACardFromWhoBroughtItThere(t *testing.T) {
	each(t, func(h *house) {
		a := h.applies(h.publishes(leave()))
		came := func(from, to authz.Principal) {
			h.Helper()
			if want := (card{from.Account, to.Account, a.ID, a.Title + " · 工人"}); !h.cards.has(want) {
				h.Errorf("want %+v among %+v", want, h.cards.all)
			}
		}
		came(h.worker, h.foreman)
		h.done(h.foreman, a.ID, "transfer", func(act *approvals.Act) { act.To = []id.ID{h.manager.Account} })
		came(h.foreman, h.manager)
		h.done(h.manager, a.ID, "approve")
		came(h.manager, h.director)
	})
}
