package doctor

import (
	"context"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/config"
)

var now = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

func healthy(t *testing.T) *config.Loaded {
	t.Helper()
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return &config.Loaded{Config: config.Config{Data: dir, Listen: "127.0.0.1:8765"}}
}

// finding runs all checks and gives the one asked for.
func finding(t *testing.T, c *config.Loaded, clk clock.Clock, name string) Result {
	t.Helper()
	for _, r := range Run(t.Context(), Machine(c, clk)).Checks {
		if r.Name == name {
			return r
		}
	}
	t.Fatalf("there is no check %s", name)
	return Result{}
}

func TestHealthyInstallationHasNoFailure(t *testing.T) {
	if r := Run(t.Context(), Machine(healthy(t), clock.NewFake(now))); !r.OK {
		t.Errorf("got %+v", r)
	}
}

func TestEachPlantedFaultIsFound(t *testing.T) {
	for name, planted := range map[string]struct {
		check string
		state State
		plant func(t *testing.T, c *config.Loaded)
	}{
		"folder missing":   {"data_folder", Warn, func(_ *testing.T, c *config.Loaded) { c.Data = filepath.Join(c.Data, "no") }},
		"folder is a file": {"data_folder", Fail, func(t *testing.T, c *config.Loaded) { c.Data = file(t, c, "x", 0o600) }},
		"folder readable":  {"permissions", Warn, func(t *testing.T, c *config.Loaded) { chmod(t, c.Data, 0o755) }},
		"key readable":     {"permissions", Warn, func(t *testing.T, c *config.Loaded) { c.TLSKey = file(t, c, "k.pem", 0o644) }},
		"password readable": {"permissions", Warn, func(t *testing.T, c *config.Loaded) {
			c.File, c.DatabaseURL = file(t, c, "t.toml", 0o640), config.NewSecret("x")
		}},
		"S3 secret readable": {"permissions", Warn, func(t *testing.T, c *config.Loaded) {
			c.File, c.S3SecretKey = file(t, c, "t.toml", 0o640), config.NewSecret("x")
		}},
		"file keys readable":  {"permissions", Warn, func(t *testing.T, c *config.Loaded) { c.BlobKeysFile = file(t, c, "b.json", 0o640) }},
		"certificate missing": {"tls", Fail, func(_ *testing.T, c *config.Loaded) { c.TLSCert, c.TLSKey = "no.pem", "no.pem" }},
		"open without TLS":    {"tls", Fail, func(_ *testing.T, c *config.Loaded) { c.Listen = ":80" }},
		"address not known":   {"public_url", Warn, func(_ *testing.T, c *config.Loaded) { c.Listen, c.TLSOwnCA = ":443", true }},
		"proxy without a name": {"public_url", Warn, func(_ *testing.T, c *config.Loaded) {
			c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}
		}},
		"plain http": {"public_url", Warn, func(_ *testing.T, c *config.Loaded) { c.PublicURL = &url.URL{Scheme: "http", Host: "im.example.com"} }},
	} {
		c := healthy(t)
		planted.plant(t, c)
		if got := finding(t, c, clock.NewFake(now), planted.check); got.State != planted.state || got.Do == "" {
			t.Errorf("%s: got %+v", name, got)
		}
	}
}

func TestClockBeforeTheProgramFails(t *testing.T) {
	if got := finding(t, healthy(t), clock.NewFake(time.Unix(0, 0)), "clock"); got.State != Fail {
		t.Errorf("got %+v", got)
	}
}

func TestLooksLeaveNothingBehind(t *testing.T) {
	c := healthy(t)
	Run(t.Context(), Machine(c, clock.NewFake(now)))
	if left, err := os.ReadDir(c.Data); err != nil || len(left) != 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

func TestCheckThatHangsBecomesAFinding(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := Run(ctx, []Check{{"hangs", func(context.Context) Finding { select {} }}})
	if r.OK || r.Checks[0].State != Fail {
		t.Errorf("got %+v", r)
	}
}

func TestReportIsReadable(t *testing.T) {
	var out strings.Builder
	r := Run(t.Context(), []Check{{"a", func(context.Context) Finding { return Bad("mend it", "broken: %d", 5) }}})
	if err := r.Print(&out); err != nil || !strings.Contains(out.String(), "fail  a") || !strings.Contains(out.String(), "→ mend it") {
		t.Errorf("got %q, %v", out.String(), err)
	}
}

func file(t *testing.T, c *config.Loaded, name string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(c.Data, name)
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	chmod(t, path, mode)
	return path
}

func chmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}
