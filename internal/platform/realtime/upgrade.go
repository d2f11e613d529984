package realtime

import (
	"crypto/sha1" // the handshake asks for it; nothing rests on it
	"encoding/base64"
	"net"
	"net/http"
	"strings"

	"tonggui/internal/platform/apperr"
)

// ErrNoSocket answers a request that is no WebSocket handshake of version 13.
var ErrNoSocket = apperr.Malformed

const handshakeSalt = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

// handshake returns the answer to a WebSocket handshake (RFC 6455, 4.2); nil where the request is
// none. No extension and no subprotocol is taken.
func handshake(r *http.Request) []byte {
	key := r.Header.Get("Sec-Websocket-Key")
	if raw, err := base64.StdEncoding.DecodeString(key); err != nil || len(raw) != 16 ||
		r.Method != http.MethodGet || r.Header.Get("Sec-Websocket-Version") != "13" ||
		!lists(r.Header["Connection"], "upgrade") || !lists(r.Header["Upgrade"], "websocket") {
		return nil
	}
	sum := sha1.Sum([]byte(key + handshakeSalt))
	b := make([]byte, 0, 512) // what is pushed at once follows in the same write
	b = append(b, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "...)
	b = base64.StdEncoding.AppendEncode(b, sum[:])
	return append(b, "\r\n\r\n"...)
}

// lists tells whether a header's list has a word, in whatever case.
func lists(header []string, word string) bool {
	for _, line := range header {
		for one := range strings.SplitSeq(line, ",") {
			if strings.EqualFold(strings.TrimSpace(one), word) {
				return true
			}
		}
	}
	return false
}

// hijack takes the connection from the HTTP server.
func hijack(w http.ResponseWriter) (net.Conn, error) {
	conn, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return nil, err
	}
	if buffered.Reader.Buffered() > 0 { // a client must wait for the answer
		_ = conn.Close()
		return nil, errProtocol
	}
	return conn, nil
}
