package ledger

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/client"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/process"
)

const (
	people   = 6
	password = "Ledger-2026!"
)

// kills is how often the server is killed: enough for a habit in make test, many in make soak.
func kills() int {
	if os.Getenv("SOAK") != "" {
		return 1000
	}
	return 50
}

// covers: MSG-01
func TestNoAcknowledgedMessageIsLostWhenTheServerIsKilledOnSQLite(t *testing.T) {
	underKills(t, process.Start(t, "serve", ""), kills())
}

// covers: MSG-01
func TestNoAcknowledgedMessageIsLostWhenTheServerIsKilledOnPostgres(t *testing.T) {
	underKills(t, process.Start(t, "serve", dbtest.NewPostgres(t)), kills())
}

func underKills(t *testing.T, s *process.Server, n int) {
	w := settle(t, s, s.URL)
	stop := w.talk(t)
	random := rand.New(rand.NewPCG(1, uint64(n)))
	for range n {
		before := w.acks.Load()
		w.await(t, before+int64(1+random.IntN(20)))
		s.Kill()
		s.Up()
	}
	stop()
	if wrong := Reconcile(w.ledger.Lines(), w.stored(t)); len(wrong) > 0 {
		t.Fatalf("%d differences:\n%s", len(wrong), strings.Join(wrong, "\n"))
	}
	t.Logf("%d messages acknowledged across %d kills, %d outcomes were unknown and settled by a retry", w.acks.Load(), n, w.unknown.Load())
}

// A server that acknowledges before it stores is what this harness is for: here a proxy plays it.
func TestAServerThatAcknowledgesWithoutStoringIsCaught(t *testing.T) {
	s := process.Start(t, "serve", "")
	target, _ := url.Parse(s.URL)
	proxy := httputil.NewSingleHostReverseProxy(target)
	var n atomic.Int64
	liar := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/messages") && n.Add(1)%17 == 0 {
			rw.WriteHeader(http.StatusCreated)
			_, _ = fmt.Fprint(rw, `{"seq":1000000}`)
			return
		}
		proxy.ServeHTTP(rw, r)
	}))
	defer liar.Close()
	w := settle(t, s, liar.URL)
	stop := w.talk(t)
	w.await(t, 60)
	stop()
	if wrong := Reconcile(w.ledger.Lines(), w.stored(t)); len(wrong) == 0 {
		t.Fatal("the lie was not noticed")
	}
}

// world is a company that talks while its server is killed.
type world struct {
	ledger        *Ledger
	people        []*client.Client
	conversations []string
	acks, unknown atomic.Int64
}

// settle sets the company up and opens a group and two direct conversations.
func settle(t *testing.T, s *process.Server, url string) *world {
	t.Helper()
	ctx := t.Context()
	var link struct {
		URL string `json:"url"`
	}
	if err := s.Run(ctx, &link, "setup"); err != nil {
		t.Fatal(err)
	}
	_, token, _ := strings.Cut(link.URL, "#")
	admin := client.New(url)
	if _, err := admin.Setup(ctx, token, "admin", password); err != nil {
		t.Fatal(err)
	}
	roster := "工号,姓名,部门,状态\n"
	for i := range people {
		roster += fmt.Sprintf("L%03d,账本%d,总部/一组,在职\n", i, i)
	}
	file := filepath.Join(t.TempDir(), "roster.csv")
	if err := os.WriteFile(file, []byte(roster), 0o600); err != nil {
		t.Fatal(err)
	}
	var report struct{ Create int }
	if err := s.Run(ctx, &report, "import", "roster", file); err != nil || report.Create != people {
		t.Fatalf("import: %+v, %v", report, err)
	}
	w := &world{}
	var ids []string
	for _, c := range handOut(t, admin, url) {
		w.people = append(w.people, c.Client)
		ids = append(ids, c.id)
	}
	var err error
	if w.ledger, err = Open(filepath.Join(t.TempDir(), "ledger.jsonl")); err != nil {
		t.Fatal(err)
	}
	w.open(t, "/conversations/groups", map[string]any{"name": "账本", "member_ids": ids[1:]})
	w.open(t, "/conversations/direct", map[string]any{"account_id": ids[1]})
	return w
}

type person struct {
	*client.Client
	id string
}

// handOut gives everybody an initial password and lets them choose their own.
func handOut(t *testing.T, admin *client.Client, url string) []person {
	t.Helper()
	ctx := t.Context()
	var found client.List[struct {
		Person struct{ ID, Number string }
	}]
	// Another process imported the roster; this one hears of it within a second or so.
	for deadline := time.Now().Add(10 * time.Second); len(found.Items) < people; time.Sleep(20 * time.Millisecond) {
		if err := admin.Do(ctx, http.MethodGet, "/admin/people?q=L00&limit=50", nil, &found); err != nil || time.Now().After(deadline) {
			t.Fatalf("%d people of %d are known: %v", len(found.Items), people, err)
		}
	}
	accounts := []string{}
	byNumber := map[string]string{}
	for _, f := range found.Items {
		accounts = append(accounts, f.Person.ID)
		byNumber[f.Person.Number] = f.Person.ID
	}
	var slips client.List[struct {
		Number   string `json:"number"`
		Password string `json:"initial_password"`
	}]
	if err := admin.Do(ctx, http.MethodPost, "/admin/initial-passwords", map[string]any{"account_ids": accounts}, &slips); err != nil {
		t.Fatal(err)
	}
	if len(slips.Items) != people {
		t.Fatalf("%d slips for %d people", len(slips.Items), people)
	}
	out := []person{}
	for _, s := range slips.Items {
		c := client.New(url)
		if _, err := c.Login(ctx, s.Number, s.Password); err != nil {
			t.Fatal(err)
		}
		var e client.Entered
		if err := c.Do(ctx, http.MethodPut, "/session/password", map[string]string{"current": s.Password, "next": password}, &e); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Login(ctx, s.Number, password); err != nil {
			t.Fatal(err)
		}
		out = append(out, person{c, byNumber[s.Number]})
	}
	return out
}

func (w *world) open(t *testing.T, path string, body any) {
	t.Helper()
	var c struct{ ID string }
	if err := w.people[0].Do(t.Context(), http.MethodPost, path, body, &c); err != nil {
		t.Fatal(err)
	}
	w.conversations = append(w.conversations, c.ID)
}

// talk lets everybody send until the returned function is called, which waits for the last answers.
func (w *world) talk(t *testing.T) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	for i, p := range w.people {
		all.Go(func() {
			where := w.conversations[0]
			if i < 2 {
				where = w.conversations[1]
			}
			for ctx.Err() == nil {
				if err := w.say(p, where, fmt.Sprint(i)); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	t.Cleanup(cancel)
	return func() { cancel(); all.Wait() }
}

func newClientID() string { return id.New(clock.Of(time.Now())).String() }

// say sends one message and repeats it under the same client id until the outcome is known.
func (w *world) say(p *client.Client, conversation, sender string) error {
	line := Line{Event: "begin", Conversation: conversation, Client: newClientID(), Sender: sender}
	if err := w.ledger.Write(line); err != nil {
		return err
	}
	body := map[string]any{"client_id": line.Client, "content": map[string]any{"type": "text",
		"nodes": []any{map[string]string{"type": "text", "text": "第 " + line.Client}}}}
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(10 * time.Millisecond) {
		var m struct{ Seq int64 }
		err := p.Do(context.Background(), http.MethodPost, "/conversations/"+conversation+"/messages", body, &m)
		if err == nil {
			line.Event, line.Seq = "ack", m.Seq
			w.acks.Add(1)
			return w.ledger.Write(line)
		}
		var refused *client.Problem
		if errors.As(err, &refused) && refused.Status < 500 && refused.Status != http.StatusTooManyRequests {
			return fmt.Errorf("refused: %w", err)
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("no outcome: %w", err)
		}
		w.unknown.Add(1)
	}
}

// await waits until that many messages are acknowledged.
func (w *world) await(t *testing.T, n int64) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); w.acks.Load() < n; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) || t.Failed() {
			t.Fatalf("%d acknowledged, waiting for %d", w.acks.Load(), n)
		}
	}
}

// stored reads every message back, as a member would.
func (w *world) stored(t *testing.T) []Stored {
	t.Helper()
	out := []Stored{}
	for _, conversation := range w.conversations {
		for after := int64(0); ; {
			var page struct {
				Items []struct {
					Seq      int64  `json:"seq"`
					ClientID string `json:"client_id"`
					Kind     string `json:"kind"`
					SenderID string `json:"sender_id"`
				} `json:"items"`
			}
			path := fmt.Sprintf("/conversations/%s/messages?after=%d&limit=200", conversation, after)
			if err := w.people[0].Do(t.Context(), http.MethodGet, path, nil, &page); err != nil {
				t.Fatal(err)
			}
			for _, m := range page.Items {
				s := Stored{Conversation: conversation, Seq: m.Seq, Sender: w.place(m.SenderID)}
				if m.Kind == "text" {
					s.Client = m.ClientID
				}
				out = append(out, s)
				after = m.Seq
			}
			if len(page.Items) == 0 {
				break
			}
		}
	}
	return out
}

var places sync.Map

// place is the sender's place among the people, as the ledger names senders.
func (w *world) place(account string) string {
	if v, ok := places.Load(account); ok {
		return v.(string)
	}
	for i, p := range w.people {
		var me struct{ Account struct{ ID string } }
		if p.Do(context.Background(), http.MethodGet, "/session", nil, &me) == nil {
			places.Store(me.Account.ID, fmt.Sprint(i))
		}
	}
	v, _ := places.Load(account)
	s, _ := v.(string)
	return s
}
