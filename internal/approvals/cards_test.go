package approvals_test

import (
	"slices"
	"sync"
	"testing"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/form"
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
	title            string // in Chinese and in English
}

func (c *cards) Card(_ *db.Tx, from, to, object id.ID, title form.Words, _ id.ID) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all = append(c.all, card{from, to, object, title["zh-CN"] + "|" + title["en"]})
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
		title := a.Title + " · 工人|" + a.Title + " · 工人" // the applicant's own words
		came := func(from, to authz.Principal) {
			h.Helper()
			if want := (card{from.Account, to.Account, a.ID, title}); !h.cards.has(want) {
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

// untitled applies for a leave to which the applicant gives no title of its own.
func (h *house) untitled() approvals.Approval {
	h.Helper()
	d := leave()
	d.Name = form.Words{"zh-CN": "请假", "en": "Leave"}
	d.Fields[0].ID = "cause"
	x := application(h.publishes(d))
	x.Values["cause"] = x.Values["title"]
	delete(x.Values, "title")
	a, err := h.Open(h.Context(), h.worker, id.New(h.clock.Now()), x, nil, nil)
	h.must(err)
	return a
}

// covers: APV-01
func TestACardIsNamedByItsTemplateInBothLanguages(t *testing.T) {
	each(t, func(h *house) {
		a := h.untitled()
		if want := (card{h.worker.Account, h.foreman.Account, a.ID, "请假 · 工人|Leave · 工人"}); !h.cards.has(want) {
			h.Errorf("want %+v among %+v", want, h.cards.all)
		}
	})
}
