package org

import (
	"context"

	"tonggui/internal/event"
	"tonggui/internal/platform/authz"
	"tonggui/internal/platform/db"
	"tonggui/internal/platform/id"
	"tonggui/internal/platform/realtime"
)

// hear makes true on this node what was decided on any: it runs on every node, for every fact, after
// the node that decided has already done the same for itself.
func (s *Service) hear(ctx context.Context, f db.Fact) error {
	switch f.Kind {
	case event.SessionsEnded{}.Kind():
		return heard(f, func(e event.SessionsEnded) error {
			s.dropSessions(e.Account, e.Sessions)
			return nil
		})
	case event.AccountFrozen{}.Kind():
		return heard(f, func(e event.AccountFrozen) error { return s.hearFrozen(ctx, e.Account) })
	case event.AccountsChanged{}.Kind():
		return heard(f, func(e event.AccountsChanged) error {
			s.cache.dropAccounts(e.Accounts...)
			s.cache.dropStandIns()
			if err := s.renew(ctx, e.Accounts); err != nil {
				return err
			}
			s.directoryStale.Store(true)
			return nil
		})
	case event.DepartmentChanged{}.Kind():
		s.directoryStale.Store(true)
		return s.reload(ctx)
	case event.RosterApplied{}.Kind():
		return heard(f, func(e event.RosterApplied) error { return s.hearRoster(ctx, e) })
	case event.PresenceSet{}.Kind():
		return heard(f, func(e event.PresenceSet) error { return s.hearPresence(ctx, e.Account) })
	case event.AbsenceSet{}.Kind():
		return heard(f, func(e event.AbsenceSet) error { return s.hearAbsence(ctx, e.Account) })
	case event.PasswordChanged{}.Kind():
		return heard(f, func(e event.PasswordChanged) error {
			s.cache.dropAccounts(e.Account)
			return nil
		})
	case event.SettingsChanged{}.Kind():
		return heard(f, func(e event.SettingsChanged) error { return s.hearSettings(ctx, e.Account) })
	}
	return nil
}

func heard[E any](f db.Fact, do func(E) error) error {
	var e E
	if err := f.Decode(&e); err != nil {
		return err
	}
	return do(e)
}

// hearFrozen closes what is open, unless the account was unfrozen before the news came.
func (s *Service) hearFrozen(ctx context.Context, account id.ID) error {
	s.cache.dropAccounts(account)
	a, err := accountByID(s.db.Ask(ctx), account)
	if err == nil && a.Status == Frozen {
		s.o.Sockets.CloseAccount(account, realtime.CloseFrozen)
	}
	return err
}

// hearSettings tells a person's other devices.
func (s *Service) hearSettings(ctx context.Context, account id.ID) error {
	s.cache.dropAccounts(account)
	v, err := settingsOf(s.db.Ask(ctx), account, languageOr(""))
	if err == nil {
		s.o.Sockets.Send([]id.ID{account}, "settings.changed", map[string]any{"settings": v})
	}
	return err
}

// hearRoster renews the whole directory and closes what leavers still have open here.
func (s *Service) hearRoster(ctx context.Context, e event.RosterApplied) error {
	s.cache.drop(func(authz.Principal) bool { return true })
	if err := s.reload(ctx); err != nil {
		return err
	}
	v := s.company()
	for _, account := range e.LeftAccounts {
		if v.people[account].Status == Left {
			s.o.Sockets.CloseAccount(account, realtime.CloseSessionEnded)
		}
	}
	s.directoryStale.Store(true)
	return nil
}

// tellDirectory tells every open client to ask for the directory again when it next shows it. It is
// called now and then, so that many changes together are one sign.
func (s *Service) tellDirectory() {
	if !s.directoryStale.Swap(false) {
		return
	}
	v := s.company()
	accounts := make([]id.ID, 0, len(v.people))
	for account, a := range v.people {
		if a.Status == Active {
			accounts = append(accounts, account)
		}
	}
	s.o.Sockets.Send(accounts, "directory.changed", struct{}{})
}
