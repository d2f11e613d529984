// Package apperr holds the product's errors as people and programs meet them: a stable code, an
// HTTP status, parameters, and what to do. Rooms define theirs once, at package level, in errors.go;
// the registry feeds the API document, and a test demands words for every code in every language.
package apperr

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
)

// Def is a defined kind of error.
type Def struct {
	Code   string // stable, "room.what_happened"
	Status int    // HTTP status
}

// Error is one occurrence. Cause stays in the logs and is never shown.
type Error struct {
	Def    *Def
	Params map[string]any // fills the blanks of the sentence
	Fields []Field        // faulty fields of the request
	Rule   *Rule          // set where a rule of the company refused
	Cause  error
}

// Field is one faulty field of a request. Name is a path such as "body.name".
type Field struct {
	Name   string         `json:"field"`
	Code   string         `json:"code"`
	Params map[string]any `json:"params,omitempty"`
}

// Rule tells a person whom a rule stopped which clause did it and which way is open.
type Rule struct {
	ID     string `json:"id"`
	Clause Clause `json:"clause"`
	Value  any    `json:"value"`
	Since  int64  `json:"since_at"` // microseconds; since when value or, where none was set, clause holds; 0 = since installation
	Way    *Way   `json:"way,omitempty"`
}

// Clause cites a regulation: the company's own as it wrote it, the model in the reader's language.
type Clause struct {
	Document   string `json:"document"`
	Version    string `json:"version"`
	Number     string `json:"number"`
	Text       string `json:"text"`
	Regulation string `json:"regulation_id,omitempty" doc:"where it can be read; left out where it stands in no stored regulation"`
	Node       string `json:"node_id,omitempty"`
}

// Way is the open way beside a refusal: an action code that clients know.
type Way struct {
	Code   string         `json:"code"`
	Params map[string]any `json:"params,omitempty"`
}

var registry = struct {
	sync.Mutex
	defs map[string]*Def
}{defs: map[string]*Def{}}

// Define registers a code; called from package-level variables only. A doubled code is a
// programming fault and panics at start.
func Define(status int, code string) *Def {
	registry.Lock()
	defer registry.Unlock()
	if registry.defs[code] != nil {
		panic("apperr: code defined twice: " + code)
	}
	d := &Def{Code: code, Status: status}
	registry.defs[code] = d
	return d
}

// All returns every defined kind, sorted by code.
func All() []*Def {
	registry.Lock()
	defer registry.Unlock()
	return slices.SortedFunc(maps.Values(registry.defs), func(a, b *Def) int {
		if a.Code < b.Code {
			return -1
		}
		return 1
	})
}

// New returns an occurrence; pairs are name, value, name, value...
func (d *Def) New(pairs ...any) *Error {
	e := &Error{Def: d}
	for i := 0; i+1 < len(pairs); i += 2 {
		if e.Params == nil {
			e.Params = map[string]any{}
		}
		e.Params[pairs[i].(string)] = pairs[i+1]
	}
	return e
}

// At returns an occurrence that names one faulty field.
func (d *Def) At(field, code string, pairs ...any) *Error {
	detail := d.New(pairs...)
	return &Error{Def: d, Fields: []Field{{Name: field, Code: code, Params: detail.Params}}}
}

// Because returns an occurrence with its cause for the log.
func (d *Def) Because(cause error) *Error { return &Error{Def: d, Cause: cause} }

func (e *Error) Error() string {
	if e.Cause != nil {
		return fmt.Sprintf("%s: %v", e.Def.Code, e.Cause)
	}
	if len(e.Fields) > 0 {
		return fmt.Sprintf("%s: %s %s", e.Def.Code, e.Fields[0].Name, e.Fields[0].Code)
	}
	return e.Def.Code
}

func (e *Error) Unwrap() error { return e.Cause }

// Is makes errors.Is(err, SomeDef.New()) compare by kind.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Def == e.Def
}

// Has tells whether err is, or wraps, an occurrence of the kind.
func Has(err error, d *Def) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Def == d
}

// From returns err as an occurrence: what is unknown becomes Internal with err as its cause.
func From(err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return Internal.Because(err)
}

// Kinds that belong to no room.
var (
	Invalid         = Define(422, "request.invalid")
	Malformed       = Define(400, "request.malformed")
	TooLarge        = Define(413, "request.too_large")
	Unsupported     = Define(415, "request.unsupported_type")
	Unauthenticated = Define(401, "session.missing")
	Forbidden       = Define(403, "access.denied")
	NotFound        = Define(404, "not_found")
	MethodUnknown   = Define(405, "request.method_not_allowed")
	Conflict        = Define(409, "conflict")
	RangeWrong      = Define(416, "request.range_not_satisfiable")
	TooMany         = Define(429, "request.too_many")
	CrossOrigin     = Define(403, "request.cross_origin")
	Internal        = Define(500, "internal")
	Unavailable     = Define(503, "unavailable")
	OutcomeUnknown  = Define(503, "outcome_unknown")
	StorageFull     = Define(507, "storage.full")
)
