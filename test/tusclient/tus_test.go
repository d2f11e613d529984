package tusclient

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tonggui/internal/app"
	"tonggui/internal/files"
	"tonggui/internal/testkit/client"
)

// web is where the library is installed.
const web = "../../web/package.json"

// task is what the script is asked for, and ending how it went.
type task struct {
	Size      int    `json:"size"`
	Chunk     int    `json:"chunk,omitempty"`
	Name      string `json:"name"`
	Purpose   string `json:"purpose"`
	AbortAt   int    `json:"abortAt,omitempty"`
	Terminate bool   `json:"terminate,omitempty"`
	URL       string `json:"url,omitempty"`
}

type ending struct {
	Ended   string
	URL     string
	Retries int
	Status  int
	Body    string
}

// bench is the product with the library beside it, over a line that can break.
type bench struct {
	t      *testing.T
	client *client.Client
	in     io.Writer
	out    *bufio.Scanner

	mu     sync.Mutex
	broken []int64 // after how many bytes the next pieces break off; 0 for an answer that is lost
	away   int     // how many pieces are answered that the store is away
}

func start(t *testing.T) *bench {
	t.Helper()
	house, err := app.Build(t.Context(), app.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(house.Close)
	b := &bench{t: t}
	server := httptest.NewServer(b.line(house.HTTP.Handler()))
	t.Cleanup(server.Close)
	b.client = client.New(server.URL)
	token, err := house.Org.MakeSetupToken(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.client.Setup(t.Context(), token, "N1", "Wagon+86;Bremse"); err != nil {
		t.Fatal(err)
	}
	b.run(server.URL)
	return b
}

func (b *bench) run(server string) {
	b.t.Helper()
	library, err := filepath.Abs(web)
	if err != nil {
		b.t.Fatal(err)
	}
	script := exec.Command("node", "testdata/upload.mjs", library, server+"/api/v1/uploads", b.client.Token)
	var complaints bytes.Buffer
	script.Stderr = &complaints
	in, err := script.StdinPipe()
	if err != nil {
		b.t.Fatal(err)
	}
	out, err := script.StdoutPipe()
	if err != nil {
		b.t.Fatal(err)
	}
	if err := script.Start(); err != nil {
		b.t.Fatalf("node: %v (scripts/prepare.sh installs it)", err)
	}
	b.t.Cleanup(func() {
		_ = in.Close()
		if err := script.Wait(); err != nil {
			b.t.Errorf("%v: %s", err, complaints.String())
		}
	})
	b.in, b.out = in, bufio.NewScanner(out)
	b.out.Buffer(nil, 1<<20)
}

// do has the library carry something out.
func (b *bench) do(what task) (e ending) {
	b.t.Helper()
	line, err := json.Marshal(what)
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.in.Write(append(line, '\n')); err != nil {
		b.t.Fatal(err)
	}
	if !b.out.Scan() || json.Unmarshal(b.out.Bytes(), &e) != nil {
		b.t.Fatalf("the script said %q, %v", b.out.Text(), b.out.Err())
	}
	return e
}

// line is the way between library and product.
func (b *bench) line(house http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPatch {
			house.ServeHTTP(w, r)
			return
		}
		b.mu.Lock()
		breaks, after, away := len(b.broken) > 0, int64(0), b.away > 0
		if breaks {
			after, b.broken = b.broken[0], b.broken[1:]
		} else if away {
			b.away--
		}
		b.mu.Unlock()
		switch {
		case breaks && after > 0:
			r.Body = io.NopCloser(io.MultiReader(io.LimitReader(r.Body, after), lost{}))
			house.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		case breaks:
			house.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		case away:
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		house.ServeHTTP(w, r)
	})
}

type lost struct{}

func (lost) Read([]byte) (int, error) { return 0, errors.New("the line is lost") }

// arrived asks what a file has become and compares it with what was sent.
func (b *bench) arrived(e ending, size int) {
	b.t.Helper()
	_, one, _ := strings.Cut(e.URL, "/api/v1")
	var ref files.FileRef
	if err := b.client.Do(b.t.Context(), http.MethodGet, one+"/file", nil, &ref); err != nil {
		b.t.Fatal(err)
	}
	sum := sha256.Sum256(bytes.Repeat([]byte("tonggui "), size/8+1)[:size])
	if ref.Size != int64(size) || ref.SHA256 != hex.EncodeToString(sum[:]) {
		b.t.Errorf("it is not what was sent: %+v", ref)
	}
}

// covers: MSG-02, FIL-01
func TestTheLibrarySendsWholeFilesOverALineThatBreaks(t *testing.T) {
	b := start(t)
	const size = 20<<20 + 3
	for what, c := range map[string]struct {
		chunk  int
		broken []int64
		away   int
	}{
		"in one piece":                      {},
		"in pieces of 4 MB":                 {chunk: 4 << 20},
		"broken in the middle of a piece":   {broken: []int64{9_000_000, 1, 5_000_001}},
		"broken in the middle of pieces":    {chunk: 4 << 20, broken: []int64{3_000_000, 100}},
		"with the answer lost":              {chunk: 8 << 20, broken: []int64{0}},
		"with the last answer lost":         {broken: []int64{0}},
		"while the store is away for a bit": {chunk: 8 << 20, away: 2},
	} {
		b.mu.Lock()
		b.broken, b.away = c.broken, c.away
		b.mu.Unlock()
		e := b.do(task{Size: size, Chunk: c.chunk, Name: "a.txt", Purpose: "message"})
		if e.Ended != "success" || e.Retries < min(1, len(c.broken)+c.away) {
			t.Fatalf("%s: %+v", what, e)
		}
		b.arrived(e, size)
	}
}

// covers: FIL-01
func TestTheLibraryGoesOnWithAnUploadAfterARestart(t *testing.T) {
	b := start(t)
	const size = 6 << 20
	stopped := b.do(task{Size: size, Chunk: 1 << 20, Name: "a.txt", Purpose: "library", AbortAt: 3 << 20})
	if stopped.Ended != "aborted" {
		t.Fatalf("%+v", stopped)
	}
	e := b.do(task{Size: size, Chunk: 1 << 20, Name: "a.txt", Purpose: "library", URL: stopped.URL})
	if e.Ended != "success" || e.URL != stopped.URL {
		t.Fatalf("%+v", e)
	}
	b.arrived(e, size)
}

func TestTheLibraryTakesAnUploadBack(t *testing.T) {
	b := start(t)
	e := b.do(task{Size: 4 << 20, Chunk: 1 << 20, Name: "a.txt", Purpose: "message", AbortAt: 2 << 20, Terminate: true})
	if e.Ended != "aborted" {
		t.Fatalf("%+v", e)
	}
	_, one, _ := strings.Cut(e.URL, "/api/v1")
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if err := b.client.Do(ctx, http.MethodGet, one+"/file", nil, nil); err == nil || !strings.Contains(err.Error(), "not_found") {
		t.Errorf("it is still there: %v", err)
	}
}

// covers: MSG-02
func TestTheLibraryIsToldWhyAFileIsRefusedAndTriesNoMore(t *testing.T) {
	b := start(t)
	for code, what := range map[string]task{
		"file.too_large_for_message": {Size: 50<<20 + 1, Name: "a.txt", Purpose: "message"},
		"file.type_wrong":            {Size: 1000, Name: "a.png", Purpose: "message"},
		"file.name_invalid":          {Size: 1000, Name: "a/b.txt", Purpose: "message"},
		"file.not_a_voice_message":   {Size: 1000, Name: "a.webm", Purpose: "voice"},
	} {
		e := b.do(what)
		if e.Ended != "error" || e.Status < 400 || e.Status >= 500 || !strings.Contains(e.Body, `"code":"`+code+`"`) || e.Retries > 1 {
			t.Errorf("%s: %+v", code, e)
		}
	}
}
