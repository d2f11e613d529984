package matrix

import (
	"strings"
	"time"

	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
)

const someRule = "messaging.recall_window"

// nextChange is a change that contradicts no other: each has an instant and a value of its own.
func (w *world) nextChange() rulebook.Change {
	w.made++
	value := int64(30 + w.made%60)
	return rulebook.Change{Rule: someRule, Scope: rulebook.Scope{Kind: rulebook.ForCompany}, Value: &value, Reason: canary,
		Effective: w.house.Clock.Now().Add(240*time.Hour + time.Duration(w.made)*time.Second)}
}

// proposed asks for a change, as somebody who may. Who decides on it is an approval, or any other administrator.
func (w *world) proposed(p *person, byApproval bool) id.ID {
	w.t.Helper()
	must(w.house.Approvals.SetEnabled(w.ctx(), w.principal(w.founder), "rule_change", byApproval))
	return must(w.house.Rulebook.Propose(w.ctx(), w.principal(p), w.nextChange(), id.Zero)).ID
}

func (p *person) changesRules() bool { return p.kind == "admin" || p.kind == "security_admin" }

// onProposal calls an operation on a proposal of the relation: own, of_colleague, decided, or by_approval.
func onProposal(body any) spec {
	return spec{call: func(w *world, p *person, relation string) call {
		by := w.founder
		if relation == "own" && p.changesRules() {
			by = p
		}
		one := w.proposed(by, relation == "by_approval")
		if relation == "decided" {
			must(w.house.Rulebook.Withdraw(w.ctx(), w.principal(by), one))
		}
		return call{path: map[string]string{"id": one.String()}, twin: map[string]string{"id": w.newID().String()}, body: body}
	}}
}

// onRule calls an operation on a rule, or on one that is not there.
func onRule(body func(w *world) any) spec {
	return spec{call: func(w *world, _ *person, relation string) call {
		c := call{path: map[string]string{"id": someRule}, twin: map[string]string{"id": "no.such_rule"}}
		if relation == "unknown_rule" {
			c.path = c.twin
		}
		if body != nil {
			c.body = body(w)
		}
		return c
	}}
}

var ruleSpecs = func() map[string]spec {
	out := map[string]spec{
		"propose_rule_change": onRule(func(w *world) any {
			c := w.nextChange()
			return map[string]any{"scope": map[string]any{"kind": "company", "id": ""}, "value": *c.Value, "stage": "warn",
				"effective_at": c.Effective, "until_at": c.Effective.Add(time.Hour), "reason": "test", "trial_id": nil}
		}),
		"get_rule_proposal":      onProposal(nil),
		"withdraw_rule_proposal": onProposal(nil),
		"decide_rule_proposal":   onProposal(map[string]any{"confirm": true, "note": "test"}),
	}
	for _, op := range strings.Fields("list_rules list_rule_proposals list_evidence") {
		out[op] = spec{call: plain(call{})}
	}
	for _, op := range strings.Fields("get_rule list_rule_history") {
		out[op] = onRule(nil)
	}
	return out
}()

// deciding is a scene in which a proposal is made and taken back.
func deciding(event string) scene {
	return func(w *world, _ *person, _ string) func() string {
		one := id.Zero
		if event == "rule.decided" {
			one = w.proposed(w.founder, false)
		}
		return func() string {
			if event == "rule.decided" {
				must(w.house.Rulebook.Withdraw(w.ctx(), w.principal(w.founder), one))
			} else {
				one = w.proposed(w.founder, false)
			}
			return one.String()
		}
	}
}
