package realtime_test

import (
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tonggui/internal/platform/id"
	"tonggui/internal/platform/realtime"
	"tonggui/internal/testkit/wait"

	"github.com/gorilla/websocket"
)

// rising fails unless the frames' offsets rise one by one, and returns the last.
func rising(t *testing.T, after int64, events []event) int64 {
	t.Helper()
	for _, e := range events {
		if e.O != after+1 {
			t.Fatalf("frame %d follows frame %d", e.O, after)
		}
		after = e.O
	}
	return after
}

func TestAReaderThatPausesGetsEverythingInOrder(t *testing.T) {
	openBoth(t, func(t *testing.T, h *house) {
		a := account()
		c := h.join(t, a, "")
		c.take(1)
		// Many times what the line takes, and less than what may wait: writes are cut short anywhere.
		const frames = 900
		text := strings.Repeat("墨", 1300)
		for range frames {
			h.hub.Send([]id.ID{a}, "n", text)
		}
		got := c.take(frames)
		if len(got) != frames {
			t.Fatalf("%d frames", len(got))
		}
		rising(t, 0, got)
		h.hub.Send([]id.ID{a}, "last", 1)
		if e := c.take(1)[0]; e.T != "last" {
			t.Errorf("after the pause came %+v", e)
		}
	})
}

func TestASlowReaderIsToldAndMissesNothingWhenItReturns(t *testing.T) {
	h := open(t)
	h.hub.Patient()
	slow, quick := account(), account()
	c, fast := h.join(t, slow, ""), h.join(t, quick, "")
	first := hello(t, c.take(1)[0])
	fast.take(1)
	// An answer to a line that the server has closed would have the system throw away what was not read yet.
	c.SetPingHandler(func(string) error { return nil })
	// More than the line holds: what is one too many for the queue ends the connection.
	text := strings.Repeat("x", 8000)
	seen := int64(0)
	for h.hub.Figures.Closed()["4009"] == 0 {
		if seen > 6*realtime.MaxWaiting {
			t.Fatal("the slow reader's queue grows without an end")
		}
		for range 16 {
			h.hub.Send([]id.ID{slow, quick}, "n", text)
		}
		seen = rising(t, seen, fast.take(16))
	}
	last, code := int64(0), 0
	for code == 0 {
		_, data, err := c.ReadMessage()
		if err != nil {
			code = codeOf(t, err)
			break
		}
		last = rising(t, last, events(t, data))
	}
	if code != realtime.CloseTooSlow || last == 0 || last == seen {
		t.Fatalf("closed with %d after frame %d", code, last)
	}
	again := h.join(t, slow, "?epoch="+first.Epoch+"&offset="+strconv.FormatInt(last, 10))
	got := again.take(1 + int(seen-last))
	if hello(t, got[0]).Reset {
		t.Fatal("everything is still in the ring")
	}
	rising(t, last, got[1:])
}

func TestFramesKeepTheirOrderUnderConcurrentPublishers(t *testing.T) {
	openBoth(t, func(t *testing.T, h *house) {
		const publishers, each, readers = 8, 60, 24
		var people []id.ID
		var clients []*client
		for range readers {
			people = append(people, account())
			c := h.join(t, people[len(people)-1], "")
			c.take(1)
			clients = append(clients, c)
		}
		var publishing, reading sync.WaitGroup
		for range publishers {
			publishing.Go(func() {
				for i := range each {
					if i%2 == 0 {
						h.hub.Broadcast("n", i)
					} else {
						h.hub.Send(people, "n", i)
					}
				}
			})
		}
		for _, c := range clients {
			reading.Go(func() { rising(t, 0, c.take(publishers*each)) })
		}
		publishing.Wait()
		reading.Wait()
	})
}

func TestAConnectionThatIsClosedWhileItIsWrittenEndsWithWholeFramesAndItsCode(t *testing.T) {
	openBoth(t, func(t *testing.T, h *house) {
		a, b := account(), account()
		witness := h.join(t, b, "") // keeps the publisher from running away
		witness.take(1)
		var clients []*client
		for range 20 {
			c := h.join(t, a, "")
			c.take(1)
			clients = append(clients, c)
		}
		stop := make(chan struct{})
		var publishing, reading sync.WaitGroup
		publishing.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				for range 16 {
					h.hub.Send([]id.ID{a, b}, "n", "somewhat longer than nothing")
				}
				witness.take(16)
			}
		})
		for _, c := range clients {
			reading.Go(func() {
				last, closing := int64(0), false
				for {
					_, data, err := c.ReadMessage()
					if err != nil {
						if code := codeOf(t, err); code != realtime.CloseFrozen {
							t.Errorf("closed with %d", code)
						}
						return
					}
					if last = rising(t, last, events(t, data)); last > 200 && !closing {
						closing = true
						h.hub.CloseAccount(a, realtime.CloseFrozen)
					}
				}
			})
		}
		reading.Wait()
		close(stop)
		publishing.Wait()
		_ = witness.Close()
		h.empty(t)
	})
}

func TestFreezingEndsAConnectionThatDoesNotRead(t *testing.T) {
	openBoth(t, func(t *testing.T, h *house) {
		a := account()
		h.join(t, a, "")
		for range 400 {
			h.hub.Send([]id.ID{a}, "n", strings.Repeat("x", 10_000))
		}
		h.hub.CloseAccount(a, realtime.CloseFrozen)
		began := time.Now()
		h.empty(t)
		if took := time.Since(began); took > 5*time.Second { // half a second on a machine at rest
			t.Errorf("it took %v", took)
		}
	})
}

// empty waits until the hub has forgotten everybody.
func (h *house) empty(t *testing.T) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); h.hub.Connections() > 0 || h.online.Load() > 0; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d connections are left, %d are reported", h.hub.Connections(), h.online.Load())
		}
	}
}

func TestAPingIsAnsweredAndSilenceEndsTheConnection(t *testing.T) {
	openBoth(t, func(t *testing.T, h *house) {
		c := h.join(t, account(), "")
		pinged, ponged := make(chan struct{}, 3), make(chan string, 1)
		c.SetPingHandler(func(string) error {
			pinged <- struct{}{}
			return nil // says nothing
		})
		c.SetPongHandler(func(what string) error { ponged <- what; return nil })
		c.take(1)
		go func() {
			for {
				if _, _, err := c.ReadMessage(); err != nil {
					return
				}
			}
		}()
		if err := c.WriteControl(websocket.PingMessage, []byte("there?"), time.Now().Add(time.Second)); err != nil {
			t.Fatal(err)
		}
		if what := wait.On(t, "the answer to a ping", ponged); what != "there?" {
			t.Errorf("the answer is %q", what)
		}
		h.hub.Round(0)
		wait.On(t, "a ping", pinged)
		h.hub.Round(realtime.ReadWait - time.Second)
		if h.hub.Connections() != 1 {
			t.Fatal("ended too early")
		}
		h.hub.Round(2 * time.Second)
		h.empty(t)
	})
}
