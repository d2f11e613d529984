package event

import "tonggui/internal/platform/id"

// AccountsChanged tells that what the directory shows of some accounts, or what they may do, is
// different now.
type AccountsChanged struct{ Accounts []id.ID }

// AccountFrozen tells that an account was shut until somebody unfreezes it.
type AccountFrozen struct{ Account id.ID }

// SessionsEnded tells that sessions of one account ended before their time.
type SessionsEnded struct {
	Account  id.ID
	Sessions []id.ID
}

// PasswordChanged tells that an account has another password.
type PasswordChanged struct{ Account id.ID }

// SettingsChanged tells that a person changed their own settings.
type SettingsChanged struct{ Account id.ID }

// PresenceSet tells that a person set their presence by hand.
type PresenceSet struct{ Account id.ID }

// AbsenceSet tells that somebody is on leave, now or later, or is so no more.
type AbsenceSet struct{ Account id.ID }

// RosterApplied tells that an import changed the company: departments and people.
type RosterApplied struct {
	Import                 id.ID
	Created, Changed, Left int
	LeftAccounts           []id.ID
}

// DepartmentChanged tells that something about a department is different now.
type DepartmentChanged struct{ Department id.ID }

// Kinds of the events.
func (DepartmentChanged) Kind() string { return "org.department_changed" }
func (AccountsChanged) Kind() string   { return "org.accounts_changed" }
func (AccountFrozen) Kind() string     { return "org.account_frozen" }
func (SessionsEnded) Kind() string     { return "org.sessions_ended" }
func (PasswordChanged) Kind() string   { return "org.password_changed" }
func (SettingsChanged) Kind() string   { return "org.settings_changed" }
func (AbsenceSet) Kind() string        { return "org.absence_set" }
func (PresenceSet) Kind() string       { return "org.presence_set" }
func (RosterApplied) Kind() string     { return "org.roster_applied" }

// CalendarChanged tells that working days or hours are others now; the zero ID is the company.
type CalendarChanged struct{ Site id.ID }

// Kind names the event.
func (CalendarChanged) Kind() string { return "org.calendar_changed" }
