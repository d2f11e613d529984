package httpapi

import (
	"encoding/json"
	"html/template"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"
)

// readable shows the API to a person, without scripts and without other files.
var readable = template.Must(template.New("docs").Funcs(template.FuncMap{"json": func(v any) string {
	b, _ := json.MarshalIndent(v, "", "  ")
	return string(b)
}}).Parse(`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{.Info.Title}} API</title>
<style>body{font:15px/1.6 system-ui,"Noto Sans CJK SC",sans-serif;margin:0 auto;max-width:920px;padding:32px 20px;color:#1a2233;background:#fff}
h2{margin:40px 0 8px;border-bottom:1px solid #e6e9f0}details{border:1px solid #e6e9f0;border-radius:8px;margin:8px 0;padding:8px 14px}
summary{cursor:pointer}code,pre{font:13px/1.5 ui-monospace,monospace}pre{overflow:auto;background:#f3f5f9;padding:12px;border-radius:8px}
b{display:inline-block;min-width:58px;color:#2456d6}i{color:#5c687e}
@media(prefers-color-scheme:dark){body{background:#1d2129;color:#e9edf4}h2,details{border-color:#2b313c}pre{background:#262b35}b{color:#8db0ff}i{color:#9da8ba}}</style>
<h1>{{.Info.Title}} API {{.Info.Version}}</h1><p>{{.Info.Description}}</p>
<p>The same as a document for programs: <a href="/api/openapi.json">/api/openapi.json</a></p>
{{range .Tags}}<h2>{{.Name}}</h2>{{range .Ops}}<details><summary><b>{{.Method}}</b> <code>{{.Path}}</code> <i>{{.Summary}}</i></summary>
<p>Authorisation</p><pre>{{json (index .Extensions "x-authz")}}</pre>
{{with .Parameters}}<p>Parameters</p><pre>{{json .}}</pre>{{end}}{{with .RequestBody}}<p>Body</p><pre>{{json .}}</pre>{{end}}
<p>Answers</p><pre>{{json .Responses}}</pre>{{with index .Extensions "x-errors"}}<p>Codes</p><pre>{{json .}}</pre>{{end}}</details>{{end}}{{end}}
<h2>Schemas</h2><pre>{{json .Schemas}}</pre></html>`))

type taggedOps struct {
	Name string
	Ops  []*huma.Operation
}

func (s *Server) serveReadable(w http.ResponseWriter, _ *http.Request) {
	doc := s.Document()
	tags := []taggedOps{}
	for _, op := range s.ops {
		item := doc.Paths["/api/v1"+op.Path]
		i := slices.IndexFunc(tags, func(t taggedOps) bool { return t.Name == op.Tag })
		if i < 0 {
			tags, i = append(tags, taggedOps{Name: op.Tag}), len(tags)
		}
		for _, o := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if o != nil && o.OperationID == op.ID {
				tags[i].Ops = append(tags[i].Ops, o)
			}
		}
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = readable.Execute(w, map[string]any{"Info": doc.Info, "Tags": tags, "Schemas": doc.Components.Schemas.Map()})
}
