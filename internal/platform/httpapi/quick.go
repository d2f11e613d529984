package httpapi

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
)

// Quick reads the commonest form of a request to an operation that is called all the time, without
// reflection and schema. It answers nil for any other form, also for one that it merely does not
// know: the ordinary way judges that, so there is one place that refuses, and one way to say why. Who
// calls, how often and by which role is asked before either way begins.
type Quick func(r *http.Request, body []byte) Run

// Run does what a request asks for.
type Run func(ctx context.Context, who authz.Principal) (status int, answer any, err error)

const (
	// quickBody is the longest body, in bytes, that is read the short way.
	quickBody = 8 << 10
	// bodyWait is how long the ordinary way waits for a body, too.
	bodyWait = 5 * time.Second
)

// router lets operations with a short way be reached by it first.
type router struct {
	*http.ServeMux
	s *Server
}

func (m router) HandleFunc(pattern string, long func(http.ResponseWriter, *http.Request)) {
	if op, any := m.s.quick[pattern]; any {
		m.ServeMux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			who, err := m.s.enter(r.Context(), r, op)
			if err != nil {
				m.s.Fail(w, r, err)
				return
			}
			ctx := authz.With(r.Context(), who)
			if run := m.s.read(op, w, r); run != nil {
				m.s.run(op, run, w, r.WithContext(ctx), who)
				return
			}
			long(w, r.WithContext(context.WithValue(ctx, enteredKey{}, op.ID)))
		})
		return
	}
	m.ServeMux.HandleFunc(pattern, long)
}

// enteredKey is under which a request says which operation it was let into already.
type enteredKey struct{}

func entered(ctx context.Context, op Op) bool {
	id, _ := ctx.Value(enteredKey{}).(string)
	return id == op.ID
}

// read reads a request the short way; where it answers nil the request is as it was.
func (s *Server) read(op Op, w http.ResponseWriter, r *http.Request) Run {
	if r.URL.RawQuery != "" || r.ContentLength <= 0 || r.ContentLength > quickBody || len(r.TransferEncoding) > 0 ||
		!strings.EqualFold(r.Header.Get("Content-Type"), "application/json") {
		return nil
	}
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(clock.Deadline(bodyWait))
	body := make([]byte, r.ContentLength)
	n, err := io.ReadFull(r.Body, body)
	if err == nil {
		if run := op.Quick(r, body); run != nil {
			_ = control.SetReadDeadline(time.Time{})
			return run
		}
	}
	r.Body = again{io.MultiReader(bytes.NewReader(body[:n]), rest{r.Body, err}), r.Body}
	return nil
}

// again is a body that was read already.
type again struct {
	io.Reader
	io.Closer
}

// rest is what lies behind the part of a body that was read: more of it, or the error that ended it.
type rest struct {
	body io.Reader
	err  error
}

func (e rest) Read(p []byte) (int, error) {
	if e.err != nil {
		return 0, e.err
	}
	return e.body.Read(p)
}

func (s *Server) run(op Op, run Run, w http.ResponseWriter, r *http.Request, who authz.Principal) {
	text := buffers.Get().(*bytes.Buffer)
	text.Reset()
	defer buffers.Put(text)
	status, answer, err := run(r.Context(), who)
	if err == nil {
		err = marshal(text, answer)
	}
	if err != nil {
		s.Fail(w, r, s.noted(r.Context(), op, err))
		return
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Length", strconv.Itoa(text.Len()))
	w.WriteHeader(status)
	_, _ = w.Write(text.Bytes())
}
