package demo

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"tonggui/internal/org"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/clock"
	"tonggui/internal/platform/httpapi"
)

// mover brings the company in: first administrator, roster, roles, passwords of their own.
type mover struct {
	org    *org.Service
	clock  *stage
	days   calendar
	actors map[string]authz.Principal // who has logged in, by name
	tokens map[string]string          // of their sessions
	order  []string                   // their names, by number
}

// moveIn does what a company does on its first afternoon.
func (m *mover) moveIn(ctx context.Context) error {
	admin, err := m.setUp(ctx)
	if err != nil {
		return fmt.Errorf("setup: %w", err)
	}
	m.clock.moveTo(m.days.at(0, 16*time.Hour+20*time.Minute))
	slips, err := m.takeIn(ctx, admin)
	if err != nil {
		return fmt.Errorf("roster: %w", err)
	}
	m.clock.moveTo(m.days.at(0, 16*time.Hour+40*time.Minute))
	if err := m.giveRoles(ctx, admin); err != nil {
		return fmt.Errorf("roles: %w", err)
	}
	m.clock.moveTo(m.days.at(0, 17*time.Hour))
	if err := m.firstLogins(ctx, admin, slips); err != nil {
		return fmt.Errorf("first logins: %w", err)
	}
	return m.settings(ctx)
}

func (m *mover) setUp(ctx context.Context) (authz.Principal, error) {
	byName, err := people()
	if err != nil {
		return authz.Principal{}, err
	}
	name := ""
	for _, p := range byName {
		if p.Number == founder {
			name = p.Name
		}
	}
	token, err := m.org.MakeSetupToken(ctx)
	if err != nil {
		return authz.Principal{}, err
	}
	e, err := m.org.CompleteSetup(ctx, token, org.FirstAdministrator{Company: Name, Number: founder, Name: name, Password: Password})
	if err != nil {
		return authz.Principal{}, err
	}
	m.tokens = map[string]string{name: e.Token}
	return m.enter(ctx, name)
}

// takeIn imports the roster and makes initial passwords for those who are new.
func (m *mover) takeIn(ctx context.Context, admin authz.Principal) ([]org.HandedOut, error) {
	r, err := m.org.ImportRoster(ctx, org.RosterImport{FileName: rosterName, Data: rosterFile, Mode: org.AllOrNothing})
	if err != nil {
		return nil, err
	}
	return m.org.HandOut(ctx, admin, *r.Import, nil)
}

// behind finds who is behind a session's token, as for any client.
func (m *mover) behind(ctx context.Context, token string) (authz.Principal, error) {
	return m.org.Authenticate(ctx, &http.Request{Header: http.Header{"Authorization": {"Bearer " + token}}})
}

// directory lists everybody who is here.
func (m *mover) directory(ctx context.Context, admin authz.Principal) ([]org.AdminPerson, error) {
	list, err := m.org.ListPeople(ctx, admin, org.PeopleFilter{Status: org.Active}, httpapi.Page{Limit: 200})
	return list.Items, err
}

func (m *mover) giveRoles(ctx context.Context, admin authz.Principal) error {
	here, err := m.directory(ctx, admin)
	if err != nil {
		return err
	}
	for _, r := range roles {
		for _, p := range here {
			if p.Person.Number != r.number {
				continue
			}
			if err := m.org.SetRoles(ctx, admin, p.Person.ID, r.roles, "公司启用同轨"); err != nil {
				return err
			}
		}
	}
	return nil
}

// firstLogins lets everybody log in with the slip and choose a password. They do it at once: on
// SQLite those who write together share a commit.
func (m *mover) firstLogins(ctx context.Context, admin authz.Principal, slips []org.HandedOut) error {
	here, err := m.directory(ctx, admin)
	if err != nil {
		return err
	}
	var mu sync.Mutex
	err = atOnce(slips, func(s org.HandedOut) error {
		token, err := m.firstLogin(ctx, s)
		mu.Lock()
		m.tokens[s.Name] = token
		mu.Unlock()
		return err
	})
	if err != nil {
		return err
	}
	m.actors = map[string]authz.Principal{}
	for _, p := range here {
		name := p.Person.Name
		if m.actors[name], err = m.enter(ctx, name); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		m.order = append(m.order, name)
	}
	return nil
}

// enter is somebody's client at work: the session counts as used.
func (m *mover) enter(ctx context.Context, name string) (authz.Principal, error) {
	return m.behind(ctx, m.tokens[name])
}

func (m *mover) firstLogin(ctx context.Context, s org.HandedOut) (token string, err error) {
	e, err := m.org.Login(ctx, s.Number, s.InitialPassword, "")
	if err != nil {
		return "", err
	}
	who, err := m.behind(ctx, e.Token)
	if err != nil {
		return "", err
	}
	token, _, err = m.org.ChangePassword(ctx, who, s.InitialPassword, Password)
	return token, err
}

// settings are what some people chose for themselves.
func (m *mover) settings(ctx context.Context) error {
	english, dark := "en", "dark"
	if _, err := m.org.UpdateSettings(ctx, m.actors["季南乔"], org.SettingsChange{Language: &english}); err != nil {
		return err
	}
	_, err := m.org.UpdateSettings(ctx, m.actors["罗之问"], org.SettingsChange{Theme: &dark})
	return err
}

// goHome leaves some people visibly busy and logs everybody out.
func (m *mover) goHome(ctx context.Context, now clock.Instant) error {
	m.clock.moveTo(now)
	for _, p := range []struct {
		name, state, note string
		hours             time.Duration
	}{
		{"韩照", "busy", "供应商现场，下午回", 4},
		{"雷鸣山", "dnd", "开车中，急事打电话", 2},
		{"贺云帆", "busy", "客户拜访", 3},
	} {
		until := now.Add(p.hours * time.Hour)
		if _, err := m.org.SetPresence(ctx, m.actors[p.name], org.PresenceChange{State: p.state, Note: p.note, Until: &until}); err != nil {
			return err
		}
	}
	if _, err := m.org.Sessions(ctx, m.actors[m.order[0]]); err != nil { // writes down who was seen when
		return err
	}
	return atOnce(m.order, func(name string) error { return m.org.Logout(ctx, m.actors[name]) })
}

// atOnce calls fn for all items, some at a time, and returns the first error.
func atOnce[T any](items []T, fn func(T) error) error {
	const some = 16
	slots, errs := make(chan struct{}, some), make(chan error, len(items))
	for _, item := range items {
		slots <- struct{}{}
		go func() {
			errs <- fn(item)
			<-slots
		}()
	}
	var first error
	for range items {
		if err := <-errs; err != nil && first == nil {
			first = err
		}
	}
	return first
}
