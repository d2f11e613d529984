package tlsx

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/config"
)

// start is the real today, because autocert asks the machine.
func start() time.Time { return time.Now().UTC().Truncate(time.Second) }

// shake runs a real handshake on loopback and gives the leaf that was shown.
func shake(t *testing.T, server *tls.Config, client *tls.Config) (*x509.Certificate, error) {
	t.Helper()
	l, err := tls.Listen("tcp", "127.0.0.1:0", server)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		_, _ = io.Copy(io.Discard, c)
	}()
	c, err := tls.Dial("tcp", l.Addr().String(), client)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	return c.ConnectionState().PeerCertificates[0], nil
}

func trusting(a *Authority, name string) *tls.Config {
	pool := x509.NewCertPool()
	pool.AddCert(a.ca.Leaf)
	return &tls.Config{RootCAs: pool, ServerName: name, Time: a.now}
}

func ownCA(t *testing.T, dir string, clk clock.Clock, names ...string) *TLS {
	t.Helper()
	got, err := New(Options{OwnCA: true, Names: names, Dir: dir, Clock: clk, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestOwnAuthorityIsTrustedForItsNamesOnly(t *testing.T) {
	got := ownCA(t, t.TempDir(), clock.NewFake(start()), "im.corp.lan", "127.0.0.1")
	for name, ok := range map[string]bool{"im.corp.lan": true, "127.0.0.1": true, "other.lan": false} {
		if _, err := shake(t, got.Config, trusting(got.CA, name)); (err == nil) != ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTLS11IsRefused(t *testing.T) {
	got := ownCA(t, t.TempDir(), clock.NewFake(start()), "localhost")
	client := trusting(got.CA, "localhost")
	client.MinVersion, client.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
	if _, err := shake(t, got.Config, client); err == nil {
		t.Error("a handshake with TLS 1.1 passed")
	}
}

func TestOwnAuthoritySurvivesARestartAndItsFilesArePrivate(t *testing.T) {
	dir, clk := t.TempDir(), clock.NewFake(start())
	first, second := ownCA(t, dir, clk, "a.lan"), ownCA(t, dir, clk, "a.lan")
	if first.CA.Fingerprint() != second.CA.Fingerprint() || !first.CA.leaf.Leaf.Equal(second.CA.leaf.Leaf) {
		t.Error("a restart made a new authority or leaf")
	}
	third := ownCA(t, dir, clk, "a.lan", "b.lan")
	if first.CA.Fingerprint() != third.CA.Fingerprint() || third.CA.leaf.Leaf.VerifyHostname("b.lan") != nil {
		t.Error("a new name did not give a new leaf under the same authority")
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Fatalf("got %v, %v", entries, err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", e.Name(), info.Mode())
		}
	}
}

func TestLeafIsRenewedWhileTheServerRuns(t *testing.T) {
	clk := clock.NewFake(start())
	got := ownCA(t, t.TempDir(), clk, "a.lan")
	first, err := shake(t, got.Config, trusting(got.CA, "a.lan"))
	if err != nil {
		t.Fatal(err)
	}
	clk.Advance(leafLife - renewBefore - time.Hour)
	if again, err := shake(t, got.Config, trusting(got.CA, "a.lan")); err != nil || !again.Equal(first) {
		t.Errorf("renewed too early, or %v", err)
	}
	clk.Advance(time.Hour)
	if again, err := shake(t, got.Config, trusting(got.CA, "a.lan")); err != nil || again.Equal(first) {
		t.Errorf("not renewed, or %v", err)
	}
}

func TestDamagedAuthorityIsNotReplacedSilently(t *testing.T) {
	dir := t.TempDir()
	ownCA(t, dir, clock.NewFake(start()), "a.lan")
	if err := os.WriteFile(filepath.Join(dir, caFile), []byte("rubbish"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := New(Options{OwnCA: true, Dir: dir, Clock: clock.NewFake(start()), Log: slog.New(slog.DiscardHandler)}); err == nil {
		t.Error("every device would have had to install a new certificate")
	}
}

// pairFiles writes a fresh self-made certificate for a name into two files.
func pairFiles(t *testing.T, dir, name string) (certFile, keyFile string) {
	t.Helper()
	certFile, keyFile = filepath.Join(dir, "c.pem"), filepath.Join(dir, "k.pem")
	tmp := filepath.Join(t.TempDir(), "pair.pem")
	if _, err := makePair(tmp, leafTemplate(start(), start().Add(leafLife), []string{name}), nil, nil); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(tmp)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{certFile, keyFile} { // both blocks in both: each reader takes its own
		if err := writeWhole(path, raw); err != nil {
			t.Fatal(err)
		}
	}
	return certFile, keyFile
}

func TestChangedCertificateFilesAreUsedWithoutARestart(t *testing.T) {
	dir := t.TempDir()
	certFile, keyFile := pairFiles(t, dir, "old.lan")
	got, err := New(Options{CertFile: certFile, KeyFile: keyFile, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	blind := &tls.Config{InsecureSkipVerify: true, ServerName: "x"}
	shown := func() string {
		c, err := shake(t, got.Config, blind)
		if err != nil {
			t.Fatal(err)
		}
		return c.DNSNames[0]
	}
	if shown() != "old.lan" {
		t.Error("not the certificate of the file")
	}
	if err := writeWhole(certFile, []byte("half a")); err != nil {
		t.Fatal(err)
	}
	if shown() != "old.lan" {
		t.Error("a broken file ended a working certificate")
	}
	pairFiles(t, dir, "new.lan")
	if shown() != "new.lan" {
		t.Error("the new certificate is not used")
	}
	if err := os.Remove(keyFile); err != nil {
		t.Fatal(err)
	}
	if shown() != "new.lan" {
		t.Error("a missing file ended a working certificate")
	}
}

func TestUnusableCertificateFilesStopTheStart(t *testing.T) {
	for _, o := range []Options{{CertFile: "no.pem", KeyFile: "no.pem"}, {}} {
		if _, err := New(o); err == nil {
			t.Errorf("%+v was accepted", o)
		}
	}
}

func TestACMEUsesTheCacheAndRefusesOtherNames(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "acme"), 0o700); err != nil {
		t.Fatal(err)
	}
	tmp := filepath.Join(t.TempDir(), "p.pem")
	if _, err := makePair(tmp, leafTemplate(start(), start().Add(leafLife), []string{"im.example.com"}), nil, nil); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(tmp)
	if err != nil {
		t.Fatal(err)
	}
	cert, key, _ := strings.Cut(string(raw), "-----BEGIN PRIVATE KEY-----") // autocert keeps the key first
	if err := os.WriteFile(filepath.Join(dir, "acme", "im.example.com"), []byte("-----BEGIN PRIVATE KEY-----"+key+cert), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := New(Options{ACMEDomains: []string{"im.example.com"}, Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(got.Config.NextProtos, "acme-tls/1") || got.Config.MinVersion < tls.VersionTLS12 {
		t.Errorf("protocols %v", got.Config.NextProtos)
	}
	if _, err := shake(t, got.Config, &tls.Config{InsecureSkipVerify: true, ServerName: "im.example.com"}); err != nil {
		t.Error(err)
	}
	if _, err := shake(t, got.Config, &tls.Config{InsecureSkipVerify: true, ServerName: "evil.example.com"}); err == nil {
		t.Error("a certificate for any name can be asked for")
	}
}

func TestNamesFollowFromTheConfiguration(t *testing.T) {
	c := &config.Config{Listen: "10.1.2.3:443", TLSOwnCA: true, TLSOwnCANames: []string{"IM.corp.lan"}}
	got := FromConfig(c, clock.NewFake(start()), nil).Names
	for _, want := range []string{"10.1.2.3", "im.corp.lan", "localhost", "127.0.0.1", "::1"} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is missing in %v", want, got)
		}
	}
	c.Listen = ":443"
	for _, n := range FromConfig(c, clock.NewFake(start()), nil).Names {
		if a, err := netip.ParseAddr(n); err == nil && a.IsUnspecified() || n == "" {
			t.Errorf("%q is no name", n)
		}
	}
}

func TestAuthorityPageOffersTheCertificate(t *testing.T) {
	got := ownCA(t, t.TempDir(), clock.NewFake(start()), "a.lan")
	ask := func(method, path string) *http.Response {
		w := httptest.NewRecorder()
		got.CA.ServeHTTP(w, httptest.NewRequest(method, path, nil))
		return w.Result()
	}
	body, _ := io.ReadAll(ask("GET", "/ca").Body)
	for _, want := range []string{got.CA.Fingerprint(), "iOS", "Android", "Windows", "macOS", "安装证书", `lang="en"`} {
		if !strings.Contains(string(body), want) {
			t.Errorf("%q is missing on the page", want)
		}
	}
	if strings.Contains(string(body), "src=") || strings.Contains(string(body), "<script") {
		t.Error("the page loads or runs something")
	}
	der, _ := io.ReadAll(ask("GET", "/ca/tonggui-ca.crt").Body)
	ca, err := x509.ParseCertificate(der)
	if err != nil || !ca.IsCA || !ca.MaxPathLenZero {
		t.Errorf("not the authority's certificate: %v", err)
	}
	if s := ask("POST", "/ca").StatusCode; s != http.StatusMethodNotAllowed {
		t.Errorf("POST gave %d", s)
	}
	if s := ask("GET", "/ca/ca.pem").StatusCode; s != http.StatusNotFound {
		t.Errorf("the key file's name gave %d", s)
	}
}

func TestUntilReadsTheEndOfACertificate(t *testing.T) {
	certFile, keyFile := pairFiles(t, t.TempDir(), "a.lan")
	if got, err := Until(certFile, keyFile); err != nil || !got.Equal(start().Add(leafLife)) && got.Sub(start().Add(leafLife)).Abs() > time.Minute {
		t.Errorf("got %v, %v", got, err)
	}
	if _, err := Until("no", "no"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}
