package passkey

import (
	"context"
	"encoding/json"
	"net/http"

	"tonggui/internal/platform/apperr"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

const tag = "Passkeys"

// Routes adds the room's operations to the server.
func (s *Service) Routes(h *httpapi.Server) {
	httpapi.Handle(h, httpapi.Op{ID: "list_passkeys", Method: http.MethodGet, Path: "/account/passkeys", Tag: tag, Action: authz.PasskeyOwn,
		Summary: "My passkeys"}, s.list)
	httpapi.Handle(h, httpapi.Op{ID: "begin_passkey", Method: http.MethodPost, Path: "/account/passkeys/begin", Tag: tag, Action: authz.PasskeyEnrol, Rate: httpapi.Login,
		Errors: []*apperr.Def{ErrPlace, ErrLimit}, Summary: "Ask my authenticator for another passkey; asks for the password"}, s.begin)
	httpapi.Handle(h, httpapi.Op{ID: "finish_passkey", Method: http.MethodPost, Path: "/account/passkeys/finish", Tag: tag, Action: authz.PasskeyEnrol, Status: http.StatusCreated,
		Errors: []*apperr.Def{ErrChallenge, ErrRefused, ErrUnverified, ErrKnown, ErrLimit}, Summary: "Enrol the passkey that my authenticator has made"}, s.finish)
	httpapi.Handle(h, httpapi.Op{ID: "remove_passkey", Method: http.MethodDelete, Path: "/account/passkeys/{id}", Tag: tag, Action: authz.PasskeyRemove, Status: http.StatusNoContent,
		Errors: []*apperr.Def{apperr.NotFound}, Summary: "Remove one of my passkeys for good"}, s.remove)
}

// PasskeyList are a person's passkeys, and where they ask.
type PasskeyList struct {
	Place string    `json:"place" doc:"the host at which a new one would work; empty: browsers use no passkeys at this address"`
	Max   int       `json:"max"`
	Items []Passkey `json:"items"`
}

func (s *Service) list(ctx context.Context, who authz.Principal, _ *struct{}) (*httpapi.Body[PasskeyList], error) {
	place, items, err := s.List(ctx, who)
	return httpapi.OK(PasskeyList{Place: place, Max: Most, Items: items}, err)
}

type beginInput struct {
	Body struct {
		Password string `json:"password" minLength:"1" maxLength:"256"`
	}
}

// PasskeyOptions is what a browser gives its authenticator.
type PasskeyOptions struct {
	Options map[string]any `json:"options" doc:"what navigator.credentials.create takes, its bytes in base64url"`
}

func (s *Service) begin(ctx context.Context, who authz.Principal, in *beginInput) (*httpapi.Body[PasskeyOptions], error) {
	raw, err := s.Enrol(ctx, who, in.Body.Password)
	if err != nil {
		return nil, err
	}
	var out PasskeyOptions
	err = json.Unmarshal(raw, &out.Options)
	return httpapi.OK(out, err)
}

type finishInput struct {
	Body struct {
		Name       string         `json:"name" minLength:"1" maxLength:"60"`
		Credential map[string]any `json:"credential" doc:"PublicKeyCredential.toJSON()"`
	}
}

func (s *Service) finish(ctx context.Context, who authz.Principal, in *finishInput) (*httpapi.Body[Passkey], error) {
	raw, err := json.Marshal(in.Body.Credential)
	if err != nil {
		return nil, err
	}
	return httpapi.OK(s.Finish(ctx, who, in.Body.Name, raw))
}

type oneInput struct {
	ID id.ID `path:"id"`
}

func (s *Service) remove(ctx context.Context, who authz.Principal, in *oneInput) (*httpapi.None, error) {
	return httpapi.Done(s.Remove(ctx, who, in.ID))
}
