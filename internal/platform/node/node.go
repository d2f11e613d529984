package node

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Life is how long a lease holds without being renewed.
const Life = 5 * time.Second

const (
	renewEvery = time.Second
	// renewFor leaves room for a second try within Life.
	renewFor = 2 * time.Second
	// silence is after how long a node counts as not heard on the bus.
	silence = 2500 * time.Millisecond
)

// ErrCutOff tells that the node does not reach the database and must not answer; another one may.
var ErrCutOff = apperr.Define(http.StatusServiceUnavailable, "node.cut_off")

// Bus is what a node needs to be heard by the others.
type Bus interface {
	Publish(subject string, data []byte)
	Subscribe(subject string, fn func(data []byte)) error
	Up() bool
	Breaks() int64
	OnChange(fn func())
}

const subjectHeart = "node.heart"

// Options say how to join the others.
type Options struct {
	DB    db.Options // the shared database; the lease has a connection of its own, which requests cannot use up
	Rooms []db.Migrations
	Bus   Bus
	Name  string // as administrators see it
	// Version is the program's.
	Version string
	Log     *slog.Logger
	// Monotonic is the counter by which the lease is judged; nil for the machine's.
	Monotonic func() time.Duration
}

// Node is this process. It is safe for concurrent use.
type Node struct {
	ID        id.ID
	o         Options
	db        *db.DB // nil where the node is alone
	renewed   atomic.Int64
	lost      atomic.Bool
	onLost    func()
	onGone    func(node id.ID)
	onOutdate func(error)
	look      chan struct{}
	losses    atomic.Int64
	skew      atomic.Int64 // of this machine's clock against the database's, in microseconds
	stop      context.CancelFunc
	ended     sync.WaitGroup
	leave     sync.Once

	mu                  sync.Mutex
	peers               map[id.ID]*peer
	behind, behindUntil time.Duration // how far another clock is behind, and until when that holds by the counter
}

// peer is another node whose lease holds.
type peer struct {
	name, version string
	reaches       bool          // whether it says that it reaches the bus
	heard         time.Duration // when it was last heard there
}

// Alone returns a node without others: its lease always holds.
func Alone(c clock.Clock) *Node { return &Node{ID: id.New(c.Now())} }

// Join takes a lease. It returns when the lease is taken and others can know of it.
func Join(ctx context.Context, o Options) (*Node, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Monotonic == nil {
		o.Monotonic = clock.Monotonic
	}
	o.DB.MaxConns = 1
	d, err := db.Open(ctx, o.DB)
	if err != nil {
		return nil, err
	}
	n := &Node{ID: id.New(o.DB.Clock.Now()), o: o, db: d, peers: map[id.ID]*peer{}, look: make(chan struct{}, 1),
		onLost: func() {}, onGone: func(id.ID) {}, onOutdate: func(error) {}}
	if err = n.sweep(ctx); err == nil {
		err = n.renew(ctx)
	}
	if err != nil {
		_ = d.Close()
		return nil, err
	}
	return n, nil
}

// OnLost sets who hears that the lease has ended: sockets must be closed. Call before Start.
func (n *Node) OnLost(fn func()) { n.onLost = fn }

// OnGone sets who hears that another node is no more. Call before Start.
func (n *Node) OnGone(fn func(node id.ID)) { n.onGone = fn }

// OnOutdated sets who hears that the database can no longer be used by this program, because a newer
// one has changed it: the process must end. Call before Start.
func (n *Node) OnOutdated(fn func(error)) { n.onOutdate = fn }

// Start renews the lease until Leave.
func (n *Node) Start(ctx context.Context) error {
	if n.db == nil {
		return nil
	}
	if err := n.o.Bus.Subscribe(subjectHeart, n.hearHeart); err != nil {
		return err
	}
	n.o.Bus.OnChange(n.lookNow)
	ctx, n.stop = context.WithCancel(ctx)
	n.ended.Go(func() { n.keep(ctx) })
	n.ended.Go(func() { n.watch(ctx) })
	return nil
}

// Holds tells whether the lease holds now.
func (n *Node) Holds() bool {
	return n.db == nil || n.o.Monotonic()-time.Duration(n.renewed.Load()) < Life
}

// Err is ErrCutOff while the lease does not hold, else nil.
func (n *Node) Err() error {
	if n.Holds() {
		return nil
	}
	return ErrCutOff.New("retry_after_s", 1)
}

// Leave gives the lease back, so that the others know at once.
func (n *Node) Leave(ctx context.Context) {
	if n.db != nil {
		n.leave.Do(func() { n.end(ctx) })
	}
}

func (n *Node) end(ctx context.Context) {
	if n.stop != nil {
		n.stop()
		n.ended.Wait()
	}
	ctx, cancel := context.WithTimeout(ctx, renewFor)
	defer cancel()
	if err := n.giveBack(ctx); err != nil {
		n.o.Log.WarnContext(ctx, "the lease could not be given back; it ends by itself", "error", err)
	}
	_ = n.db.Close()
}

// keep renews the lease.
func (n *Node) keep(ctx context.Context) {
	ticker := time.NewTicker(renewEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		case <-n.look:
		}
		n.o.Bus.Publish(subjectHeart, n.ID[:])
		if err := n.renew(ctx); err != nil && ctx.Err() == nil {
			n.o.Log.WarnContext(ctx, "the lease could not be renewed; it will be tried again", "error", err)
		}
	}
}

// watch notices the end of the lease while keep waits for the database.
func (n *Node) watch(ctx context.Context) {
	for {
		left := time.Duration(n.renewed.Load()) + Life - n.o.Monotonic()
		if left <= 0 {
			n.lose(ctx)
			left = renewEvery / 4
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(left):
		}
	}
}

// lose says once that the lease has ended.
func (n *Node) lose(ctx context.Context) {
	if !n.lost.Swap(true) {
		n.losses.Add(1)
		n.o.Log.ErrorContext(ctx, "this node is cut off from the database: it closes its connections and refuses requests until it is back")
		n.onLost()
	}
}

// lookNow renews at once: the others shall know soon that this node does not hear them.
func (n *Node) lookNow() {
	select {
	case n.look <- struct{}{}:
	default:
	}
}

// renew writes the lease and learns of the others. The lease counts from before the question was asked.
func (n *Node) renew(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, renewFor)
	defer cancel()
	began := n.o.Monotonic()
	others, err := n.write(ctx)
	if err != nil {
		return err
	}
	if n.renewed.Load() != 0 && !n.Holds() {
		n.lose(ctx) // a process that was stopped for a while comes here before its watch wakes
	}
	n.renewed.Store(int64(max(began, 1)))
	if n.lost.Swap(false) {
		n.o.Log.InfoContext(ctx, "this node reaches the database again and goes on")
	}
	n.meet(others)
	return n.judge(ctx)
}

// judge ends the program where the database has moved beyond it.
func (n *Node) judge(ctx context.Context) error {
	err := n.db.CheckFloor(ctx, n.o.Rooms)
	if _, outdated := err.(db.TooOld); outdated {
		n.onOutdate(err)
	}
	return err
}
