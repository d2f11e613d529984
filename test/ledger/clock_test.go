package ledger

import (
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonggui/internal/testkit/process"
)

// covers: MSG-01, MSG-03
func TestNoJumpOfTheClockLosesAnythingOrMovesARecallWindow(t *testing.T) {
	t.Parallel()
	d := newDial(t)
	s := process.Prepare(t, "serve", t.TempDir(), "", d.setting())
	s.Use(planted(t))
	s.Up()
	source := "file:" + filepath.Join(s.Data, "tonggui.db") + "?_pragma=busy_timeout(5000)"
	w := settle(t, s)
	w.age("sqlite", source)
	w.watch()
	w.start()
	jumps := []time.Duration{time.Hour, -2 * time.Hour, 26 * time.Hour, -25 * time.Hour}
	for _, jump := range jumps {
		w.goOn(5)
		young, old := w.say(0, 0, w.company.Direct), w.say(0, 0, w.company.Direct)
		d.jump(jump)
		if status, body := ready(s.URL); status != http.StatusServiceUnavailable || !strings.Contains(body, `"clock"`) {
			t.Errorf("readiness after a jump of %v: %d %s", jump, status, body)
		}
		w.recallable(young, true, fmt.Sprintf("right after the clock has jumped by %v", jump))
		d.pass(50 * time.Second) // not long enough for the jump to be believed
		w.goOn(5)
		d.pass(15 * time.Second)
		if status, body := ready(s.URL); status != http.StatusOK {
			t.Errorf("readiness when a jump has lasted: %d %s", status, body)
		}
		w.goOn(5)
		young = w.say(0, 0, w.company.Direct)
		d.pass(115 * time.Second)
		w.recallable(young, true, "within its window")
		if jump > 0 { // a clock that was set back makes messages younger: who says so is believed after a minute
			w.recallable(old, false, "after its window")
		}
	}
	w.reconcile("sqlite", source)
}

// recallable tries to recall a message; a refusal is one that evidence must tell of.
func (w *world) recallable(l Line, want bool, when string) {
	w.t.Helper()
	if !want {
		if err := w.book.Write(Line{Event: Recall, Who: l.Who, Conversation: l.Conversation, Seq: l.Seq}); err != nil {
			w.t.Fatal(err)
		}
	}
	err := w.at(0, 0).Do(w.t.Context(), http.MethodPost, fmt.Sprintf("/conversations/%s/messages/%d/recall", l.Conversation, l.Seq), map[string]any{}, nil)
	if (err == nil) != want {
		w.t.Errorf("a recall %s: %v", when, err)
	}
	if err != nil && !want {
		if err := w.book.Write(Line{Event: Refused, Who: l.Who, Conversation: l.Conversation, Seq: l.Seq}); err != nil {
			w.t.Fatal(err)
		}
	}
}

// covers: MSG-01
func TestNodesWhoseClocksAreHoursApartTellEachOtherEverything(t *testing.T) {
	t.Parallel()
	dials := [2]*dial{newDial(t), newDial(t)}
	dials[0].jump(time.Hour) // before they start: there is nothing to hold on to
	dials[1].jump(-time.Hour)
	c := startCluster(t, func(s *process.Server, node int) { s.Use(planted(t)) }, dials[0].setting(), dials[1].setting())
	w := settle(t, c.nodes[:]...)
	c.whole(t)
	w.age("pgx", c.url)
	w.watch()
	// Without the bus, too, what one says reaches the others within a look.
	c.nats.kill()
	for i := range 4 {
		m := w.say(i%2, 0, w.company.Direct)
		for _, l := range w.watchers[:2] {
			await(t, 5*time.Second, fmt.Sprintf("what is said at node %d is pushed without the bus", i%2), func() bool { return l.got(m.Conversation, m.Seq) })
		}
	}
	c.nats = play(t, "nats "+c.natsAt, true)
	w.start()
	w.goOn(60)
	for i, jump := range []time.Duration{-3 * time.Hour, 4 * time.Hour, time.Minute} {
		dials[i%2].jump(jump)
		w.goOn(30)
		dials[i%2].pass(61 * time.Second)
		w.goOn(30)
	}
	c.whole(t)
	w.reconcile("pgx", c.url)
}
