package packaging

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/testkit/client"
	"tonggui/internal/testkit/dbtest"
	"tonggui/internal/testkit/process"
)

const password = "Kx7!quiet-harbour"

// company is a server with one person, who writes notes and keeps files.
type company struct {
	*testing.T
	*client.Client
	server *process.Server
	notes  string // the conversation with oneself
}

func found(t *testing.T, databaseURL string) *company {
	t.Helper()
	server := process.Start(t, "serve", databaseURL)
	var link struct{ URL string }
	if err := server.Run(t.Context(), &link, "setup"); err != nil {
		t.Fatal(err)
	}
	_, token, _ := strings.Cut(link.URL, "#")
	c := &company{T: t, Client: client.New(server.URL), server: server}
	if _, err := c.Setup(t.Context(), token, "A1", password); err != nil {
		t.Fatal(err)
	}
	c.open()
	return c
}

// again is the company after its server was restored elsewhere.
func again(t *testing.T, server *process.Server) *company {
	t.Helper()
	c := &company{T: t, Client: client.New(server.URL), server: server}
	if _, err := c.Login(t.Context(), "A1", password); err != nil {
		t.Fatal(err)
	}
	c.open()
	return c
}

func (c *company) do(method, path string, body, out any) {
	c.Helper()
	if err := c.Do(c.Context(), method, path, body, out); err != nil {
		c.Fatalf("%s %s: %v", method, path, err)
	}
}

func (c *company) open() {
	c.Helper()
	var me struct{ Account struct{ ID string } }
	c.do(http.MethodGet, "/session", nil, &me)
	var to struct{ ID string }
	c.do(http.MethodPost, "/conversations/direct", map[string]string{"account_id": me.Account.ID}, &to)
	c.notes = to.ID
}

func (c *company) write(text string) {
	c.Helper()
	c.do(http.MethodPost, "/conversations/"+c.notes+"/messages", map[string]any{"client_id": id.New(clock.Of(time.Now())),
		"content": map[string]any{"type": "text", "nodes": []any{map[string]string{"type": "text", "text": text}}}}, nil)
}

func (c *company) read() (texts []string) {
	c.Helper()
	var list struct {
		Items []struct {
			Content struct{ Nodes []struct{ Text string } }
		}
	}
	c.do(http.MethodGet, "/conversations/"+c.notes+"/messages", nil, &list)
	for _, m := range list.Items {
		if len(m.Content.Nodes) == 1 {
			texts = append(texts, m.Content.Nodes[0].Text)
		}
	}
	return texts
}

// keep puts a file into the library, and fetch gets all that are there.
func (c *company) keep(name, content string) {
	c.Helper()
	in64 := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	made := c.tus(http.MethodPost, c.Base+"/api/v1/uploads", "", "Upload-Length", strconv.Itoa(len(content)), "Upload-Metadata",
		"filename "+in64(name)+",purpose "+in64("library"))
	at := made.Header.Get("Location")
	if strings.HasPrefix(at, "/") {
		at = c.Base + at
	}
	c.tus(http.MethodPatch, at, content, "Upload-Offset", "0", "Content-Type", "application/offset+octet-stream")
}

func (c *company) tus(method, url, body string, header ...string) *http.Response {
	c.Helper()
	r, err := http.NewRequestWithContext(c.Context(), method, url, strings.NewReader(body))
	if err != nil {
		c.Fatal(err)
	}
	r.Header.Set("Tus-Resumable", "1.0.0")
	r.Header.Set("Authorization", "Bearer "+c.Token)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	answer, err := c.HTTP.Do(r)
	if err != nil {
		c.Fatal(err)
	}
	said, _ := io.ReadAll(answer.Body)
	_ = answer.Body.Close()
	if answer.StatusCode >= 300 {
		c.Fatalf("%s %s: %s %s", method, url, answer.Status, said)
	}
	return answer
}

func (c *company) fetch() map[string]string {
	c.Helper()
	var list struct {
		Items []struct{ File struct{ ID, Name string } }
	}
	c.do(http.MethodGet, "/library", nil, &list)
	out := map[string]string{}
	for _, one := range list.Items {
		var links struct{ Items []struct{ URL string } }
		c.do(http.MethodPost, "/files/links", map[string]any{"items": []any{map[string]any{"place": map[string]string{"kind": "library"}, "file_id": one.File.ID, "variant": "original"}}}, &links)
		url := links.Items[0].URL
		if strings.HasPrefix(url, "/") {
			url = c.Base + url
		}
		answer, err := c.HTTP.Get(url)
		if err != nil {
			c.Fatal(err)
		}
		content, err := io.ReadAll(answer.Body)
		_ = answer.Body.Close()
		if err != nil || answer.StatusCode != http.StatusOK {
			c.Fatalf("%s: %s %v", one.File.Name, answer.Status, err)
		}
		out[one.File.Name] = string(content)
	}
	return out
}

// backup runs the sample script over a server that runs, and returns what it made.
func backup(t *testing.T, data, databaseURL, target, keys string) string {
	t.Helper()
	var out, said bytes.Buffer
	cmd := exec.Command("../../packaging/examples/backup/tonggui-backup", data, target, keys)
	cmd.Env = append(os.Environ(), "TONGGUI_DATABASE_URL="+databaseURL)
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %s", err, said.String())
	}
	return strings.TrimSpace(out.String())
}

func copyTree(t *testing.T, from, to string) {
	t.Helper()
	if out, err := exec.Command("cp", "-Rp", from, to).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

func TestABackupOfARunningServerIsRestoredWithItsMessagesAndFiles(t *testing.T) {
	for _, database := range []string{"sqlite", "postgres"} {
		t.Run(database, func(t *testing.T) {
			url, restored := "", ""
			for _, tool := range map[string][]string{"sqlite": {"sqlite3"}, "postgres": {"pg_dump", "pg_restore"}}[database] {
				if _, err := exec.LookPath(tool); err != nil {
					t.Skipf("%s is missing", tool)
				}
			}
			if database == "postgres" {
				url, restored = dbtest.NewPostgres(t), dbtest.NewPostgres(t)
			}
			c := found(t, url)
			c.write("第一条")
			c.keep("章程.txt", strings.Repeat("条款", 50_000))
			target, keys := t.TempDir(), t.TempDir()
			first := backup(t, c.server.Data, url, target, keys)
			c.write("第二条")
			second := backup(t, c.server.Data, url, target, keys)
			c.write("备份之后")
			c.keep("后来.txt", "x")
			if first == second {
				t.Fatalf("both backups are %s", first)
			}
			if _, err := os.Stat(filepath.Join(c.server.Data, "last-backup")); err != nil {
				t.Error(err)
			}
			c.server.Kill()

			data := filepath.Join(t.TempDir(), "restored")
			copyTree(t, second, data)
			copyTree(t, filepath.Join(keys, filepath.Base(second)), filepath.Join(data, "keys"))
			if database == "postgres" {
				run(t, "pg_restore", "--no-owner", "--exit-on-error", "--dbname="+restored, filepath.Join(second, "tonggui.pgdump"))
			}
			r := again(t, process.StartIn(t, "serve", data, restored))
			if got := fmt.Sprint(r.read()); got != "[第一条 第二条]" {
				t.Errorf("messages: %s", got)
			}
			if got := r.fetch(); len(got) != 1 || got["章程.txt"] != strings.Repeat("条款", 50_000) {
				t.Errorf("%d files", len(got))
			}
			r.write("恢复之后")
			if got := fmt.Sprint(r.read()); got != "[第一条 第二条 恢复之后]" {
				t.Errorf("messages: %s", got)
			}
		})
	}
}

func TestAFailedBackupLeavesNothingThatLooksLikeOne(t *testing.T) {
	data, target := t.TempDir(), t.TempDir()
	if out, err := exec.Command("../../packaging/examples/backup/tonggui-backup", data, target).CombinedOutput(); err == nil {
		t.Errorf("a folder without a database is backed up: %s", out)
	}
	if left, _ := os.ReadDir(target); len(left) != 0 {
		t.Errorf("left %v", left)
	}
	if _, err := os.Stat(filepath.Join(data, "last-backup")); err == nil {
		t.Error("a backup that failed counts as one")
	}
}

func TestTheUnitsOfTheBackupAreSound(t *testing.T) {
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Skip("systemd-analyze is missing")
	}
	dir := t.TempDir()
	units := []string{}
	for _, name := range []string{"tonggui-backup.service", "tonggui-backup.timer"} {
		text, err := os.ReadFile("../../packaging/examples/backup/" + name)
		if err != nil {
			t.Fatal(err)
		}
		units = append(units, filepath.Join(dir, name))
		text = bytes.Replace(text, []byte("/usr/local/bin/tonggui-backup"), []byte("/bin/true"), 1)
		if err := os.WriteFile(units[len(units)-1], text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if said, err := try("systemd-analyze", append([]string{"verify", "--man=no"}, units...)...); err != nil || strings.Contains(said, "tonggui-backup") {
		t.Errorf("%v\n%s", err, said)
	}
}
