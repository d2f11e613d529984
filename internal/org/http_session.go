package org

import (
	"context"
	"net/http"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/httpapi"
	"tonggui/internal/platform/id"
)

func (s *Service) sessionRoutes(h *httpapi.Server) {
	const tag = "Session"
	httpapi.Handle(h, httpapi.Op{ID: "login", Method: http.MethodPost, Path: "/session", Tag: tag, Open: true, Rate: httpapi.Login,
		Summary: "Log in with employee number and password; open because this is how one gets a session",
		Errors:  defs(ErrLoginFailed, ErrLoginThrottled, ErrLoginBusy, ErrFrozen, ErrLeft)}, s.login)
	httpapi.Handle(h, httpapi.Op{ID: "me", Method: http.MethodGet, Path: "/session", Tag: tag, Action: authz.SessionOwn, BeforePassword: true,
		Summary: "Who I am, what I may do, and my settings"}, s.getMe)
	httpapi.Handle(h, httpapi.Op{ID: "logout", Method: http.MethodDelete, Path: "/session", Tag: tag, Action: authz.SessionOwn,
		BeforePassword: true, Status: http.StatusNoContent, Summary: "Log out on this device"}, s.logout)
	httpapi.Handle(h, httpapi.Op{ID: "change_password", Method: http.MethodPut, Path: "/session/password", Tag: tag,
		Action: authz.PasswordChange, BeforePassword: true, Rate: httpapi.Login,
		Summary: "Choose another password: this session gets a new token, all others end",
		Errors:  append(defs(ErrPasswordWrong, ErrPasswordSame, ErrPasswordRecent, ErrLoginThrottled, ErrLoginBusy), passwordDefs()...)}, s.changePassword)
	httpapi.Handle(h, httpapi.Op{ID: "list_sessions", Method: http.MethodGet, Path: "/sessions", Tag: tag, Action: authz.SessionOwn,
		Summary: "The devices on which I am logged in"}, s.listSessions)
	httpapi.Handle(h, httpapi.Op{ID: "end_session", Method: http.MethodDelete, Path: "/sessions/{id}", Tag: tag, Action: authz.SessionOwn,
		Status: http.StatusNoContent, Summary: "Log out on one of my devices"}, s.endSession)
	httpapi.Handle(h, httpapi.Op{ID: "end_other_sessions", Method: http.MethodDelete, Path: "/sessions", Tag: tag, Action: authz.SessionOwn,
		Status: http.StatusNoContent, Summary: "Log out on all my other devices"}, s.endOtherSessions)
	httpapi.Handle(h, httpapi.Op{ID: "update_settings", Method: http.MethodPatch, Path: "/settings", Tag: tag, Action: authz.SettingsChange,
		Summary: "Change my own settings"}, s.updateSettings)
}

// entered is the answer to whoever has come in: the person, the token for programs, and cookies.
type entered struct {
	SetCookie []string `header:"Set-Cookie"`
	Body      struct {
		Me    Me     `json:"me"`
		Token string `json:"token" doc:"for Authorization: Bearer; browsers use the cookie"`
	}
}

func answerEntered(ctx context.Context, e Entered, err error) (*entered, error) {
	if err != nil {
		return nil, err
	}
	meta := httpapi.MetaOf(ctx)
	out := &entered{SetCookie: []string{cookie(meta, sessionCookie, e.Token, sessionEnds)}}
	if e.Device != "" {
		out.SetCookie = append(out.SetCookie, cookie(meta, deviceCookie, e.Device, deviceKnown))
	}
	out.Body.Me, out.Body.Token = e.Me, e.Token
	return out, nil
}

type loginInput struct {
	Device    string `cookie:"tonggui_device"`
	DeviceTLS string `cookie:"__Host-tonggui_device"`
	Body      struct {
		Number   string `json:"number" minLength:"1" maxLength:"64" doc:"employee number"`
		Password string `json:"password" minLength:"1" maxLength:"256"`
	}
}

func (s *Service) login(ctx context.Context, _ authz.Principal, in *loginInput) (*entered, error) {
	device := in.Device
	if httpapi.MetaOf(ctx).Secure {
		device = in.DeviceTLS
	}
	e, err := s.Login(ctx, in.Body.Number, in.Body.Password, device)
	return answerEntered(ctx, e, err)
}

func (s *Service) getMe(ctx context.Context, who authz.Principal, _ *struct{}) (*httpapi.Body[Me], error) {
	return httpapi.OK(s.Me(ctx, who))
}

type cookiesOnly struct {
	SetCookie []string `header:"Set-Cookie"`
}

func (s *Service) logout(ctx context.Context, who authz.Principal, _ *struct{}) (*cookiesOnly, error) {
	if err := s.Logout(ctx, who); err != nil {
		return nil, err
	}
	return &cookiesOnly{SetCookie: []string{cookie(httpapi.MetaOf(ctx), sessionCookie, "", 0)}}, nil
}

type changePasswordInput struct {
	Body struct {
		Current string `json:"current" minLength:"1" maxLength:"256"`
		Next    string `json:"next" maxLength:"256"`
	}
}

type changedPassword struct {
	SetCookie []string `header:"Set-Cookie"`
	Body      struct {
		Me
		Token string `json:"token" doc:"replaces the one before; browsers use the cookie"`
	}
}

func (s *Service) changePassword(ctx context.Context, who authz.Principal, in *changePasswordInput) (*changedPassword, error) {
	token, me, err := s.ChangePassword(ctx, who, in.Body.Current, in.Body.Next)
	if err != nil {
		return nil, err
	}
	out := &changedPassword{SetCookie: []string{cookie(httpapi.MetaOf(ctx), sessionCookie, token, sessionEnds)}}
	out.Body.Me, out.Body.Token = me, token
	return out, nil
}

func (s *Service) listSessions(ctx context.Context, who authz.Principal, _ *struct{}) (*httpapi.Body[httpapi.List[SessionInfo]], error) {
	items, err := s.Sessions(ctx, who)
	return httpapi.OK(httpapi.List[SessionInfo]{Items: items}, err)
}

type idInput struct {
	ID id.ID `path:"id"`
}

func (s *Service) endSession(ctx context.Context, who authz.Principal, in *idInput) (*httpapi.None, error) {
	return httpapi.Done(s.EndSession(ctx, who, in.ID))
}

func (s *Service) endOtherSessions(ctx context.Context, who authz.Principal, _ *struct{}) (*httpapi.None, error) {
	return httpapi.Done(s.EndOtherSessions(ctx, who))
}

func (s *Service) updateSettings(ctx context.Context, who authz.Principal, in *httpapi.Body[SettingsChange]) (*httpapi.Body[Settings], error) {
	return httpapi.OK(s.UpdateSettings(ctx, who, in.Body))
}
