package matrix

import (
	"time"

	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
	"tonggui/internal/rulebook/trial"
)

// aTrial is a question that anybody who may ask can ask.
func (w *world) aTrial() trial.Question {
	now := w.house.Clock.Now()
	return trial.Question{Rule: someRule, Scope: rulebook.Scope{Kind: rulebook.ForCompany}, Value: 60, Stage: rulebook.Enforcing,
		Span: trial.Span{From: now.Add(-time.Hour), To: now}}
}

// tried is a trial run that has come to its end.
func (w *world) tried(p *person) id.ID {
	w.t.Helper()
	one := must(w.house.Trials.Begin(w.ctx(), w.principal(p), w.aTrial())).ID
	w.await("the trial run", w.resting)
	return one
}

// resting tells whether no trial run is being worked on. What held left running has nobody who works on it.
func (w *world) resting() bool {
	for _, one := range w.storage.column(`SELECT from_at FROM rule_trials WHERE state = 'running'`) {
		if one != "1" {
			return false
		}
	}
	return true
}

// held is a trial run that stands at running as long as nobody cancels it.
func (w *world) held() id.ID {
	w.t.Helper()
	const k = "trial held"
	if s, made := w.spots[k]; made {
		w.mark(s.conversation)
		return s.conversation
	}
	one := w.tried(w.founder)
	w.spots[k] = spot{one, 0}
	w.mark(one)
	return one
}

func (w *world) mark(one id.ID) {
	w.must(w.house.DB.Write(w.ctx(), func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE rule_trials SET state = 'running', from_at = 1, process = ?, beat_at = ? WHERE id = ?`, w.newID(), tx.Now.Add(1000*time.Hour), one)
		return err
	}))
}

// onTrial calls an operation on a trial run of the relation: own, of_colleague, or running.
func onTrial(w *world, p *person, relation string) call {
	var one id.ID
	switch {
	case relation == "running":
		one = w.held()
	case relation == "own" && p.changesRules():
		one = w.tried(p)
	default:
		one = w.tried(w.founder)
	}
	return call{path: map[string]string{"id": one.String()}, twin: map[string]string{"id": w.newID().String()}}
}

var trialSpecs = map[string]spec{
	"start_rule_trial": {costly: true, call: func(w *world, p *person, relation string) call {
		w.await("the trial runs of others", w.resting) // they write beside the calls
		c := onRule(func(w *world) any {
			q := w.aTrial()
			return map[string]any{"scope": map[string]any{"kind": "company", "id": ""}, "value": q.Value, "stage": "warn", "from_at": q.Span.From, "to_at": q.Span.To}
		}).call(w, p, relation)
		c.after = func() { w.await("the trial run", w.resting) }
		return c
	}},
	"list_rule_trials":  onRule(nil),
	"get_rule_trial":    {call: onTrial},
	"cancel_rule_trial": {call: onTrial},
}

// trying is a scene in which a trial run begins.
func trying(w *world, p *person, _ string) func() string {
	by := w.founder
	if p.changesRules() {
		by = p
	}
	return func() string { return w.tried(by).String() }
}
