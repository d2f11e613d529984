package org

import (
	"context"

	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
)

// Me is what a client needs to know of the person who uses it.
type Me struct {
	Account            PersonCard     `json:"account"`
	Roles              []authz.Role   `json:"roles" nullable:"false" enum:"admin,security_admin,audit_admin,hr,it,leader,supervisor"`
	StandsIn           []authz.Role   `json:"stands_in" nullable:"false" enum:"security_admin,audit_admin" doc:"roles that nobody in the company holds, so that this administrator acts for them"`
	MustChangePassword bool           `json:"must_change_password"`
	Abilities          []string       `json:"abilities" nullable:"false" doc:"what the person's roles open in this client"`
	Settings           Settings       `json:"settings"`
	Rules              map[string]any `json:"rules" nullable:"false" doc:"values of the rules that bind the person, by id"`
	ServerAt           clock.Instant  `json:"server_at"`
	CompanyName        string         `json:"company_name"`
	FilesOrigin        string         `json:"files_origin" doc:"empty where files come from the same origin"`
}

// Me tells the principal about themselves.
func (s *Service) Me(ctx context.Context, who authz.Principal) (Me, error) {
	return s.me(ctx, who.Account, who.Session)
}

// CompanyName is what the company is called; empty before it was set up.
func (s *Service) CompanyName(ctx context.Context) (string, error) {
	return companyValue(s.db.Ask(ctx), companyName)
}

func (s *Service) me(ctx context.Context, account, session id.ID) (Me, error) {
	m := Me{FilesOrigin: s.o.FilesOrigin}
	who := authz.Principal{Account: account, Session: session}
	err := s.db.Read(ctx, func(q db.Q) error {
		a, err := accountByID(q, account)
		if err != nil {
			return err
		}
		stored, err := passwordOf(q, account)
		if err != nil {
			return err
		}
		if m.Settings, err = settingsOf(q, account, languageOr("")); err != nil {
			return err
		}
		if m.CompanyName, err = companyValue(q, companyName); err != nil {
			return err
		}
		if err := standIn(q, &who, a.Roles); err != nil {
			return err
		}
		who.Name, who.Department, who.Roles, who.Epoch, who.Language = a.Name, a.Department, a.Roles, a.Epoch, m.Settings.Language
		m.StandsIn = append([]authz.Role{}, who.StandsIn...)
		m.Roles, m.MustChangePassword, m.ServerAt = a.Roles, stored.Initial, q.At()
		m.Account = s.card(s.company(), who, a)
		return nil
	})
	if err != nil {
		return Me{}, err
	}
	m.Abilities = abilities(who)
	m.Rules = s.o.Rules(ctx, who)
	return m, nil
}

// abilityNames are the names that clients know for actions which roles alone decide.
var abilityNames = map[authz.Action]string{authz.PeopleAdminister: "admin.people"}

// abilities lists what the principal's roles allow beyond what everybody may, be it that others may do the same to what
// is their own.
func abilities(who authz.Principal) []string {
	out := []string{}
	for _, p := range authz.Policies() {
		if !authz.Can(who, p.Action) {
			continue
		}
		name, other := abilityNames[p.Action]
		if !other {
			name = string(p.Action)
		}
		out = append(out, name)
	}
	return out
}
