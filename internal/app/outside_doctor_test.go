package app

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"tonggui/internal/platform/config"
	"tonggui/internal/platform/doctor"
	"tonggui/internal/testkit/natstest"
	"tonggui/internal/testkit/s3test"
)

func TestNATSThatLetsAnybodyInIsFoundWhereOthersReachIt(t *testing.T) {
	open := natstest.Start(t, "")
	c := &config.Config{DatabaseURL: config.NewSecret("x"), NATSURLs: []string{open.URL}}
	finds(t, "on this machine", lookAtBus(c), doctor.OK, "answers")
	// The first address answers; that one of them is elsewhere is what the settings say.
	c.NATSURLs = []string{open.URL, "nats://10.0.0.31:4222"}
	finds(t, "on the network", lookAtBus(c), doctor.Warn, "nats://10.0.0.31:4222 lets anybody in")
	c.NATSURLs = []string{open.URL, "nats://203.0.113.7:4222"}
	finds(t, "on the internet", lookAtBus(c), doctor.Fail, "public")
	shut := natstest.Start(t, "secret")
	c.NATSURLs, c.NATSToken = []string{shut.URL}, config.NewSecret("secret")
	finds(t, "with a token", lookAtBus(c), doctor.OK, "answers")
	for version, bad := range map[string]bool{"2.9.25": true, "1.4.1": true, "2.10.0": false, "2.15.2": false, "3.0": false, "": false} {
		if _, found := judgeNATS(version); found != bad {
			t.Errorf("version %q: %v", version, found)
		}
	}
}

func TestDoctorSaysWhatIsWrongWithS3(t *testing.T) {
	server := s3test.Start(t)
	settings := func(plant func(*config.Config)) *config.Config {
		c := &config.Config{Data: t.TempDir(), BlobStore: "s3", S3Endpoint: server.URL, S3Bucket: server.Bucket, S3Region: "us-east-1",
			S3AccessKey: server.AccessKey, S3SecretKey: config.NewSecret(server.SecretKey), S3Addressing: "path"}
		plant(c)
		return c
	}
	for what, one := range map[string]struct {
		plant func(*config.Config)
		state doctor.State
		words string
	}{
		"well":         {func(*config.Config) {}, doctor.OK, "keeps what is put into it"},
		"no bucket":    {func(c *config.Config) { c.S3Bucket = "nowhere" }, doctor.Fail, "make the bucket"},
		"unknown key":  {func(c *config.Config) { c.S3AccessKey = "nobody" }, doctor.Fail, "s3_access_key"},
		"wrong secret": {func(c *config.Config) { c.S3SecretKey = config.NewSecret("wrong-secret") }, doctor.Fail, "s3_secret_key"},
		"wrong clock":  {func(c *config.Config) { c.S3Endpoint = refusing(t, http.StatusForbidden, "RequestTimeTooSkewed") }, doctor.Fail, "set the clock"},
		"few rights":   {func(c *config.Config) { c.S3Endpoint = refusing(t, http.StatusForbidden, "AccessDenied") }, doctor.Fail, "rights"},
		"wrong region": {func(c *config.Config) {
			c.S3Endpoint = refusing(t, http.StatusBadRequest, "AuthorizationHeaderMalformed")
		}, doctor.Fail, "s3_region"},
		"nobody there": {func(c *config.Config) { c.S3Endpoint = "http://127.0.0.1:1" }, doctor.Fail, "network"},
	} {
		finds(t, what, lookAtStore(t.Context(), settings(one.plant)), one.state, one.words)
	}
}

// refusing is an S3 server that answers every request with an error.
func refusing(t *testing.T, status int, code string) string {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(`<?xml version="1.0"?><Error><Code>` + code + `</Code><Message>no</Message></Error>`))
	}))
	t.Cleanup(srv.Close)
	return srv.URL
}
