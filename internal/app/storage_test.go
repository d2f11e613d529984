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
	"tonggui/internal/platform/blob"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/config"
	"tonggui/internal/platform/doctor"
	"tonggui/internal/testkit/s3test"
)

const someKey = "0195f3d2-7c00-7000-8000-000000000001"

func onS3(server *s3test.Server) *blob.S3Options {
	return &blob.S3Options{Endpoint: server.URL, Bucket: server.Bucket, Region: "us-east-1", AccessKey: server.AccessKey, SecretKey: server.SecretKey, Addressing: "path"}
}

func stored(dir string, s3 *blob.S3Options, c clock.Clock) Options {
	return Options{Dir: dir, Clock: c, PasswordCost: password.Cost{Passes: 1, MemoryKiB: 64, Lanes: 1}, Storage: Storage{S3: s3}}
}

func TestAStoreOfFilesThatIsAwayIsSaidAndStopsNothingElse(t *testing.T) {
	server, c := s3test.Start(t), clock.NewFake(time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC))
	h, err := Build(t.Context(), stored(t.TempDir(), onS3(server), c))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	srv := httptest.NewServer(h.HTTP.Handler())
	t.Cleanup(srv.Close)
	if code, body := get(t, srv.URL+"/readyz"); code != http.StatusOK || !strings.Contains(body, `"ok"`) {
		t.Errorf("at first: %d %s", code, body)
	}
	for range 2 {
		server.Kill()
		c.Advance(lookAgain)
		if code, body := get(t, srv.URL+"/readyz"); code != http.StatusOK || !strings.Contains(body, `"degraded"`) || !strings.Contains(body, `"blob_store"`) {
			t.Errorf("while the store is away: %d %s", code, body)
		}
		if code, body := get(t, srv.URL+"/healthz"); code != http.StatusOK || !strings.Contains(body, `"ok"`) {
			t.Errorf("health: %d %s", code, body)
		}
		if _, err := h.Org.MakeSetupToken(t.Context()); err != nil {
			t.Errorf("what needs no files: %v", err)
		}
		server.Up()
		c.Advance(lookSoon)
		if code, body := get(t, srv.URL+"/readyz"); code != http.StatusOK || !strings.Contains(body, `"ok"`) {
			t.Errorf("after it came back: %d %s", code, body)
		}
	}
}

func TestReadinessSaysThatTheKeyFileIsGone(t *testing.T) {
	c := clock.NewFake(time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC))
	h, srv := build(t, c)
	if err := os.Rename(h.Keys.Path(), h.Keys.Path()+".away"); err != nil {
		t.Fatal(err)
	}
	if code, body := get(t, srv.URL+"/readyz"); code != http.StatusOK || !strings.Contains(body, `"degraded"`) || !strings.Contains(body, `"blob_keys"`) {
		t.Errorf("got %d %s", code, body)
	}
}

func TestTheHouseStartsWhileItsS3IsAwayButNotForTheFirstTime(t *testing.T) {
	server, c, dir := s3test.Start(t), clock.NewSystem(), t.TempDir()
	server.Kill()
	if h, err := Build(t.Context(), stored(dir, onS3(server), c)); err == nil {
		h.Close()
		t.Error("keys were made although nobody knows whether files need other ones")
	}
	server.Up()
	for _, away := range []bool{false, true} {
		if away {
			server.Kill()
		}
		h, err := Build(t.Context(), stored(dir, onS3(server), c))
		if err != nil {
			t.Fatalf("away %v: %v", away, err)
		}
		h.Close()
	}
}

func TestNoStartWithANewKeyWhereFilesNeedTheLostOne(t *testing.T) {
	server, c := s3test.Start(t), clock.NewSystem()
	for name, s3 := range map[string]*blob.S3Options{"disk": nil, "s3": onS3(server)} {
		dir := t.TempDir()
		h, err := Build(t.Context(), stored(dir, s3, c))
		if err != nil {
			t.Fatal(err)
		}
		if err := h.Blobs.Put(t.Context(), someKey, strings.NewReader("x"), 1); err != nil {
			t.Fatal(err)
		}
		key := h.Keys.Path()
		h.Close()
		if err := os.Rename(key, key+".away"); err != nil {
			t.Fatal(err)
		}
		if h, err := Build(t.Context(), stored(dir, s3, c)); err == nil || !strings.Contains(err.Error(), key) {
			h.Close()
			t.Errorf("%s: got %v", name, err)
		}
		if err := os.Rename(key+".away", key); err != nil {
			t.Fatal(err)
		}
		h, err = Build(t.Context(), stored(dir, s3, c))
		if err != nil {
			t.Fatalf("%s: after it was put back: %v", name, err)
		}
		h.Close()
	}
}

func TestDoctorSeesWhatIsWrongWithTheStoreAndItsKeys(t *testing.T) {
	server := s3test.Start(t)
	look := func(c *config.Config) map[string]doctor.State {
		out := map[string]doctor.State{}
		for _, r := range doctor.Run(t.Context(), storageChecks(c)).Checks {
			if out[r.Name] = r.State; r.State != doctor.OK && r.Do == "" {
				t.Errorf("%+v says not what to do", r)
			}
		}
		return out
	}
	settings := func(store string) *config.Config {
		return &config.Config{Data: t.TempDir(), BlobStore: store, S3Endpoint: server.URL, S3Bucket: server.Bucket, S3Region: "us-east-1",
			S3AccessKey: server.AccessKey, S3SecretKey: config.NewSecret(server.SecretKey), S3Addressing: "path"}
	}
	want := func(when string, c *config.Config, store, keys doctor.State) {
		t.Helper()
		if got := look(c); got["blob_store"] != store || got["blob_keys"] != keys {
			t.Errorf("%s: got %v", when, got)
		}
	}
	for _, kind := range []string{"disk", "s3"} {
		c := settings(kind)
		first := doctor.Warn
		if kind == "s3" {
			first = doctor.OK
		}
		want(kind+", before the first start", c, first, doctor.Warn)
		if left, err := os.ReadDir(c.Data); err != nil || len(left) != 0 {
			t.Errorf("looking left %v, %v", left, err)
		}
		h, err := Build(t.Context(), optionsOf(c, nil))
		if err != nil {
			t.Fatal(err)
		}
		want(kind+", healthy", c, doctor.OK, doctor.OK)
		if err := h.Blobs.Put(t.Context(), someKey, strings.NewReader("x"), 1); err != nil {
			t.Fatal(err)
		}
		h.Close()
		if err := os.WriteFile(c.BlobKeys(), []byte("rubbish"), 0o600); err != nil {
			t.Fatal(err)
		}
		want(kind+", keys damaged", c, doctor.OK, doctor.Fail)
		if err := os.Remove(c.BlobKeys()); err != nil {
			t.Fatal(err)
		}
		want(kind+", keys lost", c, doctor.OK, doctor.Fail)
	}
	c := settings("s3")
	c.S3SecretKey = config.NewSecret("wrong")
	want("wrong secret", c, doctor.Fail, doctor.Fail)
	server.Kill()
	want("server away", settings("s3"), doctor.Fail, doctor.Fail)
	c = settings("disk")
	if err := os.WriteFile(filepath.Join(c.Data, "blobs"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	want("a file in the folder's place", c, doctor.Fail, doctor.Fail)
}

func TestRotatedKeysSealWhatComesAndOpenWhatWas(t *testing.T) {
	h, _ := build(t, clock.NewSystem())
	dir := filepath.Dir(filepath.Dir(h.Keys.Path()))
	for want := 2; want < 4; want++ {
		if n, err := rotateKeys(&config.Config{Data: dir}); n != want || err != nil {
			t.Errorf("%d keys, %v", n, err)
		}
	}
	if err := h.Keys.Check(); err != nil {
		t.Errorf("the running server: %v", err)
	}
	if _, err := rotateKeys(&config.Config{Data: t.TempDir()}); err == nil {
		t.Error("keys that do not exist were rotated")
	}
}
