package wire

import (
	"bytes"
	"errors"
	"strconv"
)

// answer reads one HTTP/1.1 answer from pieces.
type answer struct {
	Status int
	text   []byte // what has arrived so far
	body   int    // where the body begins; 0 while the head is not whole
	length int    // of the body; -1 where it comes in chunks
	chunk  int    // where the next chunk begins
}

var errAnswer = errors.New("not an HTTP answer")

// feed adds a piece. It tells whether the answer is whole, and how much of the text lies behind it.
func (a *answer) feed(data []byte) (whole bool, rest []byte, err error) {
	a.text = append(a.text, data...)
	if a.body == 0 {
		end := bytes.Index(a.text, []byte("\r\n\r\n"))
		if end < 0 {
			return false, nil, nil
		}
		a.body, a.chunk = end+4, end+4
		if err := a.head(a.text[:end]); err != nil {
			return false, nil, err
		}
	}
	if a.length >= 0 {
		end := a.body + a.length
		if len(a.text) < end {
			return false, nil, nil
		}
		return true, a.text[end:], nil
	}
	for {
		line := bytes.IndexByte(a.text[a.chunk:], '\n')
		if line < 0 {
			return false, nil, nil
		}
		size, err := strconv.ParseInt(string(bytes.TrimSpace(a.text[a.chunk:a.chunk+line])), 16, 32)
		if err != nil {
			return false, nil, errAnswer
		}
		next := a.chunk + line + 1 + int(size) + 2
		if len(a.text) < next {
			return false, nil, nil
		}
		if a.chunk = next; size == 0 {
			return true, a.text[next:], nil
		}
	}
}

func (a *answer) head(head []byte) error {
	if len(head) < 12 || !bytes.HasPrefix(head, []byte("HTTP/1.1 ")) {
		return errAnswer
	}
	var err error
	if a.Status, err = strconv.Atoi(string(head[9:12])); err != nil {
		return errAnswer
	}
	if value, ok := header(head, "\r\nContent-Length: "); ok {
		a.length, err = strconv.Atoi(string(value))
		return err
	}
	if _, ok := header(head, "\r\nTransfer-Encoding: "); ok {
		a.length = -1
	}
	return nil // 204, 101: no body
}

// header finds a header in the form in which Go's server writes it.
func header(head []byte, name string) ([]byte, bool) {
	_, rest, found := bytes.Cut(head, []byte(name))
	value, _, _ := bytes.Cut(rest, []byte("\r\n"))
	return value, found
}

// reset makes ready for the next answer; rest is what has arrived of it.
func (a *answer) reset(rest []byte) {
	text := append(a.text[:0], rest...)
	*a = answer{text: text}
}

// Body is the body of a whole answer, with the marks of chunks in it where it came in chunks.
func (a *answer) Body() []byte { return a.text[a.body:] }
