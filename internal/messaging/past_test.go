package messaging_test

import (
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"tonggui/internal/messaging"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/trial"
	"tonggui/internal/testkit/dbtest"
)

// nowhere is a company without departments.
type nowhere struct{ *people }

func (nowhere) Line(id.ID) []id.ID                         { return nil }
func (nowhere) Standing(id.ID) (id.ID, []authz.Role, bool) { return id.Zero, nil, true }
func (nowhere) Department(id.ID) string                    { return "" }

// trials is the room of trials over a house's messages.
func (h *house) trials() *trial.Service {
	return trial.New(trial.Deps{DB: h.db, Process: id.New(h.clock.Now()), Book: h.book, People: nowhere{h.people}, Pasts: func() []trial.Past { return []trial.Past{messaging.PastRecalls()} },
		Sees: h.room.Sees, Log: slog.New(slog.DiscardHandler)})
}

// tried has a trial of a window for the company come to its end.
func tried(t *testing.T, h *house, who person, seconds int64, from clock.Instant) trial.RuleTrial {
	t.Helper()
	s := h.trials()
	v, err := s.Begin(t.Context(), who.Principal, trial.Question{Rule: messaging.RecallWindow.ID, Scope: rulebook.Scope{Kind: rulebook.ForCompany}, Value: seconds,
		Stage: rulebook.Enforcing, Span: trial.Span{From: from, To: h.clock.Now()}})
	if err != nil {
		t.Fatal(err)
	}
	s.Run(t.Context(), v.ID)
	if v, err = s.Trial(t.Context(), who.Principal, v.ID); err != nil || v.Result == nil {
		t.Fatalf("%+v, %v", v, err)
	}
	return v
}

// covers: RBK-03, MSG-03
func TestATrialOfTheWindowReadsRecallsAndEveryEdit(t *testing.T) {
	dbtest.Each(t, append(slices.Clone(rooms), trial.Migrations), func(t *testing.T, d *db.DB, c *clock.Fake) {
		h := open(t, d, c)
		a, b, admin := h.person(), h.person(), h.person(authz.Admin)
		from := c.Now()
		mine, open := a.direct(b), a.group(b, admin)
		edit := func(in conversation, m message, words string) {
			do[message](a, "PATCH", path(in.ID, "messages", m.Seq), map[string]any{"content": text(words)})
		}
		recall := func(in conversation, m message) {
			do[message](a, "POST", path(in.ID, "messages", m.Seq, "recall"), nil)
		}
		first, second, third := a.send(mine.ID, "一"), a.send(open.ID, "二"), a.send(mine.ID, "三")
		c.Advance(20 * time.Second)
		edit(mine, first, "甲") // after 20 s
		c.Advance(20 * time.Second)
		edit(mine, first, "乙") // after 40 s
		c.Advance(20 * time.Second)
		edit(mine, first, "丙") // after 60 s
		c.Advance(30 * time.Second)
		recall(mine, first)  // after 90 s
		recall(open, second) // after 90 s
		c.Advance(60 * time.Second)
		a.refused("message.recall_expired", "POST", path(mine.ID, "messages", third.Seq, "recall"), nil) // after 150 s
		c.Advance(time.Second)

		same := tried(t, h, admin, 120, from).Result
		if same.Facts != 6 || same.Changed != 0 || same.Before != (trial.TrialOutcomes{Allow: 5, Block: 1}) {
			t.Errorf("what was in force: %+v", same.TrialSums)
		}
		short := tried(t, h, admin, 50, from).Result
		if short.After != (trial.TrialOutcomes{Allow: 2, Block: 4}) || short.NewlyBlocked != 3 {
			t.Errorf("a shorter window: %+v", short.TrialSums)
		}
		long := tried(t, h, admin, 150, from).Result
		if long.NewlyAllowed != 1 || long.After.Block != 0 {
			t.Errorf("a longer window: %+v", long.TrialSums)
		}
		for _, s := range short.Samples { // the administrator is in the group alone
			if seen := s.Place != nil; seen != (string(s.Facts) == fmt.Sprintf(`{"seq":%d,"age_us":90000000,"edit":false}`, second.Seq) && s.Place.Conversation == open.ID) {
				t.Errorf("the sample %s leads to %v", s.Facts, s.Place)
			}
		}
		if later := tried(t, h, admin, 50, from.Add(70*time.Second)).Result; later.Facts != 3 {
			t.Errorf("a later span: %+v", later.TrialSums)
		}
	})
}
