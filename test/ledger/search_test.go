package ledger

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tonggui/internal/testkit/client"
	"tonggui/internal/testkit/process"
)

// awaitFound searches until all that was acknowledged is found, each once and nothing else.
func (w *world) awaitFound() {
	t := w.t
	t.Helper()
	want := w.acknowledged()
	var wrong []string
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		if wrong = notFound(want, w.found()); len(wrong) == 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("after a minute %d of %d still are not found as they should be: %s", len(wrong), len(want), strings.Join(wrong[:min(len(wrong), 20)], ", "))
		}
	}
}

// notFound compares what is found with what should be.
func notFound(want map[string]bool, found map[string]int) (wrong []string) {
	for id, n := range found {
		if !want[id] || n != 1 {
			wrong = append(wrong, fmt.Sprintf("%s is found %d times", id, n))
		}
	}
	for id := range want {
		if found[id] == 0 {
			wrong = append(wrong, id+" is not found")
		}
	}
	return wrong
}

// found searches for the character that everybody says, and counts the results by client id. The
// first of the people is in all conversations.
func (w *world) found() map[string]int {
	out, deadline := map[string]int{}, time.Now().Add(2*time.Minute)
	for _, conversation := range []string{w.company.Group, w.company.Direct} {
		for cursor := ""; ; {
			var page client.List[struct {
				Message struct {
					ClientID string `json:"client_id"`
				} `json:"message"`
			}]
			q := url.Values{"q": {"第"}, "conversation_id": {conversation}, "limit": {"200"}, "cursor": {cursor}}
			if err := w.at(0, 0).Do(context.Background(), http.MethodGet, "/search/messages?"+q.Encode(), nil, &page); err != nil {
				if time.Now().After(deadline) {
					w.t.Fatalf("nothing can be searched for: %v", err)
				}
				time.Sleep(50 * time.Millisecond) // whoever searches very much is asked to wait
				continue
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

// indexAnew takes the index away, and then damages it: it is made anew both times.
func (w *world) indexAnew(s *process.Server) {
	t := w.t
	t.Helper()
	s.Kill()
	for _, ending := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(filepath.Join(s.Data, "search.db"+ending)); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	s.Up()
	w.awaitFound()
	s.Kill()
	if err := os.WriteFile(filepath.Join(s.Data, "search.db"), []byte(strings.Repeat("no database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Up()
	w.awaitFound()
	if err := s.Stop(); err != nil {
		t.Fatal(err)
	}
	if log := s.Log(); !strings.Contains(log, "cannot be used and is made anew") || !strings.Contains(log, "the search index is complete") {
		t.Errorf("the log does not tell it:\n%s", log)
	}
}

// acknowledged are the ids of all messages that were.
func (w *world) acknowledged() map[string]bool {
	out := map[string]bool{}
	for _, line := range w.lines() {
		if line.Event == Ack {
			out[line.Client] = true
		}
	}
	return out
}
