package config

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// load runs Load over a command line, an environment and the content of the
// data folder's settings file.
func load(t *testing.T, args, env []string, file string) (*Loaded, error) {
	t.Helper()
	dir := t.TempDir()
	if file != "" {
		write(t, filepath.Join(dir, FileName), file)
	}
	set := flag.NewFlagSet("test", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	flags := Register(set)
	if err := set.Parse(append([]string{"--data", dir}, args...)); err != nil {
		t.Fatal(err)
	}
	return Load(Sources{Flags: flags, Env: env})
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestFlagBeatsEnvironmentBeatsFileBeatsDefault(t *testing.T) {
	file := `listen = "127.0.0.1:1"` + "\n" + `log_format = "json"` + "\n" + `log_level = "warn"`
	got, err := load(t, []string{"--listen", "127.0.0.1:3"}, []string{"TONGGUI_LISTEN=127.0.0.1:2", "TONGGUI_LOG_LEVEL=error"}, file)
	if err != nil {
		t.Fatal(err)
	}
	if got.Listen != "127.0.0.1:3" || got.LogLevel != slog.LevelError || got.LogFormat != "json" || got.TLSOwnCA {
		t.Errorf("got %+v", got.Config)
	}
	for key, want := range map[string]string{"listen": "flag --listen", "log_level": "environment TONGGUI_LOG_LEVEL", "log_format": "file " + got.File, "tls_own_ca": "default"} {
		if s := got.source(key); s != want {
			t.Errorf("source of %s = %q, want %q", key, s, want)
		}
	}
}

func TestUnknownKeyIsRefusedAndTheNearestNameProposed(t *testing.T) {
	_, err := load(t, nil, nil, `listne = "127.0.0.1:1"`)
	if err == nil || !strings.Contains(err.Error(), "did you mean listen?") {
		t.Errorf("got %v", err)
	}
}

func TestUnknownEnvironmentVariableIsAWarningOnly(t *testing.T) {
	got, err := load(t, nil, []string{"TONGGUI_LISTN=127.0.0.1:1"}, "")
	if err != nil || len(got.Warnings) != 1 || !strings.Contains(got.Warnings[0], "TONGGUI_LISTEN") {
		t.Errorf("got %v, %v", got.Warnings, err)
	}
}

func TestAllProblemsAreReportedTogetherWithSourceValueAndAdvice(t *testing.T) {
	_, err := load(t, []string{"--log-level", "loud"}, []string{"TONGGUI_LISTEN=nowhere"}, "trusted_proxies = [\"ten\"]\nfoo = 1")
	var ps Problems
	if !errors.As(err, &ps) || len(ps) != 4 {
		t.Fatalf("got %v", err)
	}
	for _, want := range []string{`log_level = "loud" (flag --log-level)`, `listen = "nowhere" (environment TONGGUI_LISTEN)`, `trusted_proxies = "ten" (file `, "foo (file "} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing in:\n%v", want, err)
		}
	}
	for _, p := range ps {
		if p.Do == "" {
			t.Errorf("%v says not what to do", p)
		}
	}
}

func TestSecretComesFromAFileNextToTheSettings(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "db.secret"), "postgres://u:p@h/d\n")
	write(t, filepath.Join(dir, "own.toml"), `database_url_file = "db.secret"`)
	got, err := load(t, []string{"--config", filepath.Join(dir, "own.toml")}, nil, "")
	if err != nil || got.DatabaseURL.Reveal() != "postgres://u:p@h/d" {
		t.Errorf("from the file: %v", err)
	}
	got, err = load(t, nil, []string{"TONGGUI_DATABASE_URL_FILE=" + filepath.Join(dir, "db.secret")}, "")
	if err != nil || got.DatabaseURL.Reveal() != "postgres://u:p@h/d" {
		t.Errorf("from the environment: %v", err)
	}
}

func TestSecretGivenTwiceInOnePlaceIsRefused(t *testing.T) {
	_, err := load(t, []string{"--database-url", "postgres://a/b", "--database-url-file", "x"}, nil, "")
	if err == nil || !strings.Contains(err.Error(), "both as a value and as a file") {
		t.Errorf("got %v", err)
	}
}

func TestSecretNeverShows(t *testing.T) {
	const password = "hunter2"
	s := NewSecret(password)
	raw, err := json.Marshal(map[string]any{"s": s, "p": &s})
	if err != nil {
		t.Fatal(err)
	}
	var logged strings.Builder
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "s", s, "struct", struct{ S Secret }{s})
	shown := string(raw) + logged.String() + fmt.Sprintf("%v %+v %#v %s %q %x %d %v", s, s, s, s, s, s, s, struct{ S *Secret }{&s})
	for _, value := range []string{"postgres://u:" + password + "@h/d", "mysql://u:" + password + "@h/d", "postgres://u:%" + password} {
		got, err := load(t, nil, nil, fmt.Sprintf("database_url = %q\n", value))
		shown += fmt.Sprint(err) + fmt.Sprintf("%+v %#v", got.Config, got.Values)
		raw, _ := json.Marshal(got.Show())
		shown += string(raw)
	}
	_, err = load(t, nil, nil, "database_url = postgres://"+password)
	shown += fmt.Sprint(err)
	if strings.Contains(shown, password) {
		t.Errorf("the secret shows in %s", shown)
	}
}

func TestDataFolderCannotBeMovedByTheFileInIt(t *testing.T) {
	if _, err := load(t, nil, nil, `data = "elsewhere"`); err == nil || !strings.Contains(err.Error(), "--data") {
		t.Errorf("got %v", err)
	}
}

func TestPathInTheFileStartsFromTheFile(t *testing.T) {
	got, err := load(t, nil, nil, "tls_cert = \"c.pem\"\ntls_key = \"/k.pem\"\n")
	if err != nil || got.TLSCert != got.Path("c.pem") || got.TLSKey != "/k.pem" {
		t.Errorf("got %q %q %v", got.TLSCert, got.TLSKey, err)
	}
}

func TestMissingFileIsFineUnlessNamed(t *testing.T) {
	if _, err := load(t, nil, nil, ""); err != nil {
		t.Error(err)
	}
	if _, err := load(t, []string{"--config", filepath.Join(t.TempDir(), "no.toml")}, nil, ""); err == nil {
		t.Error("a named file that does not exist was accepted")
	}
}

func TestValuesAreChecked(t *testing.T) {
	for _, bad := range []string{
		`listen = "127.0.0.1"`, `listen = "127.0.0.1:70000"`, `public_url = "ftp://x"`, `public_url = "https://x/path"`,
		`public_url = "https://u:p@x"`, `log_format = "xml"`, `log_level = "INFO"`, `tls_acme_domains = ["localhost"]`,
		`tls_acme_domains = ["10.0.0.1"]`, `tls_acme_domains = ["*.example.com"]`, `tls_acme_email = "it"`, `tls_own_ca = "yes"`,
		`tls_own_ca_names = ["a b"]`, `trusted_proxies = ["0.0.0.0/0"]`, `tls_cert = "c.pem"`, `tls_own_ca = true` + "\n" + `tls_acme_domains = "a.example"`,
		`tls_own_ca = true` + "\n" + `public_url = "http://a.example"`, `listen = 5`, `[listen]`, `listen = "127.0.0.1:1`,
		`trusted_proxies = [1]`, `listen = "0.0.0.0:8765"`, `blob_store = "ftp"`, `link_previews = "on"`, `egress_deny = ["ours"]`, `blob_store = "s3"`, `s3_endpoint = "s3.example.com"`,
		`s3_endpoint = "https://s3.example.com/bucket"`, `s3_endpoint = "https://k:s@s3.example.com"`, `s3_bucket = "Files"`, `s3_bucket = "../x"`, `s3_addressing = "dns"`,
		`debug_listen = "0.0.0.0:8766"`, `debug_listen = ":8766"`, `debug_listen = "127.0.0.1"`, `debug_listen = "im.example.com:8766"`,
		`max_upload_size = "10"`, `max_upload_size = "0 GB"`, `max_upload_size = "-1 GB"`, `max_upload_size = "1.5 GB"`, `max_upload_size = "9999999999 GB"`,
		`files_origin = "https://files.example.com"`, `files_origin = "files.example.com"`, `files_origin = "https://files.example.com/x"`,
		`public_url = "https://im.example.com"` + "\n" + `files_origin = "https://im.example.com"`,
		`public_url = "https://im.example.com"` + "\n" + `files_origin = "http://files.example.com"`,
	} {
		if _, err := load(t, nil, nil, bad); err == nil {
			t.Errorf("accepted: %s", bad)
		}
	}
	good := `public_url = "https://im.example.com/"` + "\n" + `tls_own_ca = true` + "\n" + `listen = ":443"` + "\n" +
		`tls_own_ca_names = "im.corp.lan, 10.0.0.5"` + "\n" + `trusted_proxies = ["10.0.0.2", "fd00::/8"]`
	got, err := load(t, nil, nil, good)
	if err != nil {
		t.Fatal(err)
	}
	if got.Origin() != "https://im.example.com" || len(got.TLSOwnCANames) != 2 || got.TrustedProxies[0].String() != "10.0.0.2/32" {
		t.Errorf("got %+v", got.Config)
	}
}

func TestFilesMayHaveALimitAndAnOriginOfTheirOwn(t *testing.T) {
	got, err := load(t, nil, nil, "")
	if err != nil || got.FilesOrigin != "" || got.MaxUpload != 10<<30 {
		t.Errorf("got %q, %d, %v", got.FilesOrigin, got.MaxUpload, err)
	}
	got, err = load(t, []string{"--max-upload-size", "500MB"}, nil, "public_url = \"https://im.example.com\"\nfiles_origin = \"https://files.example.com:8443/\"")
	if err != nil || got.FilesOrigin != "https://files.example.com:8443" || got.MaxUpload != 500<<20 {
		t.Errorf("got %q, %d, %v", got.FilesOrigin, got.MaxUpload, err)
	}
}

func TestS3ReportsEverythingThatItLacks(t *testing.T) {
	_, err := load(t, nil, nil, `blob_store = "s3"`)
	for _, key := range []string{"s3_endpoint", "s3_bucket", "s3_access_key", "s3_secret_key"} {
		if err == nil || !strings.Contains(err.Error(), key) {
			t.Errorf("%s is missing in: %v", key, err)
		}
	}
	whole := "blob_store = \"s3\"\ns3_endpoint = \"https://s3.example.com/\"\ns3_bucket = \"files\"\ns3_access_key = \"a\"\ns3_secret_key = \"hunter2\""
	got, err := load(t, nil, nil, whole)
	if err != nil || got.S3Endpoint != "https://s3.example.com" || got.S3Region != "us-east-1" || got.S3SecretKey.Reveal() != "hunter2" || got.BlobKeys() != got.Path("keys", "blobs.json") {
		t.Errorf("got %+v, %v", got.Config, err)
	}
	if shown := fmt.Sprintf("%+v", got.Show()); strings.Contains(shown, "hunter2") {
		t.Error("the secret shows")
	}
}

func TestOriginFollowsFromTheListeningAddress(t *testing.T) {
	got, err := load(t, nil, nil, "")
	if err != nil || got.Origin() != "http://127.0.0.1:8765" {
		t.Errorf("got %q, %v", got.Origin(), err)
	}
	got, err = load(t, nil, nil, "tls_own_ca = true")
	if err != nil || got.Origin() != "https://127.0.0.1:8765" {
		t.Errorf("got %q, %v", got.Origin(), err)
	}
}
