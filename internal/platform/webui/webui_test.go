package webui

import (
	"compress/gzip"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func TestAssetsAreCachedForeverAndThePageAlwaysFresh(t *testing.T) {
	script := strings.Repeat("console.log(1);", 200)
	ui := New(fstest.MapFS{
		"index.html":     {Data: []byte("<!doctype html>")},
		"assets/a-1f.js": {Data: []byte(script)},
	})
	get := func(path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set("Accept-Encoding", "gzip")
		ui.ServeHTTP(w, r)
		return w
	}
	for _, path := range []string{"/", "/messages/018f", "/admin/rules/messaging.recall_window"} {
		if w := get(path); w.Code != 200 || w.Body.String() != "<!doctype html>" || w.Header().Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: %d %s %v", path, w.Code, w.Body, w.Header())
		}
	}
	w := get("/assets/a-1f.js")
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	if text, _ := io.ReadAll(z); string(text) != script || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("%d bytes, %v", len(text), w.Header())
	}
	for _, path := range []string{"/assets/gone.js", "/../secret.txt", "/favicon.ico"} {
		if w := get(path); w.Code != 404 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}
