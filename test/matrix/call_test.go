package matrix

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
)

// request is one call as it goes out.
type request struct {
	method, path string
	token        string
	body         []byte
	contentType  string
	header       map[string]string
}

// answer is what came back.
type answer struct {
	status int
	body   []byte
	header http.Header
}

// problem is the part of a refusal that is promised.
type problem struct {
	Status    int    `json:"status"`
	Code      string `json:"code"`
	Detail    string `json:"detail"`
	RequestID string `json:"request_id"`
	Fields    []struct {
		Field string `json:"field"`
		Code  string `json:"code"`
	} `json:"fields"`
}

func (a answer) problem() (p problem) {
	_ = json.Unmarshal(a.body, &p)
	return p
}

func (a answer) ok() bool { return a.status >= 200 && a.status < 300 }

// same is what must not differ between "not yours" and "not there".
func (a answer) same() string {
	var body map[string]any
	_ = json.Unmarshal(a.body, &body)
	delete(body, "request_id")
	text, _ := json.Marshal(body)
	h := maps.Clone(a.header)
	delete(h, "X-Request-Id")
	headers, _ := json.Marshal(h)
	return http.StatusText(a.status) + string(text) + string(headers)
}

// send calls the house in this process.
func (w *world) send(r request) answer {
	var body io.Reader
	if r.body != nil {
		body = bytes.NewReader(r.body)
	}
	req := httptest.NewRequest(r.method, "http://company.example"+r.path, body)
	if r.body != nil {
		if r.contentType == "" {
			r.contentType = "application/json"
		}
		req.Header.Set("Content-Type", r.contentType)
	}
	if r.token != "" {
		req.Header.Set("Authorization", "Bearer "+r.token)
	}
	for k, v := range r.header {
		req.Header.Set(k, v)
	}
	rec := httptest.NewRecorder()
	(*w.front.Load()).ServeHTTP(rec, req)
	return answer{rec.Code, rec.Body.Bytes(), rec.Header()}
}

// call is what is done to an operation: on which object, with which words.
type call struct {
	token *string           // instead of the person's own
	path  map[string]string // the blanks of the path
	twin  map[string]string // the same for a thing that does not exist; nil where there is no such
	query url.Values
	body  any // JSON; []byte goes as it is
	// twinBody is the body that names a thing that does not exist; nil where it is not named there.
	twinBody any
	// twinQuery is the query that names a thing that does not exist.
	twinQuery   url.Values
	contentType string // of a []byte, where it is not application/octet-stream
	header      map[string]string
	after       func() // puts back what the call used up
}

// request makes a call of an operation by a person into what goes out.
func (c call) request(op operation, token string) request {
	path := op.path
	for name, value := range c.path {
		path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(value))
	}
	if len(c.query) > 0 {
		path += "?" + c.query.Encode()
	}
	r := request{method: op.method, path: path, token: token, header: c.header}
	if c.token != nil {
		r.token = *c.token
	}
	switch b := c.body.(type) {
	case nil:
	case []byte:
		r.body, r.contentType = b, cmp.Or(c.contentType, "application/octet-stream")
	default:
		r.body, _ = json.Marshal(b)
	}
	return r
}

// nowhere is the call on a thing that does not exist.
func (c call) nowhere() (call, bool) {
	if c.twin == nil && c.twinBody == nil && c.twinQuery == nil {
		return c, false
	}
	path := maps.Clone(c.path)
	maps.Copy(path, c.twin)
	c.path = path
	if c.twinBody != nil {
		c.body = c.twinBody
	}
	if c.twinQuery != nil {
		c.query = c.twinQuery
	}
	return c, true
}

func upper(s string) string { return strings.ToUpper(s) }
