package nodes

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/client"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/line"
	"tonggui/internal/testkit/natstest"
	"tonggui/internal/testkit/process"
	"tonggui/internal/testkit/s3test"
	"tonggui/internal/testkit/wait"
)

const password = "Nodes-2026!"

// company is two servers and the people who use them.
type company struct {
	t     *testing.T
	nats  *natstest.Server
	nodes [2]*process.Server
	db    [2]*line.Line // each node's way to PostgreSQL
	bus   [2]*line.Line // and to NATS
	env   []string
	url   string // of PostgreSQL, by no line
	admin *client.Client
}

// person has a session, which holds at every node.
type person struct {
	*company
	id     string
	number string
	token  string
}

// found starts two nodes over the database and sets the company up.
func found(t *testing.T, databaseURL string) *company {
	t.Helper()
	if testing.Short() {
		t.Skip("starts PostgreSQL, NATS, S3 and two servers")
	}
	c := &company{t: t, nats: natstest.Start(t, "between-nodes"), url: databaseURL}
	s3 := s3test.Start(t)
	keys := filepath.Join(t.TempDir(), "blobs.json")
	c.env = []string{"TONGGUI_NATS_TOKEN=between-nodes", "TONGGUI_BLOB_STORE=s3", "TONGGUI_BLOB_KEYS_FILE=" + keys,
		"TONGGUI_S3_ENDPOINT=" + s3.URL, "TONGGUI_S3_BUCKET=" + s3.Bucket, "TONGGUI_S3_ACCESS_KEY=" + s3.AccessKey, "TONGGUI_S3_SECRET_KEY=" + s3.SecretKey}
	for i := range c.nodes {
		c.db[i] = line.New(t, hostOf(databaseURL))
		c.bus[i] = line.New(t, strings.TrimPrefix(c.nats.URL, "nats://"))
		c.nodes[i] = process.Prepare(t, "serve", t.TempDir(), c.through(i), append(c.env, "TONGGUI_NATS_URL=nats://"+c.bus[i].Addr)...)
		c.nodes[i].Up()
	}
	c.setUp()
	c.await(10*time.Second, "the nodes hear each other", func() bool { return c.ready(0) == "ok" && c.ready(1) == "ok" })
	return c
}

func hostOf(databaseURL string) string {
	return strings.Split(strings.SplitAfter(databaseURL, "@")[1], "/")[0]
}

// through is the database's address by a node's own line.
func (c *company) through(node int) string {
	return strings.Replace(c.url, hostOf(c.url), c.db[node].Addr, 1)
}

func (c *company) setUp() {
	c.t.Helper()
	ctx := c.t.Context()
	var link struct {
		URL string `json:"url"`
	}
	if err := c.nodes[0].Run(ctx, &link, "setup"); err != nil {
		c.t.Fatal(err)
	}
	_, token, _ := strings.Cut(link.URL, "#")
	c.admin = client.New(c.nodes[0].URL)
	if _, err := c.admin.Setup(ctx, token, "admin", password); err != nil {
		c.t.Fatal(err)
	}
}

// hire makes accounts and lets everybody log in.
func (c *company) hire(n int) []person {
	c.t.Helper()
	ctx := c.t.Context()
	roster := "工号,姓名,部门,状态\n"
	for i := range n {
		roster += fmt.Sprintf("N%03d,同事%d,总部/一组,在职\n", i, i)
	}
	file := filepath.Join(c.t.TempDir(), "roster.csv")
	if err := os.WriteFile(file, []byte(roster), 0o600); err != nil {
		c.t.Fatal(err)
	}
	if err := c.nodes[0].Run(ctx, nil, "import", "roster", file); err != nil {
		c.t.Fatal(err)
	}
	var known client.List[struct {
		Person struct{ ID, Number string }
	}]
	c.await(10*time.Second, "the roster is known", func() bool {
		return c.admin.Do(ctx, http.MethodGet, "/admin/people?q=N00&limit=50", nil, &known) == nil && len(known.Items) == n
	})
	accounts, people := []string{}, []person{}
	for _, k := range known.Items {
		accounts = append(accounts, k.Person.ID)
		people = append(people, person{company: c, id: k.Person.ID, number: k.Person.Number})
	}
	var slips client.List[struct {
		Number   string `json:"number"`
		Password string `json:"initial_password"`
	}]
	c.must(c.admin.Do(ctx, http.MethodPost, "/admin/initial-passwords", map[string]any{"account_ids": accounts}, &slips))
	for _, s := range slips.Items {
		p := &people[slices.IndexFunc(people, func(p person) bool { return p.number == s.Number })]
		at := client.New(c.nodes[0].URL)
		if _, err := at.Login(ctx, s.Number, s.Password); err != nil {
			c.t.Fatal(err)
		}
		var e client.Entered
		c.must(at.Do(ctx, http.MethodPut, "/session/password", map[string]string{"current": s.Password, "next": password}, &e))
		if _, err := at.Login(ctx, s.Number, password); err != nil {
			c.t.Fatal(err)
		}
		p.token = at.Token
	}
	// The other node hears of them by itself.
	c.await(5*time.Second, "the other node knows everybody", func() bool {
		for _, p := range people {
			if p.at(0).Do(ctx, http.MethodGet, "/people/"+people[0].id, nil, nil) != nil || p.at(1).Do(ctx, http.MethodGet, "/people/"+people[0].id, nil, nil) != nil {
				return false
			}
		}
		return true
	})
	return people
}

// at is the person at one of the nodes.
func (p person) at(node int) *client.Client {
	c := client.New(p.nodes[node].URL)
	c.Token = p.token
	return c
}

func (c *company) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

// await waits for what must come true by itself.
func (c *company) await(within time.Duration, what string, is func() bool) time.Duration {
	c.t.Helper()
	return wait.Soon(c.t, within, what, is)
}

// ready is what /readyz says of a node, with the problems.
func (c *company) ready(node int) string {
	var health struct {
		Status   string
		Problems []string
	}
	if _, err := read(c.nodes[node].URL+"/readyz", &health); err != nil {
		return err.Error()
	}
	return strings.TrimSpace(health.Status + " " + strings.Join(health.Problems, " "))
}

// group opens a group of all the people.
func group(people []person) string {
	p := people[0]
	ids := []string{}
	for _, other := range people[1:] {
		ids = append(ids, other.id)
	}
	var g struct{ ID string }
	p.must(p.at(0).Do(p.t.Context(), http.MethodPost, "/conversations/groups", map[string]any{"name": "两台", "member_ids": ids}, &g))
	return g.ID
}

type words map[string]any

// text is the body of a message, with an id of its own.
func text(say string, files ...string) words {
	content := words{"type": "text", "nodes": []any{words{"type": "text", "text": say}}}
	if len(files) > 0 {
		content["file_ids"] = files
	}
	return words{"client_id": id.New(clock.Of(time.Now())).String(), "content": content}
}

// try sends once.
func (p person) try(node int, conversation string, body words) (seq int64, err error) {
	var m struct{ Seq int64 }
	err = p.at(node).Do(p.t.Context(), http.MethodPost, "/conversations/"+conversation+"/messages", body, &m)
	return m.Seq, err
}

// say sends a message that must be taken at once.
func (p person) say(node int, conversation, what string) int64 {
	p.t.Helper()
	seq, err := p.try(node, conversation, text(what))
	p.must(err)
	return seq
}

type stored struct {
	Seq      int64
	ClientID string `json:"client_id"`
	Content  struct {
		Files []struct{ ID, SHA256 string }
	}
}

// history is all of a conversation, as a node tells it.
func (p person) history(node int, conversation string) (all []stored) {
	p.t.Helper()
	for {
		after := int64(0)
		if len(all) > 0 {
			after = all[len(all)-1].Seq
		}
		var page struct{ Items []stored }
		p.must(p.at(node).Do(p.t.Context(), http.MethodGet, fmt.Sprintf("/conversations/%s/messages?after=%d&limit=200", conversation, after), nil, &page))
		if len(page.Items) == 0 {
			return all
		}
		all = append(all, page.Items...)
	}
}

func postgres(t *testing.T) string { return dbtest.NewPostgres(t) }
