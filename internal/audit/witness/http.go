package witness

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"time"

	"tonggui/internal/audit/proof"

	"golang.org/x/mod/sumdb/tlog"
)

// Server fetches from a server of the product.
type Server struct {
	base   string
	client *http.Client
}

// patience is how long an answer may take.
const patience = 15 * time.Second

// Reach prepares to fetch from an address, scheme and host. caFile names authorities (PEM) to trust instead
// of the machine's; it may be empty. Without TLS only this machine itself can be watched.
func Reach(address, caFile string) (*Server, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.User != nil {
		return nil, fmt.Errorf("%q is no address of scheme and host, such as https://im.example.com", address)
	}
	if host := u.Hostname(); u.Scheme != "https" && !(u.Scheme == "http" && (host == "127.0.0.1" || host == "localhost" || host == "::1")) {
		return nil, fmt.Errorf("%q: a witness fetches over https", address)
	}
	var roots *x509.CertPool
	if caFile != "" {
		raw, err := os.ReadFile(caFile)
		if err != nil {
			return nil, err
		}
		roots = x509.NewCertPool()
		if !roots.AppendCertsFromPEM(raw) {
			return nil, fmt.Errorf("%s holds no certificate", caFile)
		}
	}
	return &Server{u.Scheme + "://" + u.Host, &http.Client{Timeout: patience,
		Transport:     &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}, ForceAttemptHTTP2: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}, nil
}

// Newest implements Source.
func (s *Server) Newest(ctx context.Context) ([]byte, error) {
	var out struct {
		Note string `json:"note"`
	}
	err := s.get(ctx, "/api/v1/audit/checkpoint", &out)
	return []byte(out.Note), err
}

// Grown implements Source.
func (s *Server) Grown(ctx context.Context, from, to int64) (tlog.TreeProof, error) {
	var out struct {
		Hashes []tlog.Hash `json:"hashes"`
	}
	err := s.get(ctx, fmt.Sprintf("/api/v1/audit/consistency?from=%d&to=%d", from, to), &out)
	return tlog.TreeProof(out.Hashes), err
}

// Handovers implements Source.
func (s *Server) Handovers(ctx context.Context) ([]proof.Handover, error) {
	var out struct {
		Items []proof.Handover `json:"items"`
	}
	err := s.get(ctx, "/api/v1/audit/handovers", &out)
	return out.Items, err
}

const mostBytes = 1 << 20

func (s *Server) get(ctx context.Context, path string, into any) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.base+path, nil)
	if err != nil {
		return err
	}
	answer, err := s.client.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, mostBytes))
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %d", s.base+path, answer.StatusCode)
	}
	return json.Unmarshal(body, into)
}

// Handler answers whoever asks the witness: /checkpoint (the newest), /checkpoints (all, a file for
// `audit verify --checkpoint`), /key, and /status, which is 503 while something is wrong.
func (w *Witness) Handler() http.Handler {
	mux := http.NewServeMux()
	text := func(rw http.ResponseWriter, b []byte) {
		rw.Header().Set("Content-Type", "text/plain; charset=utf-8")
		rw.Header().Set("X-Content-Type-Options", "nosniff")
		rw.Header().Set("Cache-Control", "no-store")
		_, _ = rw.Write(b)
	}
	mux.HandleFunc("GET /checkpoint", func(rw http.ResponseWriter, _ *http.Request) {
		newest := w.Newest()
		if newest == nil {
			http.Error(rw, "nothing was signed yet", http.StatusNotFound)
			return
		}
		text(rw, newest)
	})
	mux.HandleFunc("GET /checkpoints", func(rw http.ResponseWriter, _ *http.Request) {
		f, err := os.Open(w.file.Path)
		if errors.Is(err, os.ErrNotExist) {
			text(rw, nil)
			return
		}
		if err != nil {
			http.Error(rw, "the checkpoints cannot be read", http.StatusInternalServerError)
			return
		}
		defer func() { _ = f.Close() }()
		text(rw, nil)
		_, _ = io.Copy(rw, f)
	})
	mux.HandleFunc("GET /key", func(rw http.ResponseWriter, _ *http.Request) { text(rw, []byte(w.Key().String()+"\n")) })
	mux.HandleFunc("GET /status", func(rw http.ResponseWriter, _ *http.Request) {
		s := w.Status()
		rw.Header().Set("Content-Type", "application/json")
		rw.Header().Set("Cache-Control", "no-store")
		if !s.OK {
			rw.WriteHeader(http.StatusServiceUnavailable)
		}
		_ = json.NewEncoder(rw).Encode(s)
	})
	return mux
}
