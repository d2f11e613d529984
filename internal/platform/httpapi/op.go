package httpapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"

	"github.com/danielgtaylor/huma/v2"
)

// Op describes a route.
type Op struct {
	ID      string // snake_case verb and object, stable
	Method  string
	Path    string // below /api/v1
	Summary string
	Tag     string
	// Action is what the principal must be allowed to do. Roles are judged here; relations to an
	// object by the room that loads it.
	Action authz.Action
	// Open marks a route without a login; it says why in Summary.
	Open bool
	// BeforePassword lets the route answer while the initial password still stands.
	BeforePassword bool
	Status         int   // of success; 200 where 0
	MaxBody        int64 // bytes; 64 KiB where 0
	Rate           Rate  // of calls by one principal; General where empty
	Errors         []*apperr.Def
	// Media is the type of a body that the operation reads by itself; see Stream.
	Media string
	// First sees a request before anything else does, and can set headers of its answer.
	First func(huma.Context) error
	// Quick is a short way through an operation that is called all the time; nil for none.
	Quick Quick
}

// Handle adds a route. fn gets the principal that Authenticate found; its errors become problems.
func Handle[I, O any](s *Server, op Op, fn func(ctx context.Context, who authz.Principal, in *I) (*O, error)) {
	authorisation := op.authorisation()
	if op.MaxBody == 0 {
		op.MaxBody = 64 << 10
	}
	if op.Rate.Name == "" {
		op.Rate = General
	}
	s.ops = append(s.ops, op)
	security := []map[string][]string{{"session": {}}, {"bearer": {}}}
	if op.Open {
		security = nil
	}
	codes := []string{}
	statuses := []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusUnprocessableEntity, http.StatusTooManyRequests}
	for _, d := range op.Errors {
		codes = append(codes, d.Code)
		statuses = append(statuses, d.Status)
	}
	slices.Sort(statuses)
	if op.Quick != nil {
		s.quick[op.Method+" /api/v1"+op.Path] = op
	}
	huma.Register(s.api, huma.Operation{
		OperationID: op.ID, Method: op.Method, Path: "/api/v1" + op.Path, Summary: op.Summary,
		Tags: []string{op.Tag}, DefaultStatus: op.Status, MaxBodyBytes: op.MaxBody, Security: security, RequestBody: op.stream(),
		Errors: slices.Compact(statuses), RejectUnknownQueryParameters: true,
		Extensions:  map[string]any{"x-authz": authorisation, "x-errors": codes},
		Middlewares: huma.Middlewares{s.guard(op)},
	}, func(ctx context.Context, in *I) (*O, error) {
		out, err := fn(ctx, authz.Who(ctx), in)
		if err != nil {
			return nil, s.problem(ctx, op, err)
		}
		return out, nil
	})
}

// authorisation returns what x-authz publishes; a route without any ends the program at start.
func (op Op) authorisation() any {
	if op.Open {
		return map[string]any{"open": true}
	}
	policy, ok := authz.Lookup(op.Action)
	if !ok {
		panic(fmt.Sprintf("httpapi: %s has no authorisation: action %q has no policy", op.ID, op.Action))
	}
	return struct {
		authz.Policy
		BeforePassword bool `json:"before_password,omitempty"`
	}{policy, op.BeforePassword}
}

// stream documents a body that huma does not read.
func (op Op) stream() *huma.RequestBody {
	if op.Media == "" {
		return nil
	}
	return &huma.RequestBody{Content: map[string]*huma.MediaType{op.Media: {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}}
}

// ErrMustChangePassword holds back everything until the initial password is changed.
var ErrMustChangePassword = apperr.Define(http.StatusForbidden, "account.must_change_password")

// guard runs before the body is read: who calls, how often, and by which role.
func (s *Server) guard(op Op) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		if entered(ctx.Context(), op) {
			next(ctx)
			return
		}
		who, err := s.admit(ctx, op)
		if err != nil {
			_ = huma.WriteErr(s.api, ctx, 0, "", err)
			return
		}
		next(huma.WithContext(ctx, authz.With(ctx.Context(), who)))
	}
}

func (s *Server) admit(ctx huma.Context, op Op) (authz.Principal, error) {
	if op.First != nil {
		if err := op.First(ctx); err != nil {
			return authz.Principal{}, err
		}
	}
	if op.Open {
		return authz.Principal{}, s.limits.take(op.Rate, MetaOf(ctx.Context()).network())
	}
	return s.enter(ctx.Context(), requestOf(ctx), op)
}

// enter finds who calls, and refuses who may not call at all, or not now.
func (s *Server) enter(ctx context.Context, r *http.Request, op Op) (authz.Principal, error) {
	who, err := s.options.Auth.Authenticate(ctx, r)
	if err != nil {
		return who, err
	}
	if err := s.limits.take(op.Rate, who.Account.String()); err != nil {
		return who, err
	}
	if who.MustChangePassword && !op.BeforePassword {
		return who, ErrMustChangePassword.New()
	}
	if policy, _ := authz.Lookup(op.Action); policy.ByRole() && !authz.Can(who, op.Action) {
		return who, apperr.Forbidden.New()
	}
	return who, nil
}

func (s *Server) problem(ctx context.Context, op Op, err error) error {
	return problemOf(s.noted(ctx, op, err))
}

// noted logs an error that is not the caller's.
func (s *Server) noted(ctx context.Context, op Op, err error) error {
	if e := apperr.From(err); e.Def.Status >= http.StatusInternalServerError && !errors.Is(err, context.Canceled) {
		s.options.Log.ErrorContext(ctx, "request failed", "operation", op.ID, "code", e.Def.Code,
			"error", err, "request_id", MetaOf(ctx).RequestID)
	}
	return err
}

// Ops returns the registered routes, for the API page and the matrix.
func (s *Server) Ops() []Op { return slices.Clone(s.ops) }
