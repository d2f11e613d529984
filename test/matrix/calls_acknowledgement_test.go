package matrix

import (
	"encoding/hex"
	"net/url"
	"strings"

	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook/regulation"
)

// demanding is a regulation in force that demands acknowledgement of everybody until quiet is called:
// else what happens to people would go on writing beside other calls.
func (w *world) demanding() (one id.ID, hash string, quiet func()) {
	w.t.Helper()
	s, made := w.spots["acknowledged regulation"]
	if !made {
		s.conversation = w.statuteOf(w.founder, "published").id
		w.spots["acknowledged regulation"] = s
	}
	one = s.conversation
	set := func(required bool) { must(w.house.Signing.Demand(w.ctx(), w.founder.acting(), one, required, nil)) }
	set(true)
	hash = hex.EncodeToString(must(regulation.TextHash(w.house.DB.Ask(w.ctx()), one, 1)))
	return one, hash, func() { set(false) }
}

// onAcknowledgement calls an operation on what a version demands of somebody.
func onAcknowledgement(op string) spec {
	return spec{costly: strings.HasSuffix(op, "pdf"), call: func(w *world, p *person, relation string) call {
		one, hash, quiet := w.demanding()
		c := call{path: map[string]string{"regulation_id": one.String(), "version": "1"}, after: quiet}
		if relation != "not_asked" {
			c.twin = map[string]string{"regulation_id": w.newID().String()}
		}
		of := p
		switch relation {
		case "not_asked":
			c.path["version"] = "99"
		case "other_text":
			hash = strings.Repeat("0", 64)
		case "of_colleague":
			of = w.keeper
			c.query = url.Values{"account": {of.account.String()}}
		}
		if op == "acknowledge_regulation" {
			c.body = map[string]any{"version_hash": hash}
		}
		if relation == "own" || relation == "of_colleague" {
			if _, err := w.house.Signing.Acknowledge(w.ctx(), of.acting(), one, 1, hash); of == w.keeper {
				w.must(err)
			}
		}
		return c
	}}
}

// onDemand calls an operation on what a regulation demands of all.
func onDemand(op string) spec {
	return spec{costly: op == "export_acknowledgements", call: func(w *world, _ *person, relation string) call {
		one, _, quiet := w.demanding()
		c := call{path: map[string]string{"id": one.String()}, twin: map[string]string{"id": w.newID().String()}, after: quiet}
		switch op {
		case "demand_acknowledgement":
			c.body = map[string]any{"required": true, "department_ids": []id.ID{}}
		case "remind_acknowledgement":
			c.body = map[string]any{}
			w.pass(6 * 60e9) // longer than lies between two reminders
		}
		if relation == "not_asked" {
			quiet()
			c.after = nil
		}
		return c
	}}
}

// acknowledging is the scene in which somebody acknowledges a regulation of its own.
func acknowledging(w *world, p *person, relation string) func() string {
	one := w.statuteOf(w.people["admin"], "published").id
	must(w.house.Signing.Demand(w.ctx(), w.founder.acting(), one, true, nil))
	hash := hex.EncodeToString(must(regulation.TextHash(w.house.DB.Ask(w.ctx()), one, 1)))
	who := p
	if relation == "of_colleague" {
		who = w.keeper
	}
	return func() string {
		must(w.house.Signing.Acknowledge(w.ctx(), who.acting(), one, 1, hash))
		return `"what":"done","regulation_id":"` + one.String() + `"`
	}
}

var acknowledgementSpecs = func() map[string]spec {
	out := map[string]spec{"list_my_acknowledgements": {call: plain(call{})}, "list_acknowledgement_demands": {call: plain(call{})}}
	for _, op := range strings.Fields("get_acknowledgement note_reading acknowledge_regulation get_acknowledgement_proof get_acknowledgement_proof_pdf") {
		out[op] = onAcknowledgement(op)
	}
	for _, op := range strings.Fields("get_acknowledgement_state list_acknowledgement_people demand_acknowledgement remind_acknowledgement export_acknowledgements") {
		out[op] = onDemand(op)
	}
	return out
}()
