package wire

import (
	"fmt"
	"strings"
)

// Lane is a kept-alive HTTP connection with at most one request under way.
type Lane struct {
	loop   *Loop
	conn   *conn
	answer answer
	// Busy tells that a request is under way.
	Busy bool
	// Got is called with each answer; the body is valid until it returns. It may Send the next request.
	Got func(status int, body []byte) error
}

// Lane opens a connection for requests.
func (l *Loop) Lane(got func(status int, body []byte) error) (*Lane, error) {
	lane := &Lane{loop: l, Got: got}
	var err error
	lane.conn, err = l.dial(lane.hear)
	return lane, err
}

// Send writes a whole request.
func (n *Lane) Send(request []byte) error {
	n.Busy = true
	return n.conn.write(request)
}

// Close ends the connection.
func (n *Lane) Close() { n.loop.drop(n.conn) }

func (n *Lane) hear(data []byte) error {
	whole, rest, err := n.answer.feed(data)
	if err != nil || !whole {
		return err
	}
	if len(rest) > 0 {
		return fmt.Errorf("the server says more than it was asked: %q", rest)
	}
	n.Busy = false
	status, body := n.answer.Status, n.answer.Body()
	n.answer.reset(nil) // the text stays where it is until the next answer arrives
	return n.Got(status, body)
}

// Request is a request whose changing parts are overwritten in place before each use.
type Request struct {
	Raw    []byte
	places map[string][]place
}

type place struct{ from, to int }

// NewRequest makes a request. Each of places is found wherever its present value stands.
func NewRequest(host, method, path, token string, body []byte, places ...string) *Request {
	var b strings.Builder
	fmt.Fprintf(&b, "%s /api/v1%s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n", method, path, host, token)
	if body != nil {
		fmt.Fprintf(&b, "Content-Type: application/json\r\nContent-Length: %d\r\n", len(body))
	}
	b.WriteString("\r\n")
	b.Write(body)
	r := &Request{Raw: []byte(b.String()), places: map[string][]place{}}
	for _, value := range places {
		for at := 0; ; {
			i := strings.Index(b.String()[at:], value)
			if i < 0 {
				break
			}
			r.places[value] = append(r.places[value], place{at + i, at + i + len(value)})
			at += i + len(value)
		}
	}
	return r
}

// Set overwrites what stood at a place at first with something of the same length.
func (r *Request) Set(first, value string) {
	for _, p := range r.places[first] {
		copy(r.Raw[p.from:p.to], value)
	}
}
