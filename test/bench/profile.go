package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// profile begins to profile the server for about the time that a span will take. The function that it
// returns waits for the profile and writes it into the folder; it does nothing where there is none.
func (s *server) profile(folder, name string, expected time.Duration) func() error {
	if folder == "" {
		return func() error { return nil }
	}
	done := make(chan error, 1)
	go func() { done <- s.fetchProfile(folder, name, max(1, int(expected.Seconds()))) }()
	return func() error { return <-done }
}

func (s *server) fetchProfile(folder, name string, seconds int) error {
	resp, err := http.Get(fmt.Sprintf("http://%s/debug/pprof/profile?seconds=%d", s.debug, seconds))
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("profile: %s", resp.Status)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	f, err := os.Create(filepath.Join(folder, strings.NewReplacer(" ", "-", ",", "").Replace(name)+".pprof"))
	if err != nil {
		return err
	}
	_, err = io.Copy(f, resp.Body)
	return errors.Join(err, f.Close())
}
