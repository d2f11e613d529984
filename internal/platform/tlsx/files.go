package tlsx

import (
	"crypto/tls"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"sync"
)

// files serves a certificate from two files and notices when they change. It
// looks at each handshake: two stat calls are nothing beside one, and nothing
// has to run in the background.
type files struct {
	certFile, keyFile string
	log               *slog.Logger

	mu   sync.Mutex
	seen [2]fs.FileInfo // as of the last attempt to load, successful or not
	cert *tls.Certificate
}

func newFiles(certFile, keyFile string, log *slog.Logger) (*files, error) {
	f := &files{certFile: certFile, keyFile: keyFile, log: log}
	seen, err := f.look()
	if err != nil {
		return nil, err
	}
	if err := f.load(seen); err != nil {
		return nil, err
	}
	return f, nil
}

func (f *files) certificate(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	seen, err := f.look()
	if err != nil || f.same(seen) {
		return f.cert, nil // a missing file is one that is being replaced
	}
	if err := f.load(seen); err != nil {
		// Certificate and key are replaced one after the other: in between
		// they do not match, and the next change brings the next attempt.
		f.log.Warn("the new certificate cannot be used, the old one stays", "error", err)
	} else {
		f.log.Info("certificate loaded again", "file", f.certFile, "until", f.cert.Leaf.NotAfter)
	}
	return f.cert, nil
}

func (f *files) look() (seen [2]fs.FileInfo, err error) {
	for i, path := range []string{f.certFile, f.keyFile} {
		if seen[i], err = os.Stat(path); err != nil {
			return seen, fmt.Errorf("certificate file: %w", err)
		}
	}
	return seen, nil
}

func (f *files) same(now [2]fs.FileInfo) bool {
	for i, old := range f.seen {
		if !os.SameFile(old, now[i]) || old.Size() != now[i].Size() || !old.ModTime().Equal(now[i].ModTime()) {
			return false
		}
	}
	return true
}

func (f *files) load(seen [2]fs.FileInfo) error {
	f.seen = seen
	cert, err := tls.LoadX509KeyPair(f.certFile, f.keyFile)
	if err != nil {
		return fmt.Errorf("certificate %s with key %s: %w", f.certFile, f.keyFile, err)
	}
	f.cert = &cert
	return nil
}
