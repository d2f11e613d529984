package tlsx

import (
	"crypto"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"tonggui/internal/platform/clock"
)

const (
	caLife = 10 * 365 * 24 * time.Hour
	// Apple devices refuse more than 825 days, and a year is easy to explain.
	leafLife = 365 * 24 * time.Hour
	// renewBefore leaves a server that is off for a long holiday a margin.
	renewBefore = 90 * 24 * time.Hour
	// backdate makes a certificate good on devices whose clocks run behind.
	backdate = 24 * time.Hour

	caFile   = "ca.pem"
	leafFile = "leaf.pem"
)

// Authority is the own certificate authority. Each pair of key and certificate
// lives in one file that is replaced whole, so a crash cannot part them.
type Authority struct {
	dir   string
	names []string
	clock clock.Clock
	log   *slog.Logger
	ca    *tls.Certificate

	mu   sync.Mutex
	leaf *tls.Certificate
}

func newAuthority(o Options) (*Authority, error) {
	a := &Authority{dir: o.Dir, names: o.Names, clock: o.Clock, log: o.Log}
	if err := os.MkdirAll(a.dir, 0o700); err != nil {
		return nil, err
	}
	var err error
	if a.ca, err = readPair(a.path(caFile)); errors.Is(err, fs.ErrNotExist) {
		a.ca, err = a.create()
	}
	if err != nil {
		return nil, fmt.Errorf("own certificate authority: %w", err)
	}
	if !a.now().Before(a.ca.Leaf.NotAfter) {
		return nil, fmt.Errorf("own certificate authority: it ended on %s; move %s away to make a new one, which every device must install again",
			a.ca.Leaf.NotAfter.Format(time.DateOnly), a.path(caFile))
	}
	if a.leaf, err = readPair(a.path(leafFile)); err != nil || !a.good(a.leaf.Leaf) {
		if a.leaf, err = a.issue(); err != nil {
			return nil, fmt.Errorf("own certificate authority: %w", err)
		}
	}
	return a, nil
}

// Fingerprint is the SHA-256 of the authority's certificate in the form in
// which devices show it, for comparing before it is trusted.
func (a *Authority) Fingerprint() string {
	sum := sha256.Sum256(a.ca.Leaf.Raw)
	text := strings.ToUpper(hex.EncodeToString(sum[:]))
	return strings.Join(slices.Collect(pairs(text)), ":")
}

func pairs(s string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for i := 0; i+2 <= len(s); i += 2 {
			if !yield(s[i : i+2]) {
				return
			}
		}
	}
}

// Certificate is the authority's certificate (DER).
func (a *Authority) Certificate() []byte { return a.ca.Leaf.Raw }

func (a *Authority) certificate(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.good(a.leaf.Leaf) {
		return a.leaf, nil
	}
	leaf, err := a.issue()
	if err != nil {
		a.log.Warn("the certificate cannot be renewed, the old one stays", "error", err)
		return a.leaf, nil
	}
	a.log.Info("certificate renewed", "until", leaf.Leaf.NotAfter)
	a.leaf = leaf
	return leaf, nil
}

// good says whether a leaf is ours, lasts long enough, and names the names.
func (a *Authority) good(leaf *x509.Certificate) bool {
	return leaf.CheckSignatureFrom(a.ca.Leaf) == nil &&
		!a.now().Before(leaf.NotBefore) && a.now().Add(renewBefore).Before(leaf.NotAfter) &&
		slices.Equal(namesOf(leaf), sorted(a.names))
}

func (a *Authority) create() (*tls.Certificate, error) {
	a.log.Info("making an own certificate authority", "folder", a.dir)
	return makePair(a.path(caFile), caTemplate(a.now()), nil, nil)
}

func (a *Authority) issue() (*tls.Certificate, error) {
	end := a.now().Add(leafLife)
	if last := a.ca.Leaf.NotAfter; end.After(last) {
		end = last
	}
	return makePair(a.path(leafFile), leafTemplate(a.now(), end, a.names), a.ca.Leaf, a.ca.PrivateKey.(crypto.Signer))
}

func (a *Authority) now() time.Time          { return a.clock.Now().Time() }
func (a *Authority) path(name string) string { return filepath.Join(a.dir, name) }
