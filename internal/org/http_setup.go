package org

import (
	"context"
	"net/http"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/httpapi"
)

func (s *Service) setupRoutes(h *httpapi.Server) {
	const tag = "Setup"
	httpapi.Handle(h, httpapi.Op{ID: "setup_status", Method: http.MethodGet, Path: "/setup", Tag: tag, Open: true, Rate: httpapi.Login,
		Summary: "Whether the company needs its first administrator; open because nobody can log in yet"}, s.setupStatus)
	httpapi.Handle(h, httpapi.Op{ID: "complete_setup", Method: http.MethodPost, Path: "/setup", Tag: tag, Open: true, Rate: httpapi.Login,
		Summary: "Make the first administrator with the one-time token; open because nobody can log in yet",
		Errors:  append(defs(ErrSetupLink, ErrLoginBusy), passwordDefs()...)}, s.completeSetup)
}

type setupStatusInput struct {
	Token string `query:"token" maxLength:"64" doc:"the one-time token; without it, whether any setup is needed"`
}

type setupStatus struct {
	Needed bool `json:"needed"`
}

func (s *Service) setupStatus(ctx context.Context, _ authz.Principal, in *setupStatusInput) (*httpapi.Body[setupStatus], error) {
	needed, err := s.SetupNeeded(ctx, in.Token)
	return httpapi.OK(setupStatus{needed}, err)
}

type setupInput struct {
	Body struct {
		Token    string `json:"token" minLength:"1" maxLength:"64"`
		Company  string `json:"company" minLength:"1" maxLength:"60"`
		Number   string `json:"number" minLength:"1" maxLength:"32" doc:"employee number"`
		Name     string `json:"name" minLength:"1" maxLength:"60"`
		Password string `json:"password" maxLength:"256"`
	}
}

func (s *Service) completeSetup(ctx context.Context, _ authz.Principal, in *setupInput) (*entered, error) {
	e, err := s.CompleteSetup(ctx, in.Body.Token, FirstAdministrator{Company: in.Body.Company, Number: in.Body.Number,
		Name: in.Body.Name, Password: in.Body.Password})
	return answerEntered(ctx, e, err)
}
