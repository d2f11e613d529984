package messaging_test

import (
	"encoding/json"
	"strings"
	"testing"

	"tonggui/internal/messaging"
	"tonggui/internal/testkit/apidoc"

	"github.com/danielgtaylor/huma/v2"
)

// document compares every answer that any test gets with what the API document promises.
type document struct {
	api *huma.OpenAPI
}

// check returns what is wrong with an answer.
func (d *document) check(method, path string, status int, body []byte) error {
	return (&apidoc.Document{API: d.api}).Check(method, path, status, body)
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
