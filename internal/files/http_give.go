package files

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

// Whoever follows a link is asked for nothing but its token, so that images and players can load it;
// what it grants is asked anew each time, and again and again while much is sent.
const (
	// writeTime is how long a reader may take nothing; players that pause come back with a range.
	writeTime  = 2 * time.Minute
	recheckAt  = partSize
	writePiece = 64 << 10
)

// given is what a request for a link gets.
type given struct {
	file
	grant
	size int64
	mime string
	sum  []byte
}

// give answers a link. What may not be read does not exist.
func (s *Service) give(w http.ResponseWriter, r *http.Request) error {
	g, err := s.admit(r)
	if err != nil {
		return err
	}
	h := w.Header()
	s.describe(h, r, g)
	etag := h.Get("ETag")
	if matches(r.Header.Get("If-None-Match"), etag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	from, length, status := int64(0), g.size, http.StatusOK
	if condition := r.Header.Get("If-Range"); condition == "" || condition == etag {
		if from, length, status = parseRange(r.Header.Get("Range"), g.size); status == http.StatusRequestedRangeNotSatisfiable {
			h.Set("Content-Range", "bytes */"+strconv.FormatInt(g.size, 10))
			return apperr.RangeWrong.New()
		}
	}
	var body *reader
	if r.Method != http.MethodHead {
		if body, err = s.begin(r.Context(), g, from); err != nil {
			h.Del("ETag")
			h.Del("Repr-Digest")
			return err
		}
		defer func() { _ = body.Close() }()
	}
	if status == http.StatusPartialContent {
		h.Set("Content-Range", "bytes "+strconv.FormatInt(from, 10)+"-"+strconv.FormatInt(from+length-1, 10)+"/"+strconv.FormatInt(g.size, 10))
	}
	h.Set("Content-Length", strconv.FormatInt(length, 10))
	w.WriteHeader(status)
	if body != nil {
		s.send(w, r, g, body, length)
	}
	return nil
}

// admit opens the token of a request and asks whether it may still be used.
func (s *Service) admit(r *http.Request) (given, error) {
	one, err := id.Parse(r.PathValue("id"))
	v := Variant(r.PathValue("variant"))
	if err != nil || v != Original && v != Preview && v != Thumb {
		return given{}, apperr.NotFound.New()
	}
	q := s.DB.Ask(r.Context())
	token, ok := s.seal.open(r.URL.Query().Get("t"), one, v, q.At())
	if !ok {
		return given{}, apperr.NotFound.New()
	}
	if err := s.stillMay(r.Context(), token); err != nil {
		return given{}, err
	}
	f, err := s.fileOf(r.Context(), one)
	if err != nil {
		return given{}, err
	}
	if f.State != ready {
		return given{}, apperr.NotFound.New()
	}
	g := given{file: f, grant: token, size: f.Size, mime: f.servedAs(), sum: f.SHA256}
	if v != Original {
		found, err := selectVariant(q, one, v)
		if err != nil {
			return given{}, absent(err)
		}
		g.size, g.mime, g.sum = found.Size, found.Mime, found.SHA256
	}
	return g, nil
}

// stillMay asks whether who got a link is still let in and still may read there.
func (s *Service) stillMay(ctx context.Context, g grant) error {
	alive, err := s.Sessions.Alive(ctx, g.Account, g.Session)
	if err != nil {
		return err
	}
	if !alive {
		return apperr.NotFound.New()
	}
	may, err := s.mayRead(ctx, g.Account, []Wanted{{g.Place, g.File, g.Variant}})
	if err == nil && !may[0] {
		err = apperr.NotFound.New()
	}
	return err
}

// servedAs is the type under which an original is sent: only what browsers show without running
// anything keeps its own.
func (f file) servedAs() string {
	switch {
	case f.Media == Image, f.Media == Audio, f.Media == Video, f.Media == Voice, f.Mime == "application/pdf":
		return f.Mime
	}
	return "application/octet-stream"
}

// describe sets the headers that make a file harmless, whatever is in it, and let it be kept for the
// one reader who may ask again whether it still may.
func (s *Service) describe(h http.Header, r *http.Request, g given) {
	disposition := "attachment"
	if g.Variant != Original || g.Media == Audio || g.Media == Video || g.Media == Voice {
		disposition = "inline"
	}
	h.Set("Content-Type", g.mime)
	h.Set("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": g.Name}))
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if s.Origin != "" { // our own pages are another origin then
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		h.Set("Access-Control-Allow-Origin", httpapi.MetaOf(r.Context()).Origin)
		h.Set("Access-Control-Expose-Headers", "Content-Disposition, Content-Length, Content-Range, ETag")
	}
	h.Set("Cache-Control", "private, no-cache")
	h.Set("Accept-Ranges", "bytes")
	h.Set("ETag", `"`+hex.EncodeToString(g.sum)+`"`)
	h.Set("Repr-Digest", "sha-256=:"+base64.StdEncoding.EncodeToString(g.sum)+":")
}

// begin opens a file where it is to be read from, so that what is wrong with the store is known
// before the answer has begun.
func (s *Service) begin(ctx context.Context, g given, from int64) (*reader, error) {
	body, err := s.open(ctx, g.file, g.Variant, g.size)
	if err != nil {
		return nil, err
	}
	body.pos = from
	if err := body.next(); err != nil {
		return nil, body.explain(err)
	}
	return body, nil
}

// send copies to the client. An answer that cannot be completed, or may not any more, is broken off,
// so that nobody takes it for whole.
func (s *Service) send(w http.ResponseWriter, r *http.Request, g given, body *reader, length int64) {
	control := http.NewResponseController(w)
	stalled := time.AfterFunc(writeTime, func() { _ = control.SetWriteDeadline(time.Unix(1, 0)) })
	defer stalled.Stop()
	piece := make([]byte, writePiece)
	for since := int64(0); length > 0; {
		n, err := body.Read(piece[:min(length, writePiece)])
		if n > 0 {
			if _, err := w.Write(piece[:n]); err != nil {
				return // the client has gone
			}
			stalled.Reset(writeTime)
			s.Figures.Served.Add(int64(n))
			length, since = length-int64(n), since+int64(n)
		}
		if err != nil && length > 0 {
			panic(http.ErrAbortHandler)
		}
		if since >= recheckAt {
			since = 0
			if s.stillMay(r.Context(), g.grant) != nil {
				panic(http.ErrAbortHandler)
			}
		}
	}
}

// matches tells whether a condition names the tag.
func matches(condition, etag string) bool {
	if condition == "*" {
		return true
	}
	for tag := range strings.SplitSeq(condition, ",") {
		if strings.TrimPrefix(strings.TrimSpace(tag), "W/") == etag {
			return true
		}
	}
	return false
}

// parseRange reads Range. One range is served; several, and what cannot be understood, are answered
// with the whole, as RFC 9110 allows: each would be opened from the beginning of its part.
func parseRange(header string, size int64) (from, length int64, status int) {
	spec, ok := strings.CutPrefix(header, "bytes=")
	first, last, dash := strings.Cut(spec, "-")
	if !ok || !dash || strings.Contains(spec, ",") {
		return 0, size, http.StatusOK
	}
	number := func(s string) (int64, bool) {
		n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
		return n, err == nil && n >= 0 && !strings.HasPrefix(strings.TrimSpace(s), "+")
	}
	a, hasFirst := number(first)
	b, hasLast := number(last)
	switch {
	case first == "" && hasLast: // the end of it
		if b == 0 {
			return 0, 0, http.StatusRequestedRangeNotSatisfiable
		}
		length = min(b, size)
		return size - length, length, http.StatusPartialContent
	case !hasFirst, last != "" && (!hasLast || b < a):
		return 0, size, http.StatusOK
	case a >= size:
		return 0, 0, http.StatusRequestedRangeNotSatisfiable
	case last == "":
		b = size - 1
	}
	return a, min(b, size-1) - a + 1, http.StatusPartialContent
}
