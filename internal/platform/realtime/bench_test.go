package realtime_test

import (
	"bytes"
	"io"
	"net"
	"runtime"
	"strings"
	"testing"

	"tonggui/internal/platform/id"
)

// BenchmarkFanOut pushes to 1,000 connections that read, one frame at a time and sixteen; the time is
// that of a delivery, both ends together. test/bench measures the server alone.
func BenchmarkFanOut(b *testing.B) {
	const members = 1000
	for name, outstanding := range map[string]int{"1 outstanding": 1, "16 outstanding": 16} {
		b.Run(name, func(b *testing.B) {
			h := open(b)
			people, heard := make([]id.ID, members), make(chan int, members)
			for i := range people {
				people[i] = account()
				conn := h.raw(b, people[i])
				go count(conn, heard)
			}
			for h.hub.Connections() < members {
				runtime.Gosched()
			}
			text := strings.Repeat("x", 500)
			for b.Loop() {
				for range outstanding {
					h.hub.Send(people, "message", text)
				}
				for n := 0; n < outstanding*members; {
					n += <-heard
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*outstanding*members), "ns/delivery")
		})
	}
}

// raw connects with as little of a client as can be.
func (h *house) raw(t testing.TB, account id.ID) net.Conn {
	conn, err := net.Dial("tcp", strings.TrimPrefix(h.url, "ws://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	_, err = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "+account.String()+"\r\nConnection: Upgrade\r\n"+
		"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

// count tells how many frames have come; the mark may lie across two reads.
func count(conn net.Conn, heard chan<- int) {
	mark, kept, buffer := []byte(`"t":"message"`), 0, make([]byte, 16<<10)
	for {
		n, err := conn.Read(buffer[kept:])
		if err != nil {
			return
		}
		read := buffer[:kept+n]
		if found := bytes.Count(read, mark); found > 0 {
			heard <- found
		}
		if at := bytes.LastIndex(read, mark); at >= 0 {
			read = read[at+len(mark):]
		}
		kept = copy(buffer, read[max(0, len(read)-len(mark)+1):])
	}
}
