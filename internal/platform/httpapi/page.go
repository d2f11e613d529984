package httpapi

import (
	"tonggui/internal/platform/apperr"
)

// Page is a list's part of a request: where to go on, and how many.
type Page struct {
	Cursor string `query:"cursor" maxLength:"200" doc:"next_cursor of the part before; empty for the first part"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"how many items at most"`
}

// List is a list's part of an answer.
type List[T any] struct {
	Items      []T     `json:"items" nullable:"false"`
	NextCursor *string `json:"next_cursor" doc:"null where nothing follows"`
}

// Body wraps an answer's body as huma wants it.
type Body[T any] struct{ Body T }

// OK returns the body as an answer.
func OK[T any](v T, err error) (*Body[T], error) {
	if err != nil {
		return nil, err
	}
	return &Body[T]{Body: v}, nil
}

// None is an answer without a body.
type None struct{}

// Done returns an answer without a body.
func Done(err error) (*None, error) {
	if err != nil {
		return nil, err
	}
	return &None{}, nil
}

// BadCursor is the refusal of a cursor that we did not give out.
func BadCursor() error { return apperr.Invalid.At("query.cursor", "wrong_form") }
