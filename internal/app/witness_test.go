package app

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"tonggui/internal/audit/proof"
	"tonggui/internal/testkit/dbtest"
)

// covers: SEC-03
func TestAWitnessOnAnotherMachineSignsAndItsCheckpointsVerify(t *testing.T) {
	h, _, _ := watched(t, "")
	server := httptest.NewServer(h.HTTP.Handler())
	defer server.Close()
	acted(t, h)
	dir := t.TempDir()
	keys, err := h.Audit.PublicKeys(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	logKey, witnessKeys, data := filepath.Join(dir, "log.key"), filepath.Join(dir, "witness.key"), filepath.Join(dir, "witness")
	if err := os.WriteFile(logKey, []byte(keys[0].String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, code := run(t, "witness", "key", "--name", "witness/test", "--data", data)
	if code != 0 || os.WriteFile(witnessKeys, []byte(out), 0o600) != nil {
		t.Fatal(out)
	}
	port, err := dbtest.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	address := "127.0.0.1:" + strconv.Itoa(port)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		out, code := runIn(ctx, "witness", "--of", server.URL, "--of-key", logKey, "--name", "witness/test", "--data", data, "--listen", address)
		if code != 0 {
			ended <- errors.New(out)
		}
		ended <- nil
	}()
	var signed []byte
	await(t, 20*time.Second, "it has signed", func() bool {
		answer, err := http.Get("http://" + address + "/checkpoints")
		if err != nil {
			return false
		}
		defer func() { _ = answer.Body.Close() }()
		signed, err = io.ReadAll(answer.Body)
		return err == nil && len(signed) > 0
	})
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	acted(t, h)
	file, outside := filepath.Join(dir, "log"), filepath.Join(dir, "checkpoints")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Audit.Export(t.Context(), f, true, nil); err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	if err := os.WriteFile(outside, signed, 0o600); err != nil {
		t.Fatal(err)
	}
	out, code = run(t, "audit", "verify", file, "--key", logKey, "--checkpoint", outside, "--witness-key", witnessKeys)
	if code != 0 || !strings.Contains(out, "Co-signed by: witness/test.") {
		t.Errorf("%d: %s", code, out)
	}
	if notes, err := proof.Split(signed); err != nil || len(notes) == 0 {
		t.Error(len(notes), err)
	}
	for _, args := range [][]string{{"witness"}, {"witness", "--of", server.URL}} {
		if out, code := run(t, args...); code != 2 {
			t.Errorf("%v: %d: %s", args, code, out)
		}
	}
}
