package ledger

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"tonggui/internal/testkit/client"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/process"
)

// smallDisk mounts a file system of a few megabytes for a test.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("mounting a small file system needs root")
	}
	dir, err := os.MkdirTemp("", "tonggui-disk-") // PostgreSQL's user could not reach into the test's own folder
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Remove(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "mode=0755,size="+size); err != nil {
		t.Skipf("this machine lets nobody mount a small file system: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// covers: MSG-01
func TestAFullDiskAcknowledgesNothingFalselyAndHealsByItself(t *testing.T) {
	t.Parallel()
	data := filepath.Join(smallDisk(t, "48m"), "data")
	s := process.StartIn(t, "serve", data, "")
	w := settle(t, s)
	filler := w.fillUp(data)
	refused := w.sendUntilRefused()
	if refused.Code != "storage.full" || refused.Status != http.StatusInsufficientStorage {
		t.Fatalf("a full disk answers %d %s", refused.Status, refused.Code)
	}
	if status, body := ready(s.URL); status != http.StatusServiceUnavailable || !strings.Contains(body, "storage_full") {
		t.Errorf("readiness of a full node: %d %s", status, body)
	}
	if status, _ := health(s.URL + "/healthz"); status != http.StatusOK {
		t.Errorf("what is stored can still be read, yet health says %d", status)
	}
	if n := len(w.stored(0)); n == 0 {
		t.Error("nothing can be read while the disk is full")
	}
	w.freed(filler)
	if status, body := ready(s.URL); status != http.StatusOK {
		t.Errorf("readiness after space was freed: %d %s", status, body)
	}
}

// covers: MSG-01
func TestAFullDiskOfPostgresAcknowledgesNothingFalselyAndHealsByItself(t *testing.T) {
	t.Parallel()
	disk := smallDisk(t, "160m")
	dir := filepath.Join(disk, "postgres")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	postgres, err := dbtest.StartPostgres(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = postgres.Kill() })
	w := settle(t, process.Start(t, "serve", postgres.URL))
	filler := w.fillUp(disk)
	refused := w.sendUntilRefused()
	// PostgreSQL either says that it is full, or stops because its log cannot grow.
	if refused.Code != "storage.full" && refused.Code != "unavailable" && refused.Code != "outcome_unknown" && refused.Code != "node.cut_off" {
		t.Fatalf("a full disk answers %d %s", refused.Status, refused.Code)
	}
	t.Logf("full: %d %s", refused.Status, refused.Code)
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	if !postgres.Answers() { // as systemd would
		if err := errors.Join(postgres.Kill(), postgres.Up()); err != nil {
			t.Fatal(err)
		}
	}
	w.freed(filler)
}

// fillUp says something and takes all the space that is left; the file that takes it is returned.
func (w *world) fillUp(dir string) string {
	w.t.Helper()
	w.say(0, 0, w.company.Group)
	path := filepath.Join(dir, "filler")
	f, err := os.Create(path)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for size := 1 << 20; size >= 512; size /= 2 {
		for block := make([]byte, size); err == nil; {
			_, err = f.Write(block)
		}
		if !errors.Is(err, syscall.ENOSPC) {
			w.t.Fatal(err)
		}
		err = nil
	}
	return path
}

// freed takes the filler away, demands that messages are accepted again, and compares all.
func (w *world) freed(filler string) {
	t := w.t
	t.Helper()
	if err := os.Remove(filler); err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	w.say(0, 0, w.company.Group)
	if wrong := Reconcile(w.lines(), Truth{Stored: w.stored(0)}); len(wrong) > 0 {
		t.Fatal(strings.Join(wrong, "\n"))
	}
}

// sendUntilRefused sends until the disk can take no more; what is acknowledged goes into the ledger.
func (w *world) sendUntilRefused() *client.Problem {
	t := w.t
	t.Helper()
	for i := range 20000 {
		sender := i % people // each has an allowance of their own
		line := Line{Event: Begin, Conversation: w.company.Group, Client: NewID(), Who: w.company.People[sender].ID}
		if err := w.book.Write(line); err != nil {
			t.Fatal(err)
		}
		text := strings.Repeat(fmt.Sprintf("第%05d条 ", i), 1200)
		body := map[string]any{"client_id": line.Client, "content": map[string]any{"type": "text",
			"nodes": []any{map[string]string{"type": "text", "text": text}}}}
		var m struct{ Seq int64 }
		err := w.at(0, sender).Do(t.Context(), http.MethodPost, "/conversations/"+line.Conversation+"/messages", body, &m)
		if refused, ok := errors.AsType[*client.Problem](err); ok {
			if refused.Status == http.StatusTooManyRequests {
				time.Sleep(50 * time.Millisecond)
				continue
			}
			return refused
		}
		if err != nil {
			t.Fatal(err)
		}
		line.Event, line.Seq = Ack, m.Seq
		if err := w.book.Write(line); err != nil {
			t.Fatal(err)
		}
	}
	t.Fatal("the disk never filled")
	return nil
}
