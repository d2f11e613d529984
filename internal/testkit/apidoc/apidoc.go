// Package apidoc compares what a server answers with what its API document promises.
package apidoc

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// Document is the API document of a server.
type Document struct{ API *huma.OpenAPI }

// Check returns what is wrong with an answer; path is below /api/v1, without a query.
func (d *Document) Check(method, path string, status int, body []byte) error {
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
	huma.Validate(d.API.Components.Schemas, content.Schema, huma.NewPathBuffer(nil, 0), huma.ModeReadFromServer, v, result)
	if len(result.Errors) > 0 {
		return fmt.Errorf("%s: %v in %s", op.OperationID, result.Errors, body)
	}
	return nil
}

func (d *Document) find(method string, segments []string) *huma.Operation {
	var best *huma.Operation
	for template, item := range d.API.Paths {
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
