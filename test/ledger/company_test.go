package ledger

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tonggui/internal/testkit/client"
	"tonggui/internal/testkit/process"
	"tonggui/internal/testkit/wait"
)

const (
	people   = 6
	password = "Ledger-2026!"
)

// world is a company with its servers, its ledger, and what listens to it.
type world struct {
	t        *testing.T
	nodes    []*process.Server
	ledger   string // the address of its process
	book     *Book
	company  Company
	admin    *client.Client
	living   *part
	watchers []*watcher
}

// settle sets the company up at its nodes, which run, and opens a group and a direct conversation.
func settle(t *testing.T, nodes ...*process.Server) *world {
	t.Helper()
	w := &world{t: t, nodes: nodes}
	w.ledger = play(t, "keeper "+filepath.Join(t.TempDir(), "ledger.jsonl"), true).first
	var err error
	if w.book, err = OpenBook(w.ledger); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.book.Close)
	w.hire()
	w.company.Ledger = w.ledger
	for _, n := range nodes {
		w.company.Nodes = append(w.company.Nodes, n.URL)
	}
	ids := []string{}
	for _, p := range w.company.People {
		ids = append(ids, p.ID)
	}
	w.company.Group = w.open("/conversations/groups", map[string]any{"name": "账本", "member_ids": ids[1:]})
	w.company.Direct = w.open("/conversations/direct", map[string]any{"account_id": ids[1]})
	t.Cleanup(func() {
		if t.Failed() {
			for i, n := range nodes {
				n.Kill()
				t.Logf("faults that node %d told:\n%s\nand at last:\n%s", i, strings.Join(faultsIn(n.Log()), "\n"), tail(n.Log(), 2000))
			}
		}
	})
	return w
}

// faultsIn are the lines of a log that tell of a fault of the program itself.
func faultsIn(log string) (lines []string) {
	for line := range strings.Lines(log) {
		if strings.Contains(line, "code=internal") || strings.Contains(line, "panic") {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines[:min(len(lines), 10)]
}

func tail(s string, n int) string { return s[max(0, len(s)-n):] }

// hire sets the company up, makes accounts and lets everybody log in.
func (w *world) hire() {
	t, ctx, first := w.t, w.t.Context(), w.nodes[0]
	t.Helper()
	var link struct {
		URL string `json:"url"`
	}
	if err := first.Run(ctx, &link, "setup"); err != nil {
		t.Fatal(err)
	}
	_, token, _ := strings.Cut(link.URL, "#")
	w.admin = client.New(first.URL)
	if _, err := w.admin.Setup(ctx, token, "admin", password); err != nil {
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
	if err := first.Run(ctx, &report, "import", "roster", file); err != nil || report.Create != people {
		t.Fatalf("import: %+v, %v", report, err)
	}
	var found client.List[struct {
		Person struct{ ID, Number string }
	}]
	// Another process imported the roster; the nodes hear of it within a second or so.
	await(t, 10*time.Second, "the roster is known", func() bool {
		return w.admin.Do(ctx, http.MethodGet, "/admin/people?q=L00&limit=50", nil, &found) == nil && len(found.Items) == people
	})
	accounts, ids := []string{}, map[string]string{}
	for _, f := range found.Items {
		accounts = append(accounts, f.Person.ID)
		ids[f.Person.Number] = f.Person.ID
	}
	var slips client.List[struct {
		Number   string `json:"number"`
		Password string `json:"initial_password"`
	}]
	if err := w.admin.Do(ctx, http.MethodPost, "/admin/initial-passwords", map[string]any{"account_ids": accounts}, &slips); err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(slips.Items, func(a, b struct {
		Number   string `json:"number"`
		Password string `json:"initial_password"`
	}) int {
		return strings.Compare(a.Number, b.Number)
	})
	for _, s := range slips.Items {
		c := client.New(first.URL)
		if _, err := c.Login(ctx, s.Number, s.Password); err != nil {
			t.Fatal(err)
		}
		var e client.Entered
		if err := c.Do(ctx, http.MethodPut, "/session/password", map[string]string{"current": s.Password, "next": password}, &e); err != nil {
			t.Fatal(err)
		}
		w.company.People = append(w.company.People, Person{ids[s.Number], e.Token})
	}
	for _, n := range w.nodes {
		await(t, 10*time.Second, "every node knows everybody", func() bool {
			for _, p := range w.company.People {
				c := client.Client{Base: n.URL, Token: p.Token, HTTP: http.DefaultClient}
				if c.Do(ctx, http.MethodGet, "/people/"+w.company.People[0].ID, nil, nil) != nil {
					return false
				}
			}
			return true
		})
	}
}

// at is a person at a node, with patience.
func (w *world) at(node, person int) *client.Client {
	c := client.New(w.nodes[node].URL)
	c.Token = w.company.People[person].Token
	return c
}

func (w *world) open(path string, body any) string {
	w.t.Helper()
	var c struct{ ID string }
	if err := w.at(0, 0).Do(w.t.Context(), http.MethodPost, path, body, &c); err != nil {
		w.t.Fatal(err)
	}
	return c.ID
}

// start lets the people live.
func (w *world) start() {
	w.t.Helper()
	w.living = play(w.t, "people", false)
	if err := json.NewEncoder(w.living.in).Encode(w.company); err != nil {
		w.t.Fatal(err)
	}
}

// acks is how many messages were acknowledged until now.
func (w *world) acks() int {
	w.t.Helper()
	n, err := w.book.Count(Ack)
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

// goOn waits until that many more messages are acknowledged.
func (w *world) goOn(n int) {
	w.t.Helper()
	if before := w.acks(); w.book.Await(Ack, before+n, time.Minute) != nil {
		w.t.Fatalf("%d acknowledged, and not %d more within a minute", before, n)
	}
}

// await waits for what must come true by itself.
func await(t *testing.T, within time.Duration, what string, is func() bool) {
	t.Helper()
	wait.Soon(t, within, what, is)
}
