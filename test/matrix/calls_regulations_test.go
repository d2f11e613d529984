package matrix

import (
	"maps"
	"strings"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook/regulation"
)

// statute is a regulation of the company with one of its versions, or an import on its way.
type statute struct {
	id, node, imported id.ID
	version, revision  int64
}

const (
	statuteText  = canary + "管理制度\n一、总则\n1." + canary + "甲。\n2.乙。\n"
	doubtfulText = canary + "管理制度\n一、总则\n1." + canary + "甲得1620分。\n2.乙。\n"
)

// statuteOf makes what a relation names. Those who may change it get one of their own each time.
func (w *world) statuteOf(p *person, relation string) statute {
	w.t.Helper()
	k := "regulation " + relation
	if s, made := w.spots[k]; made && !p.writesRegulations() {
		return w.statuteAt(s)
	}
	room, admin := w.house.Statutes, w.founder.acting()
	source := statuteText
	if relation == "doubtful" {
		source = doubtfulText
	}
	m := must(room.CreateImport(w.ctx(), admin, "r.txt", []byte(source)))
	var s spot
	switch relation {
	case "open", "doubtful":
		s = spot{m.ID, 0}
	default:
		v := must(room.Apply(w.ctx(), admin, m.ID, regulation.Target{}))
		s = spot{v.RegulationID, v.Number}
		if relation == "applied" {
			s = spot{m.ID, 0}
		}
		if relation == "published" || relation == "next_draft" {
			must(room.Publish(w.ctx(), admin, regulation.Edit{Regulation: v.RegulationID, Version: 1, Revision: v.Revision}, clock.Instant(0), "test"))
		}
		if relation == "next_draft" {
			s.seq = must(room.NewDraft(w.ctx(), admin, v.RegulationID, 1)).Number
		}
	}
	w.spots[k] = s
	return w.statuteAt(s)
}

func (p *person) writesRegulations() bool { return p.kind == "admin" || p.kind == "hr" }

func (w *world) statuteAt(s spot) statute {
	w.t.Helper()
	if s.seq == 0 {
		return statute{id: s.conversation, imported: s.conversation}
	}
	v := must(w.house.Statutes.Version(w.ctx(), w.founder.acting(), s.conversation, s.seq))
	return statute{id: s.conversation, node: v.Items[0].Children[0].ID, version: s.seq, revision: v.Revision}
}

// onRegulation calls an operation on the regulation of the relation.
func onRegulation(op string, body func(s statute) any) spec {
	return spec{costly: strings.HasSuffix(op, "redline") || strings.HasSuffix(op, "pdf") || strings.HasSuffix(op, "xlsx"), call: func(w *world, p *person, relation string) call {
		named := relation
		if relation == "unknown_rule" {
			named = "published"
		}
		w.await("the imports of others", w.idle) // they write beside the calls
		s := w.statuteOf(p, named)
		c := call{path: map[string]string{"id": s.id.String(), "version": itoa(s.version), "node_id": s.node.String(), "rule": "messaging.recall_window"},
			twin: map[string]string{"id": w.newID().String()}}
		if relation == "unknown_rule" {
			c.path["rule"] = "no.such_rule"
		}
		if body != nil {
			c.body = body(s)
		}
		switch op {
		case "get_regulation_clause", "regulation_coverage", "regulation_coverage_xlsx", "regulation_coverage_pdf":
			c.query = one("version", itoa(s.version))
		case "get_regulation_redline":
			c.query = one("from", "1")
			c.query.Set("to", itoa(s.version))
		case "remove_regulation_node":
			c.query = one("revision", itoa(s.revision))
		case "link_regulation_rule":
			c.after = func() {
				_, _ = w.house.Statutes.Unlink(w.ctx(), w.founder.acting(), s.id, s.node, "messaging.recall_window")
			}
		}
		return c
	}}
}

// onRegulationImport calls an operation on the import of the relation.
func onRegulationImport(op string) spec {
	return spec{call: func(w *world, p *person, relation string) call {
		s := w.statuteOf(p, relation)
		c := call{path: map[string]string{"id": s.imported.String()}, twin: map[string]string{"id": w.newID().String()}}
		switch op {
		case "settle_regulation_doubts":
			m := must(w.house.Statutes.Import(w.ctx(), s.imported))
			doubt := "range_lost.1"
			if len(m.Doubts) > 0 {
				doubt = m.Doubts[0].ID
			}
			c.body = map[string]any{"items": []map[string]any{{"id": doubt, "decision": "accept"}}}
		case "apply_regulation_import":
			c.body = map[string]any{"open_doubts": "refuse"}
		}
		return c
	}}
}

var regulationSpecs = func() map[string]spec {
	revised := func(more map[string]any) func(s statute) any {
		return func(s statute) any {
			body := map[string]any{"revision": s.revision}
			maps.Copy(body, more)
			return body
		}
	}
	out := map[string]spec{
		"list_regulations": {call: plain(call{})},
		"create_regulation_import": {costly: true, call: func(*world, *person, string) call {
			return call{query: one("file_name", "r.txt"), body: []byte(statuteText)}
		}},
		"publish_regulation":      onRegulation("publish_regulation", revised(map[string]any{"reason": "because"})),
		"create_regulation_draft": onRegulation("create_regulation_draft", func(statute) any { return map[string]any{"from": 1} }),
		"edit_regulation_draft":   onRegulation("edit_regulation_draft", revised(map[string]any{"title": canary + "制度"})),
		"add_regulation_node":     onRegulation("add_regulation_node", revised(map[string]any{"kind": "chapter", "number": "二、", "title": "附则"})),
		"edit_regulation_node":    onRegulation("edit_regulation_node", revised(map[string]any{"text": canary})),
		"move_regulation_node":    onRegulation("move_regulation_node", revised(nil)),
	}
	for _, op := range strings.Fields("regulation_coverage regulation_coverage_xlsx regulation_coverage_pdf get_regulation get_regulation_version get_regulation_pdf get_regulation_clause get_regulation_redline link_regulation_rule unlink_regulation_rule discard_regulation_draft remove_regulation_node") {
		out[op] = onRegulation(op, nil)
	}
	for _, op := range strings.Fields("get_regulation_import settle_regulation_doubts apply_regulation_import") {
		out[op] = onRegulationImport(op)
	}
	return out
}()
