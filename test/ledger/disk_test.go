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
	"tonggui/internal/testkit/process"
)

// covers: MSG-01
func TestAFullDiskAcknowledgesNothingFalselyAndHealsByItself(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("mounting a small file system needs root")
	}
	data := filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", data, "tmpfs", 0, "size=48m"); err != nil {
		t.Skipf("this machine lets nobody mount a small file system: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(data, syscall.MNT_DETACH) })
	s := process.StartIn(t, "serve", data, "")
	t.Cleanup(func() {
		if t.Failed() {
			t.Log("the server said:\n", s.Log())
		}
	})
	w := settle(t, s, s.URL)
	if err := w.say(w.people[0], w.conversations[0], "0"); err != nil {
		t.Fatal(err)
	}
	filler := filepath.Join(data, "filler")
	fill(t, filler)
	refused := w.sendUntilRefused(t)
	if refused.Code != "storage.full" || refused.Status != http.StatusInsufficientStorage {
		t.Fatalf("a full disk answers %d %s", refused.Status, refused.Code)
	}
	if status, body := ready(t, s.URL); status != http.StatusServiceUnavailable || !strings.Contains(body, "storage_full") {
		t.Errorf("readiness of a full node: %d %s", status, body)
	}
	if status, _ := health(t, s.URL+"/healthz"); status != http.StatusOK {
		t.Errorf("what is stored can still be read, yet health says %d", status)
	}
	if n := len(w.stored(t)); n == 0 {
		t.Error("nothing can be read while the disk is full")
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(30 * time.Second); w.say(w.people[0], w.conversations[0], "0") != nil; {
		if time.Now().After(deadline) {
			t.Fatal("space was freed, yet nothing is accepted")
		}
	}
	if status, body := ready(t, s.URL); status != http.StatusOK {
		t.Errorf("readiness after space was freed: %d %s", status, body)
	}
	if wrong := Reconcile(w.ledger.Lines(), w.stored(t)); len(wrong) > 0 {
		t.Fatal(strings.Join(wrong, "\n"))
	}
}

// fill takes all the space that is left.
func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for size := 1 << 20; size >= 512; size /= 2 {
		for block := make([]byte, size); err == nil; {
			_, err = f.Write(block)
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
		err = nil
	}
}

// sendUntilRefused sends until the disk can take no more; what is acknowledged goes into the ledger.
func (w *world) sendUntilRefused(t *testing.T) *client.Problem {
	t.Helper()
	for i := range 20000 {
		sender := i % people // each has an allowance of their own
		line := Line{Event: "begin", Conversation: w.conversations[0], Client: newClientID(), Sender: fmt.Sprint(sender)}
		if err := w.ledger.Write(line); err != nil {
			t.Fatal(err)
		}
		text := strings.Repeat(fmt.Sprintf("第%05d条 ", i), 1200)
		body := map[string]any{"client_id": line.Client, "content": map[string]any{"type": "text",
			"nodes": []any{map[string]string{"type": "text", "text": text}}}}
		var m struct{ Seq int64 }
		err := w.people[sender].Do(t.Context(), http.MethodPost, "/conversations/"+line.Conversation+"/messages", body, &m)
		var refused *client.Problem
		if errors.As(err, &refused) {
			if refused.Status == http.StatusTooManyRequests {
				time.Sleep(50 * time.Millisecond)
				continue
			}
			return refused
		}
		if err != nil {
			t.Fatal(err)
		}
		line.Event, line.Seq = "ack", m.Seq
		if err := w.ledger.Write(line); err != nil {
			t.Fatal(err)
		}
	}
	t.Fatal("the disk never filled")
	return nil
}

func ready(t *testing.T, base string) (int, string) { return health(t, base+"/readyz") }

func health(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body := make([]byte, 1000)
	n, _ := resp.Body.Read(body)
	return resp.StatusCode, string(body[:n])
}
