// Package webui serves the built web client from the binary: hashed assets for ever, the page always
// fresh, each file compressed once.
package webui

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"
)

type file struct {
	once    sync.Once
	plain   []byte
	packed  []byte // nil where packing saves nothing
	mime    string
	etag    string
	missing bool
}

// UI is the web client's files.
type UI struct {
	files fs.FS
	mu    sync.Mutex
	known map[string]*file
}

// New serves the files of a build; files holds index.html at its top.
func New(files fs.FS) *UI { return &UI{files: files, known: map[string]*file{}} }

// Built tells whether the web client is in the binary.
func (u *UI) Built() bool {
	_, err := fs.Stat(u.files, "index.html")
	return err == nil
}

// ServeHTTP answers with a file, or with the page for the client's own addresses.
func (u *UI) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	f := u.load(name)
	if f.missing {
		if u.file(name) { // that is not there; a page would only confuse its reader
			http.NotFound(w, r)
			return
		}
		name = "index.html"
		f = u.load(name)
	}
	if f.missing {
		http.Error(w, "The web client is not in this build; run make build.", http.StatusNotFound)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.mime)
	h.Set("ETag", f.etag)
	h.Set("Cache-Control", "no-cache")
	if strings.HasPrefix(name, "assets/") {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	body := f.plain
	if f.packed != nil {
		h.Set("Vary", "Accept-Encoding")
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			body = f.packed
		}
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// file tells whether a name means a file of the build and not an address of the client, in which names
// have dots as well (/rules/messaging.recall_window): files lie at the top or in the build's folders.
func (u *UI) file(name string) bool {
	folder, _, below := strings.Cut(name, "/")
	if path.Ext(name) == "" {
		return false
	}
	if !below {
		return true
	}
	info, err := fs.Stat(u.files, folder)
	return err == nil && info.IsDir()
}

func (u *UI) load(name string) *file {
	u.mu.Lock()
	f := u.known[name]
	if f == nil {
		f = &file{}
		if info, err := fs.Stat(u.files, name); err != nil || info.IsDir() || strings.HasPrefix(path.Base(name), ".") {
			f.missing = true // not remembered: anybody can ask for endless names
		} else {
			u.known[name] = f
		}
	}
	u.mu.Unlock()
	if !f.missing {
		f.once.Do(func() { f.read(u.files, name) })
	}
	return f
}

func (f *file) read(files fs.FS, name string) {
	plain, err := fs.ReadFile(files, name)
	if err != nil {
		f.missing = true
		return
	}
	sum := sha256.Sum256(plain)
	f.plain, f.etag = plain, `"`+hex.EncodeToString(sum[:12])+`"`
	f.mime = mime.TypeByExtension(path.Ext(name))
	switch {
	case path.Ext(name) == ".webmanifest":
		f.mime = "application/manifest+json"
	case f.mime == "":
		f.mime = "application/octet-stream"
	}
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, _ = z.Write(plain)
	_ = z.Close()
	if b.Len() < len(plain)*9/10 {
		f.packed = b.Bytes()
	}
}
