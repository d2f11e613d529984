package trial

import (
	"encoding/json"
	"fmt"

	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/rulebook"
)

// Fact is an act that happened under a rule.
type Fact[F any] struct {
	At       clock.Instant
	Account  id.ID
	ObjectID id.ID
	Seq      int64 // within the object, where it has several
	Facts    F     // as they were when it was decided
}

// Mark is where a page of facts ended: they are read in the order of these three.
type Mark struct {
	At       clock.Instant
	ObjectID id.ID
	Seq      int64
}

// Span is a stretch of time, its beginning included.
type Span struct{ From, To clock.Instant }

// Source lists one kind of acts that happened under a rule, from an index by time.
type Source[F any] struct {
	Object string // what was acted upon, as in evidence
	Count  func(q db.Q, span Span) (int64, error)
	// Page returns the next facts of the span behind a mark, in the order of marks, at most limit.
	Page func(q db.Q, span Span, after Mark, limit int) ([]Fact[F], error)
}

// Place is where a fact can be looked at.
type Place struct {
	Conversation id.ID `json:"conversation_id"`
	Seq          int64 `json:"seq"`
}

// Past is what a room tells of the past of one of its rules.
type Past struct {
	Rule    string
	sources []source
	decode  func(facts []byte) (any, error)
	judge   func(facts any, v rulebook.Value) rulebook.Outcome
	place   Placing
}

// Placing finds where a fact can be looked at; false where there is no such place. facts are as kept.
type Placing func(q db.Q, object string, objectID id.ID, seq int64, facts json.RawMessage) (Place, bool, error)

// act is a fact whose type is forgotten.
type act struct {
	at                clock.Instant
	account, objectID id.ID
	department        id.ID // known of refusals only
	object            string
	seq, repeats      int64
	refused           bool
	facts             any
}

type source struct {
	count func(q db.Q, span Span) (int64, error)
	page  func(q db.Q, span Span, after Mark, limit int) ([]act, error)
}

// Of puts together what can be told of a rule's past. place may be nil.
func Of[F any](r rulebook.Rule[F], place Placing, sources ...Source[F]) Past {
	p := Past{Rule: r.ID, place: place,
		decode: func(facts []byte) (any, error) {
			var f F
			if err := json.Unmarshal(facts, &f); err != nil {
				return nil, fmt.Errorf("facts of %s: %w", r.ID, err)
			}
			return f, nil
		},
		judge: func(facts any, v rulebook.Value) rulebook.Outcome { return r.Judge(facts.(F), v.Value, v.Stage) },
	}
	for _, s := range sources {
		p.sources = append(p.sources, source{s.Count, func(q db.Q, span Span, after Mark, limit int) ([]act, error) {
			facts, err := s.Page(q, span, after, limit)
			out := make([]act, len(facts))
			for i, f := range facts {
				out[i] = act{at: f.At, account: f.Account, objectID: f.ObjectID, object: s.Object, seq: f.Seq, repeats: 1, facts: f.Facts}
			}
			return out, err
		}})
	}
	return p
}
