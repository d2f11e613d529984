package matrix

import (
	"net/url"
	"time"

	"tonggui/internal/approvals"
	"tonggui/internal/platform/id"
)

// someDay is when the delegations of the matrix begin: one that runs would hand turns over beside other calls.
const someDay = 3650 * 24 * time.Hour

// delegated is a delegation of somebody's.
func (w *world) delegated(p *person) id.ID {
	w.t.Helper()
	if p.account.IsZero() {
		p = w.fresh // nobody stands behind them
	}
	w.write(`UPDATE delegations SET until_at = 0, over_at = 1`) // nobody is in another's way
	from := w.clock.Now().Add(someDay)
	return must(w.house.Approvals.Delegate(w.ctx(), p.acting(), approvals.NewDelegation{To: w.other.account, From: from, Until: from.Add(24 * time.Hour)})).ID
}

func onDelegation(op string) spec {
	return spec{call: func(w *world, p *person, relation string) call {
		if op == "create_delegation" {
			w.write(`UPDATE delegations SET until_at = 0, over_at = 1`)
			to, from := w.other, w.clock.Now().Add(someDay)
			if relation == "to_oneself" {
				to = p
			}
			return call{body: map[string]any{"to": to.account, "from_at": from, "until_at": from.Add(24 * time.Hour)}}
		}
		of := p
		if relation == "of_colleague" {
			of = w.keeper
		}
		return call{path: map[string]string{"id": w.delegated(of).String()}, twin: map[string]string{"id": w.newID().String()}}
	}}
}

// stuck is an approval whose effect has failed.
func (w *world) stuck() id.ID {
	one, now := w.newID(), w.clock.Now()
	w.write(`INSERT INTO approvals (id, serial, template, version, applicant, department, state, opened_at, changed_at, closed_at, title, search, form, engine, row_version, acts, effect, effect_state)
		VALUES (?, ?, 'leave', 1, ?, NULL, 'approved', ?, ?, ?, '', '', '{}', '{}', 2, 0, 'leave', 'failed')`, one, one.String(), w.keeper.account, now, now, now)
	w.write(`INSERT INTO approval_effects (approval, effect, state, made_at, next_at, error) VALUES (?, 'leave', 'failed', ?, ?, 'conflict')`, one, now, now)
	return one
}

func settleEffect(w *world, _ *person, _ string) call {
	return call{path: map[string]string{"id": w.stuck().String()}, twin: map[string]string{"id": w.newID().String()}, body: map[string]any{"action": "close", "reason": "settled by hand"}}
}

// stuckEffect is the scene in which an administrator closes what could not be done.
func stuckEffect(w *world, _ *person, _ string) func() string {
	one := w.stuck()
	return func() string {
		must(w.house.Approvals.SettleEffect(w.ctx(), w.founder.acting(), one, false, "settled by hand"))
		return one.String()
	}
}

// delegating is the scene in which somebody delegates, to the person or another way round.
func delegating(w *world, p *person, relation string) func() string {
	of := p
	if relation == "of_colleague" {
		of = w.keeper
	}
	return func() string { return w.delegated(of).String() }
}

func exportApprovals(w *world, _ *person, relation string) call {
	w.offered()
	scope := "mine"
	switch relation {
	case "of_all":
		scope = "all"
	case "own_list":
		scope = "waiting"
	}
	return call{query: url.Values{"scope": {scope}}}
}

var approvalWorkSpecs = map[string]spec{
	"list_delegations": {call: plain(call{})}, "create_delegation": onDelegation("create_delegation"), "end_delegation": onDelegation("end_delegation"),
	"list_approval_effects": {call: plain(call{})}, "settle_approval_effect": {call: settleEffect}, "get_approval_statistics": {call: plain(call{}), costly: true},
	"export_approvals": {call: exportApprovals, costly: true},
}
