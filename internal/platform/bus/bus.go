// Package bus carries wake-ups and signs between nodes: NATS in the process, without a port, or a
// cluster when one is configured. What it carries may be lost; nothing is stored in it, and losing
// all of it costs latency, never data.
package bus

import (
	"fmt"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// Bus is a connection to the node's NATS. It is safe for concurrent use.
type Bus struct {
	server *server.Server
	conn   *nats.Conn
}

// Open starts NATS in this process and connects to it in memory.
func Open() (*Bus, error) {
	s, err := server.NewServer(&server.Options{ServerName: "tonggui", DontListen: true, NoSigs: true, NoLog: true})
	if err != nil {
		return nil, fmt.Errorf("bus: %w", err)
	}
	s.Start()
	if !s.ReadyForConnections(10 * time.Second) {
		s.Shutdown()
		return nil, fmt.Errorf("bus: NATS did not start")
	}
	b, err := connect(s)
	if err != nil {
		s.Shutdown()
	}
	return b, err
}

// Join returns a further connection to the same server: another node, as tests need one.
func (b *Bus) Join() (*Bus, error) { return connect(b.server) }

func connect(s *server.Server) (*Bus, error) {
	conn, err := nats.Connect("", nats.InProcessServer(s), nats.NoEcho())
	if err != nil {
		return nil, fmt.Errorf("bus: %w", err)
	}
	// The first round trip makes sure that what follows is heard.
	return &Bus{server: s, conn: conn}, conn.Flush()
}

// Publish tells the other nodes; it never waits and may be lost. The sender does not hear itself.
func (b *Bus) Publish(subject string, data []byte) { _ = b.conn.Publish(subject, data) }

// Subscribe calls fn for what other nodes publish, one at a time, until Close.
func (b *Bus) Subscribe(subject string, fn func(data []byte)) error {
	if _, err := b.conn.Subscribe(subject, func(m *nats.Msg) { fn(m.Data) }); err != nil {
		return err
	}
	return b.conn.Flush() // the server knows of it when we return
}

// Close ends the connection and the server.
func (b *Bus) Close() {
	b.conn.Close()
	b.server.Shutdown()
}
