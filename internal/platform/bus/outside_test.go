package bus

import (
	"strings"
	"testing"
	"time"

	"tonggui/internal/testkit/line"
	"tonggui/internal/testkit/natstest"
	"tonggui/internal/testkit/wait"
)

// await waits for what must come true by itself.
func await(t *testing.T, within time.Duration, what string, is func() bool) {
	t.Helper()
	wait.Soon(t, within, what, is)
}

func outside(t *testing.T, o Options) *Bus {
	t.Helper()
	b, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

func TestNodesMeetAtAnOutsideServerAndHearEachOtherAgainAfterItsRestart(t *testing.T) {
	s := natstest.Start(t, "secret")
	a, b := outside(t, Options{URLs: []string{s.URL}, Token: "secret"}), outside(t, Options{URLs: []string{s.URL}, Token: "secret"})
	heard := make(chan string, 10)
	if err := b.Subscribe("x", func(d []byte) { heard <- string(d) }); err != nil {
		t.Fatal(err)
	}
	next := func(want string) {
		t.Helper()
		select {
		case got := <-heard:
			if got != want {
				t.Fatalf("heard %q, want %q", got, want)
			}
		case <-time.After(5 * time.Second):
			t.Fatalf("%q was not heard", want)
		}
	}
	a.Publish("x", []byte("one"))
	next("one")
	ups := make(chan struct{}, 10)
	b.OnUp(func() { ups <- struct{}{} })

	s.Down()
	await(t, 2*time.Second, "both know that the line is broken", func() bool { return !a.Up() && !b.Up() && a.Breaks() > 0 && b.Breaks() > 0 })
	a.Publish("x", []byte("into the void"))
	s.Up()
	await(t, 10*time.Second, "both are back", func() bool { return a.Up() && b.Up() })
	wait.On(t, "it is told that the line is back", ups)
	// The subscription is told anew right after the connection; what comes before it is lost, as may be.
	await(t, 5*time.Second, "the other one hears again", func() bool {
		a.Publish("x", []byte("two"))
		select {
		case got := <-heard:
			return got == "two" || !t.Failed() && failed(t, got)
		default:
			return false
		}
	})
}

func failed(t *testing.T, got string) bool {
	t.Errorf("heard %q, which is old news", got)
	return true
}

func TestANodeStartsWithoutTheServerAndFindsItLater(t *testing.T) {
	s := natstest.Start(t, "")
	s.Down()
	b := outside(t, Options{URLs: []string{s.URL}})
	if b.Up() {
		t.Fatal("it claims to be connected")
	}
	if err := b.Subscribe("x", func([]byte) {}); err != nil {
		t.Fatal(err)
	}
	s.Up()
	await(t, 10*time.Second, "connected", b.Up)
}

func TestALineThatDiesWithoutAWordIsNoticed(t *testing.T) {
	s := natstest.Start(t, "")
	l := line.New(t, strings.TrimPrefix(s.URL, "nats://"))
	b := outside(t, Options{URLs: []string{"nats://" + l.Addr}})
	await(t, 5*time.Second, "connected", b.Up)
	l.Hold()
	await(t, 2500*time.Millisecond, "the break is noticed", func() bool { return !b.Up() })
	l.Release()
	await(t, 10*time.Second, "connected again", b.Up)
}

func TestAServerThatRefusesTheNodeIsToldByTheProbe(t *testing.T) {
	s := natstest.Start(t, "secret")
	if v, err := Probe(Options{URLs: []string{s.URL}, Token: "secret"}); err != nil || v == "" {
		t.Errorf("%q %v", v, err)
	}
	if _, err := Probe(Options{URLs: []string{s.URL}, Token: "wrong"}); err == nil {
		t.Error("a wrong token goes unnoticed")
	}
}

func TestANodeThatNATSRefusesStartsAndGetsInOnceItIsLetIn(t *testing.T) {
	s := natstest.Start(t, "secret")
	b := outside(t, Options{URLs: []string{s.URL}, Token: "wrong"})
	if b.Up() {
		t.Fatal("it claims to be connected")
	}
	s.Down()
	s.Admit("wrong")
	s.Up()
	await(t, 10*time.Second, "connected", b.Up)
}
