package ledger

import (
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tonggui/internal/testkit/process"
)

// kills is how often something is hurt in a scenario: enough for a habit in make test, 1,000 times in
// make soak (SOAK=1), or as often as SOAK says.
func kills(few int) int {
	switch n, err := strconv.Atoi(os.Getenv("SOAK")); {
	case err != nil || n < 1:
		return few
	case n == 1:
		return 1000
	default:
		return n
	}
}

// fault hurts the company once and returns when what was hurt is on its way again.
type fault struct {
	name string
	hurt func()
}

// suffer lets the people live through n faults, between which they get some messages through.
func (w *world) suffer(n int, choose func(i int) fault) {
	w.t.Helper()
	random, tally := rand.New(rand.NewPCG(1, uint64(n))), map[string]int{}
	for i := range n {
		w.goOn(1 + random.IntN(16))
		f := choose(i)
		f.hurt()
		tally[f.name]++
		if i%100 == 99 {
			w.t.Logf("%d of %d faults, %d messages acknowledged", i+1, n, w.acks())
		}
	}
	w.goOn(20)
	w.t.Log("faults: ", tally)
}

func (w *world) killLoad() {
	w.living.kill()
	w.start()
}

func killNode(s *process.Server) func() {
	return func() { s.Kill(); s.Up() }
}

// pause stops the program for a while: the length of the pause is what is tested.
func pause(s *process.Server, d time.Duration) func() {
	return func() {
		s.Pause()
		time.Sleep(d)
		s.Continue()
	}
}

// finish lets the people end what they have begun, says a last word in each conversation, and waits until
// everybody has heard it. Their sockets are closed then.
func (w *world) finish(heard func(l *watcher, conversation string, seq int64) bool) {
	w.t.Helper()
	if w.living != nil {
		w.living.finish(w.t)
	}
	for _, conversation := range []string{w.company.Group, w.company.Direct} {
		last := w.say(0, 0, conversation)
		for _, l := range w.watchers {
			if slices.Contains(l.always, conversation) {
				await(w.t, 20*time.Second, "everybody has heard the last word", func() bool { return heard(l, conversation, last.Seq) })
			}
		}
	}
	for _, l := range w.watchers {
		l.end()
	}
}

// say sends a message as one of the people at a node and returns its line.
func (w *world) say(node, person int, conversation string) Line {
	w.t.Helper()
	a := &actor{Company: w.company, Person: w.company.People[person], book: w.book, at: node, http: http.DefaultClient}
	l := Line{Event: Begin, Who: a.ID, Conversation: conversation, Client: NewID()}
	if err := a.begin(l); err != nil {
		w.t.Fatal(err)
	}
	for _, m := range w.lines() {
		if m.Event == Ack && m.Client == l.Client {
			return m
		}
	}
	w.t.Fatal("a message is refused")
	return l
}

// reconcile compares everything, as each of the nodes tells it.
func (w *world) reconcile(driver, source string) {
	w.t.Helper()
	for event, least := range map[string]int{Ack: 100, Stands: 20, Confirmed: 2, File: 2, Refused: 5} {
		if err := w.book.Await(event, least, 2*time.Minute); err != nil {
			w.t.Fatalf("less than %d times %s: %v", least, event, err)
		}
	}
	w.finish((*watcher).knows)
	lines := w.lines()
	counts, frames := map[string]int{}, 0
	for _, l := range lines {
		counts[l.Event]++
	}
	for node := range w.nodes {
		truth := w.truth(node, driver, source)
		if wrong := Reconcile(lines, truth); len(wrong) > 0 {
			w.t.Errorf("%d differences at node %d:\n%s", len(wrong), node, strings.Join(wrong[:min(len(wrong), 40)], "\n"))
		}
		frames = 0
		for _, h := range truth.Heard {
			frames += len(h.Pushed)
		}
	}
	w.t.Logf("%d messages acknowledged, %d readings, %d receipts, %d files in %d pieces, %d recalls refused; %d frames heard",
		counts[Ack], counts[Stands], counts[Confirmed], counts[File], counts[Piece], counts[Refused], frames)
}

// covers: MSG-01, MSG-03, FIL-01
func TestNothingAcknowledgedIsLostWhateverIsKilledOnSQLite(t *testing.T) {
	t.Parallel()
	s := process.Start(t, "serve", "")
	source := "file:" + filepath.Join(s.Data, "tonggui.db") + "?_pragma=busy_timeout(5000)"
	w := settle(t, s)
	w.age("sqlite", source)
	w.watch()
	w.start()
	w.suffer(kills(24), func(i int) fault {
		switch {
		case i%8 == 5:
			return fault{"load killed", w.killLoad}
		case i%12 == 7:
			return fault{"node paused", pause(s, 300*time.Millisecond)}
		}
		return fault{"node killed", killNode(s)}
	})
	w.reconcile("sqlite", source)
	w.awaitFound()
	w.indexAnew(s)
	w.noUnknownBlobs(s, "sqlite", source)
}
