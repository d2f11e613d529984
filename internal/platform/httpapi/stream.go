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

// A client must send paceBytes within each paceTime. Slower ones hold a connection and memory for
// next to nothing; what has arrived of an upload is kept, so they lose little.
const (
	paceBytes = 32 << 10
	paceTime  = 30 * time.Second
)

// Body gives the bytes of the request. Reading gives ErrSlow from a client that falls behind the
// pace. done must be called when the reading is over.
func (s *Stream) Body() (body io.Reader, done func()) {
	p := &paced{from: s.ctx.BodyReader()}
	// The past as a deadline ends a read that waits; a deadline in the future would have to be
	// renewed by the machine's clock.
	p.timer = time.AfterFunc(paceTime, func() { _ = s.ctx.SetReadDeadline(time.Unix(1, 0)) })
	return p, func() { p.timer.Stop() }
}

// ErrSlow tells that a client sends less than the pace asks for.
var ErrSlow = errors.New("the client sends too slowly")

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
