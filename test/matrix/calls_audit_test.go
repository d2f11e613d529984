package matrix

import (
	"net/url"

	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// recordOf finds a record that an account has made; none where it has made none.
func (w *world) recordOf(account id.ID) string {
	w.t.Helper()
	w.must(w.house.Audit.Round(w.ctx()))
	v, err := db.Value[id.ID](w.house.DB.Ask(w.ctx()), `SELECT id FROM audit WHERE actor = ? ORDER BY pos LIMIT 1`, account)
	if err != nil {
		return w.newID().String()
	}
	return v.String()
}

var auditSpecs = map[string]spec{
	"get_audit_checkpoint":   {call: signed(nil)},
	"list_audit_checkpoints": {call: signed(nil)},
	"list_audit_handovers":   {call: signed(nil)},
	"list_audit_keys":        {call: signed(nil)},
	"get_audit_consistency": {call: func(w *world, p *person, relation string) call {
		if relation == "beyond" {
			return call{query: url.Values{"from": {"1"}, "to": {"1000000000"}}}
		}
		return signed(url.Values{"from": {"1"}, "to": {"2"}})(w, p, relation)
	}},
	"list_audit_records": {call: plain(call{})},
	"get_audit_state":    {call: plain(call{})},
	"export_audit_log":   {costly: true, call: plain(call{})},
	"list_own_audit":     {call: plain(call{})},
	"get_audit_proof": {call: func(w *world, p *person, relation string) call {
		of := p.account
		if relation == "of_colleague" {
			of = w.keeper.account
			if p == w.keeper {
				of = w.chief.account
			}
		}
		return call{path: map[string]string{"id": w.recordOf(of)}, twin: map[string]string{"id": w.newID().String()}}
	}},
}

// signed makes sure that there is a checkpoint.
func signed(query url.Values) func(*world, *person, string) call {
	return func(w *world, _ *person, _ string) call {
		w.must(w.house.Audit.Round(w.ctx()))
		return call{query: query}
	}
}
