package doctor

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/config"
)

func want(t *testing.T, what string, got Finding, state State, words string) {
	t.Helper()
	if got.State != state || !strings.Contains(got.Text, words) || state != OK && got.Do == "" {
		t.Errorf("%s: %+v, want %s with %q", what, got, state, words)
	}
}

func TestDisksThatFillAreFoundInTime(t *testing.T) {
	const many = 1 << 40
	want(t, "much room", judgeDisk("x", room{many, many, nil}), OK, "1024 GiB")
	want(t, "little room", judgeDisk("x", room{1 << 30, many, nil}), Warn, "1024 MiB")
	want(t, "no room", judgeDisk("x", room{100 << 20, many, nil}), Fail, "100 MiB")
	want(t, "no more files", judgeDisk("x", room{many, 9, nil}), Warn, "9 more files")
	want(t, "unknown", judgeDisk("x", room{0, many, errors.New("no")}), Warn, "not known")
	if got := worse(Good("a"), Bad("do", "b")); got.State != Fail {
		t.Errorf("%+v", got)
	}
	if got := DiskRoom("this folder", filepath.Join(t.TempDir(), "no", "such")); got.State == Fail {
		t.Errorf("%+v", got)
	}
}

func TestADatabaseIsNotLeftOnADiskOfTheNetworkOrInMemory(t *testing.T) {
	want(t, "ext4", judgeDiskKind("ext4"), OK, "ext4")
	want(t, "unknown", judgeDiskKind(""), OK, "")
	want(t, "nfs", judgeDiskKind("nfs"), Fail, "network")
	want(t, "tmpfs", judgeDiskKind("tmpfs"), Warn, "memory")
	want(t, "fuse", judgeDiskKind("fuse"), Warn, "program")
	c := healthy(t)
	c.DatabaseURL = config.NewSecret("postgres://a@b/c")
	want(t, "PostgreSQL", diskKind(c), OK, "PostgreSQL")
}

func TestFilesOfAnotherOwnerAreFound(t *testing.T) {
	if runtime.GOOS != "linux" || os.Getuid() != 0 {
		t.Skip("only root gives files away")
	}
	c := healthy(t)
	path := file(t, c, "tonggui.db", 0o600)
	want(t, "own", owners(c), OK, "")
	if err := os.Chown(path, 12345, 12345); err != nil {
		t.Fatal(err)
	}
	want(t, "foreign", owners(c), Fail, "tonggui.db")
	c.Data = filepath.Join(c.Data, "none")
	want(t, "no folder yet", owners(c), OK, "")
}

func TestMissingAndOldBackupsAreFound(t *testing.T) {
	c, clk := healthy(t), clock.NewFake(now)
	want(t, "none", backups(c, clk), Warn, "no backup")
	mark := file(t, c, BackupMark, 0o600)
	for age, state := range map[time.Duration]State{time.Hour: OK, 47 * time.Hour: OK, 73 * time.Hour: Warn, -2 * time.Hour: Warn} {
		if err := os.Chtimes(mark, now.Add(-age), now.Add(-age)); err != nil {
			t.Fatal(err)
		}
		want(t, age.String(), backups(c, clk), state, "the last backup")
	}
}

func TestTooFewOpenFilesAreFound(t *testing.T) {
	want(t, "many", judgeFiles(262144, "it", true), OK, "262144")
	want(t, "few", judgeFiles(8192, "it", true), Warn, "8192")
	want(t, "hardly any", judgeFiles(256, "it", true), Fail, "256")
	want(t, "unknown", judgeFiles(0, "", false), OK, "not known")
	if runtime.GOOS != "linux" {
		return
	}
	if limit, _, known := fileLimit(t.TempDir()); !known || limit == 0 {
		t.Errorf("the machine tells %d, %v", limit, known)
	}
}

func TestWhatWasSwitchedOnForFaultsIsFound(t *testing.T) {
	c := healthy(t)
	want(t, "off", debugging(c), OK, "")
	c.DebugListen = "127.0.0.1:6060"
	want(t, "on", debugging(c), Warn, "127.0.0.1:6060")
}

func TestThePublicAddressIsVisitedAsPeopleDo(t *testing.T) {
	clk := clock.NewFake(now)
	body, date := `{"status":"ok","problems":[]}`, now
	answer := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", date.Format(http.TimeFormat))
		if _, err := w.Write([]byte(body)); err != nil || r.URL.Path != "/healthz" {
			t.Errorf("asked for %s, %v", r.URL.Path, err)
		}
	})
	srv := httptest.NewServer(answer)
	defer srv.Close()
	c := healthy(t)
	look := func() Finding { return reach(t.Context(), c, clk) }
	want(t, "no address", look(), OK, "not set")
	c.PublicURL, _ = url.Parse(srv.URL)
	want(t, "all is well", look(), OK, "agrees")
	date = now.Add(-time.Minute)
	want(t, "a clock behind", look(), Warn, "differs from this machine's by 1m0s")
	date = now.Add(time.Hour)
	want(t, "a clock ahead", look(), Warn, "differs from this machine's by 1h0m0s")
	date, body = now, `{"status":"failing","problems":["database"]}`
	want(t, "not well", look(), Fail, "failing")
	body = "<html>welcome to nginx"
	want(t, "something else", look(), Fail, "something else")

	secure := httptest.NewUnstartedServer(answer)
	secure.Config.ErrorLog = nil
	secure.StartTLS()
	defer secure.Close()
	c.PublicURL, _ = url.Parse(secure.URL)
	want(t, "a certificate of nobody", look(), Fail, "certificate")
	secure.Close()
	want(t, "away", look(), Warn, "cannot be reached")
}

func TestSettingsThatRootKeepsForTheServicesGroupAreWell(t *testing.T) {
	if runtime.GOOS != "linux" || os.Getuid() != 0 {
		t.Skip("only root gives files away")
	}
	c := healthy(t)
	c.DatabaseURL = config.NewSecret("x")
	c.File = filepath.Join(t.TempDir(), "tonggui.toml")
	if err := os.WriteFile(c.File, nil, 0o640); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{c.Data, c.File} {
		if err := os.Chown(path, map[string]int{c.Data: 12345}[path], 12345); err != nil {
			t.Fatal(err)
		}
	}
	want(t, "as the package has it", permissions(c), OK, "")
	chmod(t, c.File, 0o644)
	want(t, "readable by all", permissions(c), Warn, "tonggui.toml")
	chmod(t, c.File, 0o660)
	want(t, "writable by the group", permissions(c), Warn, "tonggui.toml")
}
