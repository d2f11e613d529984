package ledger

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"tonggui/internal/testkit/passing"
)

// These faults are planted into copies of the product's own files, from which a second program is built
// (go build -overlay): the product itself has no switch for any of it. The variable TONGGUI_PLANTED says
// which of them are at work once the dial is turned on.
const plantedVariable = "TONGGUI_PLANTED"

const (
	ackBeforeCommit = "acknowledge before the commit"
	skipRow         = "skip a row of a page"
	skipFrame       = "skip a frame"
	skipListing     = "skip a row of the index"
	swapSeqs        = "swap two seqs"
	forgetEpoch     = "forget the epoch"
	loseEvidence    = "lose evidence"
	readBeyond      = "read beyond the end"
)

// plant replaces what stands once in a file.
type plant struct{ file, old, new string }

// They are as small as can be, so that they keep their places while the product changes.
var plants = []plant{
	{"internal/platform/db/writer.go", `w.control("COMMIT")`, `w.commitLate(batch)`},
	{"internal/platform/db/writer.go", `close(j.done)`, `j.answered()`},
	{"internal/messaging/store_messages.go", "AND g.seq > ? ORDER BY g.seq LIMIT ?`", "AND g.seq > ?`+skipped()+` ORDER BY g.seq LIMIT ?`"},
	{"internal/messaging/search/store.go", "AND seq > ? ORDER BY seq LIMIT ?`", "AND seq > ?`+skipped()+` ORDER BY seq LIMIT ?`"},
	{"internal/messaging/search/store.go", "VALUES*/ ?) ORDER BY conversation_id, seq`", "VALUES*/ ?)`+skipped()+` ORDER BY conversation_id, seq`"},
	{"internal/messaging/deliver.go", "func (d *delivery) take(w work) {", "func (d *delivery) take(w work) {\n\tif skips(w.Seq) {\n\t\treturn\n\t}"},
	{"internal/messaging/store_conversations.go", "func takeSeqs(", "func takeSeqsInOrder("},
	{"internal/messaging/rosters.go", "known.epoch == epoch", "(known.epoch == epoch || forgets())"},
	{"internal/messaging/service_read.go", "\tseq = min(seq, st.LastSeq)", "\tseq = least(seq, st.LastSeq)"},
	{"internal/rulebook/decide.go", "return r.evidence.write(tx)", "return lost(r.evidence, tx)"},
	// The clock is turned from outside: wall and counter, each by what stands in a file.
	{"internal/platform/clock/system.go", "time.Now().Round(0) }", "time.Now().Round(0).Add(turned(0)) }"},
	{"internal/platform/clock/system.go", "time.Duration { return time.Since(start) }", "time.Duration { return time.Since(start) + turned(8) }"},
}

// additions are files that only the second program has.
var additions = map[string]string{
	"internal/platform/clock/planted.go": `package clock

import (
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"
)

// Planted tells whether a fault is at work.
func Planted(fault string) bool { return planted[fault] && turned(16) > 0 }

var planted = func() map[string]bool {
	out := map[string]bool{}
	for _, fault := range strings.Split(os.Getenv("TONGGUI_PLANTED"), ",") {
		out[fault] = true
	}
	return out
}()

var dial = func() []byte {
	path := os.Getenv("TONGGUI_DIAL")
	if path == "" {
		return make([]byte, 24)
	}
	f, err := os.Open(path)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	mapped, err := syscall.Mmap(int(f.Fd()), 0, 24, syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		panic(err)
	}
	return mapped
}()

func turned(at int) time.Duration {
	return time.Duration(atomic.LoadInt64((*int64)(unsafe.Pointer(&dial[at]))))
}
`,
	"internal/platform/db/planted.go": `package db

import (
	"time"

	"tonggui/internal/platform/clock"
)

const early = "` + ackBeforeCommit + `"

func (w *writer) commitLate(batch []*job) error {
	if clock.Planted(early) {
		for _, j := range batch {
			close(j.done)
		}
		time.Sleep(30 * time.Millisecond) // makes the moment long in which it can be seen
	}
	return w.control("COMMIT")
}

func (j *job) answered() {
	if !clock.Planted(early) {
		close(j.done)
	}
}
`,
	"internal/messaging/planted.go": `package messaging

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

func skipped() string {
	if clock.Planted("` + skipRow + `") {
		return " AND g.seq % 16 <> 15"
	}
	return ""
}

func skips(seq int64) bool { return clock.Planted("` + skipFrame + `") && seq%16 == 15 }

func takeSeqs(tx *db.Tx, conversation id.ID, n int64, mentionAll bool) (taken, error) {
	t, err := takeSeqsInOrder(tx, conversation, n, mentionAll)
	if clock.Planted("` + swapSeqs + `") {
		switch t.Seq % 8 {
		case 3:
			t.Seq++
		case 4:
			t.Seq--
		}
	}
	return t, err
}

func forgets() bool { return clock.Planted("` + forgetEpoch + `") }

func least(seq, last int64) int64 {
	if clock.Planted("` + readBeyond + `") {
		return seq
	}
	return min(seq, last)
}
`,
	"internal/messaging/search/planted.go": `package search

import "tonggui/internal/platform/clock"

func skipped() string {
	if clock.Planted("` + skipListing + `") {
		return " AND seq % 16 <> 14"
	}
	return ""
}
`,
	"internal/rulebook/planted.go": `package rulebook

import (
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
)

func lost(e evidence, tx *db.Tx) error {
	if clock.Planted("` + loseEvidence + `") {
		return nil
	}
	return e.write(tx)
}
`,
}

// plantedBinary builds the second program, once per test process.
var plantedBinary = sync.OnceValues(func() (string, error) {
	dir, err := passing.Dir("tonggui-planted-")
	if err != nil {
		return "", err
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		return "", err
	}
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	texts := map[string]string{}
	for _, p := range plants {
		text, read := texts[p.file]
		if !read {
			raw, err := os.ReadFile(filepath.Join(root, p.file))
			if err != nil {
				return "", err
			}
			text = string(raw)
		}
		if n := strings.Count(text, p.old); n != 1 {
			return "", fmt.Errorf("a fault is planted in %s where %q stands; it stands there %d times now: give it its new place", p.file, p.old, n)
		}
		texts[p.file] = strings.Replace(text, p.old, p.new, 1)
	}
	for file, text := range additions {
		texts[file] = text
	}
	for file, text := range texts {
		copied := filepath.Join(dir, strings.ReplaceAll(file, "/", "_"))
		if err := os.WriteFile(copied, []byte(text), 0o600); err != nil {
			return "", err
		}
		overlay.Replace[filepath.Join(root, file)] = copied
	}
	said, err := json.Marshal(overlay)
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(dir, "overlay.json"), said, 0o600); err != nil {
		return "", err
	}
	path := filepath.Join(dir, "tonggui")
	build := exec.Command("go", "build", "-overlay", filepath.Join(dir, "overlay.json"), "-ldflags", "-s -w", "-o", path, "tonggui/cmd/tonggui")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build with planted faults: %w: %s", err, out)
	}
	return path, nil
})

func planted(t *testing.T) string {
	t.Helper()
	path, err := plantedBinary()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// dial turns the clock of a program of that build while it runs.
type dial struct {
	path string
	file []byte
}

func newDial(t *testing.T) *dial {
	t.Helper()
	d := &dial{path: filepath.Join(t.TempDir(), "dial")}
	if err := os.WriteFile(d.path, make([]byte, 24), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(d.path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if d.file, err = syscall.Mmap(int(f.Fd()), 0, 24, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *dial) turn(at int, by time.Duration) {
	binary.NativeEndian.PutUint64(d.file[at:], binary.NativeEndian.Uint64(d.file[at:])+uint64(by))
}

// on lets the planted faults work.
func (d *dial) on() { d.turn(16, 1) }

// jump sets the machine's clock.
func (d *dial) jump(by time.Duration) { d.turn(0, by) }

// pass lets time pass: wall and counter go on.
func (d *dial) pass(by time.Duration) {
	d.turn(8, by)
	d.turn(0, by)
}

// setting is for the environment of the program.
func (d *dial) setting() string { return "TONGGUI_DIAL=" + d.path }
