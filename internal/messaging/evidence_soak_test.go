package messaging_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"tonggui/internal/messaging"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/bulk"
	"tonggui/internal/testkit/dbtest"
)

// sending is a house in which somebody talks, for measuring.
type sending struct {
	*house
	a     person
	group conversation
}

func (s *sending) run(t *testing.T, messages int) time.Duration {
	t.Helper()
	words := text(strings.Repeat("x", 128))
	cpu := processorTime()
	for range messages {
		if _, _, err := s.room.Send(t.Context(), s.a.Principal, s.group.ID, messaging.Outgoing{ClientID: id.New(s.clock.Now()), Content: words}); err != nil {
			t.Fatal(err)
		}
	}
	return (processorTime() - cpu) / time.Duration(messages)
}

// A message leaves no evidence, and what others have left is not looked at for it. With SOAK=1 there are
// ten million rows and the limit holds; else few, and nothing is judged. The processor time of PostgreSQL
// is not in it, so only SQLite is measured.
func TestEvidenceOfTenMillionActsDoesNotSlowAMessageDown(t *testing.T) {
	rows, runs, messages := 2_000, 3, 20
	soak := os.Getenv("SOAK") != ""
	if soak {
		rows, runs, messages = 10_000_000, 9, 3_000
	}
	var houses []*sending
	for range 2 {
		d, c := dbtest.Open(t, db.SQLite, rooms)
		h := open(t, d, c)
		h.hub.deaf = true
		crew := h.crew(2)
		houses = append(houses, &sending{h, crew[0], crew[0].direct(crew[1])})
	}
	without, with := houses[0], houses[1]
	now := with.clock.Now()
	bulk.Evidence(t, with.db, rows, now.Add(-360*24*time.Hour), now)
	var took [2][]time.Duration
	for range runs {
		took[0] = append(took[0], without.run(t, messages))
		took[1] = append(took[1], with.run(t, messages))
	}
	for _, all := range took {
		slices.Sort(all)
	}
	without0, with0 := took[0][runs/2], took[1][runs/2]
	more := 100 * (float64(with0)/float64(without0) - 1)
	t.Logf("a message costs %s without and %s with %d rows of evidence: %+.1f %%", without0, with0, rows, more)
	if soak && more > 5 {
		t.Errorf("%+.1f %% is more than 5 %%", more)
	}
}
