package ledger

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonggui/internal/platform/realtime"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/process"
	"tonggui/internal/testkit/s3test"

	"github.com/gorilla/websocket"
)

// kills is how often something is killed in a scenario: enough for a habit in make test, many in make soak.
func kills(few int) int {
	if os.Getenv("SOAK") != "" {
		return 1000
	}
	return few
}

// fault hurts the company once and returns when what was hurt is on its way again.
type fault struct {
	name string
	hurt func()
}

// suffer lets the people live through n faults, between which they get some messages through.
func (w *world) suffer(n int, choose func(i int) fault) {
	w.t.Helper()
	random, tally := rand.New(rand.NewPCG(1, uint64(n))), map[string]int{}
	for i := range n {
		w.goOn(1 + random.IntN(16))
		f := choose(i)
		f.hurt()
		tally[f.name]++
		if i%100 == 99 {
			w.t.Logf("%d of %d faults, %d messages acknowledged", i+1, n, w.acks())
		}
	}
	w.goOn(20)
	w.t.Log("faults: ", tally)
}

func (w *world) killLoad() {
	w.living.kill()
	w.start()
}

func killNode(s *process.Server) func() {
	return func() { s.Kill(); s.Up() }
}

// pause stops the program for a while: the length of the pause is what is tested.
func pause(s *process.Server, d time.Duration) func() {
	return func() {
		s.Pause()
		time.Sleep(d)
		s.Continue()
	}
}

// rest lets the people end what they have begun, says a last word, and waits until everybody has heard all.
func (w *world) rest() {
	w.t.Helper()
	w.living.finish(w.t)
	a := &actor{Company: w.company, Person: w.company.People[0], book: w.book, http: w.at(0, 0).HTTP}
	for _, conversation := range []string{w.company.Group, w.company.Direct} {
		last := Line{Event: Begin, Who: a.ID, Conversation: conversation, Client: NewID()}
		if err := a.begin(last); err != nil {
			w.t.Fatal(err)
		}
	}
	newest := map[string]int64{}
	for _, l := range w.lines() {
		if l.Event == Ack {
			newest[l.Conversation] = max(newest[l.Conversation], l.Seq)
		}
	}
	for _, l := range w.watchers {
		for _, conversation := range l.always {
			await(w.t, 20*time.Second, "everybody has heard the last word", func() bool { return l.knows(conversation, newest[conversation]) })
		}
	}
	for _, l := range w.watchers {
		l.end()
	}
}

// settled compares everything, as each of the nodes tells it.
func (w *world) reconcile(driver, source string) {
	w.t.Helper()
	w.rest()
	lines := w.lines()
	counts, frames := map[string]int{}, 0
	for _, l := range lines {
		counts[l.Event]++
	}
	for node := range w.nodes {
		truth := w.truth(node, driver, source)
		if wrong := Reconcile(lines, truth); len(wrong) > 0 {
			w.t.Errorf("%d differences at node %d:\n%s", len(wrong), node, strings.Join(wrong[:min(len(wrong), 40)], "\n"))
		}
		frames = 0
		for _, h := range truth.Heard {
			frames += len(h.Pushed)
		}
	}
	w.t.Logf("%d messages acknowledged, %d readings, %d receipts, %d files in %d pieces, %d recalls refused; %d frames heard",
		counts[Ack], counts[Stands], counts[Confirmed], counts[File], counts[Piece], counts[Refused], frames)
	for event, least := range map[string]int{Ack: 100, Stands: 20, Confirmed: 1, File: 1, Refused: 3} {
		if counts[event] < least {
			w.t.Errorf("only %d times %s: the scenario says too little", counts[event], event)
		}
	}
}

// covers: MSG-01, MSG-03, FIL-01
func TestNothingAcknowledgedIsLostWhateverIsKilledOnSQLite(t *testing.T) {
	t.Parallel()
	s := process.Start(t, "serve", "")
	source := "file:" + filepath.Join(s.Data, "tonggui.db") + "?_pragma=busy_timeout(5000)"
	w := settle(t, s)
	w.age("sqlite", source)
	w.watch()
	w.start()
	w.suffer(kills(24), func(i int) fault {
		switch {
		case i%8 == 5:
			return fault{"load killed", w.killLoad}
		case i%12 == 7:
			return fault{"node paused", pause(s, 300*time.Millisecond)}
		}
		return fault{"node killed", killNode(s)}
	})
	w.reconcile("sqlite", source)
	w.awaitFound()
	w.indexAnew(s)
	w.noUnknownBlobs(s, "sqlite", source)
}

// covers: MSG-01, MSG-03, FIL-01
func TestNothingAcknowledgedIsLostWhateverIsKilledOnPostgres(t *testing.T) {
	t.Parallel()
	c := startCluster(t)
	w := settle(t, c.nodes[:]...)
	c.whole(t)
	w.age("pgx", c.url)
	w.watch()
	w.start()
	w.suffer(kills(20), func(i int) fault {
		switch i % 20 {
		case 3, 13:
			return fault{"PostgreSQL killed", c.killPostgres}
		case 5, 16:
			return fault{"NATS killed", c.killNATS}
		case 7:
			return fault{"load killed", w.killLoad}
		case 9:
			return fault{"node paused for less than its lease", pause(c.nodes[i/20%2], 900*time.Millisecond)}
		case 11:
			return fault{"node paused for longer than its lease", func() { c.outlive(w, i/20%2) }}
		case 15:
			return fault{"PostgreSQL paused for less than a lease", func() { c.freezePostgres(time.Second) }}
		case 18:
			if i%100 == 18 { // costs most of all
				return fault{"PostgreSQL paused for longer than a lease", func() { c.freezePostgres(lease + 2*time.Second) }}
			}
		}
		return fault{"node killed", killNode(c.nodes[i%2])}
	})
	c.whole(t)
	w.reconcile("pgx", c.url)
	w.awaitFound()
}

// lease is how long a node may go on without the database.
const lease = 5 * time.Second

// cluster is two nodes over a PostgreSQL, a NATS and an S3 of their own.
type cluster struct {
	t        *testing.T
	postgres *dbtest.Server
	url      string
	natsAt   string
	nats     *part
	nodes    [2]*process.Server
}

func startCluster(t *testing.T) *cluster {
	t.Helper()
	postgres, err := dbtest.StartPostgres("")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = postgres.Kill(); _ = os.RemoveAll(postgres.Dir()) })
	port, err := dbtest.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	c := &cluster{t: t, postgres: postgres, url: postgres.URL, natsAt: addressOf(port)}
	c.nats = play(t, "nats "+c.natsAt, true)
	s3 := s3test.Start(t)
	env := []string{"TONGGUI_NATS_URL=nats://" + c.natsAt, "TONGGUI_BLOB_STORE=s3", "TONGGUI_BLOB_KEYS_FILE=" + filepath.Join(t.TempDir(), "blobs.json"),
		"TONGGUI_S3_ENDPOINT=" + s3.URL, "TONGGUI_S3_BUCKET=" + s3.Bucket, "TONGGUI_S3_ACCESS_KEY=" + s3.AccessKey, "TONGGUI_S3_SECRET_KEY=" + s3.SecretKey}
	for i := range c.nodes {
		c.nodes[i] = process.Prepare(t, "serve", t.TempDir(), c.url, env...)
		c.nodes[i].Up()
	}
	return c
}

// whole waits until both nodes are well and hear each other.
func (c *cluster) whole(t *testing.T) {
	t.Helper()
	for _, n := range c.nodes {
		await(t, 20*time.Second, "the nodes are well", func() bool { status, body := ready(n.URL); return status == 200 && strings.Contains(body, `"ok"`) })
	}
}

func (c *cluster) killPostgres() {
	c.t.Helper()
	if err := c.postgres.Kill(); err != nil {
		c.t.Fatal(err)
	}
	if err := c.postgres.Up(); err != nil {
		c.t.Fatal(err)
	}
}

func (c *cluster) freezePostgres(d time.Duration) {
	c.postgres.Freeze()
	time.Sleep(d)
	c.postgres.Thaw()
}

func (c *cluster) killNATS() {
	c.nats.kill()
	c.nats = play(c.t, "nats "+c.natsAt, true)
}

// outlive pauses a node for longer than its lease: the sockets that it held must not stay, for what was
// pushed meanwhile is lost to them.
func (c *cluster) outlive(w *world, node int) {
	c.t.Helper()
	before := w.cutOff()
	held := 0
	for _, l := range w.watchers {
		l.mu.Lock()
		if l.node == node {
			held++
		}
		l.mu.Unlock()
	}
	pause(c.nodes[node], lease+1500*time.Millisecond)()
	await(c.t, 10*time.Second, "the sockets of a node that was away for longer than its lease are closed", func() bool { return w.cutOff() >= before+held })
}

// cutOff is how often a socket was closed because its node was cut off, or broke.
func (w *world) cutOff() (n int) {
	for _, l := range w.watchers {
		l.mu.Lock()
		n += l.codes[realtime.CloseCutOff] + l.codes[websocket.CloseAbnormalClosure]
		l.mu.Unlock()
	}
	return n
}
