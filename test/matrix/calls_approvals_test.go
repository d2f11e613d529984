package matrix

import (
	"net/url"
	"strings"

	"tonggui/internal/approvals"
	"tonggui/internal/approvals/form"
	"tonggui/internal/approvals/route"
	"tonggui/internal/platform/id"
)

// trialForm is a form with one field, on which decides whom the applicant chooses.
func trialForm() form.Definition {
	words := form.Words{"en": canary}
	return form.Definition{Name: words, Category: "other", Serial: form.Serial{Prefix: "MX", Digits: 4}, Level: "password", WhoMayApply: form.Applicants{All: true},
		Fields: []form.FormField{{ID: "title", Kind: form.Text, Label: words, Required: true}},
		Route: route.Route{Nobody: route.NobodyAdmin, Self: route.SelfSuperior, Same: route.Again, Steps: []route.Step{{ID: "chosen", Kind: route.Approve, Name: words, How: route.Any, Who: []route.Who{{Kind: route.Chosen}},
			May: route.May{Transfer: true, Add: true, Return: true}}}}}
}

// offered is a template that everybody may apply for.
func (w *world) offered() string {
	w.t.Helper()
	const key = "matrix"
	if _, made := w.spots["approval template"]; !made {
		must(w.house.Approvals.Publish(w.ctx(), w.principal(w.founder), key, 0, trialForm()))
		w.spots["approval template"] = spot{}
	}
	return key
}

func (w *world) application(chosen *person) approvals.Application {
	return approvals.Application{Template: w.offered(), Version: 1, Values: form.Values{"title": canary}, Chosen: map[string][]id.ID{"chosen": {chosen.account}}}
}

// applied opens an approval to which somebody stands in a relation: applicant, asked, copied, or stranger.
func (w *world) applied(p *person, relation string) approvals.Approval {
	w.t.Helper()
	if p.account.IsZero() {
		p = w.fresh // nobody stands behind them
	}
	by, asked, copies := w.keeper, w.other, []id.ID(nil)
	switch strings.TrimSuffix(relation, "_stale") {
	case "applicant":
		by = p
	case "asked":
		asked = p
	case "copied":
		copies = []id.ID{p.account}
	}
	a := must(w.house.Approvals.Open(w.ctx(), by.acting(), w.newID(), w.application(asked), copies, nil))
	w.write(`INSERT INTO approval_grants (session, account, until_at) SELECT id, account, ? FROM sessions WHERE TRUE ON CONFLICT (session) DO UPDATE SET until_at = excluded.until_at`,
		w.clock.Now()+1<<50)
	return a
}

// turn is the task that waits in an approval.
func turn(a approvals.Approval) *id.ID { return a.Route[0].People[0].TaskID }

// onLeave is a leave that was approved, of somebody who stands to it as applicant, or is asked.
func (w *world) onLeave(p *person, relation string) approvals.Approval {
	w.t.Helper()
	const key = "matrix_leave"
	if _, made := w.spots["leave template"]; !made {
		d := trialForm()
		d.Effect, d.Serial.Prefix = "leave", "ML"
		d.Fields = []form.FormField{{ID: "span", Kind: form.Span, Label: d.Name, Required: true}}
		must(w.house.Approvals.Publish(w.ctx(), w.principal(w.founder), key, 0, d))
		w.spots["leave template"] = spot{}
	}
	if p.account.IsZero() {
		p = w.fresh
	}
	by, asked := w.keeper, w.other
	if relation == "applicant" {
		by = p
	} else {
		asked = p
	}
	day := w.clock.Now().Add(someDay).Time().Format("2006-01-02") // nobody is on leave while others are called
	a := must(w.house.Approvals.Open(w.ctx(), by.acting(), w.newID(), approvals.Application{Template: key, Version: 1,
		Values: form.Values{"span": map[string]any{"from": day, "to": day}}, Chosen: map[string][]id.ID{"chosen": {asked.account}}}, nil, nil))
	decides := asked.acting()
	decides.Session = w.newID()
	w.write(`INSERT INTO approval_grants (session, account, until_at) VALUES (?, ?, ?)`, decides.Session, decides.Account, w.clock.Now()+1<<50)
	return must(w.house.Approvals.Do(w.ctx(), decides, a.ID, approvals.Act{Kind: "approve", Task: turn(a), Version: a.Version}, approvals.Confirm{}))
}

// actOn is the act that somebody in a relation may do; withdraw and approve end the approval.
func actOn(a approvals.Approval, relation string) map[string]any {
	body := map[string]any{"kind": "comment", "version": a.Version, "text": canary}
	switch relation {
	case "applicant":
		body["kind"] = "withdraw"
	case "applicant_ends", "asked_ends":
		body["kind"] = "end_early"
	case "asked", "copied_decides", "applicant_decides":
		body["kind"], body["task_id"] = "approve", turn(a)
	case "asked_stale":
		body["kind"], body["task_id"], body["version"] = "approve", turn(a), a.Version+1
	}
	return body
}

var costlyApprovals = map[string]bool{"get_approval_pdf": true, "get_signed_approval": true, "decide_approvals": true}

func onApproval(op string) spec {
	return spec{costly: costlyApprovals[op], call: func(w *world, p *person, relation string) call {
		stands, does, _ := strings.Cut(relation, "_")
		a := w.applied(p, stands)
		if does == "ends" {
			a = w.onLeave(p, stands)
		}
		c := call{path: map[string]string{"id": a.ID.String()}, twin: map[string]string{"id": w.newID().String()}}
		switch op {
		case "act_on_approval":
			c.body = actOn(a, relation)
		case "challenge_approval":
			c.body = map[string]any{"kind": "approve", "version": a.Version, "task_id": turn(a), "text": canary}
		case "decide_approvals":
			c.path, c.twin = nil, nil
			c.body = map[string]any{"items": []any{map[string]any{"id": a.ID, "task_id": turn(a), "version": a.Version}}, "kind": "approve"}
		}
		return c
	}}
}

func onApplication(op string) spec {
	return spec{call: func(w *world, _ *person, relation string) call {
		body := map[string]any{"template": w.offered(), "version": 1, "values": map[string]any{"title": canary}, "chosen": map[string]any{"chosen": []id.ID{w.other.account}}}
		switch {
		case relation == "as_colleague":
			body["as"] = w.keeper.account
		case relation == "unknown_template":
			body["template"] = "none"
		}
		if op == "open_approval" {
			body["id"] = w.newID()
		}
		return call{body: body}
	}}
}

func onDraft(op string) spec {
	return spec{call: func(w *world, p *person, relation string) call {
		one, of := w.newID(), p
		if relation == "of_colleague" {
			of = w.keeper
		}
		if of.account.IsZero() {
			of = w.fresh
		}
		if op == "remove_approval_draft" {
			must(w.house.Approvals.SaveDraft(w.ctx(), of.acting(), one, w.application(w.other), nil))
			return call{path: map[string]string{"id": one.String()}, twin: map[string]string{"id": w.newID().String()}}
		}
		return call{path: map[string]string{"id": one.String()}, body: map[string]any{"template": w.offered(), "version": 1, "values": map[string]any{}}}
	}}
}

func onTemplate(op string) spec {
	return spec{call: func(w *world, _ *person, _ string) call {
		c := call{path: map[string]string{"key": w.offered()}, twin: map[string]string{"key": "none"}}
		switch op {
		case "check_approval_template":
			c = call{body: map[string]any{"definition": trialForm()}}
		case "publish_approval_template":
			c = call{body: map[string]any{"definition": trialForm()}}
		case "set_approval_template_state":
			c.body = map[string]any{"enabled": true}
		}
		return c
	}}
}

var approvalSpecs = func() map[string]spec {
	out := map[string]spec{}
	for _, op := range strings.Fields("list_approvals count_approvals list_approval_drafts get_approval_phrases list_approval_templates list_all_approval_templates") {
		out[op] = spec{call: plain(call{})}
	}
	out["set_approval_phrases"] = spec{call: plain(call{body: map[string]any{"approve": []string{"agreed"}, "reject": []string{}}})}
	out["list_approvals"] = spec{call: plain(call{query: url.Values{"box": {"mine"}}})}
	for _, op := range strings.Fields("get_approval get_approval_pdf get_signed_approval inspect_approval read_approval act_on_approval challenge_approval decide_approvals") {
		out[op] = onApproval(op)
	}
	for _, op := range strings.Fields("open_approval preview_approval") {
		out[op] = onApplication(op)
	}
	for _, op := range strings.Fields("save_approval_draft remove_approval_draft") {
		out[op] = onDraft(op)
	}
	for _, op := range strings.Fields("get_approval_template list_approval_template_versions check_approval_template publish_approval_template set_approval_template_state") {
		out[op] = onTemplate(op)
	}
	return out
}()

// approving is the scene in which something is done about an approval.
func approving(event string) scene {
	return func(w *world, p *person, relation string) func() string {
		if event == "approvals.counts" {
			return func() string { return w.applied(p, relation).ID.String() }
		}
		a := w.applied(p, relation)
		return func() string {
			act := approvals.Act{Kind: "withdraw", Version: a.Version}
			by := w.keeper
			if relation == "applicant" {
				by = p
			}
			must(w.house.Approvals.Do(w.ctx(), by.acting(), a.ID, act, approvals.Confirm{}))
			return a.ID.String()
		}
	}
}
