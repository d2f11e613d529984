package ledger

import (
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

// covers: MSG-01, MSG-03, FIL-01
func TestNothingAcknowledgedIsLostWhateverIsKilledOnPostgres(t *testing.T) {
	t.Parallel()
	c := startCluster(t, nil)
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

// startCluster starts all of it; prepare sees each node before its start, and more are settings of the one
// and of the other.
func startCluster(t *testing.T, prepare func(s *process.Server, node int), more ...string) *cluster {
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
		own := env
		if len(more) > 0 {
			own = append(env[:len(env):len(env)], more[i])
		}
		c.nodes[i] = process.Prepare(t, "serve", t.TempDir(), c.url, own...)
		if prepare != nil {
			prepare(c.nodes[i], i)
		}
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
	held := 0
	for _, l := range w.watchers {
		await(c.t, 20*time.Second, "everybody listens", l.connected)
		if l.at() == node {
			held++
		}
	}
	before := w.cutOff()
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
