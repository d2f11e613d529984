// Package bus carries wake-ups and signs between nodes: NATS in the process, without a port, or a
// NATS of its own that several nodes share. What it carries may be lost; nothing is stored in it, and
// losing all of it costs latency, never data. It never faces clients.
package bus

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// prefix begins every subject, so that the servers may carry other things too.
const prefix = "tonggui."

const (
	// pingEvery and pingsOut: a line that has died without a word is noticed within two seconds, when
	// the third ping is due and the two before it were not answered.
	pingEvery = 650 * time.Millisecond
	pingsOut  = 2
	// comeBack is how long to wait between two tries, with up to as much again at random, so that a
	// server that returns does not meet all nodes in one moment.
	comeBack   = 250 * time.Millisecond
	connectFor = 2 * time.Second
)

// Options say which NATS to use.
type Options struct {
	URLs            []string // nats:// or tls://; none: NATS in this process
	User, Password  string
	Token           string
	CredentialsFile string // of NATS's decentralised accounts
	CAFile          string // authorities to trust instead of the machine's
	Name            string // as the servers' administrators see this node
	Log             *slog.Logger
}

// Bus is a connection to NATS. It is safe for concurrent use.
type Bus struct {
	server *server.Server // nil where NATS is outside
	conn   *nats.Conn
	breaks atomic.Int64
	sent   atomic.Int64
	heard  atomic.Int64
	change atomic.Pointer[func()]
	up     atomic.Pointer[func()]
}

// Open starts NATS in this process, or begins to connect to the one of the options. It does not wait
// for servers that do not answer: the node works without, and they may come later.
func Open(o Options) (*Bus, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if len(o.URLs) > 0 {
		b := &Bus{}
		return b, b.connect(strings.Join(o.URLs, ","), append(b.watching(o.Log), o.access()...))
	}
	s, err := server.NewServer(&server.Options{ServerName: "tonggui", DontListen: true, NoSigs: true, NoLog: true})
	if err != nil {
		return nil, fmt.Errorf("bus: %w", err)
	}
	s.Start()
	if !s.ReadyForConnections(10 * time.Second) {
		s.Shutdown()
		return nil, errors.New("bus: NATS did not start")
	}
	b := &Bus{server: s}
	if err := b.connect("", []nats.Option{nats.InProcessServer(s)}); err != nil {
		s.Shutdown()
		return nil, err
	}
	// The first round trip makes sure that what follows is heard.
	return b, b.conn.Flush()
}

// access turns the options into what NATS asks of a client.
func (o Options) access() []nats.Option {
	out := []nats.Option{nats.Name(o.Name), nats.RetryOnFailedConnect(true)}
	if o.User != "" {
		out = append(out, nats.UserInfo(o.User, o.Password))
	}
	if o.Token != "" {
		out = append(out, nats.Token(o.Token))
	}
	if o.CredentialsFile != "" {
		out = append(out, nats.UserCredentials(o.CredentialsFile))
	}
	if strings.HasPrefix(o.URLs[0], "tls://") {
		out = append(out, nats.Secure(&tls.Config{MinVersion: tls.VersionTLS12}))
	}
	if o.CAFile != "" {
		out = append(out, nats.RootCAs(o.CAFile))
	}
	return out
}

// watching keeps an eye on the connection. While it is broken nothing is put by for later: it would
// be old news, and what matters is looked up in the database instead.
func (b *Bus) watching(log *slog.Logger) []nats.Option {
	broke := func(why string, err error) {
		b.breaks.Add(1)
		log.Warn(why, "error", err)
		b.changed()
	}
	return []nats.Option{
		nats.Timeout(connectFor), nats.MaxReconnects(-1), nats.ReconnectWait(comeBack), nats.ReconnectJitter(comeBack, comeBack),
		nats.PingInterval(pingEvery), nats.MaxPingsOutstanding(pingsOut), nats.ReconnectBufSize(-1), nats.IgnoreAuthErrorAbort(),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			broke("the connection to NATS is broken; this node looks into the database until it is back", err)
		}),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { broke("NATS reports an error", err) }),
		nats.ConnectHandler(func(*nats.Conn) { b.cameUp() }),
		nats.ReconnectHandler(func(c *nats.Conn) {
			log.Info("connected to NATS again", "server", c.ConnectedUrlRedacted())
			b.cameUp()
		}),
	}
}

func (b *Bus) connect(url string, options []nats.Option) error {
	conn, err := nats.Connect(url, append(options, nats.NoEcho())...)
	if err != nil {
		return fmt.Errorf("bus: %w", err)
	}
	b.conn = conn
	return nil
}

// Join returns a further connection to the same server in this process: another node, as tests need one.
func (b *Bus) Join() (*Bus, error) {
	other := &Bus{server: b.server}
	if err := other.connect("", []nats.Option{nats.InProcessServer(b.server)}); err != nil {
		return nil, err
	}
	return other, other.conn.Flush()
}

// Shared tells whether the NATS is one that other nodes can use too.
func (b *Bus) Shared() bool { return b.server == nil }

// Up tells whether the connection stands.
func (b *Bus) Up() bool { return b.conn.IsConnected() }

// Breaks counts how often something may have been lost on the way to this node: the connection broke,
// or it read too slowly.
func (b *Bus) Breaks() int64 { return b.breaks.Load() }

// OnChange sets who hears that the connection broke or stands again. fn must be quick.
func (b *Bus) OnChange(fn func()) { b.change.Store(&fn) }

// OnUp sets who hears that the connection stands again. fn must be quick.
func (b *Bus) OnUp(fn func()) { b.up.Store(&fn) }

func (b *Bus) cameUp() {
	b.changed()
	if fn := b.up.Load(); fn != nil {
		(*fn)()
	}
}

func (b *Bus) changed() {
	if fn := b.change.Load(); fn != nil {
		(*fn)()
	}
}

// Publish tells the other nodes; it never waits and may be lost. The sender does not hear itself.
func (b *Bus) Publish(subject string, data []byte) {
	b.sent.Add(1)
	_ = b.conn.Publish(prefix+subject, data)
}

// Sent and Heard count what went to other nodes and came from them.
func (b *Bus) Sent() int64 { return b.sent.Load() }

// Heard is described at Sent.
func (b *Bus) Heard() int64 { return b.heard.Load() }

// Subscribe calls fn for what other nodes publish, one at a time, until Close; also after the
// connection was broken.
func (b *Bus) Subscribe(subject string, fn func(data []byte)) error {
	if _, err := b.conn.Subscribe(prefix+subject, func(m *nats.Msg) {
		b.heard.Add(1)
		fn(m.Data)
	}); err != nil {
		return fmt.Errorf("bus: %w", err)
	}
	if !b.Up() {
		return nil // told to the server once it is there
	}
	if err := b.conn.FlushTimeout(connectFor); err != nil && b.server != nil {
		return fmt.Errorf("bus: %w", err)
	}
	return nil // the server knows of it
}

// Close ends the connection, and the server where it is in this process.
func (b *Bus) Close() {
	b.conn.Close()
	if b.server != nil {
		b.server.Shutdown()
	}
}

// Probe connects once with the options and tells the server's version, for tonggui doctor.
func Probe(o Options) (version string, err error) {
	options := append(o.access(), nats.Timeout(connectFor), nats.RetryOnFailedConnect(false), nats.NoReconnect())
	conn, err := nats.Connect(strings.Join(o.URLs, ","), options...)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	return conn.ConnectedServerVersion(), conn.FlushTimeout(connectFor)
}
