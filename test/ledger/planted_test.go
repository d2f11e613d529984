package ledger

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonggui/internal/testkit/process"
)

// caught is in which words a planted fault must be told.
var caught = map[string]string{
	ackBeforeCommit: "was acknowledged and is lost",
	skipRow:         "where",
	skipFrame:       "was not pushed what stands between",
	skipListing:     "is not found",
	swapSeqs:        "before one that was acknowledged",
	forgetEpoch:     "was no member then",
	loseEvidence:    "evidence tells of",
	readBeyond:      "which goes to",
}

// A harness that finds nothing proves nothing: these faults are planted into copies of the product's
// files, and each must be found, in words that name it.
func TestEveryPlantedFaultIsCaught(t *testing.T) {
	t.Parallel()
	// In make test those that do not hide each other live in one company.
	together := [][]string{{ackBeforeCommit}, {swapSeqs}, {skipRow, skipFrame, skipListing, forgetEpoch, loseEvidence, readBeyond}}
	if os.Getenv("SOAK") != "" {
		together = nil
		for fault := range caught {
			together = append(together, []string{fault})
		}
	}
	for _, faults := range together {
		t.Run(strings.ReplaceAll(strings.Join(faults, ", "), " ", "_"), func(t *testing.T) { catch(t, faults) })
	}
}

// skipped tells whether the planted faults leave a seq out.
func skipped(seq int64) bool { return seq%16 >= 14 }

func catch(t *testing.T, faults []string) {
	d := newDial(t)
	s := process.Prepare(t, "serve", t.TempDir(), "", d.setting(), plantedVariable+"="+strings.Join(faults, ","))
	s.Use(planted(t))
	s.Up()
	source := "file:" + filepath.Join(s.Data, "tonggui.db") + "?_pragma=busy_timeout(5000)"
	w := settle(t, s)
	w.company.Deaf = faults[0] == ackBeforeCommit
	w.age("sqlite", source)
	w.watch()
	for _, l := range w.watchers {
		await(t, 10*time.Second, "everybody listens", l.connected)
	}
	// Everybody is a member and known as one when the faults begin.
	first := w.say(0, 0, w.company.Group)
	for _, l := range w.watchers {
		await(t, 10*time.Second, "everybody has heard the first word", func() bool { return l.got(first.Conversation, first.Seq) })
	}
	d.on()
	w.start()
	if faults[0] == ackBeforeCommit {
		for range 5 {
			w.goOn(3)
			s.Kill()
			s.Up()
		}
	}
	w.goOn(120)
	if !w.company.Deaf {
		if err := w.book.Await(Refused, 3, time.Minute); err != nil {
			t.Fatal(err)
		}
	}
	w.finish(func(l *watcher, conversation string, seq int64) bool {
		return l.got(conversation, seq) || skipped(seq) // the last word itself may be skipped
	})
	wrong := Reconcile(w.lines(), w.truth(0, "sqlite", source))
	wrong = append(wrong, notFound(w.acknowledged(), w.found())...)
	for _, fault := range faults {
		words := caught[fault]
		n := 0
		for _, difference := range wrong {
			if strings.Contains(difference, words) {
				if n++; n == 1 {
					t.Logf("%s: %s", fault, difference)
				}
			}
		}
		if n == 0 {
			t.Errorf("%q is not noticed; what is: %s", fault, strings.Join(wrong[:min(len(wrong), 20)], "\n"))
		}
	}
}
