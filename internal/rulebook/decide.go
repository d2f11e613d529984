package rulebook

import (
	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

// Case is one thing to decide.
type Case[F any] struct {
	Who        authz.Principal
	GroupClass string
	Object     string // what is acted upon
	ObjectID   id.ID
	Facts      F              // ids and numbers only: they are kept as evidence
	Params     map[string]any // for the sentence of a refusal
}

// Apply decides a case by the value that holds for the person now. What is recorded, watched or warned
// of is written in tx; of a warning the person is told with the answer to their request. What is
// blocked returns a *Refusal of the given kind; handed on by the function that runs in db.Write, it
// rolls everything back but its own evidence.
func Apply[F any](b *Book, tx *db.Tx, r Rule[F], c Case[F], refused *apperr.Def) error {
	subject := SubjectOf(c.Who)
	subject.GroupClass = c.GroupClass
	value := b.Value(r.ID, subject, tx.Now)
	outcome := r.Judge(c.Facts, value.Value, value.Stage)
	if outcome == Allow {
		return nil
	}
	e := evidence{at: tx.Now, rule: r.ID, version: value.Version, outcome: outcome, who: c.Who,
		object: c.Object, objectID: c.ObjectID, facts: c.Facts}
	if outcome == Warn {
		httpapi.Warn(tx.Context(), httpapi.Warning{Code: refused.Code, Params: c.Params, Rule: b.explain(declared[r.ID], value, c.Who.Language)})
	}
	if outcome != Block {
		return e.write(tx)
	}
	b.refusals.count(r.ID)
	problem := refused.New()
	problem.Params = c.Params
	problem.Rule = b.explain(declared[r.ID], value, c.Who.Language)
	return &Refusal{problem: problem, evidence: e}
}

func (b *Book) explain(r Info, v Value, language string) *apperr.Rule {
	return &apperr.Rule{ID: r.ID, Clause: b.Clause(r.ID, language), Value: v.Value, Since: int64(b.since(r.ID, v)),
		Way: &apperr.Way{Code: r.Way}}
}

// Refusal is the error of a blocked case. It keeps its evidence when all else is rolled back.
type Refusal struct {
	problem  *apperr.Error
	evidence evidence
}

func (r *Refusal) Error() string { return r.problem.Error() }

func (r *Refusal) Unwrap() error { return r.problem }

// Keep writes the evidence; db.Write calls it after the rollback.
func (r *Refusal) Keep(tx *db.Tx) error { return r.evidence.write(tx) }
