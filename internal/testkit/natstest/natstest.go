// Package natstest runs a real NATS server on a port, so that tests can let nodes share one and take it
// away from them.
package natstest

import (
	"fmt"
	"testing"
	"time"

	"tonggui/internal/testkit/dbtest"

	"github.com/nats-io/nats-server/v2/server"
)

// Server is a NATS server of a test's own.
type Server struct {
	URL     string
	t       testing.TB
	options server.Options
	running *server.Server
}

// Start runs a server until the test ends; with a token only those who know it get in.
func Start(t testing.TB, token string) *Server {
	t.Helper()
	port, err := dbtest.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{t: t, URL: fmt.Sprintf("nats://127.0.0.1:%d", port),
		options: server.Options{Host: "127.0.0.1", Port: port, NoSigs: true, NoLog: true, Authorization: token}}
	s.Up()
	t.Cleanup(s.Down)
	return s
}

// Up starts the server, again where it was stopped, and waits until it takes connections.
func (s *Server) Up() {
	s.t.Helper()
	options := s.options
	var err error
	if s.running, err = server.NewServer(&options); err != nil {
		s.t.Fatal(err)
	}
	s.running.Start()
	if !s.running.ReadyForConnections(10 * time.Second) {
		s.t.Fatal("NATS did not start")
	}
}

// Down ends the server and all its connections.
func (s *Server) Down() {
	s.running.Shutdown()
	s.running.WaitForShutdown()
}

// Admit lets in who knows another token, from the next Up on.
func (s *Server) Admit(token string) { s.options.Authorization = token }
