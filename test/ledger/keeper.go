package ledger

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
)

// request is what the ledger's process is asked, one JSON line each; the answer is one line too.
type request struct {
	Write []Line `json:"write,omitempty"` // answered when they are on stable storage
	Await string `json:"await,omitempty"` // answered when that many lines of an event are there
	Count int    `json:"count,omitempty"`
	Look  string `json:"look,omitempty"` // answered at once with how many there are
	All   bool   `json:"all,omitempty"`  // answered with all lines
}

type answer struct {
	Count int    `json:"count"`
	Lines []Line `json:"lines,omitempty"`
	Error string `json:"error,omitempty"`
}

// keeper is the ledger's process: nobody who writes into it can take a line back by dying.
type keeper struct {
	file *os.File
	in   chan page

	mu     sync.Mutex
	grown  *sync.Cond
	lines  []Line
	counts map[string]int
}

// page is what one writer wants to have written.
type page struct {
	lines []Line
	done  chan error
}

// Keep is the whole life of the ledger's process: it takes connections and keeps what they say in a
// file. It tells its address in the first line of out.
func Keep(path string, out io.Writer) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	k := &keeper{file: file, in: make(chan page, 64), counts: map[string]int{}}
	k.grown = sync.NewCond(&k.mu)
	go k.write()
	if _, err := fmt.Fprintln(out, listener.Addr()); err != nil {
		return err
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			return err
		}
		go k.serve(conn)
	}
}

func (k *keeper) serve(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	lines, answers := json.NewDecoder(bufio.NewReader(conn)), json.NewEncoder(conn)
	for {
		var r request
		if lines.Decode(&r) != nil || answers.Encode(k.answer(r)) != nil {
			return
		}
	}
}

func (k *keeper) answer(r request) (a answer) {
	if len(r.Write) > 0 {
		p := page{r.Write, make(chan error, 1)}
		k.in <- p
		if err := <-p.done; err != nil {
			a.Error = err.Error()
		}
		return a
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case r.All:
		a.Lines = k.lines
	case r.Look != "":
		a.Count = k.counts[r.Look]
	default:
		for k.counts[r.Await] < r.Count {
			k.grown.Wait()
		}
		a.Count = k.counts[r.Await]
	}
	return a
}

// write appends what waits and syncs it once for all who wait, then answers them.
func (k *keeper) write() {
	for first := range k.in {
		pages := []page{first}
		for more := true; more && len(pages) < 64; {
			select {
			case p := <-k.in:
				pages = append(pages, p)
			default:
				more = false
			}
		}
		var text []byte
		for _, p := range pages {
			for _, l := range p.lines {
				one, _ := json.Marshal(l)
				text = append(append(text, one...), '\n')
			}
		}
		_, err := k.file.Write(text)
		if err == nil {
			err = k.file.Sync()
		}
		k.mu.Lock()
		for _, p := range pages {
			k.lines = append(k.lines, p.lines...)
			for _, l := range p.lines {
				k.counts[l.Event]++
			}
		}
		k.mu.Unlock()
		k.grown.Broadcast()
		for _, p := range pages {
			p.done <- err
		}
	}
}
