package ledger

import (
	"bufio"
	"encoding/json"
	"errors"
	"net"
	"sync"
	"time"
)

// Book is a connection to the ledger's process; safe for concurrent use, one request at a time.
type Book struct {
	mu      sync.Mutex
	conn    net.Conn
	answers *json.Decoder
}

// OpenBook connects to the ledger's process.
func OpenBook(address string) (*Book, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	return &Book{conn: conn, answers: json.NewDecoder(bufio.NewReader(conn))}, nil
}

// Close ends the connection; the ledger stays.
func (b *Book) Close() { _ = b.conn.Close() }

// Write returns when the lines are on stable storage.
func (b *Book) Write(lines ...Line) error {
	_, err := b.ask(request{Write: lines}, time.Minute)
	return err
}

// Await returns when there are n lines of an event.
func (b *Book) Await(event string, n int, within time.Duration) error {
	_, err := b.ask(request{Await: event, Count: n}, within)
	return err
}

// Count is how many lines of an event there are.
func (b *Book) Count(event string) (int, error) {
	a, err := b.ask(request{Look: event}, time.Minute)
	return a.Count, err
}

// Lines is the whole ledger.
func (b *Book) Lines() ([]Line, error) {
	a, err := b.ask(request{All: true}, time.Minute)
	return a.Lines, err
}

func (b *Book) ask(r request, within time.Duration) (a answer, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	text, err := json.Marshal(r)
	if err != nil {
		return a, err
	}
	_ = b.conn.SetDeadline(time.Now().Add(within))
	if _, err := b.conn.Write(append(text, '\n')); err != nil {
		return a, err
	}
	if err := b.answers.Decode(&a); err != nil {
		return a, err
	}
	if a.Error != "" {
		err = errors.New(a.Error)
	}
	return a, err
}
