package messaging

import (
	"context"
	"net/http"
	"unicode/utf8"

	"tonggui/internal/messaging/content"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

// sendPlain reads a request to send nothing but words, which nearly all messages are.
func (s *Service) sendPlain(r *http.Request, body []byte) httpapi.Run {
	in, err := id.Parse(r.PathValue("id"))
	if err != nil {
		return nil
	}
	out, plain := readPlain(body)
	if !plain {
		return nil
	}
	return func(ctx context.Context, who authz.Principal) (int, any, error) {
		v, first, err := s.Send(ctx, who, in, out)
		if !first {
			return http.StatusOK, &v, err
		}
		return http.StatusCreated, &v, nil
	}
}

// plainNodes is how many pieces of words are read here; more are no words that somebody typed.
const plainNodes = 16

// readPlain reads a body of nothing but a client id and words; false for all others, also for bad ones.
func readPlain(body []byte) (out Outgoing, plain bool) {
	if !utf8.Valid(body) {
		return out, false
	}
	p := plainReader{rest: body}
	p.object(func(name string) {
		switch {
		case name == "client_id" && out.ClientID.IsZero():
			var err error
			out.ClientID, err = id.Parse(p.text())
			p.bad = p.bad || err != nil || out.ClientID.IsZero()
		case name == "content" && out.Content.Type == "":
			out.Content = p.content()
		default:
			p.bad = true
		}
	})
	p.space()
	return out, !p.bad && len(p.rest) == 0 && !out.ClientID.IsZero() && out.Content.Type != ""
}

// plainReader reads the JSON of plain words. Whatever it does not know makes it bad, and it reads on
// without meaning.
type plainReader struct {
	rest []byte
	bad  bool
}

func (p *plainReader) content() (w content.Written) {
	p.object(func(name string) {
		switch {
		case name == "type" && w.Type == "":
			if w.Type = p.text(); w.Type != content.KindText {
				p.bad = true
			}
		case name == "nodes" && w.Nodes == nil:
			p.must('[')
			for more := true; more && !p.bad && len(w.Nodes) < plainNodes; more = p.comma(']') {
				w.Nodes = append(w.Nodes, p.node())
			}
			p.must(']')
		default:
			p.bad = true
		}
	})
	p.bad = p.bad || w.Type == "" || w.Nodes == nil
	return w
}

func (p *plainReader) node() (n content.Node) {
	p.object(func(name string) {
		switch {
		case name == "type" && n.Type == "":
			if n.Type = p.text(); n.Type != content.NodeText {
				p.bad = true
			}
		case name == "text" && n.Text == "":
			n.Text = p.text()
			p.bad = p.bad || n.Text == ""
		default:
			p.bad = true
		}
	})
	p.bad = p.bad || n.Type == "" || n.Text == ""
	return n
}

// object reads an object; field reads the value of each name.
func (p *plainReader) object(field func(name string)) {
	p.must('{')
	for more := true; more && !p.bad; more = p.comma('}') {
		name := p.text()
		p.must(':')
		if !p.bad {
			field(name)
		}
	}
	p.must('}')
}

// comma tells whether another value follows before the end.
func (p *plainReader) comma(end byte) bool {
	p.space()
	if len(p.rest) > 0 && p.rest[0] == end {
		return false
	}
	p.must(',')
	return true
}

func (p *plainReader) must(c byte) {
	p.space()
	if p.bad || len(p.rest) == 0 || p.rest[0] != c {
		p.bad = true
		return
	}
	p.rest = p.rest[1:]
}

func (p *plainReader) space() {
	for len(p.rest) > 0 {
		switch p.rest[0] {
		case ' ', '\t', '\n', '\r':
			p.rest = p.rest[1:]
		default:
			return
		}
	}
}

// text reads a string. Of what is escaped it knows what people type.
func (p *plainReader) text() string {
	p.must('"')
	if p.bad {
		return ""
	}
	for i, c := range p.rest {
		switch {
		case c == '"':
			out := string(p.rest[:i])
			p.rest = p.rest[i+1:]
			return out
		case c == '\\':
			return p.escaped(i)
		case c < ' ':
			p.bad = true
			return ""
		}
	}
	p.bad = true
	return ""
}

// escapes are the characters behind a backslash, and what they stand for.
var escapes = map[byte]byte{'n': '\n', 't': '\t', '"': '"', '\\': '\\', '/': '/'}

// escaped reads a string on from its first backslash.
func (p *plainReader) escaped(from int) string {
	out := append(make([]byte, 0, 2*from+16), p.rest[:from]...)
	for i := from; i < len(p.rest); i++ {
		switch c := p.rest[i]; {
		case c == '"':
			p.rest = p.rest[i+1:]
			return string(out)
		case c == '\\':
			if i++; i == len(p.rest) || escapes[p.rest[i]] == 0 {
				p.bad = true
				return ""
			}
			out = append(out, escapes[p.rest[i]])
		case c < ' ':
			p.bad = true
			return ""
		default:
			out = append(out, c)
		}
	}
	p.bad = true
	return ""
}
