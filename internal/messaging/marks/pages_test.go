package marks_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tonggui/internal/messaging"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// beside starts a second node over the same database and directory.
func (h *house) beside() *house {
	other := &house{t: h.t, db: h.db, clock: h.clock, people: h.people}
	other.start()
	return other
}

// scene is a group that changes at random, over two nodes.
type scene struct {
	*rand.Rand
	nodes [2]*house
	crew  []person
	group id.ID
	last  int64
	asked int64          // the last message that asks for a receipt
	later [2]string      // what was put on a list for later, and whose it is
	did   map[string]int // what succeeded
}

func newScene(h *house, seed uint64) *scene {
	s := &scene{Rand: rand.New(rand.NewPCG(seed, 22)), nodes: [2]*house{h, h.beside()}, crew: h.crew(5), did: map[string]int{}}
	s.group = s.crew[0].group(s.crew[1:3]...).ID
	for i := range 45 { // what is kept moves on during the scene
		s.crew[i%3].send(s.group, fmt.Sprintf("第%d条 <&>", i))
	}
	s.last = 46
	return s
}

// call asks one of the nodes without judging the answer.
func (s *scene) call(node *house, who person, method, path string, body any) (int, []byte) {
	who.house = node
	return who.plain(method, path, body)
}

// plain is try without a look into the API document.
func (p person) plain(method, path string, body any) (int, []byte) {
	r := httptest.NewRequest(method, "/api/v1"+path, encoded(body))
	r.Header.Set("Authorization", "Bearer "+p.Account.String())
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	w := httptest.NewRecorder()
	p.http.ServeHTTP(w, r)
	return w.Code, w.Body.Bytes()
}

func (s *scene) one() person { return s.crew[s.IntN(len(s.crew))] }

// seq is one of the newer messages more often than one of the older ones.
func (s *scene) seq() int64 { return max(1, s.last-s.Int64N(1+min(s.last, 2<<s.IntN(6)))) }

// act does something at random at one of the nodes; much of it is refused.
func (s *scene) act() {
	who, seq := s.one(), s.seq()
	emoji := []string{"👍", "🎉", "🙂"}[s.IntN(3)]
	message := path(s.group, "messages", seq)
	later := fmt.Sprintf("/later/%s/%d", s.group, seq)
	say := map[string]any{"client_id": id.New(s.nodes[0].clock.Now()), "content": text(fmt.Sprintf("说 %d", s.Uint32()))}
	acts := []struct {
		name, method, path string
		body               any
	}{
		{"send", "POST", path(s.group, "messages"), say},
		{"quote", "POST", path(s.group, "messages"), with(say, "quotes_seq", seq)},
		{"thread", "POST", path(s.group, "messages"), with(say, "thread_seq", seq)},
		{"correct", "POST", path(s.group, "messages"), with(say, "corrects_seq", seq)},
		{"ask", "POST", path(s.group, "messages"), with(say, "receipt", "confirm")},
		{"edit", "PATCH", message, map[string]any{"content": text(fmt.Sprintf("改 %d", s.Uint32()))}},
		{"recall", "POST", message + "/recall", nil},
		{"react", "PUT", message + "/reactions/" + emoji, nil},
		{"take back", "DELETE", message + "/reactions/" + emoji, nil},
		{"pin", "PUT", path(s.group, "pins", seq), nil},
		{"unpin", "DELETE", path(s.group, "pins", seq), nil},
		{"star", "PUT", fmt.Sprintf("/stars/%s/%d", s.group, seq), nil},
		{"unstar", "DELETE", fmt.Sprintf("/stars/%s/%d", s.group, seq), nil},
		{"put later", "PUT", later, map[string]any{}},
		{"finish", "POST", s.later[0] + "/done", nil},
		{"confirm", "POST", path(s.group, "messages", s.asked) + "/confirm", map[string]any{}},
		{"read", "PUT", path(s.group, "read"), map[string]any{"seq": seq}},
		{"add", "POST", path(s.group, "members"), map[string]any{"member_ids": []id.ID{s.one().Account}, "history": []string{"none", "all"}[s.IntN(2)]}},
		{"remove", "DELETE", path(s.group, "members", s.one().Account), nil},
		{"rename", "", "", nil},
		{"wait", "", "", nil},
	}
	a := acts[s.IntN(len(acts))]
	if a.name == "finish" {
		for _, p := range s.crew {
			if p.Name == s.later[1] {
				who = p
			}
		}
	}
	switch a.name {
	case "rename":
		p, _ := s.nodes[0].people.Person(who.Account)
		p.Name = fmt.Sprintf("改名%d\"<", s.Uint32())
		s.nodes[0].people.put(p)
	case "wait":
		s.nodes[0].clock.Advance(time.Duration(s.IntN(30)) * time.Second)
	default:
		status, raw := s.call(s.nodes[s.IntN(2)], who, a.method, a.path, a.body)
		if status >= 300 {
			return
		}
		var sent struct{ Seq int64 }
		if _ = json.Unmarshal(raw, &sent); sent.Seq > s.last {
			s.last = sent.Seq
		}
		switch a.name {
		case "add", "remove":
			s.last++ // the line of it, if any
		case "ask":
			s.asked = sent.Seq
		case "put later":
			s.later = [2]string{later, who.Name}
		}
	}
	s.did[a.name]++
}

func with(body map[string]any, name string, value any) map[string]any {
	out := map[string]any{name: value}
	for k, v := range body {
		out[k] = v
	}
	return out
}

// differs compares what everybody gets from both nodes with what is read and written message by
// message; it returns the first difference.
func (s *scene) differs() string {
	for _, who := range s.crew {
		r, query := messaging.Range{Before: -1, After: -1, Around: -1, At: -1, Limit: 50}, ""
		switch s.IntN(4) {
		case 0:
			r.Limit = 1 + s.IntN(80)
			query = fmt.Sprintf("?limit=%d", r.Limit)
		case 1:
			r.After, r.Limit = max(0, s.last-s.Int64N(60)), 1+s.IntN(60)
			query = fmt.Sprintf("?after=%d&limit=%d", r.After, r.Limit)
		}
		want := "404"
		if h, err := s.nodes[0].talk.History(context.Background(), who.Principal, s.group, r); err == nil {
			raw, _ := json.Marshal(h)
			want = "200" + string(raw) + "\n"
		}
		for i, node := range s.nodes {
			status, raw := s.call(node, who, "GET", path(s.group, "messages")+query, nil)
			if status == 404 {
				raw = nil
			}
			if got := fmt.Sprint(status) + string(raw); got != want {
				return fmt.Sprintf("node %d, %s%s:\n%s\nwant\n%s", i, who.Name, query, got, want)
			}
		}
	}
	return ""
}

// play plays scenes until something differs; ending is how many acts one has.
func play(h *house, seeds, acts int) (difference string, did map[string]int) {
	did = map[string]int{}
	for seed := range uint64(seeds) {
		s := newScene(h, seed)
		for i := range acts {
			s.act()
			if difference = s.differs(); difference != "" {
				return fmt.Sprintf("seed %d, act %d: %s", seed, i, difference), did
			}
		}
		for name, n := range s.did {
			did[name] += n
		}
	}
	return "", did
}

func TestPagesFromMemoryAreThoseFromTheDatabase(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		difference, did := play(h, 2, 300)
		if difference != "" {
			t.Fatal(difference)
		}
		if len(did) < 21 {
			t.Errorf("some acts never succeeded: %v", did)
		}
	})
}

// A trigger that is missing is a change that nobody tells; each of them must be missed.
func TestAChangeThatIsNotToldWouldBeFound(t *testing.T) {
	for trigger, table := range map[string]string{"messages_shown": "messages", "threads_shown": "threads", "reactions_shown": "reaction_kinds"} {
		t.Run(trigger, func(t *testing.T) {
			each(t, func(t *testing.T, h *house) {
				if h.db.Dialect() == db.Postgres {
					trigger += " ON " + table
				}
				h.write(`DROP TRIGGER ` + trigger)
				if difference, did := play(h, 20, 300); difference == "" {
					t.Error("nothing differs", did)
				}
			})
		})
	}
}

func TestAMessageThatIsDestroyedIsGoneFromPages(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		s := newScene(h, 1)
		for range 10 {
			s.last = s.crew[0].send(s.group, "多").Seq
		}
		for _, seq := range []int64{0, s.last, s.last - 3} {
			h.write(`DELETE FROM messages WHERE conversation_id = ? AND seq = ?`, s.group, seq)
			for range 5 {
				if d := s.differs(); d != "" {
					t.Fatal(d)
				}
			}
		}
	})
}

// Whoever asks after a change was acknowledged sees it, whichever node they ask.
func TestAPageIsNeverOlderThanWhatWasAcknowledged(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		s := newScene(h, 7)
		author := s.crew[0]
		m := author.send(s.group, "0")
		message := path(s.group, "messages", m.Seq)
		var acknowledged atomic.Int64
		var done atomic.Bool
		var readers sync.WaitGroup
		for i := range 4 {
			readers.Go(func() {
				for !done.Load() {
					least := acknowledged.Load()
					_, raw := s.call(s.nodes[i%2], s.crew[i%3], "GET", path(s.group, "messages")+"?limit=1", nil)
					var page history
					if err := json.Unmarshal(raw, &page); err != nil || len(page.Items) != 1 {
						t.Errorf("%v %s", err, raw)
						return
					}
					if got := page.Items[0].EditCount; got < least {
						t.Errorf("version %d after %d was acknowledged", got, least)
						return
					}
				}
			})
		}
		for n := range int64(100) {
			status, raw := s.call(s.nodes[n%2], author, "PATCH", message, map[string]any{"content": text(fmt.Sprint(n + 1))})
			if status != 200 {
				t.Errorf("%d %s", status, raw)
				break
			}
			acknowledged.Store(n + 1)
		}
		done.Store(true)
		readers.Wait()
	})
}
