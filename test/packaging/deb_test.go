// Package packaging installs the Debian package as a machine would, and starts what it installed.
package packaging

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/process"
)

// run runs a program in the repository's top folder and returns what it printed.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := try(name, args...)
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return out
}

func try(name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = "../.."
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// pack makes the package of the program under test.
func pack(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("dpkg-deb"); err != nil {
		t.Skip("dpkg-deb is missing: this is no Debian system")
	}
	binary, err := process.Binary()
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	cmd := exec.Command("scripts/deb.sh", binary, t.TempDir())
	cmd.Dir, cmd.Stderr = "../..", &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, said.String())
	}
	return strings.TrimSpace(string(out))
}

// machine is an empty root folder with a package database of its own.
func machine(t *testing.T) string {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("dpkg installs as root only")
	}
	root := t.TempDir()
	for _, dir := range []string{"var/lib/dpkg/info", "var/lib/dpkg/updates"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range []string{"status", "available"} {
		if err := os.WriteFile(filepath.Join(root, "var/lib/dpkg", file), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// dpkg runs dpkg on a machine of the test; what its packages depend on is the real machine's.
func dpkg(t *testing.T, root string, args ...string) string {
	t.Helper()
	return run(t, "dpkg", append([]string{"--root=" + root, "--force-script-chrootless", "--force-depends", "--force-confold", "--force-unsafe-io", "--log=" + root + "/dpkg.log"}, args...)...)
}

func TestThePackageInstallsStartsUpgradesAndLeavesTheDataWhenItGoes(t *testing.T) {
	deb, root := pack(t), machine(t)
	if said := dpkg(t, root, "--install", deb); !strings.Contains(said, "tonggui setup") {
		t.Errorf("the installation does not say how to go on:\n%s", said)
	}
	data := filepath.Join(root, "var/lib/tonggui")
	if info, err := os.Stat(data); err != nil || info.Mode().Perm() != 0o700 {
		t.Fatalf("%v %v", info, err)
	}
	settings := filepath.Join(root, "etc/tonggui/tonggui.toml")
	serve(t, root, settings, data)

	own := []byte("# ours\nlisten = \"127.0.0.1:8765\"\n")
	if err := os.WriteFile(settings, own, 0o640); err != nil {
		t.Fatal(err)
	}
	dpkg(t, root, "--install", deb)
	if now, _ := os.ReadFile(settings); !bytes.Equal(now, own) {
		t.Errorf("the upgrade wrote over the settings:\n%s", now)
	}
	serve(t, root, settings, data)

	dpkg(t, root, "--purge", "tonggui")
	if _, err := os.Stat(filepath.Join(root, "usr/bin/tonggui")); !os.IsNotExist(err) {
		t.Errorf("the program is still there: %v", err)
	}
	if _, err := os.Stat(filepath.Join(data, "tonggui.db")); err != nil {
		t.Errorf("the company's data went with the program: %v", err)
	}
}

// serve starts the installed program as its unit does, until it answers, and ends it.
func serve(t *testing.T, root, settings, data string) {
	t.Helper()
	port, err := dbtest.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	address := fmt.Sprintf("127.0.0.1:%d", port)
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	var said bytes.Buffer
	cmd := exec.CommandContext(ctx, filepath.Join(root, "usr/bin/tonggui"), "serve", "--config", settings, "--data", data, "--listen", address)
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait()
	}()
	for {
		answer, err := http.Get("http://" + address + "/healthz")
		if err == nil {
			_ = answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return
			}
		}
		if ctx.Err() != nil || cmd.ProcessState != nil {
			t.Fatalf("it did not start:\n%s", said.String())
		}
	}
}

func TestTheUnitIsSoundAndShutsTheServiceIn(t *testing.T) {
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Skip("systemd-analyze is missing")
	}
	binary, err := process.Binary()
	if err != nil {
		t.Fatal(err)
	}
	unit, err := os.ReadFile("../../packaging/systemd/tonggui.service")
	if err != nil {
		t.Fatal(err)
	}
	here := filepath.Join(t.TempDir(), "tonggui.service")
	if err := os.WriteFile(here, bytes.Replace(unit, []byte("/usr/bin/tonggui"), []byte(binary), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	if said, err := try("systemd-analyze", "verify", "--man=no", here); err != nil || strings.Contains(said, "tonggui.service:") {
		t.Errorf("%v\n%s", err, said)
	}
	// 2.0 of 10 is what systemd itself calls OK.
	if said, err := try("systemd-analyze", "security", "--offline=true", "--threshold=20", here); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
}

func TestEverySampleOfSettingsIsUnderstood(t *testing.T) {
	binary, err := process.Binary()
	if err != nil {
		t.Fatal(err)
	}
	samples, _ := filepath.Glob("../../packaging/examples/*/tonggui.toml")
	if len(samples) < 2 {
		t.Fatalf("%d samples", len(samples))
	}
	for _, sample := range samples {
		path, _ := filepath.Abs(sample)
		if said, err := try(binary, "config", "--config", path, "--data", t.TempDir()); err != nil {
			t.Errorf("%s: %v\n%s", sample, err, said)
		}
	}
}
