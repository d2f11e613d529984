package httpapi

import (
	"errors"
	"io"
	"os"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// Stream is embedded in the input of an operation that reads its body as it comes, instead of having
// it in memory. Its length and its time have no limit but the operation's own and the pace below.
type Stream struct{ ctx huma.Context }

// Resolve is huma's way to hand over the request.
func (s *Stream) Resolve(ctx huma.Context) []error {
	s.ctx = ctx
	return nil
}

// SetHeader sets a header of the answer, also of a refusal that follows.
func (s *Stream) SetHeader(name, value string) { s.ctx.SetHeader(name, value) }

// Length is what the client announces; -1 where it does not.
func (s *Stream) Length() int64 { return requestOf(s.ctx).ContentLength }

// paceBytes is what a client must send within each paceTime. Slower ones hold a connection and memory
// for next to nothing; what has arrived of an upload is kept, so they lose little.
const paceBytes = 32 << 10

var paceTime = 30 * time.Second

// Body gives the bytes of the request. Reading gives ErrSlow from a client that falls behind the
// pace. done must be called when the reading is over.
func (s *Stream) Body() (body io.Reader, done func()) {
	// The past as a deadline ends a read that waits; a deadline in the future would have to be
	// renewed by the machine's clock.
	return pace(s.ctx.BodyReader(), func() { _ = s.ctx.SetReadDeadline(time.Unix(1, 0)) })
}

// ErrSlow tells that a client sends less than the pace asks for.
var ErrSlow = errors.New("the client sends too slowly")

// pace calls late when fewer than paceBytes came within paceTime.
func pace(from io.Reader, late func()) (io.Reader, func()) {
	p := &paced{from: from, timer: time.AfterFunc(paceTime, late)}
	return p, func() { p.timer.Stop() }
}

type paced struct {
	from  io.Reader
	timer *time.Timer
	n     int
}

func (p *paced) Read(b []byte) (int, error) {
	n, err := p.from.Read(b)
	if p.n += n; p.n >= paceBytes {
		p.n = 0
		p.timer.Reset(paceTime)
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		err = ErrSlow
	}
	return n, err
}
