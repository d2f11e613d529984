package app

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonggui/internal/org/password"
	"tonggui/internal/platform/bus"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/doctor"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/natstest"
	"tonggui/internal/testkit/wait"
)

func await(t *testing.T, within time.Duration, what string, is func() bool) {
	t.Helper()
	wait.Soon(t, within, what, is)
}

func TestABusThatIsAwayIsSaidAndStopsNothingElse(t *testing.T) {
	nats := natstest.Start(t, "")
	h, err := Build(t.Context(), Options{Dir: t.TempDir(), DatabaseURL: dbtest.NewPostgres(t), NATS: bus.Options{URLs: []string{nats.URL}},
		Clock: clock.NewSystem(), PasswordCost: password.Cost{Passes: 1, MemoryKiB: 64, Lanes: 1}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	srv := httptest.NewServer(h.HTTP.Handler())
	t.Cleanup(srv.Close)
	says := func(want string) func() bool {
		return func() bool {
			code, body := get(t, srv.URL+"/readyz")
			return code == http.StatusOK && strings.Contains(body, want)
		}
	}
	await(t, 5*time.Second, "all is well", says(`"ok"`))
	nats.Down()
	await(t, 5*time.Second, "the trouble is said", says(`"degraded","problems":["bus"]`))
	nats.Up()
	await(t, 10*time.Second, "all is well again", says(`"ok"`))
}

func TestDoctorLooksAtNATSAndAtTheOtherServers(t *testing.T) {
	if checks := busChecks(&config.Config{}); len(checks) != 0 {
		t.Errorf("%d looks on SQLite", len(checks))
	}
	nats, url := natstest.Start(t, "secret"), dbtest.NewPostgres(t)
	load := func(settings string) *config.Config {
		t.Helper()
		file := filepath.Join(t.TempDir(), "t.toml")
		if err := os.WriteFile(file, []byte("database_url = \""+url+"\"\n"+settings), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := config.Load(config.Sources{Env: []string{"TONGGUI_CONFIG=" + file, "TONGGUI_DATA=" + t.TempDir()}})
		if err != nil {
			t.Fatal(err)
		}
		return &c.Config
	}
	want := func(when string, c *config.Config, states ...doctor.State) {
		t.Helper()
		for i, r := range doctor.Run(t.Context(), busChecks(c)).Checks {
			if r.State != states[i] || r.State != doctor.OK && r.Do == "" {
				t.Errorf("%s: %+v, want %s", when, r, states[i])
			}
		}
	}
	shared := load("nats_url = \"" + nats.URL + "\"\nnats_token = \"secret\"")
	want("before the first start", shared, doctor.OK, doctor.Warn)
	d, err := db.Open(t.Context(), db.Options{URL: url, Clock: clock.NewSystem()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	if _, err := d.Migrate(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	want("nothing runs", shared, doctor.OK, doctor.OK)
	want("a wrong token", load("nats_url = \""+nats.URL+"\"\nnats_token = \"guess\""), doctor.Fail, doctor.OK)
	for _, version := range []string{"v1", "v2"} {
		if err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(`INSERT INTO nodes (id, name, version, started_at, seen_at, bus) VALUES (?, ?, ?, ?, 9000000000000000, 1)`, []byte(version), version, version, tx.Now)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	want("two versions", shared, doctor.OK, doctor.Warn)
	want("two servers without NATS", load(""), doctor.OK, doctor.Warn)
	nats.Down()
	want("NATS is away", shared, doctor.Fail, doctor.Warn)
}
