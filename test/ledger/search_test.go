package ledger

import (
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonggui/internal/testkit/client"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/process"
)

// covers: MSG-03
func TestEveryAcknowledgedMessageIsFoundAfterTheServerWasKilledOnSQLite(t *testing.T) {
	s := process.Start(t, "serve", "")
	w := settle(t, s, s.URL)
	w.foundAfterKills(t, s)
	// The index may be lost altogether: it is made anew.
	s.Kill()
	for _, ending := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(filepath.Join(s.Data, "search.db"+ending)); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	s.Up()
	w.awaitFound(t)
	// So is one that is damaged.
	s.Kill()
	if err := os.WriteFile(filepath.Join(s.Data, "search.db"), []byte(strings.Repeat("no database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Up()
	w.awaitFound(t)
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	if log := s.Log(); !strings.Contains(log, "cannot be used and is made anew") || !strings.Contains(log, "the search index is complete") {
		t.Errorf("the log does not tell it:\n%s", log)
	}
}

// covers: MSG-03
func TestEveryAcknowledgedMessageIsFoundAfterTheServerWasKilledOnPostgres(t *testing.T) {
	s := process.Start(t, "serve", dbtest.NewPostgres(t))
	settle(t, s, s.URL).foundAfterKills(t, s)
}

// foundAfterKills kills the server while people talk, and demands that all they said is found then.
func (w *world) foundAfterKills(t *testing.T, s *process.Server) {
	t.Helper()
	stop := w.talk(t)
	random := rand.New(rand.NewPCG(3, 4))
	for range max(kills()/5, 10) {
		before := w.acks.Load()
		w.await(t, before+int64(1+random.IntN(60)))
		s.Kill()
		s.Up()
	}
	stop()
	w.awaitFound(t)
}

// awaitFound searches until all that was acknowledged is found, each once and nothing else.
func (w *world) awaitFound(t *testing.T) {
	t.Helper()
	want := map[string]bool{}
	for _, line := range w.ledger.Lines() {
		if line.Event == "ack" {
			want[line.Client] = true
		}
	}
	var found map[string]int
	for deadline := time.Now().Add(30 * time.Second); len(found) < len(want); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d of %d acknowledged messages are found", len(found), len(want))
		}
		found = w.found(t)
	}
	for id, n := range found {
		if !want[id] || n != 1 {
			t.Errorf("%s is found %d times", id, n)
		}
	}
	t.Logf("%d acknowledged messages, %d found", len(want), len(found))
}

// found searches for the character that everybody says, and counts the results by client id. The
// first of the people is in all conversations.
func (w *world) found(t *testing.T) map[string]int {
	t.Helper()
	out := map[string]int{}
	for _, conversation := range w.conversations {
		for cursor := ""; ; {
			var page client.List[struct {
				Message struct {
					ClientID string `json:"client_id"`
				} `json:"message"`
			}]
			q := url.Values{"q": {"第"}, "conversation_id": {conversation}, "limit": {"200"}, "cursor": {cursor}}
			if err := w.people[0].Do(t.Context(), http.MethodGet, "/search/messages?"+q.Encode(), nil, &page); err != nil {
				t.Fatal(err)
			}
			for _, hit := range page.Items {
				out[hit.Message.ClientID]++
			}
			if page.NextCursor == nil {
				break
			}
			cursor = *page.NextCursor
		}
	}
	return out
}
