package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"

	"github.com/danielgtaylor/huma/v2"
)

// Problem is an error as clients read it (RFC 9457). Code and Params are stable; Title and Detail
// are words in the reader's language.
type Problem struct {
	Type      string         `json:"type"`
	Title     string         `json:"title"`
	Status    int            `json:"status"`
	Code      string         `json:"code"`
	Detail    string         `json:"detail"`
	Params    map[string]any `json:"params,omitempty"`
	Fields    []apperr.Field `json:"fields,omitempty"`
	Rule      *apperr.Rule   `json:"rule,omitempty"`
	RequestID string         `json:"request_id"`
}

// GetStatus is huma's way to ask for the status.
func (p *Problem) GetStatus() int { return p.Status }

func (p *Problem) Error() string { return p.Code }

// ContentType tells huma under which type the problem is sent.
func (*Problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders adds Retry-After where the client is asked to wait.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{"Cache-Control": {"no-store"}}
	if s, ok := p.Params["retry_after_s"]; ok {
		if text, err := json.Marshal(s); err == nil {
			h.Set("Retry-After", string(text))
		}
	}
	return h
}

// problemOf turns an error into a Problem without words.
func problemOf(err error) *Problem {
	e := apperr.From(err)
	return &Problem{Type: "about:blank", Status: e.Def.Status, Code: e.Def.Code, Params: e.Params,
		Fields: e.Fields, Rule: e.Rule}
}

// words fills in what depends on the reader.
func (s *Server) words(ctx context.Context, p *Problem) {
	m := MetaOf(ctx)
	language := m.Language
	if who := authz.Who(ctx); who.Language != "" {
		language = who.Language
	}
	p.RequestID = m.RequestID
	if p.Title = http.StatusText(p.Status); p.Title == "" {
		p.Title = p.Code // tus has a status of its own
	}
	p.Detail = s.options.Text(language, p.Code, p.Params)
}

// fromHuma translates what huma finds wrong with a request into fields with codes.
func fromHuma(status int, msg string, errs []error) *Problem {
	for _, err := range errs {
		if e := apperr.From(err); e.Def != apperr.Internal {
			return problemOf(e)
		}
	}
	def := apperr.Malformed
	switch status {
	case http.StatusUnprocessableEntity:
		def = apperr.Invalid
	case http.StatusRequestEntityTooLarge:
		def = apperr.TooLarge
	case http.StatusUnsupportedMediaType, http.StatusNotAcceptable:
		def = apperr.Unsupported
	case http.StatusInternalServerError:
		def = apperr.Internal
	}
	p := problemOf(def.New())
	if def == apperr.Internal {
		return p
	}
	for _, err := range errs {
		d, ok := err.(*huma.ErrorDetail)
		if !ok {
			p.Fields = append(p.Fields, apperr.Field{Code: "malformed"})
			continue
		}
		if at, why, ours := strings.Cut(strings.TrimPrefix(d.Message, ownMessage), " "); ours && strings.HasPrefix(d.Message, ownMessage) {
			p.Fields = append(p.Fields, apperr.Field{Name: at, Code: why})
			continue
		}
		field := apperr.Field{Name: d.Location, Code: fieldCode(d.Message)}
		if name, absent := strings.CutPrefix(d.Message, "expected required property "); absent {
			field.Name += "." + strings.TrimSuffix(name, " to be present")
		}
		p.Fields = append(p.Fields, field)
	}
	if len(errs) == 0 && msg != "" {
		p.Fields = []apperr.Field{{Code: fieldCode(msg)}}
	}
	return p
}

// ownMessage begins what unmarshalStrict says: huma hands its errors on as text, "code: field why".
var ownMessage = apperr.Malformed.Code + ": "

// fieldCodes maps the beginnings of huma's sentences to stable codes.
var fieldCodes = []struct{ prefix, code string }{
	{"unexpected property", "unknown"},
	{"expected required property", "missing"},
	{"required ", "missing"},
	{"request body is required", "missing"},
	{"expected length >=", "too_short"},
	{"expected length <=", "too_long"},
	{"expected array length <=", "too_many"},
	{"expected array length >=", "too_few"},
	{"expected number", "out_of_range"},
	{"expected value to be one of", "not_a_choice"},
	{"expected string to match pattern", "wrong_form"},
	{"expected string to be", "wrong_form"},
	{"expected ", "wrong_type"},
	{"invalid ", "wrong_form"},
}

func fieldCode(message string) string {
	for _, f := range fieldCodes {
		if strings.HasPrefix(message, f.prefix) {
			return f.code
		}
	}
	return "malformed"
}
