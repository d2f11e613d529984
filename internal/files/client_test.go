package files_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"tonggui/internal/files"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/id"
)

// person is a colleague who can call the server.
type person struct {
	*house
	authz.Principal
}

func (h *house) person() person {
	p := person{h, authz.Principal{Account: id.New(h.clock.Now()), Session: id.New(h.clock.Now())}}
	h.people.set(p.Session, true)
	return p
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   []byte
	code   string
	params map[string]any
	broken error // while the body was read
}

func (p person) call(method, path string, body io.Reader, headers ...string) answer {
	p.t.Helper()
	a, err := p.try(method, path, body, headers...)
	if err != nil {
		p.t.Fatalf("%s %s: %v", method, path, err)
	}
	return a
}

func (p person) try(method, path string, body io.Reader, headers ...string) (a answer, err error) {
	if !strings.HasPrefix(path, "/files/") || strings.HasPrefix(path, "/files/links") {
		path = "/api/v1" + strings.TrimPrefix(path, "/api/v1")
	}
	r, err := http.NewRequest(method, p.server.URL+path, body)
	if err != nil {
		return a, err
	}
	if !strings.HasPrefix(path, "/files/") {
		r.Header.Set("Authorization", "Bearer "+p.Account.String()+" "+p.Session.String())
		r.Header.Set("Tus-Resumable", "1.0.0")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
		if headers[i] == "Content-Length" {
			r.ContentLength = -1
		}
		if headers[i+1] == "" {
			r.Header.Del(headers[i])
		}
	}
	resp, err := p.server.Client().Do(r)
	if err != nil {
		return a, err
	}
	defer func() { _ = resp.Body.Close() }()
	a = answer{status: resp.StatusCode, header: resp.Header}
	a.body, a.broken = io.ReadAll(resp.Body)
	var problem struct {
		Code   string         `json:"code"`
		Params map[string]any `json:"params"`
	}
	if a.status >= 400 && json.Unmarshal(a.body, &problem) == nil {
		a.code, a.params = problem.Code, problem.Params
	}
	return a, nil
}

func (a answer) is(t testing.TB, status int, code string) answer {
	t.Helper()
	if a.status != status || a.code != code {
		t.Fatalf("got %d %s %.300s; want %d %s", a.status, a.code, a.body, status, code)
	}
	return a
}

func metadata(pairs ...string) string {
	var out []string
	for i := 0; i+1 < len(pairs); i += 2 {
		out = append(out, pairs[i]+" "+base64.StdEncoding.EncodeToString([]byte(pairs[i+1])))
	}
	return strings.Join(out, ",")
}

// begin creates an upload and returns its path.
func (p person) begin(name, purpose string, size int, more ...string) string {
	p.t.Helper()
	a := p.call("POST", "/uploads", nil, "Upload-Length", fmt.Sprint(size), "Upload-Metadata",
		metadata(append([]string{"filename", name, "purpose", purpose}, more...)...)).is(p.t, http.StatusCreated, "")
	return a.header.Get("Location")
}

// piece sends bytes of an upload.
func (p person) piece(at string, offset int, b []byte, headers ...string) answer {
	p.t.Helper()
	return p.call("PATCH", at, bytes.NewReader(b), append([]string{"Content-Type", "application/offset+octet-stream",
		"Upload-Offset", fmt.Sprint(offset)}, headers...)...)
}

// state asks how far an upload has come.
func (p person) state(at string) string {
	p.t.Helper()
	return p.call("HEAD", at, nil).header.Get("Upload-Offset")
}

// upload sends a whole file.
func (p person) upload(name, purpose string, b []byte) files.FileRef {
	p.t.Helper()
	at := p.begin(name, purpose, len(b), "sha256", digest(b))
	p.piece(at, 0, b).is(p.t, http.StatusNoContent, "")
	return p.result(at)
}

// refused sends a whole file and demands that the checks do not take it.
func (p person) refused(code, name, purpose string, b []byte, more ...string) answer {
	p.t.Helper()
	at := p.begin(name, purpose, len(b), more...)
	a := p.piece(at, 0, b)
	if again := p.call("GET", at+"/file", nil); a.code != code || again.code != code || again.status != a.status {
		p.t.Errorf("%s: got %d %s, then %d %s; want %s", name, a.status, a.code, again.status, again.code, code)
	}
	return a
}

func (p person) result(at string) (ref files.FileRef) {
	p.t.Helper()
	a := p.call("GET", at+"/file", nil).is(p.t, http.StatusOK, "")
	if err := json.Unmarshal(a.body, &ref); err != nil {
		p.t.Fatal(err)
	}
	return ref
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
