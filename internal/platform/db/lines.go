package db

import (
	"context"
	"net"
	"sync"

	"github.com/jackc/pgx/v5/pgconn"
)

// lines knows the open connections to PostgreSQL, so that they can be given up.
type lines struct {
	next pgconn.DialFunc
	mu   sync.Mutex
	open map[*line]struct{}
	bars func() error // says why no new one is opened; nil for never
}

func newLines(next pgconn.DialFunc) *lines { return &lines{next: next, open: map[*line]struct{}{}} }

type line struct {
	net.Conn
	of *lines
}

func (l *lines) dial(ctx context.Context, network, address string) (net.Conn, error) {
	l.mu.Lock()
	bars := l.bars
	l.mu.Unlock()
	if bars != nil {
		if err := bars(); err != nil {
			return nil, err
		}
	}
	conn, err := l.next(ctx, network, address)
	if err != nil {
		return nil, err
	}
	one := &line{conn, l}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open[one] = struct{}{}
	return one, nil
}

func (c *line) Close() error {
	c.of.mu.Lock()
	delete(c.of.open, c)
	c.of.mu.Unlock()
	return c.Conn.Close()
}

// Bar sets who says why no connection to PostgreSQL is opened now: what would need one learns at once that
// the database is unavailable, and does not wait for a line that is known to be dead, once for each question.
// On SQLite it does nothing.
func (d *DB) Bar(why func() error) {
	if d.lines == nil {
		return
	}
	d.lines.mu.Lock()
	defer d.lines.mu.Unlock()
	d.lines.bars = why
}

// GiveUp ends every connection to PostgreSQL at once. A line that has died without a word would else
// keep whoever asked waiting for a quarter of an hour; now they learn that the database is unavailable,
// or that the outcome is unknown. What is asked afterwards gets new connections. On SQLite it does
// nothing.
func (d *DB) GiveUp() {
	if d.lines == nil {
		return
	}
	d.lines.mu.Lock()
	defer d.lines.mu.Unlock()
	for c := range d.lines.open {
		_ = c.Conn.Close()
	}
	clear(d.lines.open)
}
