package messaging_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"tonggui/internal/messaging"

	"github.com/danielgtaylor/huma/v2"
)

// document compares every answer that any test gets with what the API document promises.
type document struct {
	api *huma.OpenAPI
}

// check returns what is wrong with an answer.
func (d *document) check(method, path string, status int, body []byte) error {
	op := d.find(method, strings.Split(strings.TrimPrefix(path, "/"), "/"))
	if op == nil {
		return fmt.Errorf("the document has no %s %s", method, path)
	}
	answer := op.Responses[fmt.Sprint(status)]
	if answer == nil {
		return fmt.Errorf("%s does not promise %d", op.OperationID, status)
	}
	content := answer.Content["application/json"]
	if content == nil || content.Schema == nil {
		if len(body) > 0 {
			return fmt.Errorf("%s promises no body: %s", op.OperationID, body)
		}
		return nil
	}
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		return err
	}
	result := &huma.ValidateResult{}
	huma.Validate(d.api.Components.Schemas, content.Schema, huma.NewPathBuffer(nil, 0), huma.ModeReadFromServer, v, result)
	if len(result.Errors) > 0 {
		return fmt.Errorf("%s: %v in %s", op.OperationID, result.Errors, body)
	}
	return nil
}

func (d *document) find(method string, segments []string) *huma.Operation {
	var best *huma.Operation
	for template, item := range d.api.Paths {
		parts := strings.Split(strings.TrimPrefix(template, "/api/v1/"), "/")
		op := map[string]*huma.Operation{"GET": item.Get, "POST": item.Post, "PUT": item.Put, "PATCH": item.Patch, "DELETE": item.Delete}[method]
		if op == nil || len(parts) != len(segments) {
			continue
		}
		exact, matches := true, true
		for i, p := range parts {
			if strings.HasPrefix(p, "{") {
				exact = exact && i != len(parts)-1
			} else if p != segments[i] {
				matches = false
			}
		}
		if matches && (best == nil || exact) {
			best = op
		}
	}
	return best
}

func TestTheDocumentSaysWhoMayAndWhatCanGoWrong(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		a := h.person()
		c := a.direct(a)
		a.send(c.ID, "一")
		raw, err := json.Marshal(h.document.api)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{`"x-authz"`, messaging.ErrRecallExpired.Code, `"anyOf":[{"$ref":"#/components/schemas/Person"},{"type":"null"}]`} {
			if !strings.Contains(string(raw), want) {
				t.Errorf("the document lacks %s: %s", want, raw[strings.Index(string(raw), `"peer"`):][:300])
			}
		}
		status, body := a.try("GET", path(c.ID), nil)
		bad := strings.Replace(string(body), `"kind":"self"`, `"kind":"other"`, 1)
		if h.document.check("GET", path(c.ID), status, []byte(bad)) == nil {
			t.Error("an answer that breaks the document passes")
		}
	})
}
