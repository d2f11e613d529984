package tlsx

import (
	_ "embed"
	"html/template"
	"net/http"
)

//go:embed page.html
var pageSource string

var page = template.Must(template.New("ca").Parse(pageSource))

// ServeHTTP answers GET /ca with a page that tells how to install the
// authority's certificate, and GET /ca/tonggui-ca.crt with the certificate. A
// device that does not trust it yet warns once before it shows the page: the
// fingerprint, which the operator reads on the server, is what to compare.
func (a *Authority) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	switch r.URL.Path {
	case "/ca", "/ca/":
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
		_ = page.Execute(w, struct{ Fingerprint, Until string }{a.Fingerprint(), a.ca.Leaf.NotAfter.Format("2006-01-02")})
	case "/ca/tonggui-ca.crt":
		// This type and name are what Android and iOS offer to install.
		h.Set("Content-Type", "application/x-x509-ca-cert")
		h.Set("Content-Disposition", `attachment; filename="tonggui-ca.crt"`)
		_, _ = w.Write(a.Certificate())
	default:
		http.NotFound(w, r)
	}
}
