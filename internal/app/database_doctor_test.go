package app

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/doctor"
	"tonggui/internal/testkit/dbtest"
)

func finds(t *testing.T, what string, got doctor.Finding, state doctor.State, words string) {
	t.Helper()
	if got.State != state || !strings.Contains(got.Text+" "+got.Do, words) || state != doctor.OK && got.Do == "" {
		t.Errorf("%s: %+v, want %s with %q", what, got, state, words)
	}
}

func on(t *testing.T, url string) *config.Config {
	t.Helper()
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return &config.Config{Data: dir, Listen: "127.0.0.1:8765", DatabaseURL: config.NewSecret(url), BlobStore: "disk"}
}

func lookAt(t *testing.T, c *config.Config, name string) doctor.Finding {
	t.Helper()
	for _, r := range doctor.Run(t.Context(), databaseChecks(c)).Checks {
		if r.Name == name {
			return doctor.Finding{State: r.State, Text: r.Text, Do: r.Do}
		}
	}
	t.Fatalf("there is no check %s", name)
	return doctor.Finding{}
}

func TestDoctorFindsNothingWrongWithAGoodDatabase(t *testing.T) {
	for kind, url := range map[string]string{"sqlite": "", "postgres": dbtest.NewPostgres(t)} {
		c := on(t, url)
		finds(t, kind+", before the first start", lookAt(t, c, "database"), doctor.Warn, "tonggui migrate")
		if _, err := migrate(t.Context(), c, nil); err != nil {
			t.Fatal(err)
		}
		for _, r := range doctor.Run(t.Context(), databaseChecks(c)).Checks {
			// The test's own PostgreSQL is switched to speed, which doctor is to find; and the machine's disk may be as it is.
			if r.State == doctor.Fail && r.Name != "database_server" && r.Name != "database_disk" {
				t.Errorf("%s: %+v", kind, r)
			}
		}
	}
}

func TestDoctorFindsAnOlderAndANewerSchemaAndADatabaseThatIsAway(t *testing.T) {
	for kind, url := range map[string]string{"sqlite": "", "postgres": dbtest.NewPostgres(t)} {
		c := on(t, url)
		if _, err := migrate(t.Context(), c, nil); err != nil {
			t.Fatal(err)
		}
		d, err := db.Open(t.Context(), db.Options{URL: url, Dir: c.Data, Clock: clock.NewSystem()})
		if err != nil {
			t.Fatal(err)
		}
		finds(t, kind, lookAt(t, c, "database"), doctor.OK, "at this program's version")
		// A program of the future has one migration more.
		files, future := fstest.MapFS{}, slices.Clone(migrationsOf(d))
		for i, room := range future {
			if room.Room == "audit" {
				future[i].Files = files
				old, _ := filepath.Glob("../audit/migrations/*.sql")
				for _, path := range old {
					text, err := os.ReadFile(path)
					if err != nil {
						t.Fatal(err)
					}
					files["migrations/"+filepath.Base(path)] = &fstest.MapFile{Data: text}
				}
			}
		}
		files["migrations/99999_future.sql"] = &fstest.MapFile{Data: []byte("-- +goose Up\nCREATE TABLE future (n BIGINT);\n")}
		if _, err := d.Migrate(t.Context(), future); err != nil {
			t.Fatal(err)
		}
		finds(t, kind+", newer", lookAt(t, c, "database"), doctor.Warn, "newer program has extended the database (audit)")
		if err := d.Write(t.Context(), func(tx *db.Tx) error {
			_, err := tx.Exec(`INSERT INTO schema_floor (room, version) VALUES ('audit', 99999)`)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		finds(t, kind+", too new", lookAt(t, c, "database"), doctor.Fail, "too old")
		if err := d.Close(); err != nil {
			t.Fatal(err)
		}
	}
	finds(t, "away", lookAt(t, on(t, "postgres://tonggui@127.0.0.1:1/none?connect_timeout=1"), "database"), doctor.Fail, "does not answer")
}

func TestPostgresThatMayLoseDataOrIsTooOldIsFound(t *testing.T) {
	good := server{version: 150004, connections: 100, others: 3, fsync: "on", copy: "on", commit: "on", encoding: "UTF8"}
	finds(t, "good", judgePostgres(good), doctor.OK, "15")
	for what, bad := range map[string]struct {
		change func(*server)
		state  doctor.State
		words  string
	}{
		"old":             {func(s *server) { s.version = 140011 }, doctor.Fail, "version 14"},
		"no fsync":        {func(s *server) { s.fsync = "off" }, doctor.Fail, "power cut"},
		"torn pages":      {func(s *server) { s.copy = "off" }, doctor.Fail, "full_page_writes"},
		"early answers":   {func(s *server) { s.commit = "off" }, doctor.Fail, "synchronous_commit"},
		"encoding":        {func(s *server) { s.encoding = "SQL_ASCII" }, doctor.Fail, "Chinese"},
		"few connections": {func(s *server) { s.connections = 50 }, doctor.Warn, "max_connections"},
	} {
		s := good
		bad.change(&s)
		finds(t, what, judgePostgres(s), bad.state, bad.words)
	}
}

func TestClocksThatDisagreeAreFound(t *testing.T) {
	finds(t, "alike", judgeSkew("x", 300*time.Millisecond), doctor.OK, "agrees")
	finds(t, "ahead", judgeSkew("x", 90*time.Second), doctor.Warn, "1m30s ahead")
	finds(t, "behind", judgeSkew("x", -2*time.Second), doctor.Warn, "2s behind")
	url := dbtest.NewPostgres(t)
	for shift, state := range map[time.Duration]doctor.State{0: doctor.OK, time.Hour: doctor.Warn, -time.Hour: doctor.Warn} {
		d, err := db.Open(t.Context(), db.Options{URL: url, Clock: clock.NewFake(time.Now().Add(shift))})
		if err != nil {
			t.Fatal(err)
		}
		finds(t, shift.String(), databaseClock(t.Context(), d), state, "clock")
		_ = d.Close()
	}
}

func TestPlainLinesToOtherServersAreFound(t *testing.T) {
	c := on(t, "postgres://a:b@10.0.0.20/c?sslmode=verify-full")
	c.BlobStore, c.S3Endpoint, c.OTLPEndpoint = "s3", "https://s3.example.com", "http://127.0.0.1:4318"
	finds(t, "encrypted", inside(c), doctor.OK, "")
	c.DatabaseURL = config.NewSecret("postgres://a:b@127.0.0.1/c")
	finds(t, "on this machine", inside(c), doctor.OK, "")
	for what, plant := range map[string]func(*config.Config){
		"the database at 10.0.0.20":  func(c *config.Config) { c.DatabaseURL = config.NewSecret("postgres://a:hunter2@10.0.0.20/c") },
		"the S3 server at http://s3": func(c *config.Config) { c.S3Endpoint = "http://s3" },
		"the collector of traces":    func(c *config.Config) { c.OTLPEndpoint = "http://10.0.0.9:4318" },
	} {
		bad := *c
		plant(&bad)
		if got := inside(&bad); got.State != doctor.Warn || !strings.Contains(got.Text, what) || strings.Contains(got.Text, "hunter2") {
			t.Errorf("%s: %+v", what, got)
		}
	}
}
